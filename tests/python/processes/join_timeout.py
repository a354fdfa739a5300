"""join with a timeout returns with the child alive."""

import multiprocessing
import time

if __name__ == "__main__":
    process = multiprocessing.Process(target=time.sleep, args=(0.4,))
    process.start()
    process.join(0.05)
    print(process.is_alive(), process.exitcode)
    process.join()
    print(process.is_alive(), process.exitcode)
