import io
import os

for action in [
    lambda: open("/tmp/gilsim_missing/none.txt"),
    lambda: open("/tmp"),
    lambda: open("/tmp/x", "q"),
    lambda: os.remove("/tmp/gilsim_nothing"),
    lambda: os.listdir("/tmp/gilsim_nothing"),
]:
    try:
        action()
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)
with open("/tmp/gilsim_e.txt", "w") as f:
    try:
        f.read()
    except io.UnsupportedOperation as error:
        print(error)
try:
    f.write("x")
except ValueError as error:
    print(error)
with open("/tmp/gilsim_e.txt", "wb") as f:
    try:
        f.write("text")
    except TypeError as error:
        print(error)
os.remove("/tmp/gilsim_e.txt")
