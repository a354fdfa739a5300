"""After fork the child has only the thread that called it."""

import os
import threading

stop = threading.Event()
threads = [threading.Thread(target=stop.wait) for _ in range(3)]
for thread in threads:
    thread.start()
print(threading.active_count())
read, write = os.pipe()
import warnings

warnings.simplefilter("ignore")
pid = os.fork()
if pid == 0:
    os.write(write, str(threading.active_count()).encode())
    os._exit(0)
os.waitpid(pid, 0)
print(os.read(read, 10).decode())
stop.set()
for thread in threads:
    thread.join()
