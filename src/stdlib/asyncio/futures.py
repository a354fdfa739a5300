"""Futures of one event loop, and those of threads."""

from _asyncio import Future, isfuture

from . import events

__all__ = ["Future", "isfuture", "wrap_future"]


def _copy_state(source, target):
    """Gives a future of one kind the outcome of one of another."""
    if target.cancelled():
        return
    if source.cancelled():
        target.cancel()
    elif source.exception() is not None:
        target.set_exception(source.exception())
    else:
        target.set_result(source.result())


def wrap_future(future, *, loop=None):
    """A future of the event loop for one of `concurrent.futures`."""
    if isfuture(future):
        return future
    if loop is None:
        loop = events.get_event_loop()
    mine = loop.create_future()

    def cancelled_here(mine):
        if mine.cancelled():
            future.cancel()

    def transfer():
        if not mine.cancelled():
            _copy_state(future, mine)

    def done_there(future):
        if not loop.is_closed():
            loop.call_soon_threadsafe(transfer)

    mine.add_done_callback(cancelled_here)
    future.add_done_callback(done_there)
    return mine
