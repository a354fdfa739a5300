"""threading.excepthook can be replaced; it gets type, value, traceback and thread."""

import threading


def hook(args):
    print("caught:", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None)


def fail(text):
    raise ValueError(text)


original = threading.excepthook
threading.excepthook = hook
for text in ("one", "two"):
    t = threading.Thread(target=fail, args=(text,), name="t-" + text)
    t.start()
    t.join()
threading.excepthook = threading.__excepthook__
print(threading.excepthook is original)
t = threading.Thread(target=fail, args=("three",), name="t-three")
t.start()
t.join()
