"""active_count, enumerate, current_thread, main_thread while threads come and go."""

import threading

ready = threading.Barrier(4)
stop = threading.Event()


def wait_here():
    ready.wait()
    stop.wait()


print(threading.active_count(), [t.name for t in threading.enumerate()])
threads = [threading.Thread(target=wait_here, name=f"worker-{i}") for i in range(3)]
for t in threads:
    t.start()
ready.wait()
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
print(threading.current_thread().name, threading.current_thread() in threading.enumerate())
print(len({t.ident for t in threading.enumerate()}))
stop.set()
for t in threads:
    t.join()
print(threading.active_count(), threading.enumerate() == [threading.main_thread()])
