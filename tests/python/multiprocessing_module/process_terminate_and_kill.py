import multiprocessing
import time
def work():
    time.sleep(10)


if __name__ == "__main__":
    for method in ("terminate", "kill"):
        process = multiprocessing.Process(target=work)
        process.start()
        print(process.is_alive())
        getattr(process, method)()
        process.join()
        print(method, process.exitcode, process.is_alive())
