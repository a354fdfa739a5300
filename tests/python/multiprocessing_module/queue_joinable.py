import multiprocessing
def work(queue):
    while True:
        item = queue.get()
        print("done", item, flush=True)
        queue.task_done()


if __name__ == "__main__":
    queue = multiprocessing.JoinableQueue()
    process = multiprocessing.Process(target=work, args=(queue,), daemon=True)
    process.start()
    for item in "abc":
        queue.put(item)
    queue.join()
    print("all done")
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
