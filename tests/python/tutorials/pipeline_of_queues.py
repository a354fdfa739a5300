import queue
import threading

DONE = object()


def stage(function, inbox, outbox):
    while True:
        item = inbox.get()
        if item is DONE:
            outbox.put(DONE)
            return
        outbox.put(function(item))


queues = [queue.Queue() for _ in range(4)]
functions = [str.strip, str.title, lambda s: f"<{s}>"]
threads = [threading.Thread(target=stage, args=(f, queues[i], queues[i + 1])) for i, f in enumerate(functions)]
for t in threads:
    t.start()
for text in ["  hello world ", "python threads  "]:
    queues[0].put(text)
queues[0].put(DONE)
while (item := queues[-1].get()) is not DONE:
    print(item)
for t in threads:
    t.join()
