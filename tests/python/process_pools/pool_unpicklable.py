from multiprocessing import Pool
def make(x):
    return lambda: x


if __name__ == "__main__":
    with Pool(1) as pool:
        for function, args in ((lambda: 1, ()), (make, (1,))):
            try:
                pool.apply(function, args)
            except Exception as error:
                print(type(error).__name__, str(error).split(" at 0x")[0])
