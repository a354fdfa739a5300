"""Recursion: direct, mutual, deep, with a memo, and its limit."""

import sys


def factorial(n):
    return 1 if n <= 1 else n * factorial(n - 1)


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def hanoi(n, a="A", b="B", c="C"):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def permutations(items):
    if not items:
        return [[]]
    return [[x] + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1:])]


memo = {}


def fib(n):
    if n not in memo:
        memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]


def flatten(tree):
    for node in tree:
        if isinstance(node, list):
            yield from flatten(node)
        else:
            yield node


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(factorial(20), is_even(50), is_odd(7), hanoi(6), len(permutations([1, 2, 3, 4])), fib(90))
print(list(flatten([1, [2, [3, [4]], 5], []])), depth(900))
print(sys.getrecursionlimit())


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(100)
try:
    depth(200)
except RecursionError as error:
    print(type(error).__name__, error)
print(depth(20))
