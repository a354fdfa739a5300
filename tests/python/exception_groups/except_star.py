def run(error):
    try:
        raise error
    except* ValueError as group:
        print("values", group.exceptions)
    except* (TypeError, KeyError) as group:
        print("types", group.exceptions)
    else:
        print("else")
    finally:
        print("finally")


run(ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3)]))
run(ExceptionGroup("g", [KeyError("k"), ExceptionGroup("inner", [ValueError("deep")])]))
run(ValueError("alone"))
try:
    run(ExceptionGroup("g", [OSError(1), ValueError(2)]))
except ExceptionGroup as rest:
    print("left", rest, rest.exceptions)
try:
    print("no error")
except* OSError:
    print("never")
else:
    print("else")
