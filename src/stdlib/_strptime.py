"""Times from text, by the directives of strftime."""

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
# How many digits at most.
_DIGITS = {"d": 2, "m": 2, "y": 2, "Y": 4, "H": 2, "I": 2, "M": 2, "S": 2, "j": 3, "f": 6, "w": 1, "u": 1}
_LIMITS = {"d": (1, 31), "m": (1, 12), "H": (0, 23), "I": (1, 12), "M": (0, 59), "S": (0, 61), "j": (1, 366)}
_WHOLE = {"D": "%m/%d/%y", "T": "%H:%M:%S", "R": "%H:%M", "F": "%Y-%m-%d", "c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}


class _Mismatch(Exception):
    """The text does not fit the format."""


def _number(text, at, directive):
    end = at
    while end < len(text) and end - at < _DIGITS[directive] and text[end].isdigit():
        end += 1
    if end == at or directive == "Y" and end - at < 4:
        raise _Mismatch
    value = int(text[at:end])
    low, high = _LIMITS.get(directive, (0, 10**6))
    if value > high and end - at > 1:
        # Fewer digits may be meant.
        end -= 1
        value = int(text[at:end])
    if not low <= value <= high:
        raise _Mismatch
    return value, end


def _name(text, at, names):
    rest = text[at:].lower()
    for length in (None, 3):
        for index, name in enumerate(names):
            if rest.startswith(name[:length]):
                return index, at + len(name[:length])
    raise _Mismatch


def _zone(text, at):
    if text[at : at + 1] == "Z":
        return 0, at + 1
    sign = {"+": 1, "-": -1}.get(text[at : at + 1])
    digits = text[at + 1 : at + 6].replace(":", "")[:4]
    if sign is None or len(digits) < 4 or not digits.isdigit():
        raise _Mismatch
    length = 6 if ":" in text[at + 1 : at + 4] else 5
    return sign * (int(digits[:2]) * 3600 + int(digits[2:]) * 60), at + length


def _match(text, format, found):
    at = place = 0
    while place < len(format):
        character = format[place]
        if character.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
            place += 1
            continue
        if character != "%":
            if text[at : at + 1].lower() != character.lower():
                raise _Mismatch
            at, place = at + 1, place + 1
            continue
        directive = format[place + 1 : place + 2]
        place += 2
        if directive == "%":
            if text[at : at + 1] != "%":
                raise _Mismatch
            at += 1
        elif directive in _DIGITS:
            start = at
            found[directive], at = _number(text, at, directive)
            if directive == "f":
                found["f"] *= 10 ** (6 - (at - start))
        elif directive in ("A", "a"):
            found["A"], at = _name(text, at, _DAYS)
        elif directive in ("B", "b", "h"):
            month, at = _name(text, at, _MONTHS)
            found["m"] = month + 1
        elif directive == "p":
            found["p"], at = _name(text, at, ["am", "pm"])
        elif directive == "z":
            found["z"], at = _zone(text, at)
        elif directive == "Z":
            _, at = _name(text, at, ["utc", "gmt"])
        else:
            raise ValueError(f"'{directive}' is a bad directive in format '{format}'")
    return at


def parse(text, format):
    """(year, month, day, hour, minute, second, microsecond, offset in seconds or None)"""
    if not isinstance(text, str):
        raise TypeError(f"strptime() argument 0 must be str, not {type(text)}")
    expanded = format
    for directive, whole in _WHOLE.items():
        expanded = expanded.replace("%" + directive, whole)
    found = {}
    try:
        end = _match(text, expanded, found)
    except _Mismatch:
        raise ValueError(f"time data {text!r} does not match format {format!r}") from None
    if end != len(text):
        raise ValueError(f"unconverted data remains: {text[end:]}")
    year = found.get("Y")
    if year is None:
        short = found.get("y")
        year = 1900 if short is None else short + (2000 if short < 69 else 1900)
    hour = found.get("H", 0)
    if "I" in found:
        hour = found["I"] % 12 + 12 * found.get("p", 0)
    month, day = found.get("m", 1), found.get("d", 1)
    if "j" in found:
        from datetime import date, timedelta

        when = date(year, 1, 1) + timedelta(found["j"] - 1)
        month, day = when.month, when.day
    return (year, month, day, hour, found.get("M", 0), found.get("S", 0), found.get("f", 0), found.get("z"))


def parse_struct(text, format="%a %b %d %H:%M:%S %Y"):
    """What `time.strptime` gives."""
    import time
    from datetime import date

    year, month, day, hour, minute, second, _, _ = parse(text, format)
    when = date(year, month, day)
    return time.struct_time(
        (year, month, day, hour, minute, second, when.weekday(), when.timetuple().tm_yday, -1)
    )
