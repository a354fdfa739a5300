"""Break text into lines, indent it and take indentation away."""

__all__ = ["wrap", "fill", "dedent", "indent", "shorten"]

_BLANKS = " \t\n\x0b\x0c\r"


def _chunks(text):
    """Words and the blanks between them; a word may also be broken behind a hyphen."""
    chunks = []
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or (text[i] == " ") != (text[i - 1] == " ") or _after_hyphen(text, start, i):
            chunks.append(text[start:i])
            start = i
    return chunks


def _after_hyphen(text, start, i):
    """Whether the word may be broken at i: a hyphen between two letters on either side."""
    return (
        text[i - 1] == "-"
        and i - start >= 3
        and text[i - 2].isalpha()
        and text[i - 3].isalpha()
        and i + 1 < len(text)
        and text[i].isalpha()
        and (text[i + 1].isalpha() or text[i + 1] == "-")
    )


def wrap(
    text, width=70, *, initial_indent="", subsequent_indent="", max_lines=None, placeholder=" [...]"
):
    """The lines of a paragraph that is at most `width` wide."""
    if width <= 0:
        raise ValueError(f"invalid width {width!r} (must be > 0)")
    text = text.expandtabs()
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    chunks = _chunks(text)
    chunks.reverse()
    lines = []
    while chunks:
        indent = subsequent_indent if lines else initial_indent
        room = width - len(indent)
        if chunks[-1].strip() == "" and lines:
            chunks.pop()
        line = []
        used = 0
        while chunks and used + len(chunks[-1]) <= room:
            used += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > room:
            # A word longer than a line is cut.
            left = max(room - used, 1 if not line else 0)
            if left > 0:
                line.append(chunks[-1][:left])
                used += left
                chunks[-1] = chunks[-1][left:]
        if line and line[-1].strip() == "":
            used -= len(line.pop())
        if not line:
            continue
        last = not chunks or len(chunks) == 1 and not chunks[0].strip()
        if max_lines is None or len(lines) + 1 < max_lines or last and used <= room:
            lines.append(indent + "".join(line))
            continue
        while line:
            if line[-1].strip() and used + len(placeholder) <= room:
                lines.append(indent + "".join(line) + placeholder)
                break
            used -= len(line.pop())
        else:
            if lines and len(lines[-1].rstrip()) + len(placeholder) <= width:
                lines[-1] = lines[-1].rstrip() + placeholder
            else:
                lines.append(indent + placeholder.lstrip())
        break
    return lines


def fill(text, width=70, **options):
    """The wrapped paragraph as one string."""
    return "\n".join(wrap(text, width, **options))


def shorten(text, width, *, placeholder=" [...]"):
    """The text with single blanks, cut at a word so that it fits into `width`."""
    return fill(" ".join(text.split()), width, max_lines=1, placeholder=placeholder)


def dedent(text):
    """Take away the blanks that all lines begin with; blank lines do not count."""
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        if not line.strip(" \t"):
            lines[i] = ""
            continue
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
        else:
            common = 0
            while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    cut = len(margin or "")
    return "\n".join([line[cut:] for line in lines])


def indent(text, prefix, predicate=None):
    """Put `prefix` before each line that is not blank, or that the predicate chooses."""
    choose = str.strip if predicate is None else predicate
    lines = text.splitlines(keepends=True)
    return "".join([prefix + line if choose(line) else line for line in lines])
