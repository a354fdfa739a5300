import os
import threading


def reader(fd):
    with os.fdopen(fd) as stream:
        for line in stream:
            print("got", line.rstrip())


r, w = os.pipe()
thread = threading.Thread(target=reader, args=(r,))
thread.start()
with os.fdopen(w, "w") as stream:
    for n in range(3):
        stream.write(f"line {n}\n")
thread.join()
r, w = os.pipe()
os.write(w, b"raw")
os.close(w)
print(os.read(r, 10), os.read(r, 10))
os.close(r)
