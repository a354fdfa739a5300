"""lambda with every kind of parameter, defaults, closures, as sort keys."""

square = lambda x: x * x
add = lambda a, b=10, *rest, scale=1, **more: (a + b + sum(rest)) * scale + len(more)
print(square(5), add(1), add(1, 2), add(1, 2, 3, 4), add(1, scale=2, z=0))
print((lambda: 42)(), (lambda *a: a)(1, 2), (lambda **k: k)(x=1))
print(square.__name__, type(square).__name__)

people = [("Bea", 31), ("Al", 25), ("Cy", 31)]
print(sorted(people, key=lambda p: (-p[1], p[0])))
print(max(people, key=lambda p: p[1]), min(people, key=lambda p: len(p[0])))
print(list(map(lambda x, y: x + y, [1, 2, 3], [10, 20, 30])))
print(list(filter(lambda x: x % 2, range(10))))

late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 10)(4))
print((lambda x: "big" if x > 10 else "small")(11))
