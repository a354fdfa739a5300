"""chain, zip_longest, accumulate, starmap, pairwise, batched, groupby, compress."""

from itertools import accumulate, batched, chain, compress, groupby, pairwise, starmap, zip_longest
import operator

print(list(chain([1], "ab", (2,))), list(chain.from_iterable([[1, 2], [], [3]])), list(chain()))
print(list(zip_longest([1, 2, 3], "a", fillvalue="-")), list(zip_longest("ab", [1])))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4], max)), list(accumulate([1, 2], initial=10)), list(accumulate([2, 3], operator.mul)), list(accumulate([])))
print(list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise([1, 2, 3])), list(pairwise([1])), list(batched("abcdefg", 3)))
for key, group in groupby(["apple", "avocado", "bean", "blueberry", "apricot"], key=lambda w: w[0]):
    print(key, list(group))
print([(k, len(list(g))) for k, g in groupby("aaabbc")], [k for k, g in groupby([1, 1, 2, 1])])
print(list(compress("abcd", [1, 0, True, ""])), "".join(chain("x", "y")))
people = [("Ada", "UK"), ("Bob", "US"), ("Cy", "UK")]
for country, group in groupby(sorted(people, key=lambda p: p[1]), key=lambda p: p[1]):
    print(country, [name for name, _ in group])
try:
    list(batched([1, 2, 3], 2, strict=True))
except ValueError as error:
    print(error)
