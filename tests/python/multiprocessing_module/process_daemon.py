import multiprocessing
import time
def work():
    time.sleep(10)
    print("never")


if __name__ == "__main__":
    process = multiprocessing.Process(target=work, daemon=True)
    process.start()
    print(process.daemon, process.is_alive())
