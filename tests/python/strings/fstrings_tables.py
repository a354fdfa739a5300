"""f-strings in loops: tables, bars, clocks, dates, nested widths."""

for i in range(1, 4):
    print(f"{i:>2} {i * i:>3} {i ** 3:>4} {1 / i:7.4f} {'#' * i:<4}|{i:02b}")
stats = {"wins": 12, "losses": 3, "draws": 0}
width = max(len(k) for k in stats)
for key, value in stats.items():
    print(f"{key:<{width}} : {value:>3} {value / sum(stats.values()):>6.1%} {'*' * value}")
for seconds in (0, 59, 61, 3661, 86399):
    h, rest = divmod(seconds, 3600)
    m, s = divmod(rest, 60)
    print(f"{h:02}:{m:02}:{s:02}", end=" ")
print()
header = ("id", "name", "amount")
widths = (4, 10, 9)
print("".join(f"{h:^{w}}" for h, w in zip(header, widths)))
for row in ((1, "pen", 1.5), (22, "notebook", 12.25)):
    print("".join(f"{cell:>{w}.2f}" if isinstance(cell, float) else f"{cell!s:>{w}}" for cell, w in zip(row, widths)))
print(f"{'left':<10}|{'center':^10}|{'right':>10}|", f"{'fill':.^12}", f"{-3:+d} {3:+d} {0:+d}")
value = 1234.5678
for spec in (".0f", ".2f", "10.1f", "<10.1f", "e", "g", ",.1f", "+.3e"):
    print(f"{spec:>7}: [{value:{spec}}]")
