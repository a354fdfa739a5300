import multiprocessing
import time
def work():
    time.sleep(0.3)


if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    process.start()
    process.join(timeout=0.05)
    print(process.is_alive(), process.exitcode)
    process.join()
    print(process.is_alive(), process.exitcode)
