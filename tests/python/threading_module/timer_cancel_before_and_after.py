"""Cancelling a timer before start, while it waits, and after it has gone off."""

import threading

before = threading.Timer(0.02, print, ["never"])
before.cancel()
before.start()
before.join()
after = threading.Timer(0.01, print, ["went off"])
after.start()
after.join()
after.cancel()
print(after.finished.is_set(), after.is_alive())
answer = []
deadline = threading.Timer(5, answer.append, ["too late"])
deadline.start()
answer.append("in time")
deadline.cancel()
deadline.join()
print(answer)
