import threading
import time

barrier = threading.Barrier(3, action=lambda: print("-- everybody is here --"))
finished = []


def run(name, pace):
    for lap in range(2):
        time.sleep(pace)
        barrier.wait()
    finished.append(name)


runners = [threading.Thread(target=run, args=(n, 0.01 * (i + 1))) for i, n in enumerate(["hare", "fox", "snail"])]
for r in runners:
    r.start()
for r in runners:
    r.join()
print(sorted(finished), barrier.n_waiting, barrier.parties, barrier.broken)
