import multiprocessing
def work(array, index):
    array[index] = index * index


if __name__ == "__main__":
    array = multiprocessing.Array("i", 5)
    processes = [multiprocessing.Process(target=work, args=(array, n)) for n in range(5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(array[:], len(array), array[1:4], array[-1], sum(array))
    floats = multiprocessing.Array("d", [1.5, 2.5], lock=False)
    floats[:] = [x * 2 for x in floats]
    print(list(floats))
    text = multiprocessing.Array("c", b"hello")
    text.value = b"bye"
    print(text.value, text.raw)
    try:
        array[9]
    except IndexError as error:
        print(error)
