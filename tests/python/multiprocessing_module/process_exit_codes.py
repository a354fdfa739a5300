import multiprocessing
import os
import sys
def finish():
    pass


def leave(code):
    sys.exit(code)


def vanish():
    os._exit(7)


if __name__ == "__main__":
    for target, args in [(finish, ()), (leave, (3,)), (leave, (None,)), (vanish, ())]:
        process = multiprocessing.Process(target=target, args=args)
        print(process.exitcode, end=" ")
        process.start()
        process.join()
        print(process.exitcode)
