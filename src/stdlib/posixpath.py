"""os.path: file names as text.  Nothing here looks at a disk."""

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
altsep = None


def join(a, /, *p):
    """Put names together; an absolute one begins anew."""
    path = a
    for part in p:
        if part.startswith(sep) or not path:
            path = part
        elif path.endswith(sep):
            path += part
        else:
            path += sep + part
    return path


def split(p):
    """(all before the last slash, all behind it)"""
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
    start = p.rfind(sep) + 1
    dot = p.rfind(extsep)
    if dot > start and p[start:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, ""


def isabs(s):
    """Whether it begins with a slash."""
    return s.startswith(sep)


def normcase(s):
    """Upper and lower case are different: as it is."""
    return s


def normpath(path):
    """Without double slashes, `.` and `name/..`."""
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
