"""What programs do with complex numbers: roots, Fourier transforms, the Mandelbrot set, threads."""

import cmath
import threading
from dataclasses import dataclass


def roots(a, b, c):
    d = cmath.sqrt(b * b - 4 * a * c)
    return (-b + d) / (2 * a), (-b - d) / (2 * a)


print(roots(1, 2, 5), roots(1, -3, 2))


def mandelbrot(c, limit=30):
    z = 0
    for step in range(limit):
        if abs(z) > 2:
            return step
        z = z * z + c
    return limit


rows = {}


def draw(row):
    y = 1.2 - row * 0.2
    rows[row] = "".join(" .:-=+*#%@"[min(9, mandelbrot(complex(-2 + x * 0.06, y)) // 3)] for x in range(45))


threads = [threading.Thread(target=draw, args=(row,)) for row in range(13)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for row in sorted(rows):
    print(rows[row].rstrip())


def fft(values):
    n = len(values)
    if n == 1:
        return values
    even, odd = fft(values[::2]), fft(values[1::2])
    turned = [cmath.exp(-2j * cmath.pi * k / n) * odd[k] for k in range(n // 2)]
    return [e + t for e, t in zip(even, turned)] + [e - t for e, t in zip(even, turned)]


print([f"{abs(z):.3f}" for z in fft([1, 2, 3, 4, 0, 0, 0, 0])])


@dataclass(frozen=True)
class Signal:
    amplitude: complex = 1 + 0j

    def shifted(self, angle: float) -> "Signal":
        return Signal(self.amplitude * cmath.rect(1, angle))


s = Signal(2j)
print(s, s == Signal(0 + 2j), hash(s) == hash(Signal(2j)), s.shifted(0), {s: 1}[Signal(2j)])
here = 0
for move in "LFRFFLBF":
    here += {"L": -1, "R": 1, "F": 1j, "B": -1j}[move]
print(here, int(abs(here.real) + abs(here.imag)))
print(isinstance(1j, (int, float)), isinstance(1j, complex), list(map(complex, [1, 2.5, "3j"])))
