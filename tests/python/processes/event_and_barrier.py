"""Event, Condition and Barrier across processes."""

import multiprocessing


def runner(start, barrier, queue):
    start.wait()
    queue.put(("rank", barrier.wait()))
    queue.put(("passed", 1))


if __name__ == "__main__":
    start, barrier, queue = multiprocessing.Event(), multiprocessing.Barrier(3), multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=runner, args=(start, barrier, queue)) for _ in range(3)
    ]
    for process in processes:
        process.start()
    print(start.is_set(), start.wait(0.02))
    start.set()
    print(sorted(queue.get() for _ in range(6)))
    for process in processes:
        process.join()
    print(start.is_set())
    start.clear()
    print(start.is_set(), barrier.parties, barrier.n_waiting, barrier.broken)
