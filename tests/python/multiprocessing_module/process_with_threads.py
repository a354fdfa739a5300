import multiprocessing
import threading
def shout(name):
    print(name, threading.current_thread() is threading.main_thread())


def work():
    shout("main of child")
    thread = threading.Thread(target=shout, args=("thread",))
    thread.start()
    thread.join()
    print(threading.active_count())


if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    process.start()
    process.join()
