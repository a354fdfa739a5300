import multiprocessing
def work():
    pass


def attempt(function):
    try:
        function()
    except (AssertionError, ValueError) as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    attempt(process.join)
    attempt(lambda: process.sentinel)
    process.start()
    attempt(process.start)
    process.join()
    process.close()
    attempt(process.is_alive)
    attempt(lambda: process.exitcode)
