"""The % operator on strings: every conversion, flags, mappings, errors."""

print("%s %d %r %f" % ("text", 42, "quoted", 3.14159))
print("%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42))
print("%.2f|%8.3f|%-8.1f|%08.2f|%+.1f" % (3.14159, 3.14159, 3.14159, 3.14159, 3.14159))
print("%x %X %#x %o %#o %c %c %%" % (255, 255, 255, 8, 8, 65, "z"))
print("%e %.2E %g %G %g" % (12345.678, 12345.678, 12345.678, 1e-10, 100000.0))
print("%s and %s" % ([1, 2], {"a": 1}))
print("%(name)s is %(age)d, %(name)r" % {"name": "Ada", "age": 36})
print("%*d|%-*d|%.*f" % (6, 42, 6, 42, 2, 3.14159))
print("%10s|%-10s|%.3s|%10.2s|" % ("abcdef", "abcdef", "abcdef", "abcdef"))
print("%s" % None, "%s" % (1,), "%s" % ((1, 2),), "%d" % 3.99, "%i" % True, "%d" % 10**3)
print("%a %r" % ("é", "é"))
for template, args in (
    ("%d", "x"),
    ("%d %d", (1,)),
    ("%d", (1, 2)),
    ("%q", 1),
    ("%(a)s", {"b": 1}),
    ("%(a)s", 5),
    ("%", 1),
    ("%c", "ab"),
    ("%x", 1.5),
):
    try:
        print(template % args)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
