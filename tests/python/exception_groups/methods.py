group = ExceptionGroup("top", [ValueError("a"), ExceptionGroup("in", [TypeError("b"), ValueError("c")]), OSError("d")])
print(group, repr(group))
print(group.message, len(group.exceptions), group.args)
match_, rest = group.split(ValueError)
print(repr(match_))
print(repr(rest))
print(group.subgroup(lambda e: isinstance(e, OSError)), group.subgroup(KeyError))
print(repr(group.derive([ValueError("new")])))


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message, excs)


mine = MyGroup("mine", [ValueError(1), TypeError(2)])
print(type(mine.split(ValueError)[0]).__name__, isinstance(mine, ExceptionGroup))
print(ExceptionGroup.__mro__)
for bad in [("x", []), ("x", [1]), (1, [ValueError()]), ("x", ValueError())]:
    try:
        ExceptionGroup(*bad)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
