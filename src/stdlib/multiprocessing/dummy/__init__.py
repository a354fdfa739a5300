"""The interface of `multiprocessing` over threads."""

import queue
import threading
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore

Queue = JoinableQueue = queue.Queue


class DummyProcess(threading.Thread):
    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}):
        super().__init__(group, target, name, args, kwargs)
        self._start_called = False

    def start(self):
        self._start_called = True
        super().start()

    @property
    def exitcode(self):
        return 0 if self._start_called and not self.is_alive() else None


Process = DummyProcess
current_process = threading.current_thread


def Pool(processes=None, initializer=None, initargs=()):
    from multiprocessing.pool import ThreadPool

    return ThreadPool(processes, initializer, initargs)
