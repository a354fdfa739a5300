import multiprocessing as mp
import os
import time


def hello(name, mark="!"):
    print("hello", name + mark)


if __name__ == "__main__":
    p = mp.Process(target=hello, args=("world",), kwargs={"mark": "?"})
    print(p.exitcode, p.is_alive(), p.name, p.pid)
    p.start()
    print(p.is_alive() in (True, False), p.pid > 0)
    p.join()
    print(p.exitcode, p.is_alive())
