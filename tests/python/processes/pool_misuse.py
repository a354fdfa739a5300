"""What Pool refuses: no workers, closed, lambdas."""

import multiprocessing
import pickle
import re


def twice(x):
    return 2 * x


if __name__ == "__main__":
    try:
        multiprocessing.Pool(0)
    except ValueError as error:
        print(error)
    pool = multiprocessing.Pool(1)
    try:
        pool.map(lambda x: x, [1])
    except (pickle.PicklingError, AttributeError) as error:
        print(type(error).__name__, re.sub("0x[0-9a-f]+", "…", str(error)))
    try:
        pool.join()
    except ValueError as error:
        print(error)
    print(pool.map(twice, [1, 2]))
    pool.close()
    try:
        pool.apply(twice, (1,))
    except ValueError as error:
        print(error)
    pool.join()
