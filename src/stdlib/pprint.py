"""Values in lines of readable length."""

import sys

__all__ = ["PrettyPrinter", "pformat", "pp", "pprint"]


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = stream
        self._sort = sort_dicts
        self._compact = compact

    def pprint(self, object):
        stream = sys.stdout if self._stream is None else self._stream
        stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        parts = []
        self._format(object, parts, 0, 0, 1)
        return "".join(parts)

    def _short(self, value, level):
        """The value in one line."""
        if isinstance(value, dict) and type(value).__repr__ is dict.__repr__:
            if not value:
                return "{}"
            if self._depth and level > self._depth:
                return "{...}"
            items = [f"{self._short(k, level + 1)}: {self._short(v, level + 1)}" for k, v in self._items(value)]
            return "{" + ", ".join(items) + "}"
        for kind, opening, closing in ((list, "[", "]"), (tuple, "(", ")")):
            if isinstance(value, kind) and type(value).__repr__ is kind.__repr__:
                if self._depth and level > self._depth:
                    return opening + "..." + closing
                items = [self._short(item, level + 1) for item in value]
                if kind is tuple and len(items) == 1:
                    return f"({items[0]},)"
                return opening + ", ".join(items) + closing
        return repr(value)

    def _items(self, value):
        if not self._sort:
            return list(value.items())
        try:
            return sorted(value.items(), key=lambda pair: pair[0])
        except TypeError:
            return sorted(value.items(), key=lambda pair: (str(type(pair[0])), repr(pair[0])))

    def _format(self, value, parts, indent, allowance, level):
        short = self._short(value, level)
        if len(short) <= self._width - indent - allowance or (self._depth and level > self._depth):
            parts.append(short)
            return
        if isinstance(value, dict) and value and type(value).__repr__ is dict.__repr__:
            parts.append("{" + " " * (self._indent - 1))
            inner = indent + self._indent
            items = self._items(value)
            for number, (key, item) in enumerate(items):
                if number:
                    parts.append(",\n" + " " * inner)
                text = self._short(key, level + 1) + ": "
                parts.append(text)
                last = number + 1 == len(items)
                self._format(item, parts, inner + len(text), allowance + 1 if last else 1, level + 1)
            parts.append("}")
            return
        for kind, opening, closing in ((list, "[", "]"), (tuple, "(", ")"), (set, "{", "}")):
            if isinstance(value, kind) and type(value).__repr__ is kind.__repr__ and value:
                items = sorted(value) if kind is set else list(value)
                if kind is tuple and len(items) == 1:
                    closing = ",)"
                self._format_items(items, parts, indent, allowance, level, opening, closing)
                return
        if isinstance(value, str):
            self._format_text(value, parts, indent, allowance)
            return
        parts.append(short)

    def _format_items(self, items, parts, indent, allowance, level, opening, closing):
        parts.append(opening + " " * (self._indent - 1))
        inner = indent + self._indent
        room = 0
        for number, item in enumerate(items):
            last = number + 1 == len(items)
            if self._compact:
                text = self._short(item, level + 1)
                need = len(text) + (allowance + len(closing) if last else 2)
                if number and room >= need:
                    parts.append(", " + text)
                    room -= len(text) + 2
                    continue
                if number:
                    parts.append(",\n" + " " * inner)
                room = self._width - inner - len(text) - 1
                if len(text) <= self._width - inner:
                    parts.append(text)
                    continue
            elif number:
                parts.append(",\n" + " " * inner)
            self._format(item, parts, inner, allowance + len(closing) if last else 1, level + 1)
        parts.append(closing)

    def _format_text(self, text, parts, indent, allowance):
        width = self._width - indent - allowance
        lines, line = [], ""
        for word in text.replace(" ", " \0").split("\0"):
            if line and len(repr(line + word)) > width:
                lines.append(line)
                line = word
            else:
                line += word
        lines.append(line)
        parts.append(("\n" + " " * indent).join([repr(one) for one in lines]))


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts).pformat(object)
