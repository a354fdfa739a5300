# Queues between interpreters: after CPython 3.14's documentation.
from concurrent import interpreters
from functools import partial
import queue as plain
import time

print = partial(print, flush=True)


def push(queue, value, *extra, delay=0.1):
    queue.put(value)
    for val in extra:
        if delay > 0:
            time.sleep(delay)
        queue.put(val)


def pop(queue, count=1, timeout=None):
    return tuple(queue.get(timeout=timeout) for _ in range(count))


if __name__ == "__main__":
    interp1 = interpreters.create()
    interp2 = interpreters.create()
    queue = interpreters.create_queue()
    t = interp1.call_in_thread(push, queue, "spam!", 42, "eggs")
    print(interp2.call(pop, queue, 3))
    # res: ('spam!', 42, 'eggs')
    t.join()

    interp1.prepare_main(queue=queue)
    queue.put("spam!")
    interp1.exec("msg = queue.get(); print(msg, flush=True)")
    # prints: spam!

    small = interpreters.create_queue(2)
    print(small.maxsize, small.qsize(), small.empty(), small.full())
    small.put([1, {"two": 2}])
    small.put_nowait((3.5, None, b"four"))
    print(small.qsize(), small.empty(), small.full())
    try:
        small.put_nowait("five")
    except interpreters.QueueFull as error:
        print(isinstance(error, plain.Full))
    before = time.monotonic()
    try:
        small.put("five", timeout=1)
    except interpreters.QueueFull:
        print(1 <= time.monotonic() - before < 1.1)
    print(small.get(), small.get_nowait())
    try:
        small.get(block=False)
    except interpreters.QueueEmpty as error:
        print(isinstance(error, plain.Empty))
    print(queue == interpreters.Queue(queue.id), repr(queue) == f"Queue({queue.id})")

    # What an interpreter has put is lost with it; UNBOUND stands in its place.
    interp2.call(push, queue, "of interpreter 2")
    queue.put("of the main one")
    interp2.close()
    print(queue.get(), queue.get())
    print(queue.unbounditems)
