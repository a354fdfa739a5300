import logging
import sys
import threading
import time

logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="[%(levelname)s] (%(threadName)-9s) %(message)s")


def worker(n):
    logging.debug("Starting %d", n)
    time.sleep(0.01 * n)
    logging.debug("Exiting %d", n)


threads = []
for i in range(1, 4):
    t = threading.Thread(target=worker, args=(i,), name=f"worker{i}")
    threads.append(t)
    t.start()
    time.sleep(0.001)
for t in threads:
    t.join()
logging.info("done")
logging.getLogger("app.module").warning("from %s", "a logger")
try:
    1 / 0
except ZeroDivisionError:
    logging.exception("oops")
