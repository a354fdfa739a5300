"""sys.exit with a text: printed, status 1."""

import multiprocessing
import sys

if __name__ == "__main__":
    process = multiprocessing.Process(target=sys.exit, args=("something went wrong",))
    process.start()
    process.join()
    print(process.exitcode)
