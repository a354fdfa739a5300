"""stdout and stderr: write, replaced streams, print to an object with write."""

import sys


class Collector:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)
        return len(text)

    def flush(self):
        pass


collector = Collector()
print("collected", 1, file=collector)
print(collector.parts)
real = sys.stdout
sys.stdout = collector
print("hidden")
sys.stdout = real
print(collector.parts[-2:])
sys.stdout.write("no newline")
sys.stdout.write("\n")
print("error text", file=sys.stderr)
sys.stderr.write("more\n")
sys.stdout = sys.__stdout__
print("back", sys.stdout is sys.__stdout__)
try:
    print("x", file=5)
except AttributeError as error:
    print(error)
