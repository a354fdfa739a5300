import multiprocessing
import time
from multiprocessing.connection import wait
def work(seconds):
    time.sleep(seconds)


if __name__ == "__main__":
    processes = [multiprocessing.Process(target=work, args=(n / 5,)) for n in (2, 1)]
    for process in processes:
        process.start()
    ready = wait([process.sentinel for process in processes])
    print([process.sentinel in ready for process in processes])
    print(wait([processes[0].sentinel], timeout=0.01))
    for process in processes:
        process.join()
