import multiprocessing
import threading
if __name__ == "__main__":
    here, there = multiprocessing.Pipe()
    for thing in (threading.Lock(), (x for x in "ab")):
        try:
            here.send(thing)
        except TypeError as error:
            print(error)
