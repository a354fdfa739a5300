import random
import threading


def merge(left, right):
    merged = []
    while left and right:
        merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return merged + left + right


def sort(items, depth, out):
    if len(items) <= 1 or depth == 0:
        out.append(sorted(items))
        return
    middle = len(items) // 2
    left, right = [], []
    threads = [
        threading.Thread(target=sort, args=(items[:middle], depth - 1, left)),
        threading.Thread(target=sort, args=(items[middle:], depth - 1, right)),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    out.append(merge(left[0], right[0]))


random.seed(3)
numbers = [random.randint(0, 999) for _ in range(40)]
out = []
sort(numbers, 2, out)
print(out[0] == sorted(numbers), out[0][:5])
