"""What a fresh process does first: it becomes like its parent, as far as that can be told."""

import os
import sys
import _multiprocessing


def get_preparation_data(name):
    """What a child has to know."""
    _check_not_importing_main()
    main = sys.modules.get("__main__")
    return {"name": name, "sys_argv": sys.argv, "main": getattr(main, "__file__", None)}


def _check_not_importing_main():
    from multiprocessing import process

    if getattr(process.current_process(), "_inheriting", False):
        raise RuntimeError(
            """
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        """
        )


def _read(fd, count):
    data = b""
    while len(data) < count:
        part = _multiprocessing.read(fd, count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def _receive(fd):
    return _read(fd, int.from_bytes(_read(fd, 8), "little"))


def spawn_main(pipe_handle):
    """The whole life of a fresh process."""
    import pickle
    from multiprocessing import process

    current = process.current_process()
    current._inheriting = True
    try:
        preparation = pickle.loads(_receive(pipe_handle))
        current.name = preparation["name"]
        _multiprocessing.set_process_name(current.name)
        sys.argv = preparation["sys_argv"]
        _import_main(preparation["main"])
        obj = pickle.loads(_receive(pipe_handle))
    finally:
        del current._inheriting
    os._exit(obj._bootstrap(pipe_handle))


def _import_main(path):
    """Run the program's file as a module that is not `__main__`."""
    if path is None:
        return
    sys.modules.pop("__mp_main__", None)
    import __mp_main__

    sys.modules["__main__"] = __mp_main__


def freeze_support():
    pass
