"""Pool: every way to map."""

import multiprocessing


def square(x):
    return x * x


def power(base, exponent):
    return base**exponent


if __name__ == "__main__":
    with multiprocessing.Pool(3) as pool:
        print(pool.map(square, range(10)))
        print(pool.map(square, range(10), chunksize=4))
        print(list(pool.imap(square, range(5))))
        print(sorted(pool.imap_unordered(square, range(5), chunksize=2)))
        print(pool.starmap(power, [(2, 3), (3, 2), (10, 0)]))
        print(pool.apply(power, (2, 5)), pool.apply(power, kwds={"base": 3, "exponent": 3}))
        result = pool.map_async(square, [4, 5])
        print(result.get(timeout=5), result.ready(), result.successful())
        print(pool.starmap_async(power, [(1, 2)]).get())
        print(pool.map(square, []))
