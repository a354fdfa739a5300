"""Which event loop runs in which thread."""

import threading

__all__ = [
    "AbstractEventLoopPolicy",
    "DefaultEventLoopPolicy",
    "_get_running_loop",
    "get_event_loop",
    "get_event_loop_policy",
    "get_running_loop",
    "new_event_loop",
    "set_event_loop",
    "set_event_loop_policy",
]


class AbstractEventLoopPolicy:
    """Base of policies."""


class _State(threading.local):
    """What each thread has of its own."""

    running = None
    loop = None
    set_called = False


_state = _State()


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """One loop for each thread that asks for one."""

    def get_event_loop(self):
        if (
            _state.loop is None
            and not _state.set_called
            and threading.current_thread() is threading.main_thread()
        ):
            import warnings

            warnings.warn("There is no current event loop", DeprecationWarning, stacklevel=3)
            self.set_event_loop(self.new_event_loop())
        if _state.loop is None:
            name = threading.current_thread().name
            raise RuntimeError(f"There is no current event loop in thread {name!r}.")
        return _state.loop

    def set_event_loop(self, loop):
        _state.set_called = True
        _state.loop = loop

    def new_event_loop(self):
        from .base_events import EventLoop

        return EventLoop()


_policy = DefaultEventLoopPolicy()


def get_event_loop_policy():
    return _policy


def set_event_loop_policy(policy):
    global _policy
    _policy = DefaultEventLoopPolicy() if policy is None else policy


def _get_running_loop():
    return _state.running


def _set_running_loop(loop):
    _state.running = loop


def get_running_loop():
    """The loop that runs in this thread."""
    loop = _state.running
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def get_event_loop():
    """The loop that runs, or the thread's own."""
    if _state.running is not None:
        return _state.running
    return _policy.get_event_loop()


def set_event_loop(loop):
    _policy.set_event_loop(loop)


def new_event_loop():
    return _policy.new_event_loop()
