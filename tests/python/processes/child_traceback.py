"""An exception in a child: its traceback on stderr, exit code 1."""

import multiprocessing


def fails(n):
    return 1 // n


if __name__ == "__main__":
    process = multiprocessing.Process(target=fails, args=(0,))
    process.start()
    process.join()
    print(process.exitcode)
