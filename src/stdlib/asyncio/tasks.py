"""Tasks: coroutines that the event loop drives, and waiting for several of them."""

from _asyncio import Future, Task

from . import base_events, coroutines, events, futures, timeouts
from .exceptions import CancelledError, TimeoutError

__all__ = [
    "ALL_COMPLETED",
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "Task",
    "all_tasks",
    "as_completed",
    "create_task",
    "current_task",
    "eager_task_factory",
    "ensure_future",
    "gather",
    "run_coroutine_threadsafe",
    "shield",
    "sleep",
    "wait",
    "wait_for",
]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

def current_task(loop=None):
    """The task that runs, or None."""
    if loop is None:
        loop = events.get_running_loop()
    return loop._current_task


def all_tasks(loop=None):
    """The tasks of the loop that are not done."""
    if loop is None:
        loop = events.get_running_loop()
    return set(loop._tasks.values())


def create_task(coro, *, name=None, context=None):
    """Starts a coroutine beside the one that runs."""
    return events.get_running_loop().create_task(coro, name=name)


def eager_task_factory(loop, coro, *, name=None, context=None):
    return Task(coro, loop=loop, name=name)


async def _wrap_awaitable(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    """A future for anything that can be awaited."""
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError(
                "The future belongs to a different loop than the one specified as the loop argument"
            )
        return coro_or_future
    if not coroutines.iscoroutine(coro_or_future):
        if not hasattr(type(coro_or_future), "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _wrap_awaitable(coro_or_future)
    if loop is None:
        try:
            loop = events.get_event_loop()
        except RuntimeError:
            coro_or_future.close()
            raise
    return loop.create_task(coro_or_future)


class _Yield:
    """Awaiting it lets the loop go round once."""

    def __await__(self):
        yield


async def sleep(delay, result=None):
    """Waits so many seconds of virtual time."""
    if delay <= 0:
        await _Yield()
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, base_events._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()


async def wait_for(fut, timeout):
    """The result of an awaitable that must be there in time; it is cancelled if it is not."""
    if fut is not None and not futures.isfuture(fut) and not coroutines.iscoroutine(fut):
        fut = _wrap_awaitable(fut)
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        fut.cancel()
        try:
            await fut
        except CancelledError as error:
            raise TimeoutError from error
        return fut.result()
    async with timeouts.timeout(timeout):
        return await fut


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Waits for futures; gives those that are done, and those that are not."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    for one in fs:
        if coroutines.iscoroutine(one):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = events.get_running_loop()
    waiter = loop.create_future()
    timer = None
    if timeout is not None:
        timer = loop.call_later(timeout, base_events._set_result_unless_cancelled, waiter, None)
    left = len(fs)

    def on_completion(future):
        nonlocal left
        left -= 1
        failed = not future.cancelled() and future.exception() is not None
        if (
            left <= 0
            or return_when == FIRST_COMPLETED
            or return_when == FIRST_EXCEPTION
            and failed
        ):
            if timer is not None:
                timer.cancel()
            if not waiter.done():
                waiter.set_result(None)

    for one in fs:
        one.add_done_callback(on_completion)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for one in fs:
            one.remove_done_callback(on_completion)
    done, pending = set(), set()
    for one in fs:
        (done if one.done() else pending).add(one)
    return done, pending


class _AsCompleted:
    """Both a plain and an asynchronous iterator over futures as they are done."""

    def __init__(self, fs, timeout):
        from .queues import Queue

        self._done = Queue()
        loop = events.get_event_loop()
        self._todo = {ensure_future(one, loop=loop): None for one in dict.fromkeys(fs)}
        self._left = len(self._todo)
        self._timer = None
        for one in self._todo:
            one.add_done_callback(self._completed)
        if self._todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._timed_out)

    def _timed_out(self):
        for one in self._todo:
            one.remove_done_callback(self._completed)
            self._done.put_nowait(None)
        self._todo.clear()

    def _completed(self, future):
        if future not in self._todo:
            return
        del self._todo[future]
        self._done.put_nowait(future)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    async def _next_result(self):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future.result()

    async def _next_future(self):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next_result()

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next_future()


def as_completed(fs, *, timeout=None):
    """The awaitables in the order in which they are done."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    return _AsCompleted(fs, timeout)


class _GatheringFuture(Future):
    """Cancelling it cancels what it gathers."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled


def gather(*coros_or_futures, return_exceptions=False):
    """Runs awaitables side by side; their results in the order of the arguments."""
    if not coros_or_futures:
        loop = events.get_event_loop()
        outer = loop.create_future()
        outer.set_result([])
        return outer
    loop = None
    known = {}
    children = []
    finished = 0
    outer = None

    def on_done(child):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not child.cancelled():
                child.exception()
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._cancelled_error())
                return
            error = child.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished == len(known):
            results = []
            for one in children:
                if one.cancelled():
                    result = CancelledError("" if one._cancel_message is None else one._cancel_message)
                else:
                    result = one.exception()
                    if result is None:
                        result = one.result()
                results.append(result)
            if outer._cancel_requested:
                outer.set_exception(child._cancelled_error() if child.cancelled() else CancelledError())
            else:
                outer.set_result(results)

    already_done = []
    for one in coros_or_futures:
        if one in known:
            children.append(known[one])
            continue
        future = ensure_future(one, loop=loop)
        if loop is None:
            loop = future.get_loop()
        known[one] = future
        if future.done():
            already_done.append(future)
        else:
            future.add_done_callback(on_done)
        children.append(future)
    outer = _GatheringFuture(children, loop=loop)
    for future in already_done:
        on_done(future)
    return outer


def shield(arg):
    """Awaiting the result may be cancelled; what is awaited goes on."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
            return
        futures._copy_state(inner, outer)

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Starts a coroutine in a loop that runs in another thread."""
    if not coroutines.iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    import concurrent.futures

    result = concurrent.futures.Future()

    def start():
        try:
            task = ensure_future(coro, loop=loop)
        except BaseException as error:
            if result.set_running_or_notify_cancel():
                result.set_exception(error)
            raise

        def done(task):
            if task.cancelled():
                result.cancel()
                result.set_running_or_notify_cancel()
            elif result.set_running_or_notify_cancel():
                if task.exception() is not None:
                    result.set_exception(task.exception())
                else:
                    result.set_result(task.result())

        def cancelled(result):
            if result.cancelled():
                loop.call_soon_threadsafe(task.cancel)

        task.add_done_callback(done)
        result.add_done_callback(cancelled)

    loop.call_soon_threadsafe(start)
    return result
