"""basicConfig with level, format and stream; thread names."""

import logging
import sys
import threading

logging.basicConfig(level=logging.DEBUG, format="%(levelname)-8s %(threadName)s %(name)s: %(message)s", stream=sys.stdout)
logging.debug("starting")


def worker(n):
    logging.info("worker %d", n)


for n in range(2):
    t = threading.Thread(target=worker, args=(n,), name=f"worker-{n}")
    t.start()
    t.join()
log = logging.getLogger("app.db")
log.warning("slow query: %.2f s", 1.5)
log.setLevel(logging.ERROR)
log.warning("not shown")
log.error("shown")
logging.basicConfig(format="ignored, there is a handler")
logging.info("same format")
logging.basicConfig(format="{levelname}|{message}", style="{", stream=sys.stdout, force=True)
logging.info("new format")
logging.log(25, "custom level")
