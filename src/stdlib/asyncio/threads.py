"""`asyncio.to_thread`."""

from . import events

__all__ = ["to_thread"]


async def to_thread(func, /, *args, **kwargs):
    """Runs a blocking function in a thread of the loop's default pool."""
    loop = events.get_running_loop()
    return await loop.run_in_executor(None, lambda: func(*args, **kwargs))
