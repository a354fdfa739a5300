import threading
import time

stop = threading.Event()


def background():
    count = 0
    while not stop.is_set():
        count += 1
        stop.wait(0.1)
    print("stopped after", count)


def monitor():
    while True:
        time.sleep(0.01)


threading.Thread(target=monitor, daemon=True).start()
worker = threading.Thread(target=background, name="Background")
worker.start()
time.sleep(0.25)
stop.set()
worker.join()
print(worker.is_alive(), worker.name, threading.current_thread().name)
