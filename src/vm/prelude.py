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


def merge_sort(keys, items):
    """The items in the order of their keys; equal ones stay as they are."""
    count = len(keys)
    shortest, odd = count, 0
    while shortest >= 64:
        odd |= shortest & 1
        shortest >>= 1
    shortest += odd
    runs = []
    start = 0
    while start < count:
        run = natural_run(keys, start, count)
        end = start + len(run)
        while end < count and len(run) < shortest:
            low, high = 0, len(run)
            while low < high:
                middle = (low + high) // 2
                if keys[end] < keys[run[middle]]:
                    high = middle
                else:
                    low = middle + 1
            run.insert(low, end)
            end += 1
        if runs:
            power = run_power(start - len(runs[-1][1]), len(runs[-1][1]), len(run), count)
            while len(runs) > 1 and runs[-2][0] > power:
                merge_runs(keys, runs, len(runs) - 2)
            runs[-1][0] = power
        runs.append([0, run])
        start = end
    while len(runs) > 1:
        at = len(runs) - 2
        if at > 0 and len(runs[at - 1][1]) < len(runs[at + 1][1]):
            at -= 1
        merge_runs(keys, runs, at)
    return [items[index] for index in runs[0][1]] if runs else []


def natural_run(keys, start, count):
    """Indices of the longest run from `start` on, in order: an ascending one, or a descending
    one turned round, in which equal items stay as they are."""
    end = start + 1
    while end < count and not keys[end] < keys[end - 1]:
        end += 1
    run = list(range(start, end))
    if end == count or len(run) > 1 and keys[start] < keys[end - 1]:
        return run
    groups = [run, [end]]
    end += 1
    while end < count:
        if keys[end] < keys[end - 1]:
            groups.append([end])
        elif keys[end - 1] < keys[end]:
            break
        else:
            groups[-1].append(end)
        end += 1
    run = [index for group in reversed(groups) for index in group]
    while end < count and not keys[end] < keys[run[-1]]:
        run.append(end)
        end += 1
    return run


def run_power(start, left, right, count):
    """How deep the border between two neighbouring runs lies in a balanced merge tree."""
    a = 2 * start + left
    b = a + left + right
    power = 1
    while True:
        if a >= count:
            a -= count
            b -= count
        elif b >= count:
            return power
        a *= 2
        b *= 2
        power += 1


def merge_runs(keys, runs, at):
    """Merges two neighbours. What stands in its place already at the front is found by halving."""
    left, right = runs[at][1], runs[at + 1][1]
    low, high = 0, len(left)
    while low < high:
        middle = (low + high) // 2
        if keys[right[0]] < keys[left[middle]]:
            high = middle
        else:
            low = middle + 1
    run, i, j = left[:low], low, 0
    while i < len(left) and j < len(right):
        if keys[right[j]] < keys[left[i]]:
            run.append(right[j])
            j += 1
        else:
            run.append(left[i])
            i += 1
    runs[at][1] = run + left[i:] + right[j:]
    del runs[at + 1]


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
