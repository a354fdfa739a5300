from multiprocessing import Pool
def add(a, b=10):
    return a + b


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.apply(add, (1,)), pool.apply(add, (1,), {"b": 2}), pool.starmap(add, [(1, 2), (3, 4)]))
        results = [pool.apply_async(add, (n,)) for n in range(4)]
        print([result.get() for result in results], results[0].ready(), results[0].successful())
