import multiprocessing
if __name__ == "__main__":
    print(multiprocessing.get_start_method())
    context = multiprocessing.get_context("fork")
    print(context.get_start_method(), context.Process.__name__)
    for attempt in (lambda: multiprocessing.get_context("other"), lambda: multiprocessing.set_start_method("fork")):
        try:
            attempt()
        except (ValueError, RuntimeError) as error:
            print(type(error).__name__, error)
    multiprocessing.set_start_method("fork", force=True)
    print(multiprocessing.get_start_method())
