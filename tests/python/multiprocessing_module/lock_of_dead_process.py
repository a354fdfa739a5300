import multiprocessing
import os
def work(lock):
    lock.acquire()
    os._exit(1)


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    process = multiprocessing.Process(target=work, args=(lock,))
    process.start()
    process.join()
    print(process.exitcode, lock.acquire(timeout=0.05), lock)
