import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    ps = [mp.Process(target=time.sleep, args=(0.2,), name=f"c{i}") for i in range(3)]
    for p in ps:
        p.start()
    print(sorted(p.name for p in mp.active_children()))
    for p in ps:
        p.join()
    print(mp.active_children())
