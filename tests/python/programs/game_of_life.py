"""Conway's game of life on a small torus."""

WIDTH, HEIGHT = 8, 6


def parse(text):
    return {(x, y) for y, row in enumerate(text.split()) for x, c in enumerate(row) if c == "#"}


def neighbours(x, y):
    return [((x + dx) % WIDTH, (y + dy) % HEIGHT) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0)]


def step(cells):
    counts = {}
    for cell in cells:
        for n in neighbours(*cell):
            counts[n] = counts.get(n, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in cells}


def show(cells):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(WIDTH)) for y in range(HEIGHT))


glider = parse(".#. ..# ###")
for generation in range(4):
    print(show(glider))
    print("-" * WIDTH, len(glider))
    glider = step(glider)
blinker = parse("... ### ...")
print(step(step(blinker)) == blinker, sorted(step(blinker)))
