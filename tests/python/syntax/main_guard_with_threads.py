"""A program in the usual shape: functions, main, guard."""

import sys
import threading


def worker(number, results):
    results[number] = number ** 2


def main(arguments):
    results = {}
    count = int(arguments[0]) if arguments else 3
    threads = [threading.Thread(target=worker, args=(n, results)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(results.values()))
    return 0 if len(results) == count else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
