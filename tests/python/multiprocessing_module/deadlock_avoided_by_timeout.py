import multiprocessing
import time
def work(first, second, queue):
    with first:
        time.sleep(0.05)
        taken = second.acquire(timeout=0.2)
        queue.put(taken)
        time.sleep(0.3)
        if taken:
            second.release()


if __name__ == "__main__":
    a, b, queue = multiprocessing.Lock(), multiprocessing.Lock(), multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=work, args=args) for args in ((a, b, queue), (b, a, queue))
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(queue.get(), queue.get())
