# Those parts of the built-in functions that call back into the program, element by element.
# They run unseen: no entry in a traceback, no check point of their own.


def collect(iterable):
    return [item for item in iterable]


def contains(iterable, wanted):
    for item in iterable:
        if item is wanted or item == wanted:
            return True
    return False


def take(iterable, limit):
    items = []
    for item in iterable:
        items.append(item)
        if len(items) == limit:
            break
    return items


def any_true(iterable):
    for item in iterable:
        if item:
            return True
    return False


def all_true(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def add_up(items, total):
    for item in items:
        total = total + item
    return total


def multiply_up(items, total):
    for item in items:
        total = total * item
    return total


def sort_keys(items, key):
    return [key(item) for item in items]


def smallest(keys):
    best = 0
    for index in range(1, len(keys)):
        if keys[index] < keys[best]:
            best = index
    return best


def largest(keys):
    best = 0
    for index in range(1, len(keys)):
        if keys[index] > keys[best]:
            best = index
    return best


def natural_run(keys, start):
    """The indices from there on that are in order, or would be backwards (`count_run`)."""
    end, stop = start + 1, len(keys)
    while end < stop and not keys[end] < keys[end - 1]:
        end += 1
    run = list(range(start, end))
    if end == stop or len(run) > 1 and keys[start] < keys[end - 1]:
        return run
    run.insert(0, end)
    end += 1
    equal = 0
    while end < stop:
        if keys[end] < keys[end - 1]:
            run[: equal + 1] = run[equal::-1]
            equal = 0
        elif keys[end - 1] < keys[end]:
            break
        else:
            equal += 1
        run.insert(0, end)
        end += 1
    run[: equal + 1] = run[equal::-1]
    while end < stop and not keys[end] < keys[run[-1]]:
        run.append(end)
        end += 1
    return run


def merge_sort(keys, items):
    """The items in the order of their keys; equal ones stay as they are."""
    runs = []
    start = 0
    while start < len(keys):
        run = natural_run(keys, start)
        for index in range(start + len(run), min(start + 64, len(keys))):
            low, high = 0, len(run)
            while low < high:
                middle = (low + high) // 2
                if keys[index] < keys[run[middle]]:
                    high = middle
                else:
                    low = middle + 1
            run.insert(low, index)
        runs.append(run)
        start += len(run)
    while len(runs) > 1:
        merged = []
        for at in range(0, len(runs) - 1, 2):
            left, right = runs[at], runs[at + 1]
            run, i, j = [], 0, 0
            while i < len(left) and j < len(right):
                if keys[right[j]] < keys[left[i]]:
                    run.append(right[j])
                    j += 1
                else:
                    run.append(left[i])
                    i += 1
            merged.append(run + left[i:] + right[j:])
        if len(runs) % 2:
            merged.append(runs[-1])
        runs = merged
    return [items[index] for index in runs[0]] if runs else []


def get_attribute(value, name, default):
    try:
        return getattr(value, name)
    except AttributeError:
        return default


def has_attribute(value, name):
    try:
        getattr(value, name)
    except AttributeError:
        return False
    return True


def fold(function, items, result):
    for item in items:
        result = function(result, item)
    return result


def consume(iterable, take):
    for item in iterable:
        take(item)
