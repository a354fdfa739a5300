"""A writer of more than a pipe holds waits for its reader."""

import os

read, write = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(read)
    data = b"x" * 300_000
    sent = 0
    while sent < len(data):
        sent += os.write(write, data[sent : sent + 50_000])
    os._exit(0)
os.close(write)
total = 0
while piece := os.read(read, 10_000):
    total += len(piece)
os.waitpid(pid, 0)
print(total)
