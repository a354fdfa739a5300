"""JSON: values to text and back."""

__all__ = ["JSONDecodeError", "JSONDecoder", "JSONEncoder", "dump", "dumps", "load", "loads"]

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\f": "\\f",
    "\b": "\\b",
}
_UNESCAPES = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_SPACE = " \t\n\r"


class JSONDecodeError(ValueError):
    """The text is no JSON; where it goes wrong."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno


JSONDecodeError.__module__ = "json.decoder"


def _quote(text, ascii_only):
    parts = ['"']
    for character in text:
        if character in _ESCAPES:
            parts.append(_ESCAPES[character])
        elif character < " " or ascii_only and character > "~":
            code = ord(character)
            if code > 0xFFFF:
                code -= 0x10000
                parts.append(f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}")
            else:
                parts.append(f"\\u{code:04x}")
        else:
            parts.append(character)
    parts.append('"')
    return "".join(parts)


class JSONEncoder:
    """Writes values as text; subclasses say in `default` what to do with other objects."""

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self,
        *,
        skipkeys=False,
        ensure_ascii=True,
        check_circular=True,
        allow_nan=True,
        sort_keys=False,
        indent=None,
        separators=None,
        default=None,
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        parts = []
        self._write(o, parts, 0, [])
        return "".join(parts)

    def iterencode(self, o, _one_shot=False):
        yield self.encode(o)

    def _number(self, value):
        if isinstance(value, int):
            return int.__repr__(value)
        if value != value:
            text = "NaN"
        elif value == float("inf"):
            text = "Infinity"
        elif value == -float("inf"):
            text = "-Infinity"
        else:
            return float.__repr__(value)
        if not self.allow_nan:
            raise ValueError(f"Out of range float values are not JSON compliant: {value!r}")
        return text

    def _write(self, value, parts, level, inside):
        if isinstance(value, str):
            parts.append(_quote(value, self.ensure_ascii))
        elif value is None:
            parts.append("null")
        elif value is True:
            parts.append("true")
        elif value is False:
            parts.append("false")
        elif isinstance(value, (int, float)):
            parts.append(self._number(value))
        else:
            if self.check_circular:
                if any([value is outer for outer in inside]):
                    raise ValueError("Circular reference detected")
                inside.append(value)
            if isinstance(value, (list, tuple)):
                self._write_items("[", "]", value, parts, level, inside, self._write)
            elif isinstance(value, dict):
                items = sorted(value.items()) if self.sort_keys else value.items()
                pairs = [(self._key(key), item) for key, item in items]
                pairs = [pair for pair in pairs if pair[0] is not None]
                self._write_items("{", "}", pairs, parts, level, inside, self._write_pair)
            else:
                self._write(self.default(value), parts, level, inside)
            if self.check_circular:
                inside.pop()

    def _key(self, key):
        if isinstance(key, str):
            return key
        if key is None:
            return "null"
        if key is True:
            return "true"
        if key is False:
            return "false"
        if isinstance(key, (int, float)):
            return self._number(key)
        if self.skipkeys:
            return None
        raise TypeError(
            f"keys must be str, int, float, bool or None, not {key.__class__.__name__}"
        )

    def _write_pair(self, pair, parts, level, inside):
        key, value = pair
        parts.append(_quote(key, self.ensure_ascii))
        parts.append(self.key_separator)
        self._write(value, parts, level, inside)

    def _write_items(self, opening, closing, items, parts, level, inside, write):
        parts.append(opening)
        if items:
            separator, end = self.item_separator, ""
            if self.indent is not None:
                step = self.indent if isinstance(self.indent, str) else " " * self.indent
                line = "\n" + step * (level + 1)
                separator += line
                end = "\n" + step * level
                parts.append(line)
            first = True
            for item in items:
                if not first:
                    parts.append(separator)
                first = False
                write(item, parts, level + 1, inside)
            parts.append(end)
        parts.append(closing)


def dumps(obj, *, cls=None, **options):
    """The text of a value."""
    return (JSONEncoder if cls is None else cls)(**options).encode(obj)


def dump(obj, fp, **options):
    """Writes the text of a value into a file."""
    fp.write(dumps(obj, **options))


class _Parser:
    """Reads one value from a text."""

    def __init__(self, text, decoder):
        self.text = text
        self.decoder = decoder

    def fail(self, message, at):
        error = JSONDecodeError(message, self.text, at)
        if message == "Expecting value":
            raise error from None
        raise error

    def skip(self, at):
        text = self.text
        while at < len(text) and text[at] in _SPACE:
            at += 1
        return at

    def value(self, at):
        text = self.text
        character = text[at : at + 1]
        if character == '"':
            return self.string(at + 1)
        if character == "{":
            return self.object(at + 1)
        if character == "[":
            return self.array(at + 1)
        for word, value in (("null", None), ("true", True), ("false", False)):
            if text.startswith(word, at):
                return value, at + len(word)
        if character and (character in "-0123456789"):
            return self.number(at)
        constant = self.decoder.parse_constant or float
        for word in ("NaN", "Infinity"):
            if text.startswith(word, at):
                return constant(word), at + len(word)
        return self.fail("Expecting value", at)

    def number(self, at):
        text, end = self.text, at
        if text.startswith("-Infinity", at):
            return (self.decoder.parse_constant or float)("-Infinity"), at + 9
        if text[end] == "-":
            end += 1
        digits = end
        while end < len(text) and text[end] in "0123456789":
            end += 1
        if end == digits:
            self.fail("Expecting value", at)
        if text[digits] == "0":
            end = digits + 1
        whole = end
        if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
            end += 1
            while end < len(text) and text[end] in "0123456789":
                end += 1
        if text[end : end + 1] in ("e", "E"):
            exponent = end + 1
            if text[exponent : exponent + 1] in ("+", "-"):
                exponent += 1
            if text[exponent : exponent + 1].isdigit():
                end = exponent
                while end < len(text) and text[end] in "0123456789":
                    end += 1
        if end == whole:
            return (self.decoder.parse_int or int)(text[at:end]), end
        return (self.decoder.parse_float or float)(text[at:end]), end

    def string(self, at):
        text, start, parts = self.text, at - 1, []
        while True:
            chunk = at
            while at < len(text) and text[at] not in '"\\' and text[at] >= " ":
                at += 1
            parts.append(text[chunk:at])
            if at >= len(text):
                self.fail("Unterminated string starting at", start)
            if text[at] == '"':
                return "".join(parts), at + 1
            if text[at] != "\\":
                if self.decoder.strict:
                    self.fail("Invalid control character at", at)
                parts.append(text[at])
                at += 1
                continue
            escape = text[at + 1 : at + 2]
            if escape == "":
                self.fail("Unterminated string starting at", start)
            if escape == "u":
                code = self.code(at + 2)
                at += 6
                if 0xD800 <= code < 0xDC00 and text.startswith("\\u", at):
                    low = self.code(at + 2)
                    if 0xDC00 <= low < 0xE000:
                        code = 0x10000 + ((code - 0xD800) << 10 | low - 0xDC00)
                        at += 6
                parts.append(chr(code))
            elif escape in _UNESCAPES:
                parts.append(_UNESCAPES[escape])
                at += 2
            else:
                self.fail("Invalid \\escape", at)

    def code(self, at):
        digits = self.text[at : at + 4]
        if len(digits) == 4 and all([digit in "0123456789abcdefABCDEF" for digit in digits]):
            return int(digits, 16)
        return self.fail("Invalid \\uXXXX escape", at - 1)

    def array(self, at):
        items, text = [], self.text
        at = self.skip(at)
        if text[at : at + 1] == "]":
            return items, at + 1
        while True:
            item, at = self.value(at)
            items.append(item)
            at = self.skip(at)
            if text[at : at + 1] == "]":
                return items, at + 1
            if text[at : at + 1] != ",":
                self.fail("Expecting ',' delimiter", at)
            comma = at
            at = self.skip(at + 1)
            if text[at : at + 1] == "]":
                self.fail("Illegal trailing comma before end of array", comma)

    def object(self, at):
        pairs, text = [], self.text
        at = self.skip(at)
        if text[at : at + 1] == "}":
            return self.finish(pairs), at + 1
        while True:
            if text[at : at + 1] != '"':
                self.fail("Expecting property name enclosed in double quotes", at)
            key, at = self.string(at + 1)
            at = self.skip(at)
            if text[at : at + 1] != ":":
                self.fail("Expecting ':' delimiter", at)
            value, at = self.value(self.skip(at + 1))
            pairs.append((key, value))
            at = self.skip(at)
            if text[at : at + 1] == "}":
                return self.finish(pairs), at + 1
            if text[at : at + 1] != ",":
                self.fail("Expecting ',' delimiter", at)
            comma = at
            at = self.skip(at + 1)
            if text[at : at + 1] == "}":
                self.fail("Illegal trailing comma before end of object", comma)

    def finish(self, pairs):
        if self.decoder.object_pairs_hook is not None:
            return self.decoder.object_pairs_hook(pairs)
        made = dict(pairs)
        if self.decoder.object_hook is not None:
            made = self.decoder.object_hook(made)
        return made


class JSONDecoder:
    """Reads text."""

    def __init__(
        self,
        *,
        object_hook=None,
        parse_float=None,
        parse_int=None,
        parse_constant=None,
        strict=True,
        object_pairs_hook=None,
    ):
        self.object_hook = object_hook
        self.parse_float = parse_float
        self.parse_int = parse_int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        parser = _Parser(s, self)
        value, end = parser.value(parser.skip(0))
        end = parser.skip(end)
        if end != len(s):
            parser.fail("Extra data", end)
        return value

    def raw_decode(self, s, idx=0):
        return _Parser(s, self).value(idx)


def loads(s, *, cls=None, **options):
    """The value of a text."""
    if isinstance(s, (bytes, bytearray)):
        s = s.decode()
    elif not isinstance(s, str):
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    if s.startswith("\ufeff"):
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    return (JSONDecoder if cls is None else cls)(**options).decode(s)


def load(fp, **options):
    """The value of a file's text."""
    return loads(fp.read(), **options)
