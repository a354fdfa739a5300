from multiprocessing import Pool
def square(x):
    return x * x


if __name__ == "__main__":
    pool = Pool(2)
    try:
        pool.join()
    except ValueError as error:
        print(error)
    print(pool)
    pool.close()
    try:
        pool.map(square, [1])
    except ValueError as error:
        print(error)
    pool.join()
    print(pool)
    for attempt in (lambda: Pool(0), lambda: Pool(1, maxtasksperchild=0), lambda: Pool(1, initializer=3)):
        try:
            attempt()
        except (ValueError, TypeError) as error:
            print(error)
