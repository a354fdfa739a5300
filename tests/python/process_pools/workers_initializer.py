from multiprocessing import Pool
def start(value):
    global base
    base = value


def add(x):
    return base + x


if __name__ == "__main__":
    with Pool(2, initializer=start, initargs=(100,)) as pool:
        print(pool.map(add, range(4)))
