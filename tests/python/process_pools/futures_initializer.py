from concurrent.futures import ProcessPoolExecutor
def start(value):
    global base
    base = value


def add(x):
    return base + x


if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=start, initargs=(5,)) as executor:
        print(list(executor.map(add, range(3))))
    for attempt in (lambda: ProcessPoolExecutor(0), lambda: ProcessPoolExecutor(1, initializer=1)):
        try:
            attempt()
        except (ValueError, TypeError) as error:
            print(error)
