"""Records, grouping, sorting, formatting: a report from raw lines."""

RAW = """
fruit;apple;12;0.5
fruit;banana;x;0.25
tool;hammer;3;15
tool;saw;1;
fruit;cherry;200;0.05
toy;ball;7;2.5;extra
"""


class BadLine(ValueError):
    pass


def parse(line):
    parts = line.split(";")
    if len(parts) != 4:
        raise BadLine(f"expected 4 fields, got {len(parts)}")
    group, name, count, price = parts
    try:
        return {"group": group, "name": name, "count": int(count), "price": float(price)}
    except ValueError as error:
        raise BadLine(f"{name}: {error}") from error


records, problems = [], []
for number, line in enumerate(RAW.strip().splitlines(), 1):
    try:
        records.append(parse(line))
    except BadLine as error:
        problems.append(f"line {number}: {error} ({type(error.__cause__).__name__})")
groups = {}
for record in records:
    groups.setdefault(record["group"], []).append(record)
for group, members in sorted(groups.items()):
    print(f"== {group} ({len(members)})")
    for r in sorted(members, key=lambda r: r["count"] * r["price"], reverse=True):
        print(f"{r['name']:<8}{r['count']:>5} x {r['price']:>6.2f} = {r['count'] * r['price']:>7.2f}")
    print(f"{'total':<8}{sum(r['count'] * r['price'] for r in members):>24.2f}")
print(*problems, sep="\n")
