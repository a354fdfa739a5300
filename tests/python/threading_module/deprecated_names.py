"""The camelCase names still work and warn."""

import threading

t = threading.Thread(target=print, args=("running",))
t.setName("old-style")
print(t.getName(), t.isDaemon())
t.setDaemon(False)
t.start()
t.join()
print(threading.currentThread().name, threading.activeCount())
e = threading.Event()
print(e.isSet())
c = threading.Condition()
with c:
    c.notifyAll()
