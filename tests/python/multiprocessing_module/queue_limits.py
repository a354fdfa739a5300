import multiprocessing
from queue import Empty, Full
if __name__ == "__main__":
    queue = multiprocessing.Queue(2)
    queue.put(1)
    queue.put(2)
    print(queue.qsize(), queue.full())
    try:
        queue.put(3, timeout=0.01)
    except Full:
        print("full")
    print(queue.get(), queue.get())
    try:
        queue.get(timeout=0.01)
    except Empty:
        print("empty")
    try:
        queue.get_nowait()
    except Empty:
        print("empty")
    queue.close()
    queue.join_thread()
    try:
        queue.put(1)
    except ValueError as error:
        print(str(error).split(" at ")[0])
