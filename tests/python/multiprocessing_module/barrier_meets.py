import multiprocessing
import threading
def work(barrier, queue):
    queue.put(("order", barrier.wait() < 3))
    queue.put(("again", barrier.wait() < 3))


if __name__ == "__main__":
    barrier, queue = multiprocessing.Barrier(3), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=work, args=(barrier, queue)) for _ in range(3)]
    for process in processes:
        process.start()
    print(sorted(queue.get() for _ in range(6)))
    for process in processes:
        process.join()
    print(barrier.parties, barrier.n_waiting, barrier.broken)
    barrier.abort()
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        print("broken")
