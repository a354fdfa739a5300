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


def match_class(subject, cls, names, count):
    # The attributes that the sub-patterns are matched against, or None.
    if not isinstance(cls, type):
        raise TypeError("called match pattern must be a class")
    if not isinstance(subject, cls):
        return None
    found = []
    seen = set()
    if count:
        positions = get_attribute(cls, "__match_args__", None)
        if positions is None:
            positions = ()
            if issubclass(cls, (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)):
                if count > 1:
                    raise TypeError(f"{cls.__name__}() accepts 1 positional sub-pattern ({count} given)")
                found.append(subject)
                count = 0
        elif not isinstance(positions, tuple):
            raise TypeError(f"{cls.__name__}.__match_args__ must be a tuple (got {type(positions).__name__})")
        if count > len(positions):
            plural = "" if len(positions) == 1 else "s"
            raise TypeError(
                f"{cls.__name__}() accepts {len(positions)} positional sub-pattern{plural} ({count} given)"
            )
        for name in positions[:count]:
            if not isinstance(name, str):
                raise TypeError(f"__match_args__ elements must be strings (got {type(name).__name__})")
            if name in seen:
                raise TypeError(f"{cls.__name__}() got multiple sub-patterns for attribute {name!r}")
            seen.add(name)
            value = get_attribute(subject, name, match_class)
            if value is match_class:
                return None
            found.append(value)
    for name in names:
        if name in seen:
            raise TypeError(f"{cls.__name__}() got multiple sub-patterns for attribute {name!r}")
        seen.add(name)
        value = get_attribute(subject, name, match_class)
        if value is match_class:
            return None
        found.append(value)
    return tuple(found)


def match_keys(subject, keys):
    # The values of all keys, or None.
    values = []
    seen = set()
    get = subject.get
    for key in keys:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        seen.add(key)
        value = get(key, match_keys)
        if value is match_keys:
            return None
        values.append(value)
    return tuple(values)


def group_condition(condition):
    if isinstance(condition, type) and issubclass(condition, BaseException):
        return lambda e: isinstance(e, condition)
    if isinstance(condition, tuple) and condition and all_exception_classes(condition):
        return lambda e: isinstance(e, condition)
    if callable(condition) and not isinstance(condition, type):
        return condition
    raise TypeError("expected an exception type, a tuple of exception types, or a callable (other than a class)")


def all_exception_classes(items):
    for item in items:
        if not (isinstance(item, type) and issubclass(item, BaseException)):
            return False
    return True


def derived_group(group, members):
    if not members:
        return None
    new = group.derive(members)
    if not isinstance(new, BaseExceptionGroup):
        raise TypeError("derive must return an instance of BaseExceptionGroup")
    new.__traceback__ = group.__traceback__
    new.__context__ = group.__context__
    cause, suppress = group.__cause__, group.__suppress_context__
    new.__cause__ = cause
    new.__suppress_context__ = suppress
    notes = get_attribute(group, "__notes__", None)
    if isinstance(notes, list):
        new.__notes__ = list(notes)
    return new


def split_matching(exception, matches):
    if matches(exception):
        return exception, None
    if not isinstance(exception, BaseExceptionGroup):
        return None, exception
    inside, outside = [], []
    for member in exception.exceptions:
        taken, left = split_matching(member, matches)
        if taken is not None:
            inside.append(taken)
        if left is not None:
            outside.append(left)
    return derived_group(exception, inside), derived_group(exception, outside)


def split_group(group, condition):
    return split_matching(group, group_condition(condition))


def subgroup(group, condition):
    return split_matching(group, group_condition(condition))[0]


def match_group(exception, classes):
    # What no clause has taken yet, and what this one takes.
    items = classes if isinstance(classes, tuple) else (classes,)
    for item in items:
        if not (isinstance(item, type) and issubclass(item, BaseException)):
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
        if issubclass(item, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if exception is None:
        return None, None
    if isinstance(exception, classes):
        if isinstance(exception, BaseExceptionGroup):
            return None, exception
        group = BaseExceptionGroup("", (exception,))
        group.__traceback__ = exception.__traceback__
        return None, group
    if not isinstance(exception, BaseExceptionGroup):
        return exception, None
    taken, left = split_matching(exception, lambda e: isinstance(e, classes))
    return left, taken


def same_origin(one, other):
    return (
        one.__traceback__ is other.__traceback__
        and one.__cause__ is other.__cause__
        and one.__context__ is other.__context__
        and get_attribute(one, "__notes__", None) == get_attribute(other, "__notes__", None)
    )


def leaves(exception, found):
    if isinstance(exception, BaseExceptionGroup):
        for member in exception.exceptions:
            leaves(member, found)
    else:
        found.append(id(exception))
    return found


def prepare_reraise_star(original, raised):
    # What is raised after the last `except*` clause, or None.
    if not isinstance(original, BaseExceptionGroup):
        for exception in raised:
            if exception is not None:
                return exception
        return None
    new, kept = [], []
    for exception in raised:
        if exception is None:
            continue
        if same_origin(exception, original):
            leaves(exception, kept)
        else:
            new.append(exception)
    rest = None
    if kept:
        rest = split_matching(
            original, lambda e: not isinstance(e, BaseExceptionGroup) and id(e) in kept
        )[0]
    if not new:
        return rest
    if rest is not None:
        new.append(rest)
    return BaseExceptionGroup("", new)


async def next_or_default(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default


def open_file(args, options):
    from _filesystem import open as open_on_disk

    return open_on_disk(*args, **options)


def parse_time(*args):
    from _strptime import parse_struct

    return parse_struct(*args)
