import multiprocessing as mp
import os
import time


def show():
    me = mp.current_process()
    print(me.name, mp.parent_process().name, os.getppid() == mp.parent_process().pid, os.getpid() == me.pid, flush=True)


if __name__ == "__main__":
    print(mp.current_process().name, mp.parent_process())
    p = mp.Process(target=show)
    p.start()
    p.join()
    p = mp.Process(target=show, name="named")
    p.start()
    p.join()
    print(mp.active_children())
