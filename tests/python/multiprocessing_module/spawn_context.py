import multiprocessing as mp
import os
import time


print("module", __name__, flush=True)


def work(q, n):
    q.put((__name__, n + 1))


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    q = ctx.Queue()
    p = ctx.Process(target=work, args=(q, 20))
    p.start()
    print(q.get())
    p.join()
    print(p.exitcode, ctx.get_start_method())
