import threading


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        self.lock.acquire()
        try:
            value = self.value
            self.value = value + 1
        finally:
            self.lock.release()


def work(counter, times):
    for _ in range(times):
        counter.increment()


counter = Counter()
threads = [threading.Thread(target=work, args=(counter, 2000)) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print("Final value: {}".format(counter.value))
