import multiprocessing
def work(name):
    print(f"hello from {name}")


if __name__ == "__main__":
    process = multiprocessing.Process(target=work, args=("child",))
    process.start()
    process.join()
    print(process.name, process.exitcode, process.is_alive())
