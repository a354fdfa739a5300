import queue
import threading
import time

LINKS = {"/": ["/a", "/b"], "/a": ["/c"], "/b": ["/c", "/d"], "/c": [], "/d": ["/"]}
todo = queue.Queue()
seen, lock = set(), threading.Lock()


def crawl():
    while True:
        url = todo.get()
        if url is None:
            return
        time.sleep(0.005)
        for link in LINKS[url]:
            with lock:
                if link in seen:
                    continue
                seen.add(link)
            todo.put(link)
        todo.task_done()


seen.add("/")
todo.put("/")
workers = [threading.Thread(target=crawl) for _ in range(3)]
for w in workers:
    w.start()
todo.join()
for _ in workers:
    todo.put(None)
for w in workers:
    w.join()
print(sorted(seen))
