"""Argument binding for functions whose parameters are known only at run time.

namedtuple and dataclass make constructors with parameters of the user's choice.  CPython
writes such a function as text and compiles it; here one function takes everything and sorts
it out, with the interpreter's own error messages.
"""

# The default of a parameter that has none.
REQUIRED = object()


def join_names(names):
    """'a', 'b', and 'c'"""
    quoted = [repr(name) for name in names]
    if len(quoted) <= 2:
        return " and ".join(quoted)
    return ", ".join(quoted[:-1]) + ", and " + quoted[-1]


class Parameters:
    """The parameters of one function: names in order, defaults, which are keyword-only.

    `implicit` counts the arguments before them (self or cls) that errors include.
    """

    def __init__(self, function_name, names, defaults, keyword_only=(), implicit=1):
        self.function_name = function_name
        self.names = tuple(names)
        self.defaults = defaults
        self.keyword_only = tuple(keyword_only)
        self.implicit = implicit

    def bind(self, args, kwargs):
        """A dict from every name to its value; REQUIRED never remains in it."""
        if len(args) > len(self.names):
            self._too_many(args, kwargs)
        values = dict(zip(self.names, args))
        for name, value in kwargs.items():
            if name in values:
                raise TypeError(f"{self.function_name}() got multiple values for argument '{name}'")
            if name not in self.names and name not in self.keyword_only:
                raise TypeError(f"{self.function_name}() got an unexpected keyword argument '{name}'")
            values[name] = value
        for names, kind in ((self.names, "positional"), (self.keyword_only, "keyword-only")):
            missing = []
            for name in names:
                if name not in values:
                    values[name] = self.defaults.get(name, REQUIRED)
                    if values[name] is REQUIRED:
                        missing.append(name)
            if missing:
                plural = "s" if len(missing) > 1 else ""
                raise TypeError(
                    f"{self.function_name}() missing {len(missing)} required {kind} "
                    f"argument{plural}: {join_names(missing)}"
                )
        return values

    def _too_many(self, args, kwargs):
        most = len(self.names) + self.implicit
        optional = sum(name in self.defaults for name in self.names)
        takes = f"from {most - optional} to {most}" if optional else str(most)
        noun = "argument" if most == 1 and not optional else "arguments"
        given = len(args) + self.implicit
        extra = [name for name in kwargs if name in self.keyword_only]
        if extra:
            were = (
                f"{given} positional argument{'s' if given != 1 else ''} "
                f"(and {len(extra)} keyword-only argument{'s' if len(extra) != 1 else ''}) were"
            )
        else:
            were = f"{given} {'was' if given == 1 else 'were'}"
        raise TypeError(
            f"{self.function_name}() takes {takes} positional {noun} but {were} given"
        )
