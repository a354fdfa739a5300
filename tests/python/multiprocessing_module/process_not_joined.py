import multiprocessing
import time
def work():
    time.sleep(0.1)
    print("child ends")


if __name__ == "__main__":
    multiprocessing.Process(target=work).start()
    print("main ends", flush=True)
