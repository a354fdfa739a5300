from multiprocessing import Pool, current_process
def who(_):
    return current_process().name


if __name__ == "__main__":
    pool = Pool(2, maxtasksperchild=1)
    names = pool.map(who, range(8), chunksize=1)
    pool.close()
    pool.join()
    print(len(set(names)), names[0].split("-")[0])
