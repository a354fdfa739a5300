"""join(timeout) comes back early; is_alive tells which it was."""

import threading
import time

t = threading.Thread(target=time.sleep, args=(0.2,))
start = time.monotonic()
t.start()
t.join(timeout=0.05)
print(t.is_alive(), round(time.monotonic() - start, 1) < 0.15)
t.join(0)
print(t.is_alive())
t.join(-1)
print(t.is_alive())
t.join()
print(t.is_alive(), time.monotonic() - start >= 0.2)
print(t.join(), t.join(1))
