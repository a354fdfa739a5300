"""Arguments that do not fit the target fail inside the thread."""

import threading


def work(a, b):
    print(a, b)


t = threading.Thread(target=work, args=(1,))
t.start()
t.join()
t = threading.Thread(target=work, args=(1, 2))
t.start()
t.join()
t = threading.Thread(target=work, args=5)
t.start()
t.join()
