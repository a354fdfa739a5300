import multiprocessing as mp
import os
import time


def produce(q, i):
    for n in range(10):
        q.put(i * 100 + n)


def consume(q, out):
    n = total = 0
    while (item := q.get()) is not None:
        n += 1
        total += item
    out.put((n, total))


if __name__ == "__main__":
    q, out = mp.Queue(), mp.Queue()
    producers = [mp.Process(target=produce, args=(q, i)) for i in range(2)]
    consumers = [mp.Process(target=consume, args=(q, out)) for _ in range(3)]
    for p in producers + consumers:
        p.start()
    for p in producers:
        p.join()
    for _ in consumers:
        q.put(None)
    for p in consumers:
        p.join()
    totals = [out.get() for _ in consumers]
    print(sum(n for n, _ in totals), sum(s for _, s in totals))
