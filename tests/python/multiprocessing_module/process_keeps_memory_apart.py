import multiprocessing
counter = 0


def work():
    global counter
    counter += 100
    print("child", counter)


if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    process.start()
    process.join()
    print("parent", counter)
