"""What Process refuses."""

import multiprocessing


def nothing():
    pass


if __name__ == "__main__":
    process = multiprocessing.Process(target=nothing)
    for call in (process.join, process.terminate, lambda: process.sentinel):
        try:
            call()
        except (AssertionError, AttributeError, ValueError) as error:
            print(type(error).__name__, error)
    process.start()
    try:
        process.start()
    except AssertionError as error:
        print(error)
    process.join()
    process.close()
    try:
        process.is_alive()
    except ValueError as error:
        print(error)
    try:
        multiprocessing.Process(nothing)
    except AssertionError as error:
        print(error)
