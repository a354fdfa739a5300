"""If the action of a barrier fails, it breaks for everyone."""

import threading


def fails():
    raise ValueError("action failed")


barrier = threading.Barrier(2, action=fails)
outcome = []


def arrive():
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        outcome.append("broken")
    except ValueError as error:
        outcome.append(str(error))


threads = [threading.Thread(target=arrive) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(outcome), barrier.broken)
alone = threading.Barrier(1, action=lambda: print("alone"))
print(alone.wait(), alone.wait())
