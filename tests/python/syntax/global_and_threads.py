"""A global counter that threads change under a lock, and a global that each reads."""

import threading

count = 0
limit = 50
lock = threading.Lock()


def increment():
    global count
    for _ in range(limit):
        with lock:
            count += 1


threads = [threading.Thread(target=increment) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count)


def in_loop():
    global last
    for last in ("a", "b", "c"):
        pass


def in_with():
    global held
    with lock as held:
        pass


def in_except():
    global problem
    try:
        1 / 0
    except ZeroDivisionError as e:
        problem = str(e)


def in_import():
    global math
    import math


def in_def():
    global defined

    def defined():
        return "a global function"


for f in (in_loop, in_with, in_except, in_import, in_def):
    f()
print(last, held, problem, math.floor(2.5), defined())
