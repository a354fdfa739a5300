"""Every way to write a literal."""

print(1_000_000, 0xFF, 0o17, 0b101, 0XAB, 0B11, 1e3, 1.5e-3, .5, 5., 1_0.0_1)
print('single', "double", 'it''s', "a" "b" 'c')
print("tab\tnewline\\n quote\" \x41 \u00e9 \U0001F600 \101 \N{BULLET}")
print(r"raw \n \t", R'\d')
print("""three
lines
of text""")
print('continued \
line')
print(b"bytes \x00\xff \n", rb"\n", b'it"s')
print([1, 2, 3,], (1,), (), {}, {1, 2}, {"a": 1, "b": [2]}, [[]])
print(None, True, False, ...)
print(type(1), type(1.0), type(""), type(b""), type([]), type(()), type({}), type({1}), type(None), type(...))
total = (1 +
         2 +
         3)
print(total)
print(repr("it's"), repr('say "hi"'), repr('both \' and "'), repr("\x00\x7f\xa0\u200b"))
print(10**20, -5, +5, 0, -0.0)
