"""Condition: wait_for in the children, notify_all in the parent."""

from multiprocessing import Condition, Process, SimpleQueue, Value


def wait_until(condition, value, queue, wanted):
    with condition:
        condition.wait_for(lambda: value.value >= wanted)
        queue.put(wanted)


if __name__ == "__main__":
    condition, value, queue = Condition(), Value("i", 0), SimpleQueue()
    processes = [
        Process(target=wait_until, args=(condition, value, queue, n)) for n in (3, 1, 2)
    ]
    for process in processes:
        process.start()
    for n in (1, 2, 3):
        with condition:
            value.value = n
            condition.notify_all()
        print(queue.get())
    for process in processes:
        process.join()
    try:
        condition.notify()
    except AssertionError as error:
        print(error)
