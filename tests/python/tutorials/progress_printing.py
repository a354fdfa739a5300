import sys
import threading
import time


def progress(name, steps, delay):
    for step in range(1, steps + 1):
        time.sleep(delay)
        bar = "#" * step + "." * (steps - step)
        sys.stdout.write(f"{name} [{bar}] {step / steps:.0%}\n")
        sys.stdout.flush()


fast = threading.Thread(target=progress, args=("fast", 4, 0.02))
slow = threading.Thread(target=progress, args=("slow", 2, 0.07))
fast.start()
slow.start()
fast.join()
slow.join()
print("all done", end="", flush=True)
print("!")
