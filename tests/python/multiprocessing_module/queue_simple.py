import multiprocessing
def work(queue):
    queue.put([1, 2])
    queue.put("end")


if __name__ == "__main__":
    queue = multiprocessing.SimpleQueue()
    process = multiprocessing.Process(target=work, args=(queue,))
    process.start()
    print(queue.get(), queue.get(), queue.empty())
    process.join()
