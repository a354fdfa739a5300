"""Deleting while cleaning up lists and dicts."""

values = list(range(20))
del values[::3]
print(values)
del values[5:], values[:2]
print(values)
scores = {"ada": 90, "bob": 40, "cy": 75, "dee": 10}
for name in [n for n, s in scores.items() if s < 50]:
    del scores[name]
print(scores)
matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
for row in matrix:
    del row[1]
del matrix[0]
print(matrix)
nested = {"a": {"b": {"c": 1, "d": 2}}}
del nested["a"]["b"]["c"]
print(nested)
for bad in ("del scores['zz']", "index", "tuple", "string"):
    try:
        if bad == "index":
            del values[100]
        elif bad == "tuple":
            t = (1, 2)
            del t[0]
        elif bad == "string":
            s = "abc"
            del s[0]
        else:
            del scores["zz"]
    except (KeyError, IndexError, TypeError) as error:
        print(type(error).__name__, error)
items = [1, 2, 3]
del items[-1:0:-1]
print(items)
