import glob
import logging
import logging.handlers
import os
import queue
import sys
import threading

records = queue.Queue()
log = logging.getLogger("queued")
log.setLevel(logging.DEBUG)
log.addHandler(logging.handlers.QueueHandler(records))
console = logging.StreamHandler(sys.stdout)
console.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
listener = logging.handlers.QueueListener(records, console)
listener.start()
thread = threading.Thread(target=lambda: log.info("from a thread %d", 1))
thread.start()
thread.join()
log.warning("from main")
listener.stop()

path = "/tmp/gilsim_rotating.log"
rotating = logging.handlers.RotatingFileHandler(path, maxBytes=40, backupCount=2)
other = logging.getLogger("rotating")
other.addHandler(rotating)
for n in range(6):
    other.warning("message number %d", n)
rotating.close()
for name in sorted(glob.glob(path + "*")):
    print(os.path.basename(name), open(name).read().split("\n")[:-1])
    os.remove(name)
