import multiprocessing as mp
import os
import time


class Square(mp.Process):
    def __init__(self, n):
        super().__init__(name=f"square-{n}")
        self.n = n

    def run(self):
        raise SystemExit(self.n ** 2)


if __name__ == "__main__":
    ps = [Square(n) for n in range(3)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
        print(p.name, p.exitcode)
