import enum
import http


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Codes:
    OK = 200


def f(x):
    match x:
        case Color.RED:
            return "red"
        case Codes.OK:
            return "ok"
        case Color():
            return "a color"
        case other:
            return other


print(f(Color.RED), f(Color.BLUE), f(200), f(404))
x = 10
match x:
    case y:
        print("captured", y)
match (1, (2, 3)):
    case a, (b, c):
        print(a, b, c)
match = {"match": 1}
print(match["match"])
