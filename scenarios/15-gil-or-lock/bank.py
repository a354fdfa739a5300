"""Three tellers move money between two accounts, and a visitor looks in every 2 ms.

    python3 bank.py without     # without a lock
    python3 bank.py lock        # one teller at a time may read and write
    python3 bank.py asleep      # the same, and a teller sleeps while he has the lock
"""

import sys
import threading
import time

TELLERS = 3
how = sys.argv[1] if len(sys.argv) > 1 else "without"
transfers = 5 if how == "asleep" else 50_000
accounts = {"left": 1_000_000, "right": 0}
journal = []
lock = threading.Lock()


def fee(amount):
    return 0 * amount


def move(amount):
    left = accounts["left"]
    accounts["left"] = left - amount - fee(amount)
    if how == "asleep":
        time.sleep(0.005)
    right = accounts["right"]
    accounts["right"] = right + amount - fee(amount)
    journal.append(amount)


def tell():
    for _ in range(transfers):
        if how == "without":
            move(1)
        else:
            with lock:
                move(1)


def visit():
    while not closed:
        time.sleep(0.002)


# Ten times as many switches as usual, so that the accident happens every time.
sys.setswitchinterval(0.0005)
closed = False
visitor = threading.Thread(target=visit, name="visitor")
tellers = [threading.Thread(target=tell, name=f"teller-{n + 1}") for n in range(TELLERS)]
visitor.start()
for teller in tellers:
    teller.start()
for teller in tellers:
    teller.join()
closed = True
visitor.join()

print("journal", len(journal), "of", TELLERS * transfers)
print("money", accounts["left"] + accounts["right"], "of", 1_000_000)
