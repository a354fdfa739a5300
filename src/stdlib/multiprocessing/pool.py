"""A pool of processes that take calls from one queue.

Three threads of the parent serve it: one keeps the number of workers, one feeds them calls, one
hands out results.
"""

import collections
import itertools
import os
import queue
import sys
import threading
import time
import traceback

from multiprocessing import TimeoutError, get_context, util
from multiprocessing.connection import wait

INIT, RUN, CLOSE, TERMINATE = "INIT", "RUN", "CLOSE", "TERMINATE"
_job_counter = itertools.count()


def mapstar(args):
    return list(map(*args))


def starmapstar(args):
    return list(itertools.starmap(args[0], args[1]))


class RemoteTraceback(Exception):
    """The traceback of a worker, as text."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExceptionWithTraceback:
    """An exception on its way to the parent."""

    def __init__(self, exc, tb):
        self.exc = exc
        self.tb = '\n"""\n%s"""' % "".join(traceback.format_exception(type(exc), exc, tb))

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """A result that could not be pickled."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return "Error sending result: '%s'. Reason: '%s'" % (self.value, self.exc)

    def __repr__(self):
        return "<%s: %s>" % (type(self).__name__, self)


def worker(inqueue, outqueue, initializer=None, initargs=(), maxtasks=None, wrap_exception=False):
    """What a worker does all its life."""
    if maxtasks is not None and not (isinstance(maxtasks, int) and maxtasks >= 1):
        raise AssertionError("Maxtasks {!r} is not valid".format(maxtasks))
    put = outqueue.put
    if hasattr(inqueue, "_writer"):
        inqueue._writer.close()
        outqueue._reader.close()
    if initializer is not None:
        initializer(*initargs)
    completed = 0
    while maxtasks is None or completed < maxtasks:
        try:
            task = inqueue.get()
        except (EOFError, OSError):
            break
        if task is None:
            break
        job, i, func, args, kwds = task
        try:
            result = (True, func(*args, **kwds))
        except Exception as e:
            if wrap_exception and func is not _helper_reraises_exception:
                e = ExceptionWithTraceback(e, e.__traceback__)
            result = (False, e)
        try:
            put((job, i, result))
        except Exception as e:
            put((job, i, (False, MaybeEncodingError(e, result[1]))))
        task = job = result = func = args = kwds = None
        completed += 1


def _helper_reraises_exception(ex):
    raise ex


class Pool:
    """Runs calls in so many worker processes."""

    _wrap_exception = True

    @staticmethod
    def Process(ctx, *args, **kwds):
        return ctx.Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        self._pool = []
        self._state = INIT
        self._ctx = context or get_context()
        self._setup_queues()
        self._taskqueue = queue.SimpleQueue()
        self._change_notifier = self._ctx.SimpleQueue()
        self._cache = {}
        self._maxtasksperchild = maxtasksperchild
        self._initializer = initializer
        self._initargs = initargs
        if processes is None:
            processes = os.process_cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = processes
        self._repopulate_pool()
        self._worker_handler = threading.Thread(target=self._handle_workers, daemon=True)
        self._worker_handler.start()
        self._task_handler = threading.Thread(target=self._handle_tasks, daemon=True)
        self._task_handler.start()
        self._result_handler = threading.Thread(target=self._handle_results, daemon=True)
        self._result_handler.start()
        self._terminate = util.Finalize(self, self._terminate_pool, exitpriority=15)
        self._state = RUN

    def _setup_queues(self):
        self._inqueue = self._ctx.SimpleQueue()
        self._outqueue = self._ctx.SimpleQueue()
        self._quick_put = self._inqueue._writer.send
        self._quick_get = self._outqueue._reader.recv

    def _get_sentinels(self):
        sentinels = [self._change_notifier._reader]
        return sentinels + [worker.sentinel for worker in self._pool if hasattr(worker, "_sentinel")]

    def _wait_for_updates(self):
        wait(self._get_sentinels())
        while not self._change_notifier.empty():
            self._change_notifier.get()

    def _join_exited_workers(self):
        cleaned = False
        for i in reversed(range(len(self._pool))):
            if self._pool[i].exitcode is not None:
                self._pool[i].join()
                cleaned = True
                del self._pool[i]
        return cleaned

    def _repopulate_pool(self):
        for _ in range(self._processes - len(self._pool)):
            w = self.Process(
                self._ctx,
                target=worker,
                args=(
                    self._inqueue, self._outqueue, self._initializer, self._initargs,
                    self._maxtasksperchild, self._wrap_exception,
                ),
            )
            w.name = w.name.replace("Process", "PoolWorker")
            w.daemon = True
            w.start()
            self._pool.append(w)

    # The three threads

    def _handle_workers(self):
        while self._state == RUN or self._state == INIT or (self._cache and self._state != TERMINATE):
            if self._join_exited_workers():
                self._repopulate_pool()
            self._wait_for_updates()
        self._taskqueue.put(None)

    def _handle_tasks(self):
        for taskseq, set_length in iter(self._taskqueue.get, None):
            task = None
            try:
                for task in taskseq:
                    if self._state == TERMINATE:
                        break
                    try:
                        self._quick_put(task)
                    except Exception as e:
                        job, idx = task[:2]
                        try:
                            self._cache[job]._set(idx, (False, e))
                        except KeyError:
                            pass
                else:
                    if set_length:
                        idx = task[1] if task else -1
                        set_length(idx + 1)
                    continue
                break
            finally:
                task = taskseq = None
        try:
            self._outqueue.put(None)
            for _ in self._pool:
                self._inqueue.put(None)
        except OSError:
            pass

    def _handle_results(self):
        while True:
            try:
                task = self._quick_get()
            except (OSError, EOFError):
                return
            if self._state == TERMINATE:
                break
            if task is None:
                break
            self._deliver(task)
        while self._cache and self._state != TERMINATE:
            try:
                task = self._quick_get()
            except (OSError, EOFError):
                return
            if task is not None:
                self._deliver(task)

    def _deliver(self, task):
        job, i, obj = task
        try:
            self._cache[job]._set(i, obj)
        except KeyError:
            pass

    # What a program calls

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def map(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._taskqueue.put(([(result._job, 0, func, args, kwds)], None))
        return result

    def _guarded_task_generation(self, result_job, func, iterable):
        try:
            i = -1
            for i, x in enumerate(iterable):
                yield (result_job, i, func, (x,), {})
        except Exception as e:
            yield (result_job, i + 1, _helper_reraises_exception, (e,), {})

    def imap(self, func, iterable, chunksize=1):
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        result = kind(self)
        if chunksize == 1:
            tasks = self._guarded_task_generation(result._job, func, iterable)
            self._taskqueue.put((tasks, result._set_length))
            return result
        if chunksize < 1:
            raise ValueError("Chunksize must be 1+, not {0:n}".format(chunksize))
        batches = Pool._get_tasks(func, iterable, chunksize)
        tasks = self._guarded_task_generation(result._job, mapstar, batches)
        self._taskqueue.put((tasks, result._set_length))
        return (item for chunk in result for item in chunk)

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None, error_callback=None):
        self._check_running()
        if not hasattr(iterable, "__len__"):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), len(self._pool) * 4)
            if extra:
                chunksize += 1
        if len(iterable) == 0:
            chunksize = 0
        batches = Pool._get_tasks(func, iterable, chunksize)
        result = MapResult(self, chunksize, len(iterable), callback, error_callback=error_callback)
        self._taskqueue.put((self._guarded_task_generation(result._job, mapper, batches), None))
        return result

    @staticmethod
    def _get_tasks(func, it, size):
        it = iter(it)
        while x := tuple(itertools.islice(it, size)):
            yield (func, x)

    def close(self):
        """Accept no more calls."""
        if self._state == RUN:
            self._state = CLOSE
            self._change_notifier.put(None)

    def terminate(self):
        """End the workers at once."""
        self._state = TERMINATE
        self._terminate()

    def join(self):
        """Wait for the workers; after close or terminate."""
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        self._worker_handler.join()
        self._task_handler.join()
        self._result_handler.join()
        for p in self._pool:
            p.join()

    def _terminate_pool(self):
        self._state = TERMINATE
        self._change_notifier.put(None)
        self._taskqueue.put(None)
        self._unblock_task_handler()
        self._outqueue.put(None)
        current = threading.current_thread()
        if current is not self._worker_handler:
            self._worker_handler.join()
        for p in self._pool:
            if hasattr(p, "terminate") and p.exitcode is None:
                p.terminate()
        for thread in (self._task_handler, self._result_handler):
            if current is not thread:
                thread.join()
        for p in self._pool:
            if hasattr(p, "terminate") and p.is_alive():
                p.join()

    def _unblock_task_handler(self):
        """A full queue would keep the thread that feeds it."""
        self._inqueue._rlock.acquire()
        while self._task_handler.is_alive() and self._inqueue._reader.poll():
            self._inqueue._reader.recv()
            time.sleep(0)

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError("pool objects cannot be passed between processes or pickled")

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} state={self._state} pool_size={len(self._pool)}>"


class ApplyResult:
    """The result of a call, some time."""

    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._event = threading.Event()
        self._job = next(_job_counter)
        self._cache = pool._cache
        self._callback = callback
        self._error_callback = error_callback
        self._cache[self._job] = self

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError("{0!r} not ready".format(self))
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, i, obj):
        self._success, self._value = obj
        self._finish()

    def _finish(self):
        if self._callback and self._success:
            self._callback(self._value)
        if self._error_callback and not self._success:
            self._error_callback(self._value)
        self._event.set()
        del self._cache[self._job]
        if not self._cache and self._pool is not None and self._pool._state == CLOSE:
            self._pool._change_notifier.put(None)
        self._pool = None


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    """The results of all calls of a map."""

    def __init__(self, pool, chunksize, length, callback, error_callback):
        super().__init__(pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._number_left = 0
            self._event.set()
            del self._cache[self._job]
        else:
            self._number_left = length // chunksize + bool(length % chunksize)

    def _set(self, i, success_result):
        self._number_left -= 1
        success, result = success_result
        if success and self._success:
            self._value[i * self._chunksize : (i + 1) * self._chunksize] = result
        elif not success and self._success:
            self._success = False
            self._value = result
        if self._number_left == 0:
            self._finish()


class IMapIterator:
    """Results one by one, in the order of the calls."""

    def __init__(self, pool):
        self._pool = pool
        self._cond = threading.Condition(threading.Lock())
        self._job = next(_job_counter)
        self._cache = pool._cache
        self._items = collections.deque()
        self._index = 0
        self._length = None
        self._unsorted = {}
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        with self._cond:
            try:
                item = self._items.popleft()
            except IndexError:
                if self._index == self._length:
                    self._pool = None
                    raise StopIteration from None
                self._cond.wait(timeout)
                try:
                    item = self._items.popleft()
                except IndexError:
                    if self._index == self._length:
                        self._pool = None
                        raise StopIteration from None
                    raise TimeoutError from None
        success, value = item
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, i, obj):
        with self._cond:
            if self._index == i:
                self._append(obj)
                while self._index in self._unsorted:
                    self._append(self._unsorted.pop(self._index))
                self._cond.notify()
            else:
                self._unsorted[i] = obj
            self._forget_if_complete()

    def _append(self, obj):
        self._items.append(obj)
        self._index += 1

    def _set_length(self, length):
        with self._cond:
            self._length = length
            if self._index == self._length:
                self._cond.notify()
            self._forget_if_complete()

    def _forget_if_complete(self):
        if self._index == self._length and self._job in self._cache:
            del self._cache[self._job]
            if not self._cache and self._pool is not None and self._pool._state == CLOSE:
                self._pool._change_notifier.put(None)
            self._pool = None


class IMapUnorderedIterator(IMapIterator):
    """The same in the order in which they come."""

    def _set(self, i, obj):
        with self._cond:
            self._append(obj)
            self._cond.notify()
            self._forget_if_complete()


class ThreadPool(Pool):
    """The same with threads."""

    _wrap_exception = False

    @staticmethod
    def Process(ctx, *args, **kwds):
        from multiprocessing.dummy import Process

        return Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=()):
        super().__init__(processes, initializer, initargs)

    def _setup_queues(self):
        self._inqueue = queue.SimpleQueue()
        self._outqueue = queue.SimpleQueue()
        self._quick_put = self._inqueue.put
        self._quick_get = self._outqueue.get

    def _unblock_task_handler(self):
        for _ in self._pool:
            self._inqueue.put(None)
