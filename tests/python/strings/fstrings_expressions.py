"""Any expression may stand in an f-string."""

n, name, items = 7, "ada", [3, 1, 2]
print(f"{n if n > 5 else 0} {name.title()!r} {sorted(items)} {[i for i in items if i > 1]} {items[-1]}")
print(f"{max(items):>4}{min(items):<4}| {len(name):03d} {n ** 2:,} {n / 3:.3f} {n // 2}{n % 2}")
print(f"{(lambda x: x * 2)(n)} {{'a': {n}}} { {'k': n}['k'] } {(n, name)} {not n} {n == 7 and 'seven'}")
print(f"{'a' + 'b'} {'-'.join(str(i) for i in items)} {items[0]:{n}} {name:*>{n + 3}} {f'{n}{f"{n}"}'}")
print(f"{n!r:>5}|{name!s:^9}|{name:>{len(items) * 3}}|{n:{'+'}}|{3.14159:.{n - 5}f}")
print(f"{n:=+5}", f"{1_000_000:_d}", f"{0.1 + 0.2}", f"{1e100:.3g}", f"{n:c}" if n > 31 else f"{n + 60:c}")
class P:
    x = 5

    def __getitem__(self, k):
        return k * 2


p = P()
print(f"{p.x} {p['ab']} {p[1]} {P.x + 1}")
print(f'{name}' f"{n}" '{n}' "", f"", f"{''}", f"{n}{n}", F"{n}", f"\t|\\|{n}\n|", rf"\{n}")
print(f"{n = } {n+1 = } {name.upper() = } {items[0]=:>4} {n=!s:>3}")
text = f"""
  {n}
  {name:>6}
"""
print(text.split(), f"{
    n + 1
} over lines")
