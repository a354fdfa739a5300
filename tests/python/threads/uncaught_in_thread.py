"""An exception that a thread does not catch is reported; the program goes on."""

import threading


def work(x):
    if x == 0:
        raise ValueError("zero is not allowed")
    print("worked", x)


t = threading.Thread(target=work, args=(0,))
t.start()
t.join()
print("main goes on, alive:", t.is_alive())
t = threading.Thread(target=work, args=(1,))
t.start()
t.join()
