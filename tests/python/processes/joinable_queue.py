"""JoinableQueue: join waits for every task_done."""

from multiprocessing import JoinableQueue, Process, Value


def work(queue, total):
    while True:
        item = queue.get()
        with total.get_lock():
            total.value += item
        queue.task_done()


if __name__ == "__main__":
    queue, total = JoinableQueue(), Value("i", 0)
    for _ in range(3):
        Process(target=work, args=(queue, total), daemon=True).start()
    for i in range(20):
        queue.put(i)
    queue.join()
    print(total.value)
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
