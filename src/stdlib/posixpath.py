"""os.path: file names as text.  Nothing here looks at a disk."""

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
altsep = None


def _text(path):
    """The text of a path object."""
    if isinstance(path, str):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return method(path)


def join(a, /, *p):
    """Put names together; an absolute one begins anew."""
    path = _text(a)
    for part in p:
        part = _text(part)
        if part.startswith(sep) or not path:
            path = part
        elif path.endswith(sep):
            path += part
        else:
            path += sep + part
    return path


def split(p):
    """(all before the last slash, all behind it)"""
    p = _text(p)
    cut = p.rfind(sep) + 1
    head, tail = p[:cut], p[cut:]
    return head.rstrip(sep) or head, tail


def basename(p):
    """What is behind the last slash."""
    return split(p)[1]


def dirname(p):
    """What is before the last slash."""
    return split(p)[0]


def splitext(p):
    """(root, extension with its dot); dots at the beginning of a name do not count."""
    p = _text(p)
    start = p.rfind(sep) + 1
    dot = p.rfind(extsep)
    if dot > start and p[start:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, ""


def isabs(s):
    """Whether it begins with a slash."""
    return _text(s).startswith(sep)


def normcase(s):
    """Upper and lower case are different: as it is."""
    return s


def normpath(path):
    """Without double slashes, `.` and `name/..`."""
    path = _text(path)
    if not path:
        return curdir
    # POSIX lets exactly two leading slashes mean something else.
    lead = 2 if path.startswith("//") and not path.startswith("///") else int(path.startswith("/"))
    parts = []
    for part in path.split(sep):
        if part in ("", curdir):
            continue
        if part != pardir or (not lead and not parts) or (parts and parts[-1] == pardir):
            parts.append(part)
        elif parts:
            parts.pop()
    return sep * lead + sep.join(parts) or curdir


def commonprefix(m):
    """The longest text that all begin with."""
    if not m:
        return ""
    low, high = min(m), max(m)
    for i, character in enumerate(low):
        if character != high[i]:
            return low[:i]
    return low


def exists(path):
    """Whether the simulated disk has it."""
    import _filesystem

    return _filesystem.exists(path)


lexists = exists


def isfile(path):
    import _filesystem

    return _filesystem.is_file(path)


def isdir(path):
    import _filesystem

    return _filesystem.is_folder(path)


def islink(path):
    return False


def getsize(path):
    import _filesystem

    return _filesystem.size(path)


def getmtime(path):
    import _filesystem

    return _filesystem.changed(path)


getctime = getatime = getmtime


def abspath(path):
    """The whole name, from the root."""
    import _filesystem

    return _filesystem.absolute(path)


realpath = abspath


def expanduser(path):
    return "/root" + path[1:] if path == "~" or path.startswith("~/") else path


def relpath(path, start="."):
    """The way from one place to another."""
    here = [part for part in abspath(start).split(sep) if part]
    there = [part for part in abspath(path).split(sep) if part]
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return sep.join([pardir] * (len(here) - common) + there[common:]) or curdir
