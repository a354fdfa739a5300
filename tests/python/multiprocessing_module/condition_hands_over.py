import multiprocessing
def work(condition, ready):
    with condition:
        condition.wait_for(lambda: ready.value == 1)
        print("child saw it")


if __name__ == "__main__":
    condition = multiprocessing.Condition()
    ready = multiprocessing.Value("i", 0)
    process = multiprocessing.Process(target=work, args=(condition, ready))
    process.start()
    with condition:
        ready.value = 1
        condition.notify_all()
    process.join()
    with condition:
        print(condition.wait(0.01))
