import multiprocessing
def work(event):
    event.wait()


if __name__ == "__main__":
    event = multiprocessing.Event()
    processes = [multiprocessing.Process(target=work, args=(event,)) for _ in range(3)]
    for process in processes:
        process.start()
    print(sorted(child.name for child in multiprocessing.active_children()))
    event.set()
    for process in processes:
        process.join()
    print(multiprocessing.active_children())
