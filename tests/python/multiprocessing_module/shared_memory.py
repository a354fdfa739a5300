import multiprocessing as mp
import os
import time


def work(name):
    from multiprocessing import shared_memory

    shm = shared_memory.SharedMemory(name=name)
    shm.buf[0] += 37
    shm.buf[1:6] = b"hello"
    shm.close()


if __name__ == "__main__":
    from multiprocessing import shared_memory

    shm = shared_memory.SharedMemory(create=True, size=16)
    shm.buf[0] = 5
    p = mp.Process(target=work, args=(shm.name,))
    p.start()
    p.join()
    print(shm.buf[0], bytes(shm.buf[1:6]))
    shm.close()
    shm.unlink()
    try:
        shared_memory.SharedMemory(name="not_there")
    except FileNotFoundError as e:
        print(e)
