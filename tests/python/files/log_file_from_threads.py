import os
import threading

lock = threading.Lock()
path = "/tmp/gilsim_log.txt"


def log(name, count):
    for i in range(count):
        with lock:
            with open(path, "a") as f:
                f.write(f"{name} {i}\n")


open(path, "w").close()
threads = [threading.Thread(target=log, args=(f"t{n}", 5)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
with open(path) as f:
    lines = f.read().split("\n")
print(len(lines) - 1, sorted(set(line.split()[0] for line in lines if line)))
os.remove(path)
