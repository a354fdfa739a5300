import multiprocessing
def inner():
    print(multiprocessing.current_process().name)


def outer():
    process = multiprocessing.Process(target=inner)
    process.start()
    process.join()
    print(multiprocessing.current_process().name, process.exitcode)


if __name__ == "__main__":
    process = multiprocessing.Process(target=outer)
    process.start()
    process.join()
