import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
def vanish():
    os._exit(1)


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        for _ in range(2):
            try:
                executor.submit(vanish).result()
            except BrokenProcessPool as error:
                print(error)
