import threading
import time

condition = threading.Condition()
items = []
LIMIT = 3


def producer():
    for i in range(6):
        with condition:
            while len(items) == LIMIT:
                condition.wait()
            items.append(i)
            condition.notify()
    print("producer finished")


def consumer():
    total = 0
    for _ in range(6):
        with condition:
            while not items:
                condition.wait()
            total += items.pop(0)
            condition.notify()
        time.sleep(0.01)
    print("consumer finished:", total)


threads = [threading.Thread(target=consumer), threading.Thread(target=producer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(items)
