import multiprocessing
import time
def work(semaphore, inside, most):
    with semaphore:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        time.sleep(0.02)
        with inside.get_lock():
            inside.value -= 1


if __name__ == "__main__":
    semaphore = multiprocessing.Semaphore(2)
    inside, most = multiprocessing.Value("i", 0), multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=work, args=(semaphore, inside, most)) for _ in range(5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(inside.value, most.value <= 2, semaphore.get_value())
