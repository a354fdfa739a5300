import multiprocessing
def work():
    current = multiprocessing.current_process()
    print(current.name, multiprocessing.parent_process().name, current.daemon)


if __name__ == "__main__":
    print(multiprocessing.current_process().name, multiprocessing.parent_process())
    for name in (None, "worker", None):
        process = multiprocessing.Process(target=work, name=name)
        process.start()
        process.join()
