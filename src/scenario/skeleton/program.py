import threading


def work():
    total = 0
    for n in range(100_000):
        total += n
    return total


threads = [threading.Thread(target=work, name=f"worker-{n}") for n in (1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
