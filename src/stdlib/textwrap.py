"""Break text into lines, indent it and take indentation away."""

__all__ = ["wrap", "fill", "dedent", "indent", "shorten"]

_BLANKS = " \t\n\x0b\x0c\r"


def _chunks(text):
    """Blanks, words and dashes between words; a hyphenated word may be in several parts."""
    chunks = []
    start = 0
    while start < len(text):
        end = _blanks_end(text, start) or _dash_end(text, start) or _word_end(text, start)
        chunks.append(text[start:end])
        start = end
    return chunks


def _blanks_end(text, start):
    """Where the blanks that begin at `start` end, or 0."""
    end = start
    while text.startswith(" ", end):
        end += 1
    return end if end > start else 0


def _is_letter(text, i):
    return 0 <= i < len(text) and (text[i].isalpha() or text[i] == "_")


def _dash_end(text, start):
    """Where the dash (two hyphens or more, between words) that begins at `start` ends, or 0."""
    end = start
    while text.startswith("-", end):
        end += 1
    before = text[start - 1 : start]
    after = text[end : end + 1]
    between_words = (before.isalnum() or before and before in "_!\"'&.,?") and (
        after.isalnum() or after == "_"
    )
    return end if end - start >= 2 and between_words else 0


def _word_end(text, start):
    """Where the word that begins at `start` ends or may be broken."""
    end = start + 1
    while end < len(text) and text[end] != " ":
        if _dash_end(text, end) or end - start >= 2 and _after_hyphen(text, end):
            break
        end += 1
    return end


def _after_hyphen(text, i):
    """Whether there is a hyphen before i, with two letters on either side (or x-y-)."""
    before = _is_letter(text, i - 2) and (
        _is_letter(text, i - 3) or text[i - 3 : i - 2] == "-" and _is_letter(text, i - 4)
    )
    after = _is_letter(text, i) and (
        _is_letter(text, i + 1) or text[i + 1 : i + 2] == "-" and _is_letter(text, i + 2)
    )
    return text[i - 1] == "-" and before and after


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
            # A word longer than a line is cut: behind a hyphen if there is one that fits.  The
            # piece may be empty, and is then what is dropped below instead of a blank.
            word = chunks[-1]
            cut = room - used if room > 0 else 1
            hyphen = word.rfind("-", 0, cut)
            if hyphen > 0 and word[:hyphen].strip("-"):
                cut = hyphen + 1
            line.append(word[:cut])
            used += len(line[-1])
            chunks[-1] = word[cut:]
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
