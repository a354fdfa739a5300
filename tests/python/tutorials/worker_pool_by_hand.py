import queue
import threading
import time


class Worker(threading.Thread):
    def __init__(self, tasks):
        super().__init__(daemon=True)
        self.tasks = tasks
        self.start()

    def run(self):
        while True:
            function, args, kwargs = self.tasks.get()
            try:
                function(*args, **kwargs)
            except Exception as error:
                print("error:", error)
            finally:
                self.tasks.task_done()


class ThreadPool:
    def __init__(self, size):
        self.tasks = queue.Queue(size)
        self.workers = [Worker(self.tasks) for _ in range(size)]

    def add_task(self, function, *args, **kwargs):
        self.tasks.put((function, args, kwargs))

    def wait_completion(self):
        self.tasks.join()


def job(n, results, lock):
    if n == 3:
        raise RuntimeError("job 3 failed")
    time.sleep(0.01 * n)
    with lock:
        results[n] = n**2


results, lock = {}, threading.Lock()
pool = ThreadPool(3)
for n in range(6):
    pool.add_task(job, n, results, lock=lock)
pool.wait_completion()
print(sorted(results.items()))
