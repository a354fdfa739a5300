"""Workers that stop when SIGTERM asks the program to end, as services do it."""
import queue
import signal
import threading
import time

stop = threading.Event()
jobs = queue.Queue()
done = []


def ask_to_stop(signum, frame):
    print("received", signal.Signals(signum).name)
    stop.set()


def worker():
    while not stop.is_set():
        try:
            done.append(jobs.get(timeout=0.02))
        except queue.Empty:
            continue


signal.signal(signal.SIGTERM, ask_to_stop)
signal.signal(signal.SIGALRM, lambda signum, frame: signal.raise_signal(signal.SIGTERM))
threads = [threading.Thread(target=worker, name=f"worker-{i}") for i in range(3)]
for thread in threads:
    thread.start()
for job in range(10):
    jobs.put(job)
signal.setitimer(signal.ITIMER_REAL, 0.2)
stop.wait()
for thread in threads:
    thread.join()
print("all stopped", sorted(done), threading.active_count())
