import multiprocessing as mp
import os
import time


def consumer(c, v, q):
    with c:
        c.wait_for(lambda: v.value >= 3)
        q.put(("saw", v.value))


if __name__ == "__main__":
    c = mp.Condition()
    v = mp.Value("i", 0, lock=False)
    q = mp.Queue()
    p = mp.Process(target=consumer, args=(c, v, q))
    p.start()
    for n in (1, 2, 3):
        time.sleep(0.02)
        with c:
            v.value = n
            c.notify()
    print(q.get())
    p.join()
