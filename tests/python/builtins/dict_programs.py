"""Dicts at work: counting, inverting, caching, merging, grouping."""

text = "to be or not to be that is the question"
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
print(counts)
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3], max(counts, key=counts.get))
inverted = {}
for word, n in counts.items():
    inverted.setdefault(n, []).append(word)
print(inverted)
memo = {0: 0, 1: 1}


def fib(n):
    if n not in memo:
        memo[n] = fib(n - 1) + fib(n - 2)
    return memo[n]


print(fib(50), len(memo))
defaults, user = {"color": "red", "size": 5}, {"size": 9}
print({**defaults, **user}, defaults | user, {k: user.get(k, v) for k, v in defaults.items()})
tree = {}
for path in ("a/b/c", "a/d", "e"):
    node = tree
    for part in path.split("/"):
        node = node.setdefault(part, {})
print(tree)


def walk(node, depth=0):
    for name, children in node.items():
        print("  " * depth + name)
        walk(children, depth + 1)


walk(tree)
stock = {"pen": 3, "ink": 0, "pad": 5}
print({k: v for k, v in stock.items() if v}, sum(stock.values()), list(stock).index("pad"), dict(sorted(stock.items(), key=lambda kv: kv[1])))
for name in list(stock):
    if not stock[name]:
        del stock[name]
print(stock, "ink" in stock, stock.keys() & {"pen", "cup"}, len(stock), next(iter(stock.items())))
matrix = {(0, 1): 5}
print(matrix.get((0, 0), 0), matrix.get((0, 1)), dict.fromkeys("ab", []) == {"a": [], "b": []}, {1: "a"} == {1.0: "a"})
