"""Branches: nesting, elif chains, conditional expressions, pass."""


def grade(score):
    if score >= 90:
        return "A"
    elif score >= 80:
        return "B"
    elif score >= 70:
        return "C"
    else:
        return "F"


def fizzbuzz(n):
    if n % 15 == 0:
        return "FizzBuzz"
    if n % 3 == 0:
        return "Fizz"
    if n % 5 == 0:
        return "Buzz"
    return str(n)


for score in (95, 90, 85, 70, 12):
    print(score, grade(score))

print(" ".join(fizzbuzz(n) for n in range(1, 16)))

for a in (True, False):
    for b in (True, False):
        if a:
            if b:
                print("both")
            else:
                print("only a")
        elif b:
            print("only b")
        else:
            pass
            print("neither")

if 1: print("one line")
x = 3; y = 4; print(x, y)
