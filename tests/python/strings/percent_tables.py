"""% formatting in reports."""

rows = [("apple", 3, 0.5), ("kiwi", 12, 1.25), ("melon", 1, 20)]
print("%-10s %5s %8s" % ("item", "qty", "price"))
for name, quantity, price in rows:
    print("%-10s %5d %8.2f" % (name, quantity, price))
print("%-10s %5d %8.2f" % ("total", sum(r[1] for r in rows), sum(r[1] * r[2] for r in rows)))
print("%3d%%|%+.1e|%#o|%#X|%05.1f|% 5d|%-5d|" % (50, 12345.678, 8, 255, 2.55, 42, 42))
for n in (1, 10, 100):
    print("%04d %4d %-4d| %x %o %c" % (n, n, n, n, n, n + 64 if n < 60 else 97))
record = {"id": 7, "name": "Ada", "score": 93.756}
print("#%(id)03d %(name)s: %(score).1f (%(name)r)" % record)
print("%s, %s and %s" % tuple("abc"), "%r" % ["list"], "%s" % {"k": 1}, "%.2s" % "long", "%5.1s|" % "xy")
print("%d items" % len(rows), "%i" % 3.7, "%g %g %g" % (0.0001, 1e-5, 123456789.0), "%s" % 1e300, "%d" % 10 ** 25)
width = 12
print("%*s|%-*s|" % (width, "right", width, "left"), "%.*f" % (1, 2.25), "%%" % ())
