with open("/tmp/gilsim_notes.txt", "w") as f:
    print(f.write("first\n"), f.write("second\nthird"), f.name, f.mode, f.closed)
print(f.closed)
with open("/tmp/gilsim_notes.txt") as f:
    print(repr(f.read()), repr(f.read()))
with open("/tmp/gilsim_notes.txt") as f:
    for number, line in enumerate(f, 1):
        print(number, line.rstrip())
with open("/tmp/gilsim_notes.txt", "a", encoding="utf-8") as f:
    f.write("\nfoürth")
with open("/tmp/gilsim_notes.txt", encoding="utf-8") as f:
    print(f.readline(), f.readlines(), f.tell())
with open("/tmp/gilsim_notes.txt", "rb") as f:
    print(f.read(5), f.seek(-3, 2), f.read())
import os

os.remove("/tmp/gilsim_notes.txt")
print(os.path.exists("/tmp/gilsim_notes.txt"))
