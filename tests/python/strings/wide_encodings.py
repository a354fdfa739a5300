"""UTF-16 and UTF-32, with and without a byte order mark."""
text = "aé한🎉"
for name in ("utf-16", "utf-16-le", "UTF_16BE", "utf-32", "utf-32-le", "utf-32-be"):
    data = text.encode(name)
    print(name, data, data.decode(name) == text)
print(b"\xfe\xff\x00a".decode("utf-16"), b"a\x00".decode("utf-16"))
for data, name in ((b"a", "utf-16-le"), (b"\x00\xdc", "utf-16-le"), (b"\x00\xd8a\x00", "utf-16-le"), (b"abc", "utf-32-le")):
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        print(error)
    print(repr(data.decode(name, "replace")), repr(data.decode(name, "ignore")))
print(bytearray(b"it's"), bytearray(b'"'), bytearray(b"'\""))
