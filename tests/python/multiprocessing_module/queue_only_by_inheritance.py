import multiprocessing
if __name__ == "__main__":
    sent = multiprocessing.Queue()
    with multiprocessing.Pool(1) as pool:
        for thing in (multiprocessing.Queue(), multiprocessing.Lock(), multiprocessing.Value("i")):
            try:
                pool.apply(print, (thing,))
            except RuntimeError as error:
                print(error)
