"""Sets of characters, and templates."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalise each word; runs of blanks become one unless `sep` is given."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """Text with $name or ${name} in it, and $$ for a dollar."""

    def __init__(self, template):
        self.template = template

    def substitute(self, mapping={}, /, **kwargs):
        """Fill in all names; KeyError for one that is not given."""
        return self._fill({**mapping, **kwargs}, False)

    def safe_substitute(self, mapping={}, /, **kwargs):
        """Fill in the names that are given and leave the rest."""
        return self._fill({**mapping, **kwargs}, True)

    def _fill(self, values, safe):
        text = self.template
        parts = []
        position = 0
        while True:
            dollar = text.find("$", position)
            if dollar < 0:
                parts.append(text[position:])
                return "".join(parts)
            parts.append(text[position:dollar])
            name, end = self._name_at(dollar + 1)
            if name == "$":
                parts.append("$")
            elif name is not None and name in values:
                parts.append(str(values[name]))
            elif safe:
                parts.append(text[dollar:end])
            elif name is None:
                self._invalid(dollar)
            else:
                raise KeyError(name)
            position = end

    def _name_at(self, start):
        """The name behind a dollar and where it ends; None if there is none."""
        text = self.template
        if text.startswith("$", start):
            return "$", start + 1
        braced = text.startswith("{", start)
        begin = start + braced
        end = begin
        while end < len(text) and text[begin : end + 1].isidentifier() and text[end].isascii():
            end += 1
        if end == begin or braced and not text.startswith("}", end):
            return None, start
        return text[begin:end], end + braced

    def _invalid(self, position):
        before = self.template[:position].splitlines(keepends=True) or [""]
        raise ValueError(
            f"Invalid placeholder in string: line {len(before)}, col {len(before[-1]) + 1}"
        )
