import time
from concurrent.futures import ProcessPoolExecutor
if __name__ == "__main__":
    executor = ProcessPoolExecutor(1)
    futures = [executor.submit(time.sleep, 0.05) for _ in range(6)]
    print(futures[0].result())
    executor.shutdown(cancel_futures=True)
    print(futures[0].cancelled(), futures[-1].cancelled(), all(future.done() for future in futures))
    try:
        executor.submit(len, "")
    except RuntimeError as error:
        print(error)
