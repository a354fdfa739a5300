import queue
import random
import threading
import time

random.seed(7)
buffer = queue.Queue(maxsize=3)
results = []


class Producer(threading.Thread):
    def __init__(self, name, count):
        super().__init__(name=name)
        self.count = count

    def run(self):
        for i in range(self.count):
            item = random.randint(1, 100)
            buffer.put(item)
            print(f"{self.name} produced item {i}")
            time.sleep(0.02)
        buffer.put(None)


class Consumer(threading.Thread):
    def run(self):
        while True:
            item = buffer.get()
            if item is None:
                break
            results.append(item)
            buffer.task_done()
        print("consumer is done")


producer = Producer("producer", 5)
consumer = Consumer()
consumer.start()
producer.start()
producer.join()
consumer.join()
print(len(results), sum(results))
