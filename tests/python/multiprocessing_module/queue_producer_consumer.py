import multiprocessing
def produce(queue):
    for item in range(5):
        queue.put(item)
    queue.put(None)


def consume(queue):
    while (item := queue.get()) is not None:
        print("got", item)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    producer = multiprocessing.Process(target=produce, args=(queue,))
    consumer = multiprocessing.Process(target=consume, args=(queue,))
    producer.start()
    consumer.start()
    producer.join()
    consumer.join()
