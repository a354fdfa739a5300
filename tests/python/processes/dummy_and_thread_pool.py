"""ThreadPool and multiprocessing.dummy have the same face, on threads."""

import multiprocessing.dummy
from multiprocessing.pool import ThreadPool

seen = []
with ThreadPool(3) as pool:
    print(pool.map(lambda x: x + 1, range(5)))
    pool.map(seen.append, range(4))
print(sorted(seen))
with multiprocessing.dummy.Pool(2) as pool:
    print(pool.starmap(pow, [(2, 3), (3, 2)]))
