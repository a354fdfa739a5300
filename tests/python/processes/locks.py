"""Lock, RLock, Semaphore and BoundedSemaphore."""

import multiprocessing

if __name__ == "__main__":
    lock = multiprocessing.Lock()
    print(lock)
    print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01))
    print(lock)
    lock.release()
    try:
        lock.release()
    except ValueError as error:
        print(error)
    lock = multiprocessing.RLock()
    print(lock.acquire(), lock.acquire())
    print(lock)
    lock.release()
    lock.release()
    try:
        lock.release()
    except AssertionError as error:
        print(error)
    semaphore = multiprocessing.Semaphore(2)
    print(semaphore, semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False))
    semaphore.release()
    print(semaphore.get_value())
    bounded = multiprocessing.BoundedSemaphore(1)
    print(bounded)
    try:
        bounded.release()
    except ValueError as error:
        print(error)
