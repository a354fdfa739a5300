import multiprocessing
def work(lock, counter):
    for _ in range(100):
        with lock:
            counter.value += 1


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    counter = multiprocessing.Value("i", 0, lock=False)
    processes = [multiprocessing.Process(target=work, args=(lock, counter)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(counter.value)
