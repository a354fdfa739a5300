"""Every method of list."""

a = [3, 1, 2]
a.append(4)
a.extend((5, 6))
a.extend("x")
a.insert(0, "first")
a.insert(-1, "before last")
a.insert(100, "end")
print(a, len(a))
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove("x")
print(a, a.index(4), a.count(1), 5 in a, a.index(2, 1))
a.reverse()
print(a, a[::-1])
a.sort()
print(a)
a.sort(reverse=True)
print(a)
b = a.copy()
b.clear()
print(a, b)
print([1, 2] + [3], [1, 2] * 2, [1, 2] == [1, 2], list("abc"), list(range(3)), list({"k": 1}))
a += (7, 8)
a *= 2
print(a)
words = ["banana", "apple", "cherry", "fig"]
words.sort(key=len)
print(words)
words.sort(key=lambda w: w[-1], reverse=True)
print(words, sorted(words), words)
for bad in (
    lambda: [].pop(),
    lambda: [1].remove(2),
    lambda: [1].index(2),
    lambda: [1][3],
    lambda: [1, "a"].sort(),
    lambda: [1].pop(5),
    lambda: [1] + "a",
    lambda: [].append(1, 2),
    lambda: list(5),
    lambda: [1].insert("a", 1),
):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
try:
    [1, 2][9] = 0
except IndexError as error:
    print(error)
