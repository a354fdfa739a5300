for text in [
    "match x:\n case a: pass\n case b: pass",
    "match x:\n case [a, a]: pass",
    "match x:\n case a | 1: pass",
    "match x:\n case (a, b) | [a]: pass",
    "match x:\n case [*a, *b]: pass",
    "match x:\n case {'k': 1, 'k': 2}: pass",
    "match x:\n case C(a=1, a=2): pass",
]:
    try:
        compile(text, "t", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
