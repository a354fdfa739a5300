import queue
import threading


class ChatRoom:
    def __init__(self):
        self.lock = threading.Lock()
        self.inboxes = {}

    def join(self, name):
        with self.lock:
            self.inboxes[name] = queue.Queue()

    def broadcast(self, sender, text):
        with self.lock:
            for name, inbox in self.inboxes.items():
                if name != sender:
                    inbox.put((sender, text))


def client(room, name, ready, lines, log):
    ready.wait()
    for line in lines:
        room.broadcast(name, line)
    ready.wait()
    inbox = room.inboxes[name]
    while not inbox.empty():
        log.append((name, *inbox.get()))


room, log, ready = ChatRoom(), [], threading.Barrier(3)
people = {"ann": ["hi"], "bob": ["hello", "bye"], "cid": []}
for name in people:
    room.join(name)
threads = [threading.Thread(target=client, args=(room, n, ready, lines, log)) for n, lines in people.items()]
for t in threads:
    t.start()
for t in threads:
    t.join()
for entry in sorted(log):
    print(*entry)
