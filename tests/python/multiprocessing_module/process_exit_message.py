import multiprocessing
import sys
def work():
    sys.exit("no way")


if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    process.start()
    process.join()
    print(process.exitcode)
