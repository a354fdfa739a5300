import multiprocessing
def work(event, queue):
    event.wait()
    queue.put("woken")


if __name__ == "__main__":
    event, queue = multiprocessing.Event(), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=work, args=(event, queue)) for _ in range(3)]
    for process in processes:
        process.start()
    print(event.is_set(), event.wait(0.01))
    event.set()
    print([queue.get() for _ in processes], event.is_set())
    for process in processes:
        process.join()
    event.clear()
    print(event.is_set())
