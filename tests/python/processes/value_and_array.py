"""Value and Array: types, slices, overflow, and what they refuse."""

from multiprocessing import Array, Process, RawArray, RawValue, Value


def change(number, letters, numbers):
    number.value = 3.25
    letters[0] = b"J"
    for i in range(len(numbers)):
        numbers[i] = -numbers[i]


if __name__ == "__main__":
    number, letters, numbers = Value("d", 0.0), Array("c", b"hello"), Array("i", range(6))
    process = Process(target=change, args=(number, letters, numbers))
    process.start()
    process.join()
    print(number.value, letters.value, letters[:], numbers[:], numbers[1:4], len(numbers))
    print(list(Array("d", 3)), sum(Array("i", [1, 2, 3])))
    numbers[1:3] = [7, 8]
    print(numbers[:])
    raw, row = RawValue("i", 7), RawArray("i", [1, 2])
    raw.value += 1
    print(raw.value, row[:])
    for call in (lambda: numbers[9], lambda: setattr(Value("i"), "value", "x")):
        try:
            call()
        except (IndexError, TypeError) as error:
            print(type(error).__name__)
