# A function that only atexit knows, and its arguments, outlive every collection.
import atexit


class Farewell:
    def __init__(self, words):
        self.words = words


atexit.register(lambda: print("bye"))
atexit.register(lambda farewell, *, to: print(farewell.words, to), Farewell(["good", "night"]), to="all".title())
for number in range(300_000):
    pair = [number, [number]]
print("end", pair)
