"""Threads with arguments, names and results, joined in order."""

import threading


def square(n, results):
    results[n] = n * n


results = {}
threads = [threading.Thread(target=square, args=(n, results)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()))
print([t.name for t in threads])


def greet(greeting, *, name="nobody"):
    print(greeting, name, "from", threading.current_thread().name)


t = threading.Thread(target=greet, args=("hello",), kwargs={"name": "Ada"}, name="greeter")
print(t.name, t.daemon, t.is_alive(), t.ident)
t.start()
t.join()
print(t.is_alive(), t.ident is not None)
t = threading.Thread()
t.start()
t.join()
print(t.name)
t = threading.Thread(target=greet, name=123)
print(repr(t.name))
