"""A pool of threads that take calls from one queue.

Threads are started one at a time, when a call is submitted and none is idle: each that
finds the queue empty says so on a semaphore before it waits.  `None` in the queue means
that it may be over; who takes it looks, and passes it on.
"""

import itertools
import os
import queue
import threading

from concurrent.futures import _base

# Worker threads and their queues, for the end of the program.
_threads_queues = {}
_shutdown = False
_global_shutdown_lock = threading.Lock()


def _python_exit():
    """At the end of the main thread: let all workers finish what is in their queues."""
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
    items = list(_threads_queues.items())
    for _, work_queue in items:
        work_queue.put(None)
    for thread, _ in items:
        thread.join()


threading._register_atexit(_python_exit)


class _WorkItem:
    """A call and the future that waits for it."""

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as exc:
            self.future.set_exception(exc)
            # The traceback of the exception would hold on to this item.
            self = None
        else:
            self.future.set_result(result)


def _worker(executor, work_queue, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base.log().critical("Exception in initializer:", exc_info=True)
            executor._initializer_failed()
            return
    try:
        while True:
            try:
                work_item = work_queue.get_nowait()
            except queue.Empty:
                executor._idle_semaphore.release()
                work_item = work_queue.get(block=True)
            if work_item is not None:
                work_item.run()
                # Hold on to no result while waiting for the next call.
                del work_item
                continue
            if _shutdown or executor._shutdown:
                executor._shutdown = True
                # Tell the next one.
                work_queue.put(None)
                return
    except BaseException:
        _base.log().critical("Exception in worker", exc_info=True)


class BrokenThreadPool(_base.BrokenExecutor):
    """A thread could not be initialised."""


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in at most `max_workers` threads."""

    BROKEN = BrokenThreadPool
    _target = staticmethod(_worker)
    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            # Calls in threads mostly wait; a few more than there are cores, but not too many.
            max_workers = min(32, (os.process_cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = queue.SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{self._counter()}"
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        """Have fn(*args, **kwargs) run; returns its Future."""
        with self._shutdown_lock, _global_shutdown_lock:
            if self._broken:
                raise self.BROKEN(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        # If a thread is idle, it takes the call.
        if self._idle_semaphore.acquire(timeout=0):
            return
        number = len(self._threads)
        if number < self._max_workers:
            thread = threading.Thread(
                name=f"{self._thread_name_prefix}_{number}",
                target=self._target,
                args=(self, self._work_queue, self._initializer, self._initargs),
            )
            thread.start()
            self._threads.add(thread)
            _threads_queues[thread] = self._work_queue

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            for work_item in self._drain():
                work_item.future.set_exception(self.BROKEN(self._broken))

    def _drain(self):
        """Take out all calls that no thread has taken."""
        while True:
            try:
                work_item = self._work_queue.get_nowait()
            except queue.Empty:
                return
            if work_item is not None:
                yield work_item

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Accept no more calls; wait for those submitted, or cancel what has not begun."""
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                for work_item in self._drain():
                    work_item.future.cancel()
            # Wake a thread that waits for calls; it wakes the others.
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
