"""Writes src/vm/text/unicode_tables.rs from CPython's own character tables.

    PYENV_VERSION=3.13.0 python3.13 tests/recorded/unicode_tables.py > src/vm/text/unicode_tables.rs
    rustfmt src/vm/text/unicode_tables.rs
"""

import sys
import unicodedata

EVERY = [chr(c) for c in range(sys.maxunicode + 1)]


def boundaries(predicate):
    """Where membership changes: the first code point in, the first one out, and so on."""
    inside, result = False, []
    for code, char in enumerate(EVERY):
        if predicate(char) != inside:
            inside = not inside
            result.append(code)
    if inside:
        result.append(len(EVERY))
    return result


def table(name, doc, values):
    body = ", ".join(hex(v) for v in values)
    print(f"/// {doc}\npub(super) static {name}: [u32; {len(values)}] = [{body}];\n")


def pairs(name, doc, mapping):
    body = ", ".join(f"({hex(ord(k))}, {escape(v)})" for k, v in mapping.items())
    print(f"/// {doc}\n#[rustfmt::skip]\npub(super) static {name}: [(u32, &str); {len(mapping)}] = [")
    line = "   "
    for item in (f" ({hex(ord(k))}, {escape(v)})," for k, v in mapping.items()):
        if len(line) + len(item) > 99:
            print(line)
            line = "   "
        line += item
    print(line + "\n];\n")


def escape(text):
    return '"' + "".join(f"\\u{{{ord(c):x}}}" for c in text) + '"'


print(f"//! Character classes of Unicode {unicodedata.unidata_version}, as CPython 3.13 has them.")
print("//! Written by `tests/recorded/unicode_tables.py`.")
print("//!")
print("//! A class is the sorted list of code points where membership changes, beginning with a")
print("//! member.\n")

table("UNPRINTABLE", "`not str.isprintable`.", boundaries(lambda c: not c.isprintable()))
table("ALPHA", "`str.isalpha`.", boundaries(str.isalpha))
table("DIGIT", "`str.isdigit`.", boundaries(str.isdigit))
table("NUMERIC", "`str.isnumeric`.", boundaries(str.isnumeric))
table("TITLE", "Titlecase letters (`Lt`).", boundaries(lambda c: unicodedata.category(c) == "Lt"))
table("ID_START", "May begin an identifier.", boundaries(str.isidentifier))
table("ID_CONTINUE", "May stand in an identifier.", boundaries(lambda c: ("a" + c).isidentifier()))
table(
    "DECIMAL_ZEROS",
    "The zeros of the scripts; the nine other decimal digits follow each.",
    [ord(c) for c in EVERY if unicodedata.decimal(c, None) == 0],
)
pairs(
    "TITLE_CASE",
    "Characters whose title case is not their upper case.",
    {c: c.title() for c in EVERY if c.title() != c.upper()},
)
pairs(
    "CASE_FOLD",
    "Characters whose case folding is not their lower case.",
    {c: c.casefold() for c in EVERY if c.casefold() != c.lower()},
)
