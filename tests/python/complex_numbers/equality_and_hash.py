"""Complex numbers equal the reals they are, hash alike, and work as keys."""

print(1 + 0j == 1, 1 == 1 + 0j, 1.5 + 0j == 1.5, True == 1 + 0j, 1j == 1, 2j == 2j, 2j != 2j)
print(10**20 + 0j == 10**20, 2**53 + 1 == complex(2**53 + 1), 1j == "1j", [1j] == [None])
print(hash(1j), hash(0j), hash(1 + 0j) == hash(1), hash(-1 - 1j), hash(2.5 + 3.25j), hash(-1j))
print(hash(complex(float("inf"), 1)), hash(complex(0.5, float("-inf"))))

names = {1j: "i", 1 + 0j: "one", 0j: "zero"}
print(names[1j], names[1], names[False], names[0.0], names.get(-1j))
print({1, 1.0, 1 + 0j, True}, {1j, 2j, 1j} == {2j, 1j}, 1 in [1 + 0j], 2j in (1j, 2j))
print([1j, 2j].index(2j), (1j, 1j, 2j).count(1j))
print(sorted({3j, 1j, 2j}, key=abs), max([1 + 1j, 3j, -4], key=abs))
print(frozenset({1j, 2}) == {2, 1j}, 5j in {5j, 6j})

match 3 + 4j:
    case 3 - 4j:
        print("conjugate")
    case 3 + 4j:
        print("matched")
match 5:
    case 5 + 0j:
        print("the same number")
match 1j:
    case complex(real=0.0, imag=im):
        print("imaginary", im)
nan = complex(float("nan"), 0)
print(nan == nan, nan != nan, nan in [nan])
