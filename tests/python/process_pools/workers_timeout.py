import multiprocessing
import time
if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        result = pool.apply_async(time.sleep, (0.3,))
        try:
            result.get(timeout=0.05)
        except multiprocessing.TimeoutError:
            print("timeout", result.ready())
        result.wait()
        print(result.ready(), result.get())
