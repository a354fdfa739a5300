import multiprocessing
def work(x):
    return 1 / x


if __name__ == "__main__":
    process = multiprocessing.Process(target=work, args=(0,))
    process.start()
    process.join()
    print("exit code", process.exitcode)
