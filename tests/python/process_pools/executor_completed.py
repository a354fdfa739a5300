from concurrent.futures import ProcessPoolExecutor, as_completed, wait
def square(x):
    return x * x


if __name__ == "__main__":
    with ProcessPoolExecutor(3) as executor:
        futures = {executor.submit(square, n): n for n in range(5)}
        print(sorted((futures[future], future.result()) for future in as_completed(futures)))
        done, not_done = wait([executor.submit(square, 2)])
        print(len(done), len(not_done))
