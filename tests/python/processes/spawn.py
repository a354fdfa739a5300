"""spawn imports the main module again, under another name."""

import multiprocessing

print("main module runs as", __name__, flush=True)
value = "fresh"


def child(queue):
    queue.put((value, __name__))


if __name__ == "__main__":
    value = "changed"
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=child, args=(queue,))
    process.start()
    print(queue.get())
    process.join()
    print(process.exitcode)
