"""Records CPython 3.13's syntax errors: python3.13 tests/syntax_errors/record.py

Reads programs from cases.txt, separated by lines of dashes, and writes errors.txt: for each the
line and the message.
"""

import pathlib
import warnings

HERE = pathlib.Path(__file__).parent

warnings.simplefilter("ignore")
out = []
for program in (HERE / "cases.txt").read_text(encoding="utf-8").split("-----\n"):
    try:
        compile(program, "case.py", "exec")
        out.append("0 no error")
    except SyntaxError as error:
        out.append("%d %s" % (error.lineno, error.msg))
(HERE / "errors.txt").write_text("\n".join(out) + "\n", encoding="utf-8")
