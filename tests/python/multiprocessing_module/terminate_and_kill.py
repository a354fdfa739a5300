import multiprocessing as mp
import os
import time


def spin():
    while True:
        pass


if __name__ == "__main__":
    p = mp.Process(target=time.sleep, args=(60,))
    p.start()
    p.terminate()
    p.join()
    print(p.exitcode, p.is_alive())
    p = mp.Process(target=time.sleep, args=(60,))
    p.start()
    p.kill()
    p.join()
    print(p.exitcode)
    p = mp.Process(target=spin)
    p.start()
    time.sleep(0.05)
    p.terminate()
    p.join()
    print(p.exitcode)
