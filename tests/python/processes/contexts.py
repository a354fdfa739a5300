"""get_context, start methods, cpu_count."""

import multiprocessing

if __name__ == "__main__":
    print(multiprocessing.get_start_method(), multiprocessing.get_all_start_methods())
    context = multiprocessing.get_context("fork")
    print(context.get_start_method())
    queue = context.Queue()
    process = context.Process(target=queue.put, args=("hello",))
    process.start()
    print(queue.get())
    process.join()
    try:
        multiprocessing.get_context("teleport")
    except ValueError as error:
        print(error)
    try:
        multiprocessing.set_start_method("fork")
    except RuntimeError as error:
        print(error)
    print(multiprocessing.cpu_count() > 0)
