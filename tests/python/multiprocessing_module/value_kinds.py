import multiprocessing
if __name__ == "__main__":
    for code, value in [("i", -5), ("d", 2.5), ("f", 0.5), ("c", b"x"), ("b", 127), ("B", 255), ("l", 1 << 40), ("u", "é")]:
        print(multiprocessing.RawValue(code, value), multiprocessing.Value(code, value).value)
    value = multiprocessing.Value("i", 7)
    print(value, value.get_obj())
    value.value = (1 << 31) + 1
    print(value.value)
    with value.get_lock():
        value.value += 1
    with value:
        print(value.value)
    try:
        multiprocessing.Value("d", "text")
    except TypeError as error:
        print(error)
