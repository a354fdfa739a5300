"""File name patterns."""

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatchcase(name, pat):
    """Whether a name fits a pattern with `*`, `?` and `[...]`."""
    if not pat:
        return not name
    if pat[0] == "*":
        return any([fnmatchcase(name[at:], pat[1:]) for at in range(len(name) + 1)])
    if not name:
        return False
    if pat[0] == "?":
        return fnmatchcase(name[1:], pat[1:])
    end = pat.find("]", 2)
    if pat[0] == "[" and end > 0:
        inside = pat[1:end]
        negated = inside.startswith("!")
        inside = inside[1:] if negated else inside
        found, at = False, 0
        while at < len(inside):
            if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside):
                found = found or inside[at] <= name[0] <= inside[at + 2]
                at += 3
            else:
                found = found or inside[at] == name[0]
                at += 1
        return found != negated and fnmatchcase(name[1:], pat[end + 1 :])
    return pat[0] == name[0] and fnmatchcase(name[1:], pat[1:])


fnmatch = fnmatchcase


def filter(names, pat):
    """The names that fit."""
    return [name for name in names if fnmatchcase(name, pat)]


def translate(pat):
    """The pattern as a regular expression."""
    import re

    parts = []
    for character in pat:
        parts.append({"*": ".*", "?": "."}.get(character) or re.escape(character))
    return f"(?s:{''.join(parts)})\\Z"
