"""A Value without and with its lock."""

from multiprocessing import Process, Value


def add(value, times):
    for _ in range(times):
        with value.get_lock():
            value.value += 1


if __name__ == "__main__":
    value = Value("i", 0)
    processes = [Process(target=add, args=(value, 200)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value)
