"""Semaphores that start at zero put steps of different threads in order."""

import threading

log = []
first_done = threading.Semaphore(0)
second_done = threading.Semaphore(0)


def first():
    log.append("first")
    first_done.release()


def second():
    first_done.acquire()
    log.append("second")
    second_done.release()


def third():
    second_done.acquire()
    log.append("third")


threads = [threading.Thread(target=f) for f in (third, second, first)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(log)
turns = [threading.Semaphore(1), threading.Semaphore(0), threading.Semaphore(0)]
words = []


def speak(i, word):
    for _ in range(3):
        turns[i].acquire()
        words.append(word)
        turns[(i + 1) % 3].release()


threads = [threading.Thread(target=speak, args=(i, w)) for i, w in enumerate(("ready", "steady", "go"))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(" ".join(words))
print(threading.Semaphore().acquire(), repr(threading.Semaphore(3)).split()[-1], repr(threading.BoundedSemaphore(3)).split()[-1])
