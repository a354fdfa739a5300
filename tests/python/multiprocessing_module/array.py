import multiprocessing as mp
import os
import time


def fill(a, i):
    a[i] = i * i


if __name__ == "__main__":
    a = mp.Array("i", 6)
    ps = [mp.Process(target=fill, args=(a, i)) for i in range(6)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(a[:], list(a), len(a), a[-1])
    d = mp.Array("d", [0.5, 1.5])
    d[0] += 1
    print(d[:])
    s = mp.Array("c", b"hello")
    print(s.value, s[1])
    try:
        a[6] = 1
    except IndexError as e:
        print("IndexError", e)
