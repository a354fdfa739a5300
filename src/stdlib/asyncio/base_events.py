"""The event loop: callbacks in the order in which they became ready, timers by their time."""

import heapq
import threading
import time
from collections import deque

from .events import _get_running_loop, _set_running_loop

__all__ = ["AbstractEventLoop", "BaseEventLoop", "EventLoop", "Handle", "SelectorEventLoop", "TimerHandle"]

# `epoll` waits whole milliseconds, rounded up.
_TICKS = 1000
_RESOLUTION = 1e-09


class Handle:
    """A callback that waits its turn."""

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._cancelled = False

    def cancel(self):
        self._cancelled = True

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._callback(*self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler(
                {
                    "message": f"Exception in callback {_describe(self._callback, self._args)}",
                    "exception": error,
                    "handle": self,
                }
            )

    def __repr__(self):
        what = "cancelled" if self._cancelled else _describe(self._callback, self._args)
        return f"<{type(self).__name__} {what}>"


class TimerHandle(Handle):
    """A callback that waits for its time."""

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop)
        self._when = when

    def when(self):
        return self._when

    def __lt__(self, other):
        return self._when < other._when


def _describe(callback, args):
    name = getattr(callback, "__qualname__", None) or repr(callback)
    shown = ", ".join([repr(arg) for arg in args])
    code = getattr(getattr(callback, "__func__", callback), "__code__", None)
    place = f" at {code.co_filename}:{code.co_firstlineno}" if code is not None else ""
    return f"{name}({shown}){place}"


class AbstractEventLoop:
    """Base of event loops."""


class BaseEventLoop(AbstractEventLoop):
    """Runs callbacks until it is stopped."""

    def __init__(self):
        self._ready = deque()
        self._scheduled = []
        self._stopping = False
        self._closed = False
        self._thread_id = None
        self._debug = False
        self._exception_handler = None
        self._task_factory = None
        self._default_executor = None
        self._waker = threading.Lock()
        self._waker.acquire()
        self._asleep = False
        self._tasks = {}
        self._current_task = None

    def __repr__(self):
        name = "_UnixSelectorEventLoop" if type(self) is EventLoop else type(self).__name__
        return (
            f"<{name} running={self.is_running()} closed={self.is_closed()} "
            f"debug={self.get_debug()}>"
        )

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def time(self):
        return time.monotonic()

    def is_running(self):
        return self._thread_id is not None

    def is_closed(self):
        return self._closed

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    # Callbacks and timers

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        handle = self.call_soon(callback, *args)
        self._wake()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        timer = TimerHandle(when, callback, args, self)
        heapq.heappush(self._scheduled, timer)
        return timer

    # Running

    def run_forever(self):
        self._check_closed()
        self._check_running()
        self._thread_id = threading.get_ident()
        previous = _get_running_loop()
        _set_running_loop(self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread_id = None
            _set_running_loop(previous)

    def _check_running(self):
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_until_complete(self, future):
        from . import tasks

        self._check_closed()
        self._check_running()
        new_task = not hasattr(future, "_asyncio_future_blocking")
        future = tasks.ensure_future(future, loop=self)
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except BaseException:
            if new_task and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        self._stopping = True

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()
        executor, self._default_executor = self._default_executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    def _run_once(self):
        """Waits for what comes next, and runs all that is ready by then."""
        while self._scheduled and self._scheduled[0]._cancelled:
            heapq.heappop(self._scheduled)
        if self._ready or self._stopping:
            self._select(0)
        elif self._scheduled:
            self._select(max(0, self._scheduled[0]._when - self.time()))
        else:
            self._select(None)
        end = self.time() + _RESOLUTION
        while self._scheduled and self._scheduled[0]._when < end:
            self._ready.append(heapq.heappop(self._scheduled))
        # What becomes ready meanwhile waits for the next round.
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()
        handle = None

    def _select(self, timeout):
        """Lets other threads run; returns when the time is over or somebody wakes the loop."""
        if timeout == 0:
            if threading.active_count() > 1:
                time.sleep(0)
            return
        self._asleep = True
        if self._ready:
            # Came from another thread just now.
            self._asleep = False
            return
        if timeout is None:
            self._waker.acquire()
        else:
            whole = -int(-timeout * _TICKS // 1)
            if self._waker.acquire(timeout=whole / _TICKS):
                self._asleep = False
                return
        self._asleep = False

    def _wake(self):
        if self._asleep:
            self._asleep = False
            try:
                self._waker.release()
            except RuntimeError:
                pass

    # Futures, tasks, threads

    def create_future(self):
        from .futures import Future

        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        from .tasks import Task

        self._check_closed()
        if self._task_factory is not None:
            task = self._task_factory(self, coro)
            if name is not None:
                task.set_name(name)
            return task
        return Task(coro, loop=self, name=name)

    def set_task_factory(self, factory):
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_in_executor(self, executor, func, *args):
        from .futures import wrap_future

        self._check_closed()
        if executor is None:
            executor = self._default_executor
            if executor is None:
                from concurrent.futures import ThreadPoolExecutor

                executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
                self._default_executor = executor
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        self._default_executor = executor

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        executor, self._default_executor = self._default_executor, None
        if executor is None:
            return
        future = self.create_future()

        def work():
            executor.shutdown(wait=True)
            if not self.is_closed():
                self.call_soon_threadsafe(_set_result_unless_cancelled, future, None)

        thread = threading.Thread(target=work)
        thread.start()
        try:
            await future
        finally:
            thread.join()

    # Errors

    def set_exception_handler(self, handler):
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        import logging

        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        error = context.get("exception")
        info = (type(error), error, error.__traceback__) if error is not None else False
        logging.getLogger("asyncio").error("\n".join(lines), exc_info=info)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    # Signals are the main thread's; nothing sends any here by itself.

    def add_signal_handler(self, sig, callback, *args):
        import signal

        def handler(number, frame):
            self.call_soon_threadsafe(callback, *args)

        signal.signal(sig, handler)

    def remove_signal_handler(self, sig):
        import signal

        signal.signal(sig, signal.SIG_DFL)
        return True

    # The network

    async def create_server(self, protocol_factory, host=None, port=None, **options):
        from . import streams

        return await streams._create_server(self, protocol_factory, host, port)

    async def create_connection(self, protocol_factory, host=None, port=None, **options):
        from . import streams

        return await streams._create_connection(self, protocol_factory, host, port)


class EventLoop(BaseEventLoop):
    """The loop that `asyncio.run` makes."""


SelectorEventLoop = EventLoop


def _set_result_unless_cancelled(future, result):
    if not future.cancelled():
        future.set_result(result)


def _run_until_complete_cb(future):
    if not future.cancelled():
        error = future.exception()
        if isinstance(error, (SystemExit, KeyboardInterrupt)):
            return
    future.get_loop().stop()
