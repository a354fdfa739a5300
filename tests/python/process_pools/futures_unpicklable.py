import threading
from concurrent.futures import ProcessPoolExecutor
if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        for thing in (lambda: 1, threading.Lock().acquire):
            try:
                executor.submit(thing).result()
            except Exception as error:
                print(type(error).__name__, str(error).split(" at 0x")[0])
        print(executor.submit(len, "still works").result())
