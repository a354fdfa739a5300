"""Looking at live objects, as far as that is simulated."""

import types

__all__ = ["cleandoc", "currentframe", "getdoc", "getmembers", "getmodule", "isasyncgenfunction", "isawaitable", "isbuiltin", "isclass", "iscoroutine", "iscoroutinefunction", "isfunction", "isgenerator", "isgeneratorfunction", "ismethod", "ismodule", "isroutine", "signature"]


def isfunction(object):
    return isinstance(object, types.FunctionType)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def isclass(object):
    return isinstance(object, type)


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def isroutine(object):
    return isfunction(object) or ismethod(object) or isbuiltin(object)


def _flags(function):
    function = getattr(function, "__func__", function)
    return getattr(getattr(function, "__code__", None), "co_flags", 0)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def iscoroutinefunction(object):
    while hasattr(object, "func"):
        object = object.func
    return bool(_flags(object) & 0x80)


def isgeneratorfunction(object):
    return bool(_flags(object) & 0x20)


def isasyncgenfunction(object):
    return bool(_flags(object) & 0x200)


def isawaitable(object):
    return iscoroutine(object) or hasattr(type(object), "__await__")


def currentframe():
    import sys

    return sys._getframe(1)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins) if margins else 0
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getmembers(object, predicate=None):
    found = [(name, getattr(object, name)) for name in dir(object) if hasattr(object, name)]
    return [pair for pair in found if predicate is None or predicate(pair[1])]


def getmodule(object):
    import sys

    return sys.modules.get(getattr(object, "__module__", None))


class Parameter:
    """One parameter."""

    empty = type("_empty", (), {})
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)

    def __init__(self, name, kind, *, default=empty, annotation=empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def __str__(self):
        text = {2: "*", 4: "**"}.get(self.kind, "") + self.name
        if self.annotation is not Parameter.empty:
            shown = self.annotation
            text += f": {shown.__name__ if isinstance(shown, type) else shown}"
            if self.default is not Parameter.empty:
                return f"{text} = {self.default!r}"
        elif self.default is not Parameter.empty:
            return f"{text}={self.default!r}"
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'


class Signature:
    """The parameters of a function."""

    empty = Parameter.empty

    def __init__(self, parameters=None, *, return_annotation=empty):
        self.parameters = {parameter.name: parameter for parameter in parameters or ()}
        self.return_annotation = return_annotation

    def __str__(self):
        parts, star = [], False
        positional_only = [p for p in self.parameters.values() if p.kind == 0]
        for parameter in self.parameters.values():
            if parameter.kind == Parameter.VAR_POSITIONAL:
                star = True
            elif parameter.kind == Parameter.KEYWORD_ONLY and not star:
                parts.append("*")
                star = True
            parts.append(str(parameter))
            if positional_only and parameter is positional_only[-1]:
                parts.append("/")
        text = f"({', '.join(parts)})"
        if self.return_annotation is not Signature.empty:
            shown = self.return_annotation
            text += f" -> {shown.__name__ if isinstance(shown, type) else shown}"
        return text

    def __repr__(self):
        return f"<Signature {self}>"


def signature(callable):
    """The parameters of something callable."""
    bound = ismethod(callable)
    function = getattr(callable, "__func__", callable)
    if isclass(callable):
        function, bound = callable.__init__, True
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code = getattr(function, "__code__", None)
    if code is None:
        raise ValueError(f"no signature found for builtin {callable!r}")
    names, count = list(code.co_varnames), code.co_argcount
    defaults = function.__defaults__ or ()
    annotations = getattr(function, "__annotations__", {})
    positional_only = getattr(code, "co_posonlyargcount", 0)
    parameters = []
    for index, name in enumerate(names[:count]):
        at = index - (count - len(defaults))
        parameters.append(
            Parameter(
                name,
                0 if index < positional_only else 1,
                default=defaults[at] if at >= 0 else Parameter.empty,
                annotation=annotations.get(name, Parameter.empty),
            )
        )
    keyword_only = code.co_kwonlyargcount
    rest = names[count + keyword_only :]
    if code.co_flags & 4:
        name = rest.pop(0)
        parameters.append(Parameter(name, 2, annotation=annotations.get(name, Parameter.empty)))
    for name in names[count : count + keyword_only]:
        default = (function.__kwdefaults__ or {}).get(name, Parameter.empty)
        parameters.append(
            Parameter(name, 3, default=default, annotation=annotations.get(name, Parameter.empty))
        )
    if code.co_flags & 8:
        name = rest.pop(0)
        parameters.append(Parameter(name, 4, annotation=annotations.get(name, Parameter.empty)))
    if bound:
        parameters = parameters[1:]
    return Signature(parameters, return_annotation=annotations.get("return", Signature.empty))
