import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os._exit(7)
    done, status = os.waitpid(pid, 0)
    print(done == pid, os.waitstatus_to_exitcode(status))
    try:
        os.waitpid(pid, 0)
    except ChildProcessError as e:
        print(e)
