import multiprocessing
def work(queue, number):
    queue.put((number, number * number))


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=work, args=(queue, n)) for n in range(5)]
    for process in processes:
        process.start()
    print(sorted(queue.get() for _ in processes))
    for process in processes:
        process.join()
    print(queue.empty())
