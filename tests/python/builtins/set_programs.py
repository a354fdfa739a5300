"""Sets at work: duplicates, common friends, sieve, reachable nodes."""

visits = ["ada", "bob", "ada", "cy", "bob", "ada"]
seen = set()
first_time = [v for v in visits if not (v in seen or seen.add(v))]
print(first_time, len(set(visits)), sorted(set(visits)))
friends = {"ada": {"bob", "cy"}, "bob": {"ada", "cy", "dee"}, "cy": {"ada"}}
print(sorted(friends["ada"] & friends["bob"]), sorted(friends["bob"] - friends["ada"]), sorted(set.union(*friends.values())), sorted(set.intersection(*friends.values())))
candidates = set(range(2, 60))
primes = set()
while candidates:
    p = min(candidates)
    primes.add(p)
    candidates -= set(range(p, 60, p))
print(sorted(primes))
edges = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set(), "e": {"a"}}


def reachable(start):
    found, todo = {start}, [start]
    while todo:
        new = edges[todo.pop()] - found
        found |= new
        todo.extend(sorted(new))
    return found


print(sorted(reachable("a")), sorted(reachable("e")), reachable("d"))
vowels = frozenset("aeiou")
words = ["sky", "education", "rhythm", "queue"]
print([w for w in words if vowels.isdisjoint(w)], [w for w in words if vowels <= set(w)], {w: len(vowels & set(w)) for w in words})
powerset = [frozenset()]
for item in (1, 2, 3):
    powerset += [s | {item} for s in powerset]
print(len(powerset), sorted(map(sorted, powerset)), {frozenset({1}), frozenset({1})} == {frozenset({1})})
