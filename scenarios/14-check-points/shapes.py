"""Where can a switch fall inside one statement? Four threads run each; does the count add up?

    python3.9 shapes.py
    python3.13 shapes.py
"""

from __future__ import print_function

import sys
import threading

ROUNDS = 100000
counter = 0
flag = False
one = [1]
text = "a"
table = {"key": 0}


class Box(object):
    value = 0


box = Box()


def plus():
    global counter
    for _ in range(ROUNDS):
        counter += 1


def attribute():
    for _ in range(ROUNDS):
        box.value += 1


def item():
    for _ in range(ROUNDS):
        table["key"] += 1


def condition():
    global counter
    for _ in range(ROUNDS):
        counter = counter + (2 if flag else 1)


def len_call():
    global counter
    for _ in range(ROUNDS):
        counter = counter + len(one)


def int_call():
    global counter
    for _ in range(ROUNDS):
        counter = counter + int(1.0)


def method_call():
    global counter
    for _ in range(ROUNDS):
        counter = counter + text.count("a")


SHAPES = [
    ("x += 1", plus),
    ("box.n += 1", attribute),
    ("d[k] += 1", item),
    ("x = x + (2 if flag else 1)", condition),
    ("x = x + len(one)", len_call),
    ("x = x + int(1.0)", int_call),
    ('x = x + text.count("a")', method_call),
]

# Switch as often as possible, so that what can happen does happen.
if hasattr(sys, "setswitchinterval"):
    sys.setswitchinterval(0.00001)
else:
    sys.setcheckinterval(10)


def race(work):
    start.wait()
    work()


for shape, work in SHAPES:
    counter = box.value = table["key"] = 0
    start = threading.Event()
    threads = [threading.Thread(target=race, args=(work,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    lost = 4 * ROUNDS - (counter + box.value + table["key"])
    print("%-27s  %s" % (shape, "lost" if lost else "exact"))
