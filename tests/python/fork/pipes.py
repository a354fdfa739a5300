"""os.pipe between parent and child: bytes, end of file, closed readers."""

import os

read, write = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(read)
    os.write(write, b"hello ")
    os.write(write, b"from the child")
    os._exit(0)
os.close(write)
text = b""
while True:
    piece = os.read(read, 4)
    if not piece:
        break
    text += piece
print(text)
os.close(read)
print(os.waitpid(pid, 0)[1])

read, write = os.pipe()
os.close(read)
try:
    os.write(write, b"nobody listens")
except BrokenPipeError as error:
    print("BrokenPipeError", error.errno)
os.close(write)
try:
    os.read(write, 1)
except OSError as error:
    print(error)
