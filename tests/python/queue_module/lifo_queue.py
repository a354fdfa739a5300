"""LifoQueue is a stack."""

import queue

stack = queue.LifoQueue()
for word in "last in first out".split():
    stack.put(word)
print(stack.qsize(), [stack.get() for _ in range(4)], stack.empty())
small = queue.LifoQueue(2)
small.put(1)
small.put(2)
try:
    small.put(3, block=False)
except queue.Full:
    print("full")
print(small.get(), small.get())
try:
    small.get_nowait()
except queue.Empty:
    print("empty")
