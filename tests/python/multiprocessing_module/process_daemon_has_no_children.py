import multiprocessing
def inner():
    pass


def outer():
    try:
        multiprocessing.Process(target=inner).start()
    except AssertionError as error:
        print(error)


if __name__ == "__main__":
    process = multiprocessing.Process(target=outer, daemon=True)
    process.start()
    process.join()
