"""Lambdas in dicts, lists, defaults and as callbacks."""

operations = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else None,
}
for symbol, f in operations.items():
    print(symbol, f(6, 3), f(1, 0))


def rpn(text):
    stack = []
    for token in text.split():
        if token in operations:
            b, a = stack.pop(), stack.pop()
            stack.append(operations[token](a, b))
        else:
            stack.append(float(token))
    return stack.pop()


print(rpn("3 4 + 2 *"), rpn("1 2 3 * +"))


class Button:
    def __init__(self, on_click=lambda: "default"):
        self.on_click = on_click


print(Button().on_click(), Button(lambda: "custom").on_click())
pipeline = [str.strip, str.lower, lambda s: s.replace(" ", "-"), lambda s: s[:8]]
text = "  Hello Big World "
for step in pipeline:
    text = step(text)
print(text)
apply_n = lambda f, n: (lambda x: x) if n == 0 else (lambda x: f(apply_n(f, n - 1)(x)))
print(apply_n(lambda v: v * 2, 5)(1))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(10), [*map(lambda p: p[0] * p[1], [(1, 2), (3, 4)])])
