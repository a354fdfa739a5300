"""Module state changed from several functions."""

state = "idle"
history = []


def move(new):
    global state
    history.append((state, new))
    state = new


def reset():
    global state, history
    state = "idle"
    history = []


def describe():
    return f"{state} after {len(history)} moves"


move("running")
move("paused")
print(describe(), history)
reset()
print(describe())
total = 10


def reader():
    return total * 2


def local_only(total):
    total += 1
    return total


class Config:
    total = "class attribute"

    def read(self):
        return total


print(reader(), local_only(1), total, Config().read(), Config.total)
total = 20
print(reader())
for name in ("a", "b"):
    globals()["made_" + name] = name.upper()
print(made_a, made_b)
