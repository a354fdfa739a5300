import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    p = mp.Process(target=time.sleep, args=(0.4,))
    p.start()
    p.join(0.05)
    print(p.exitcode, p.is_alive())
    p.join()
    print(p.exitcode, p.is_alive())
    p.close()
    try:
        p.is_alive()
    except ValueError as e:
        print(e)
