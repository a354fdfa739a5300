"""A subclass of local is initialised again in every thread."""

import threading


class Context(threading.local):
    default = "shared by the class"

    def __init__(self, user):
        self.user = user
        self.log = []

    def note(self, text):
        self.log.append(text)
        return len(self.log)


context = Context("nobody")
context.note("main")
seen = {}


def worker(name):
    fresh = list(context.log)
    context.user = name
    context.note(name)
    seen[name] = (fresh, context.user, context.log, context.default)


for name in ("ada", "bob"):
    t = threading.Thread(target=worker, args=(name,))
    t.start()
    t.join()
for name, what in seen.items():
    print(name, what)
print(context.user, context.log)
