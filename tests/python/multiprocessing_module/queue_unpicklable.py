import multiprocessing
import threading
import time
if __name__ == "__main__":
    queue = multiprocessing.Queue()
    queue.put(threading.Lock())
    time.sleep(0.1)
    queue.put("fine")
    print(queue.get())
