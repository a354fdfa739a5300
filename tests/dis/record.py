"""Records what CPython 3.13 compiles the samples to: python3.13 tests/dis/record.py

Writes expected/NAME.txt beside samples/NAME.py. One line per instruction: opcode, operand, and
line, end line, column and end column (0 for none). Operands are spelt out (names, constants,
indices of jump targets), so that the order of `co_names` and `co_consts` does not matter. CACHE
and EXTENDED_ARG are left out; columns count characters.
"""

import bisect
import dis
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
STATIC_ATTRIBUTES = "__static_attributes__"


def spell(value):
    if isinstance(value, frozenset):
        return "frozenset({%s})" % ", ".join(sorted(map(spell, value)))
    if isinstance(value, tuple):
        inner = ", ".join(map(spell, value))
        return "(%s,)" % inner if len(value) == 1 else "(%s)" % inner
    if hasattr(value, "co_code"):
        return "<code %s>" % value.co_name
    return repr(value)


def column(lines, line, offset):
    if line is None or offset is None or not 0 < line <= len(lines):
        return 0
    return len(lines[line - 1].encode()[:offset].decode())


def record(code, lines, out):
    instructions = [i for i in dis.get_instructions(code) if i.opname != "EXTENDED_ARG"]
    offsets = [i.offset for i in instructions]
    index_of = {
        offset: bisect.bisect_left(offsets, offset)
        for offset in range(0, len(code.co_code) + 2, 2)
    }
    out.append(
        "code %s line %d args %d/%d/%d" % (
            code.co_qualname, code.co_firstlineno,
            code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount,
        )
    )
    for index, i in enumerate(instructions):
        if i.opcode in dis.hasjump or i.opname in dis.hasjump:
            argument = "to %d" % index_of[i.argval]
        elif i.opname in ("LOAD_CONST", "RETURN_CONST"):
            value = i.argval
            if (index + 1 < len(instructions)
                    and instructions[index + 1].argval == STATIC_ATTRIBUTES):
                value = tuple(sorted(value))
            argument = spell(value)
        elif i.argrepr:
            argument = i.argrepr
        elif i.arg is None:
            argument = ""
        else:
            argument = str(i.arg)
        p = i.positions
        out.append("  %s %s @ %d %d %d %d" % (
            i.opname, argument, p.lineno or 0, p.end_lineno or 0,
            column(lines, p.lineno, p.col_offset),
            column(lines, p.end_lineno, p.end_col_offset),
        ))
    for entry in dis._parse_exception_table(code):
        out.append("  handler %d..%d to %d depth %d%s" % (
            index_of[entry.start], index_of[entry.end], index_of[entry.target],
            entry.depth, " lasti" if entry.lasti else "",
        ))
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            record(constant, lines, out)


def main(paths):
    assert sys.version_info[:2] == (3, 13), sys.version
    for path in paths:
        text = path.read_text(encoding="utf-8")
        out = []
        record(compile(text, path.name, "exec"), text.splitlines(), out)
        target = path.parent.parent / "expected" / (path.stem + ".txt")
        target.parent.mkdir(exist_ok=True)
        target.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    names = sys.argv[1:]
    main([pathlib.Path(n) for n in names] or sorted((HERE / "samples").glob("*.py")))
