"""Nobody begins a round before all have finished the one before."""

import threading

PARTIES, ROUNDS = 3, 3
lock = threading.Lock()
log = []


def end_of_round():
    log.append("--")


barrier = threading.Barrier(PARTIES, action=end_of_round)
indexes = []


def worker(name):
    for r in range(ROUNDS):
        with lock:
            log.append(r)
        index = barrier.wait()
        with lock:
            indexes.append(index)


threads = [threading.Thread(target=worker, args=(i,)) for i in range(PARTIES)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(log)
print(sorted(indexes), barrier.parties, barrier.n_waiting, barrier.broken)
