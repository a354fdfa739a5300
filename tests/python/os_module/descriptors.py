"""Files, pipes and temporary files share one table of descriptors."""
import os
import tempfile

os.chdir("/tmp")
print(os.getcwd(), os.path.abspath("x"))
fd, path = tempfile.mkstemp()
print(os.write(fd, b"hello"))
os.close(fd)
with open(path) as file:
    print(file.read())
try:
    os.close(fd)
except OSError as error:
    print(type(error).__name__, error)
fd, path = tempfile.mkstemp()
with os.fdopen(fd, "w") as file:
    file.write("text")
with open(path) as file:
    print(file.read())
r, w = os.pipe()
os.write(w, b"abc")
print(os.read(r, 2), w - r)
os.close(w)
print(os.read(r, 9), os.read(r, 9))
os.close(r)
again, other = os.pipe()
print(again == r, other == w)
for end in (again, other):
    os.close(end)
for fd in (again, 99):
    try:
        os.read(fd, 1)
    except OSError as error:
        print(error.errno, error.strerror)
