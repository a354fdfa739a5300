"""A thread started by a thread fails; the others do not notice."""

import threading

results = []


def child(n):
    results.append(n)
    if n == 1:
        raise IndexError("child failed")


def parent():
    children = []
    for n in range(3):
        t = threading.Thread(target=child, args=(n,), name=f"child-{n}")
        t.start()
        t.join()
        children.append(t)
    print("parent saw", results, [t.is_alive() for t in children])


p = threading.Thread(target=parent, name="parent")
p.start()
p.join()
