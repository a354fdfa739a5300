"""Chained comparisons look at each operand once and stop at the first false one."""


def value(name, number):
    print("value of", name)
    return number


print(value("a", 1) < value("b", 2) < value("c", 3))
print(value("a", 5) < value("b", 2) < value("c", 3))

x = 5
print(1 < x < 10, 1 < x > 3, 1 == 1 != 2, 10 > x >= 5)
print(1 < 2 == True, (1 < 2) == True)
print(1 in [1, 2] == True, "a" in "abc" and "d" not in "abc")
print("apple" < "banana" < "cherry", "Z" < "a", "" < "a")
print([1, 2] < [1, 3] < [2], (1, 2) < (1, 2, 0), [] < [0])
print(None is None is not False)
print(1 == 1.0 == True, 0.1 + 0.2 == 0.3, float("nan") == float("nan"))
print({1, 2} < {1, 2, 3} <= {1, 2, 3}, {1, 2} == {2, 1})
print({"a": 1} == {"a": 1.0}, [1] == (1,), "1" == 1)

a = [1, 2]
b = a
c = [1, 2]
print(a is b, a is c, a == c, a is not c)
