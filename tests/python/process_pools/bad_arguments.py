"""What the executor refuses."""

from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    for call in (
        lambda: ProcessPoolExecutor(0),
        lambda: ProcessPoolExecutor(1, initializer=3),
        lambda: ProcessPoolExecutor(1, max_tasks_per_child=0),
    ):
        try:
            call()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    with ProcessPoolExecutor(1) as pool:
        try:
            pool.map(len, ["a"], chunksize=0)
        except ValueError as error:
            print(error)
