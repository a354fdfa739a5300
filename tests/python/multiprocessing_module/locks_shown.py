import multiprocessing
if __name__ == "__main__":
    lock, rlock = multiprocessing.Lock(), multiprocessing.RLock()
    print(lock, rlock, multiprocessing.Semaphore(3), multiprocessing.BoundedSemaphore(2))
    with lock, rlock, rlock:
        print(lock, rlock)
    print(lock.acquire(False), lock.acquire(False), lock.acquire(timeout=0.01))
    lock.release()
    for thing in (lock, rlock, multiprocessing.BoundedSemaphore(1)):
        try:
            thing.release()
        except (ValueError, AssertionError) as error:
            print(type(error).__name__, error)
    print(multiprocessing.Condition())
