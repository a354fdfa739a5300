import io

b = io.BytesIO(b"hello")
print(b.read(2), b.tell(), b.read(), b.read(), b.seek(0), b.getvalue())
b.seek(0, 2)
b.write(b" world\nsecond\n")
b.seek(0)
print(b.readline(), list(b))
s = io.StringIO("a\nb\n")
print(s.readlines(), s.getvalue())
with io.BytesIO() as out:
    out.write(b"x")
    print(out.getvalue())
