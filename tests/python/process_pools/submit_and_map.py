"""ProcessPoolExecutor: submit, map, chunks, results in order."""

from concurrent.futures import ProcessPoolExecutor


def square(x):
    return x * x


def add(a, b=0):
    return a + b


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(square, range(8))))
        print(list(pool.map(square, range(8), chunksize=3)))
        print(list(pool.map(add, [1, 2], [10, 20])))
        future = pool.submit(add, 3, b=4)
        print(future.result(), future.done(), future.running(), future.cancelled())
