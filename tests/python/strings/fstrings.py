"""f-strings: expressions, conversions, specs, nesting, debugging with =."""

name = "Ada"
n = 42
pi = 3.14159
items = ["a", "b"]
table = {"key": "value"}
print(f"{name} {n} {pi:.2f} {n + 1} {name.upper()} {items[0]} {table['key']}")
print(f"{name!r} {name!s:>6} {name!a} {n!r:>5}|")
print(f"{n=} {name=} {n = } {n + 1=}")
print(f"{pi=:.2f} {name=!s} {items=} {table['key']=}")
width, precision = 10, 3
print(f"{pi:{width}.{precision}f}|{name:*^{width}}|{n:0{width}d}|{name:{'<'}{8}}|")
print(f"{{braces}} {{{n}}} {{{{{n}}}}}")
print(f"{'nested ' + f'{n} inner {f"{pi:.1f}"}'}")
print(f"{[x * 2 for x in range(3)]} {(lambda v: v + 1)(1)} {'yes' if n > 40 else 'no'}")
print(f"{ {'a': 1}['a'] } {n:,} {n:x} {n:#b} {n:>6}|{True} {None}")
print(f"multi "
      f"part {n} "
      "plain {n}")
print(f"""triple
{name}
lines""")
print(rf"raw \n {n}", f"tab\t{n}", f"\u00e9{n}")
print(f"{n:{'x'}} {'a' 'b'} {'quote'!r} {"same quotes"}")
print(f"{'':>3}|{'abc':.2}|{1e10:g}|{-n:+}|{n:<5}|{n:^5}|{0.256:.1%}")
print(f"{items!r:>15}|{str(items):>15}|{f'{n}':>5}|")
try:
    f"{undefined_thing}"
except NameError as error:
    print(error)
try:
    f"{name:d}"
except ValueError as error:
    print(error)
try:
    f"{items:>10}"
except TypeError as error:
    print(error)
