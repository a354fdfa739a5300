from multiprocessing import Pool
def half(x):
    if x % 2:
        raise ValueError(f"{x} is odd")
    return x // 2


if __name__ == "__main__":
    with Pool(2) as pool:
        for x in (4, 5):
            result = pool.apply_async(half, (x,), callback=lambda r: print("result", r), error_callback=lambda e: print("error", e))
            result.wait()
        print(result.successful())
