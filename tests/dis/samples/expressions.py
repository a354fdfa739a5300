1
"text"
None
...
x
x.y
x[0]
f(x)
-x; +x; ~x; not x
-1; +1; ~1; not 1
x + 1; x - 1; x * 2; x / 2; x // 2; x % 2; x ** 2; x @ y; x << 1; x >> 1; x & 1; x | 1; x ^ 1
a = 1 + 2
a = 1 + 2 * 3 - 4 // 3 % 2
a = 2 ** 10
a = 2 ** 100
a = 2 ** 1000
a = 1 << 100
a = 1 << 1000
a = "a" * 10
a = "a" * 5000
a = "a" + "b"
a = 10 / 4
a = 1.5 * 2
a = 7 // 2.0
a = -7 // 2
a = -7 % 3
a = 7.5 % -2
a = 1 / 0
a = 1 % 0
a = (1, 2) + (3,)
a = (1, 2) * 3
a = (1, 2)[1]
a = "abc"[-1]
a = "abc"[5]
a = b"abc"[1]
a = True + 1
a = True | False
a = ~True
a = not ()
a = 1 + x + 2 + 3
a = 1 + 2 + x
a = x + 1 + 2
a = 3j
a = 1 + 2j
a = 0xFFFFFFFFFFFFFFFFFF
a = 1_000_000
a = 1e100, 1e-5, 0.1, 1.0, -0.0, 100000000000000000.0
a = "q'uote", 'both\'"', "\n\t\\", "é한", "\x00\x7f"
a = b"bytes\x00\xff"
a = "impl" "icit" 'concat'
a = x < y
a = x < y < z
a = x == y != z <= w
a = x is None
a = x is not None
a = x in y
a = x not in y
a = not x in y
a = not x is y
a = not x == y
a = not not x
a = x in (1, 2)
a = x in [1, 2]
a = x in {1, 2}
a = x not in {1, "a", None}
a = x in [y, z]
a = x in {y, z}
a = x < y in [1, 2]
a = x and y
a = x or y or z
a = x and y or z
a = not (x and y)
a = x if y else z
a = x if not y else z
a = 1 if True else 2
a = 1 if False else 2
a = x if y and z else w
a = x or 1
a = 1 or x
a = 0 or x
a = 1 and x
a = "" and x
a = (x, y, z)
a = (1, 2, 3)
a = (1, x)
a = ()
a = []
a = [1, 2]
a = [1, 2, 3]
a = [1, 2, x]
a = [*x]
a = [1, *x, 2]
a = (*x, *y)
a = *x, 1
a = {1, 2}
a = {1, 2, 3}
a = {x, *y}
a = {}
a = {1: 2}
a = {1: 2, 3: 4}
a = {x: y, "k": z}
a = {**x}
a = {1: 2, **x, 3: 4, 5: 6}
a = {**x, **y}
a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, x]
a = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, x)
a = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 10: 10, 11: 11, 12: 12, 13: 13, 14: 14, 15: 15, 16: 16, 17: 17, 18: 18, 19: 19}
a = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 5, "g": 6, "h": 7, "i": 8, "j": 9, "k": 10, "l": 11, "m": 12, "n": 13, "o": 14}
a = x[1:2]
a = x[1:]
a = x[:]
a = x[::2]
a = x[1:2, 3]
a = x[1:2:3]
a = x[...]
a = x[y]
a = x[1, 2]
a = (b := 5)
print((n := 10), n)
if (m := f(x)) > 3: pass
a = lambda: 1
a = lambda x, y=2, *args, k, m=3, **kw: (x, y)
a = lambda: (yield)
a = x if y else (1, 2)
a = __debug__
a = (
    x
    + y *
    z
)
a = x.method().other(
    1
).third(
    y
)
a = (x
     .first()
     .second
     .third(1, k=2))
a = [
    1,
    x,
]


def fast(x, y, z):
    x.y
    x + y
    a = x < y < z
    b = x and y or z
    if not (x or y): return z
    if x is None and y is not None: return 1
    if x is None or z in (1, 2): return 2
    while x and y or z: x = y
    if x < y < z: return 3
    if not x < y < z: return 4
    if x if y else z: return 5
    if 1 < x: pass
    if True: a = 1
    if False: a = 2
    if None: a = 3
    if "": a = 4
    elif "x": a = 5
    else: a = 6
    while True:
        if x: break
    while 1: pass
    return x[y:z], -x, not y


def truths(x, y):
    return (not x, not not y, x == y and y, bool(x) if x else 1)
