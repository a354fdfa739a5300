"""bool is an int; None is only itself."""

print(True + 1, False * 5, True == 1, int(True), float(False), str(True), repr(None))
print(bool(0), bool("0"), bool([0]), bool(None), not None, True & False, True | False, True ^ True, ~True + 3)
print(sum([True, False, True]), [10, 20][True], "ab" * False, max(True, 0), True < 2, isinstance(None, type(None)))
print(None == None, None is None, None == False, None == 0, [None] * 2, {None: 1}[None], (None,).count(None))
print(f"{True} {None} {True:d} {False:5}|{str(None):>6}|", "%s %s %d" % (True, None, True))


def nothing():
    return


print(nothing(), nothing() is None, print("x"), [].sort())
nobody, yes = None, True
for bad in (lambda: None + 1, lambda: nobody(), lambda: None.x, lambda: len(None), lambda: nobody[0], lambda: int(None), lambda: yes()):
    try:
        bad()
    except (TypeError, AttributeError) as error:
        print(error)
print(type(True), type(None), type(True & 1), type(True & True), bool.__bases__, True.real, hash(True))
