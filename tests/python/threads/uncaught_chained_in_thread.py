"""A chained exception in a thread."""

import threading


class TaskError(Exception):
    pass


def task(settings):
    try:
        settings["speed"] += 1
    except KeyError as error:
        raise TaskError("task needs a speed") from error


t = threading.Thread(target=task, args=({},), name="task")
t.start()
t.join()
