import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    from multiprocessing.connection import wait

    ps = [mp.Process(target=time.sleep, args=(t,)) for t in (0.3, 0.05)]
    for p in ps:
        p.start()
    first = wait([p.sentinel for p in ps])
    print([p.sentinel for p in ps].index(first[0]))
    for p in ps:
        p.join()
