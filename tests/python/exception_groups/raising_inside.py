try:
    try:
        raise ExceptionGroup("first", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise RuntimeError("from the clause")
    except* TypeError as group:
        raise
except ExceptionGroup as group:
    print(group.message, [type(e).__name__ for e in group.exceptions])
    print(group.exceptions)
def f():
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
        except* ValueError as e:
            print("caught", e.exceptions)
    return "done"
print(f())
for text in ["def f():\n try: pass\n except* A: return", "while 1:\n try: pass\n except* A: break"]:
    try:
        compile(text, "t", "exec")
    except SyntaxError as error:
        print(error.msg)
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
