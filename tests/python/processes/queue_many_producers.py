"""Several producers and consumers over two queues."""

from multiprocessing import Process, Queue


def produce(queue, start):
    for i in range(start, start + 10):
        queue.put(i)


def consume(queue, results):
    while (item := queue.get()) is not None:
        results.put(item * item)
    results.put("done")


if __name__ == "__main__":
    queue, results = Queue(), Queue()
    producers = [Process(target=produce, args=(queue, 10 * i)) for i in range(3)]
    consumers = [Process(target=consume, args=(queue, results)) for _ in range(2)]
    for process in producers + consumers:
        process.start()
    for process in producers:
        process.join()
    for _ in consumers:
        queue.put(None)
    values, ends = [], 0
    while ends < 2:
        value = results.get()
        if value == "done":
            ends += 1
        else:
            values.append(value)
    for process in consumers:
        process.join()
    print(sorted(values))
