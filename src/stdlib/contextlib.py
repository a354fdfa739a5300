"""Tools for the with statement."""

import sys
from _collections import deque
from functools import wraps

__all__ = [
    "AbstractContextManager", "ContextDecorator", "ExitStack", "closing", "contextmanager",
    "nullcontext", "redirect_stderr", "redirect_stdout", "suppress",
]


class AbstractContextManager:
    """A base for context managers: enter gives the object itself, exit does nothing."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        return None


class ContextDecorator:
    """Lets a context manager be used as a decorator too."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class _GeneratorContextManager(AbstractContextManager, ContextDecorator):
    """What a function decorated with `contextmanager` returns."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, "__doc__", None) or type(self).__doc__

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        # A generator runs once: what is needed to make another may go.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                self.gen.close()
        if value is None:
            value = typ()
        try:
            self.gen.throw(value)
        except StopIteration as error:
            # Swallowed, unless it is the very one that came out of the with block.
            return error is not value
        except RuntimeError as error:
            if error is value:
                error.__traceback__ = traceback
                return False
            # The generator turned a StopIteration of the block into a RuntimeError.
            if isinstance(value, StopIteration) and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            self.gen.close()


def contextmanager(func):
    """Make a context manager of a generator function that yields once.

    Before the yield: enter.  The yielded value: what `as` binds.  After it: exit.
    """

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


class closing(AbstractContextManager):
    """Calls the thing's `close` at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class nullcontext(AbstractContextManager):
    """Does nothing; stands in where a context manager is optional."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *exc_info):
        pass


class suppress(AbstractContextManager):
    """Swallows exceptions of the given classes."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exc_type, exc_value, traceback):
        return exc_type is not None and issubclass(exc_type, self._exceptions)


class _RedirectStream(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exc_type, exc_value, traceback):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Sends what is printed to another stream."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Sends what goes to stderr to another stream."""

    _stream = "stderr"


class ExitStack(AbstractContextManager):
    """A with statement over as many context managers as turn up."""

    def __init__(self):
        self._exit_callbacks = deque()

    def enter_context(self, cm):
        """Enter a context manager now and exit it with the stack."""
        cls = type(cm)
        try:
            enter = cls.__enter__
            exit = cls.__exit__
        except AttributeError:
            raise TypeError(
                f"'{cls.__module__}.{cls.__qualname__}' object does "
                "not support the context manager protocol"
            ) from None
        result = enter(cm)
        self._exit_callbacks.append(lambda *exc_info: exit(cm, *exc_info))
        return result

    def push(self, exit):
        """Register a context manager's __exit__, or a function like it, without entering."""
        method = getattr(type(exit), "__exit__", None)
        if method is None:
            self._exit_callbacks.append(exit)
        else:
            self._exit_callbacks.append(lambda *exc_info: method(exit, *exc_info))
        return exit

    def callback(self, callback, /, *args, **kwds):
        """Call a function when the stack is left."""

        def run(exc_type, exc_value, traceback):
            callback(*args, **kwds)

        self._exit_callbacks.append(run)
        return callback

    def pop_all(self):
        """Hand everything registered over to a new stack."""
        stack = type(self)()
        stack._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = deque()
        return stack

    def close(self):
        """Leave the stack now."""
        self.__exit__(None, None, None)

    def __exit__(self, exc_type, exc_value, traceback):
        error = exc_value
        outer = sys.exception()
        raised_here = False
        while self._exit_callbacks:
            callback = self._exit_callbacks.pop()
            try:
                if error is None:
                    swallowed = callback(None, None, None)
                else:
                    swallowed = callback(type(error), error, error.__traceback__)
                if swallowed:
                    error = None
                    raised_here = False
            except BaseException as new_error:
                _put_at_end_of_chain(new_error, error, outer)
                error = new_error
                raised_here = True
        if raised_here:
            context = error.__context__
            try:
                raise error
            except BaseException:
                # Raising has changed the context; the with statements would not have.
                error.__context__ = context
                raise
        return exc_value is not None and error is None


def _put_at_end_of_chain(new_error, old_error, outer):
    """As nested with statements would have it: the old error is what the new one came upon."""
    while True:
        context = new_error.__context__
        if context is None or context is old_error:
            return
        if context is outer:
            break
        new_error = context
    new_error.__context__ = old_error
