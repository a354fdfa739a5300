"""Two threads need the same two locks, and a third needs none. Ctrl-C ends what will never end.

    python3 deadlock.py crossed     # each takes its own first
    python3 deadlock.py ordered     # both take them in the same order
    python3 deadlock.py gives_up    # each takes its own first, but does not wait for ever
"""

import sys
import threading
import time

fork = threading.Lock()
knife = threading.Lock()


def eat(who, first, second):
    for _ in range(3):
        with first:
            time.sleep(0.01)
            with second:
                print(who, "eats")


def eat_or_give_up(who, first, second):
    meals = 0
    while meals < 3:
        with first:
            time.sleep(0.01)
            if second.acquire(timeout=0.02 if who == "Ann" else 0.1):
                print(who, "eats")
                second.release()
                meals += 1


def look_in():
    for _ in range(5):
        time.sleep(0.01)


how = sys.argv[1] if len(sys.argv) > 1 else "crossed"
ways = {
    "crossed": (eat, fork, knife, knife, fork),
    "ordered": (eat, fork, knife, fork, knife),
    "gives_up": (eat_or_give_up, fork, knife, knife, fork),
}
work, *locks = ways[how]
ann = threading.Thread(target=work, args=("Ann", locks[0], locks[1]), name="Ann")
bob = threading.Thread(target=work, args=("Bob", locks[2], locks[3]), name="Bob")
eve = threading.Thread(target=look_in, name="Eve")
for thread in (ann, bob, eve):
    thread.start()
for thread in (ann, bob, eve):
    thread.join()
print("done")
