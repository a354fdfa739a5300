import threading
import time

data = threading.local()


class Session:
    count = 0

    def __init__(self, owner):
        Session.count += 1
        self.owner = owner


def get_session():
    if not hasattr(data, "session"):
        data.session = Session(threading.current_thread().name)
    return data.session


def work(results):
    first = get_session()
    time.sleep(0.01)
    results.append((threading.current_thread().name, get_session() is first, get_session().owner))


results = []
threads = [threading.Thread(target=work, args=(results,), name=f"user-{i}") for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), Session.count, hasattr(data, "session"))
