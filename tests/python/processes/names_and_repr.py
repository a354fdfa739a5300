"""Names, identities and states."""

import multiprocessing
import os


def show(queue):
    me = multiprocessing.current_process()
    queue.put((me.name, me.daemon, multiprocessing.parent_process().name, os.getppid()))


if __name__ == "__main__":
    print(multiprocessing.current_process().name, multiprocessing.parent_process())
    queue = multiprocessing.Queue()
    for name, daemon in ((None, None), ("named", True), (None, False)):
        process = multiprocessing.Process(target=show, args=(queue,), name=name, daemon=daemon)
        print(process.name, process.daemon, process.pid, process.exitcode, process.is_alive())
        process.start()
        name, daemon, parent, parent_pid = queue.get()
        process.join()
        print(name, daemon, parent, parent_pid == os.getpid(), process.exitcode)
    print(multiprocessing.active_children())
