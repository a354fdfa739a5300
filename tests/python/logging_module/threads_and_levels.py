"""Many threads, one logger: every line whole; levels by name, disable."""

import logging
import sys
import threading

lines = []


class Collector:
    def write(self, text):
        lines.append(text)

    def flush(self):
        pass


log = logging.getLogger("pool")
handler = logging.StreamHandler(Collector())
handler.setFormatter(logging.Formatter("%(threadName)s %(message)s"))
log.addHandler(handler)
log.setLevel("INFO")


def worker():
    for i in range(5):
        log.info("step %d", i)


threads = [threading.Thread(target=worker, name=f"w{n}") for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(lines), sorted(lines)[0], sorted(lines)[-1], all(line.endswith("\n") for line in lines))
logging.addLevelName(5, "TRACE")
print(logging.getLevelName(5), logging.getLevelName("TRACE"), logging.getLevelName(99))
logging.disable(logging.INFO)
log.info("disabled")
log.warning("not disabled")
logging.disable(logging.NOTSET)
print(len(lines), lines[-1])
adapter = logging.LoggerAdapter(log, {"user": "ada"})
handler.setFormatter(logging.Formatter("%(user)s: %(message)s"))
adapter.warning("through the adapter")
print(lines[-1], end="")
