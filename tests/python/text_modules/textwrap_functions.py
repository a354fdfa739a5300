"""textwrap: wrap, fill, dedent, indent, shorten."""

import textwrap

text = "The quick brown fox jumps over the lazy dog and runs away from the well-known, extraordinarily-long-named bear."
for width in (20, 33, 70):
    print(textwrap.fill(text, width))
    print("-" * width)
print(textwrap.wrap("  a b c  ", 3), textwrap.wrap(""), textwrap.wrap("abcdefghij", 4))
print(textwrap.fill("one two three", 12, initial_indent="* ", subsequent_indent="  "))
print(textwrap.dedent("""\
    indented
      more

    less
    """))
print(textwrap.indent("a\n\nb\n", "> "), textwrap.shorten("Hello   big wide world", 14), textwrap.shorten("short", 10))
