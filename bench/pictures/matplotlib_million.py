"""Draws the trace of `examples/million.rs` with matplotlib, for comparison.

    python matplotlib_million.py output/million/million.csv out.png

Needs matplotlib and numpy. A row per thread, the colour of each slice its state; `broken_barh`
is what a person would write, `imshow` of shares per pixel column is what gilsim does.
"""

import csv
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

COLOURS = {"running": "#1766A6", "GIL wait": "#E3A81C", "I/O": "#95C8E8", "switching": "#3C434A"}


def read(path):
    rows = {}
    with open(path, newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            row = rows.setdefault(line["thread"], {}).setdefault(line["state"], [])
            start, end = int(line["start_ns"]), int(line["end_ns"])
            row.append((start / 1e6, (end - start) / 1e6))
    return rows


def main():
    path, out = sys.argv[1:]
    rows = read(path)
    slices = sum(len(spans) for states in rows.values() for spans in states.values())
    begin = time.perf_counter()
    figure, axes = plt.subplots(figsize=(20, 6), dpi=100)
    for y, states in enumerate(rows.values()):
        for state, spans in states.items():
            axes.broken_barh(spans, (y - 0.4, 0.8), facecolors=COLOURS.get(state, "#888888"))
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xlabel("ms")
    figure.savefig(out)
    print(f"matplotlib {matplotlib.__version__}, broken_barh: {slices} slices, {time.perf_counter() - begin:.2f} s")
    for ending in ["svg"]:
        begin = time.perf_counter()
        target = out.rsplit(".", 1)[0] + "." + ending
        figure.savefig(target)
        size = len(open(target, "rb").read()) / 1e6
        print(f"matplotlib, {ending}: {time.perf_counter() - begin:.2f} s, {size:.1f} MB")


if __name__ == "__main__":
    main()
