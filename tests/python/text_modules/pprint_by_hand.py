"""A table printer with str methods and format specs."""

rows = [("name", "qty", "price"), ("apple", 3, 1.5), ("watermelon", 12, 0.25), ("fig", 100, 10)]
widths = [max(len(str(row[i])) for row in rows) for i in range(3)]
for number, row in enumerate(rows):
    cells = []
    for cell, width in zip(row, widths):
        if isinstance(cell, str):
            cells.append(cell.ljust(width))
        else:
            cells.append(f"{cell:>{width}}")
    print(" | ".join(cells))
    if number == 0:
        print("-+-".join("-" * w for w in widths))
total = sum(q * p for _, q, p in rows[1:])
print(f"{'total':>{sum(widths) + 6}}: {total:,.2f}")
histogram = {"a": 3, "b": 7, "c": 1}
for key, value in histogram.items():
    print(f"{key} {'#' * value:<8}{value:>3}")
