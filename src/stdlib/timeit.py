"""Measure how long a function takes."""

import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


class Timer:
    """Calls `stmt` many times between two looks at the clock.

    `stmt` and `setup` are functions; source text is not supported.
    """

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self._stmt = self._function(stmt, "stmt")
        self._setup = self._function(setup, "setup")
        self._timer = timer

    @staticmethod
    def _function(code, name):
        if callable(code):
            return code
        if code == "pass":
            return lambda: None
        if isinstance(code, str):
            raise NotImplementedError(f"timeit: {name} must be a function, not source text")
        raise ValueError(f"{name} is neither a string nor callable")

    def timeit(self, number=default_number):
        """Seconds for `number` calls."""
        self._setup()
        stmt, timer = self._stmt, self._timer
        start = timer()
        for _ in range(number):
            stmt()
        return timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        """The results of several `timeit` calls."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(number, seconds) for a number of calls that takes at least 0.2 s."""
        scale = 1
        while True:
            for step in (1, 2, 5):
                number = scale * step
                seconds = self.timeit(number)
                if callback:
                    callback(number, seconds)
                if seconds >= 0.2:
                    return number, seconds
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds for `number` calls of `stmt`."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(
    stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number,
    globals=None
):
    """The results of several measurements."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
