import threading


class Signal:
    def __init__(self):
        self._handlers = []

    def connect(self, handler):
        self._handlers.append(handler)
        return handler

    def send(self, *args):
        threads = [threading.Thread(target=h, args=args) for h in self._handlers]
        for t in threads:
            t.start()
        for t in threads:
            t.join()


saved = Signal()
log = []


@saved.connect
def audit(name):
    log.append(f"audit {name}")


@saved.connect
def mail(name):
    log.append(f"mail {name}")


saved.send("report")
print(sorted(log))
