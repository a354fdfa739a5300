"""Regular expressions.  The engine is native; matches, replacing and splitting are here."""

import enum
from _sre import compile as _compile_program
from _sre import find as _find

__all__ = ["A", "ASCII", "DOTALL", "I", "IGNORECASE", "M", "MULTILINE", "Match", "NOFLAG", "Pattern", "PatternError", "S", "U", "UNICODE", "VERBOSE", "X", "compile", "error", "escape", "findall", "finditer", "fullmatch", "match", "purge", "search", "split", "sub", "subn"]


class RegexFlag(enum.IntFlag):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    def __repr__(self):
        names = [f"re.{one._name_}" for one in type(self) if one._value_ & self._value_]
        return "|".join(names) or "re.NOFLAG"

    __str__ = __repr__


globals().update(RegexFlag.__members__)
_MANY = 1 << 60


class PatternError(Exception):
    """The text is no regular expression."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            self.lineno = pattern.count("\n", 0, pos) + 1
            self.colno = pos - pattern.rfind("\n", 0, pos)
            msg = f"{msg} at position {pos}"
            if "\n" in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


PatternError.__module__ = "re"
error = PatternError


class Match:
    """What was found, and where."""

    def __init__(self, pattern, string, spans, pos, endpos):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self._spans = spans

    def _index(self, group):
        if isinstance(group, str):
            if group not in self.re.groupindex:
                raise IndexError("no such group")
            return self.re.groupindex[group]
        index = group.__index__()
        if not 0 <= index <= self.re.groups:
            raise IndexError("no such group")
        return index

    def _text(self, index, default=None):
        start = self._spans[2 * index]
        return default if start < 0 else self.string[start : self._spans[2 * index + 1]]

    def group(self, *groups):
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(self._index(groups[0]))
        return tuple([self._text(self._index(group)) for group in groups])

    def __getitem__(self, group):
        return self._text(self._index(group))

    def groups(self, default=None):
        return tuple([self._text(index, default) for index in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return {name: self._text(index, default) for name, index in self.re.groupindex.items()}

    def start(self, group=0):
        return self._spans[2 * self._index(group)]

    def end(self, group=0):
        return self._spans[2 * self._index(group) + 1]

    def span(self, group=0):
        index = self._index(group)
        return self._spans[2 * index], self._spans[2 * index + 1]

    @property
    def lastindex(self):
        last, end = None, -1
        for index in range(1, self.re.groups + 1):
            if self._spans[2 * index] >= 0 and self._spans[2 * index + 1] > end:
                last, end = index, self._spans[2 * index + 1]
        return last

    @property
    def lastgroup(self):
        for name, index in self.re.groupindex.items():
            if index == self.lastindex:
                return name
        return None

    def expand(self, template):
        return _expand(_parse_template(template, self.re), self)

    def __repr__(self):
        return f"<re.Match object; span={self.span()!r}, match={self.group()!r}>"

    def __copy__(self):
        return self


class Pattern:
    """A compiled regular expression."""

    def __init__(self, pattern, flags, program, names):
        self.pattern = pattern
        self.flags = flags if isinstance(pattern, bytes) or flags & 256 else flags | 32
        self.groups = len(names)
        self.groupindex = {name: index + 1 for index, name in enumerate(names) if name is not None}
        self._program = program

    def _check(self, string):
        if not isinstance(string, (str, bytes, bytearray)):
            raise TypeError(f"expected string or bytes-like object, got {type(string).__name__!r}")
        if isinstance(self.pattern, bytes):
            if isinstance(string, str):
                raise TypeError("cannot use a bytes pattern on a string-like object")
        elif not isinstance(string, str):
            raise TypeError("cannot use a string pattern on a bytes-like object")

    def _run(self, string, pos, endpos, how):
        self._check(string)
        subject = bytes(string).decode("latin-1") if isinstance(self.pattern, bytes) else string
        pos, endpos = max(0, pos), min(endpos, len(string))
        spans = _find(self._program, subject, pos, endpos, how)
        return None if spans is None else Match(self, string, spans, pos, endpos)

    def search(self, string, pos=0, endpos=_MANY):
        return self._run(string, pos, endpos, 0)

    def match(self, string, pos=0, endpos=_MANY):
        return self._run(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=_MANY):
        return self._run(string, pos, endpos, 2)

    def finditer(self, string, pos=0, endpos=_MANY):
        self._check(string)
        return self._matches(string, pos, endpos)

    def _matches(self, string, pos, endpos):
        while pos <= min(endpos, len(string)):
            found = self._run(string, pos, endpos, 0)
            if found is None:
                return
            start, stop = found.span()
            yield found
            pos = stop if stop > start else stop + 1

    def findall(self, string, pos=0, endpos=_MANY):
        self._check(string)
        empty = string[:0]
        found = []
        for one in self.finditer(string, pos, endpos):
            if self.groups == 0:
                found.append(one.group())
            elif self.groups == 1:
                found.append(one._text(1, empty))
            else:
                found.append(one.groups(empty))
        return found

    def split(self, string, maxsplit=0):
        self._check(string)
        parts, last = [], 0
        for one in self.finditer(string):
            if maxsplit and len(parts) >= maxsplit * (1 + self.groups):
                break
            parts.append(string[last : one.start()])
            parts.extend(one.groups())
            last = one.end()
        parts.append(string[last:])
        return parts

    def subn(self, repl, string, count=0):
        self._check(string)
        if not callable(repl):
            template = _parse_template(repl, self)
            make = lambda found: _expand(template, found)
        else:
            make = repl
        parts, last, done = [], 0, 0
        for one in self.finditer(string):
            if count and done >= count:
                break
            parts.append(string[last : one.start()])
            parts.append(make(one))
            last = one.end()
            done += 1
        parts.append(string[last:])
        return string[:0].join(parts), done

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __repr__(self):
        flags = RegexFlag(self.flags & ~32)
        extra = f", {flags!r}" if flags else ""
        shown = repr(self.pattern)
        if len(shown) > 200:
            shown = shown[:200]
        return f"re.compile({shown}{extra})"

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.pattern == other.pattern and self.flags == other.flags

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self


for _class in (Match, Pattern):
    _class.__module__ = "re"
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def _parse_template(template, pattern):
    """Text and group numbers, in turn."""
    is_bytes = isinstance(template, (bytes, bytearray))
    if is_bytes:
        template = bytes(template).decode("latin-1")
    parts, text, at = [], "", 0

    def group(name, position):
        if name.isdigit():
            index = int(name)
        elif name in pattern.groupindex:
            index = pattern.groupindex[name]
        else:
            raise IndexError(f"unknown group name {name!r}")
        if index > pattern.groups:
            raise PatternError(f"invalid group reference {index}", template, position)
        parts.append(text.encode("latin-1") if is_bytes else text)
        parts.append(index)

    while at < len(template):
        character = template[at]
        if character != "\\" or at + 1 == len(template):
            if character == "\\":
                raise PatternError("bad escape (end of pattern)", template, at)
            text += character
            at += 1
            continue
        following = template[at + 1]
        if following == "g":
            end = template.find(">", at)
            if template[at + 2 : at + 3] != "<" or end < 0:
                raise PatternError("missing <", template, at + 2)
            group(template[at + 3 : end], at + 3)
            text = ""
            at = end + 1
        elif following in "123456789":
            digits = following
            if template[at + 2 : at + 3].isdigit():
                digits += template[at + 2]
            group(digits, at + 1)
            text = ""
            at += 1 + len(digits)
        elif following in _LETTERS:
            text += _LETTERS[following]
            at += 2
        elif following == "\\":
            text += "\\"
            at += 2
        elif following.isalpha():
            raise PatternError(f"bad escape \\{following}", template, at)
        else:
            text += template[at : at + 2]
            at += 2
    parts.append(text.encode("latin-1") if is_bytes else text)
    return parts


def _expand(parts, found):
    empty = found.string[:0]
    return empty.join([found._text(part, empty) if isinstance(part, int) else part for part in parts])


_cache = {}


def compile(pattern, flags=0):
    """A regular expression, ready for use."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    flags = int(flags)
    key = (type(pattern), pattern, flags)
    if key in _cache:
        return _cache[key]
    if isinstance(pattern, bytes):
        text, program_flags = pattern.decode("latin-1"), flags | 256
    elif isinstance(pattern, str):
        text, program_flags = pattern, flags
    else:
        raise TypeError("first argument must be string or compiled pattern")
    made = _compile_program(text, program_flags)
    if isinstance(made[0], str):
        raise PatternError(made[0], pattern, made[1])
    compiled = Pattern(pattern, flags, *made)
    if len(_cache) >= 512:
        _cache.clear()
    _cache[key] = compiled
    return compiled


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def purge():
    _cache.clear()


_SPECIAL = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"


def escape(pattern):
    """The text as a pattern that matches nothing else."""
    if isinstance(pattern, bytes):
        return escape(pattern.decode("latin-1")).encode("latin-1")
    return "".join(["\\" + c if c in _SPECIAL else c for c in pattern])
