"""Names for annotations.  Nothing is ever checked."""

import collections as _collections
import sys as _sys

TYPE_CHECKING = False


def _show(thing):
    """A type as it reads in the repr of an alias."""
    if thing is ...:
        return "..."
    if isinstance(thing, list):
        return "[" + ", ".join(map(_show, thing)) + "]"
    if isinstance(thing, type) and not hasattr(thing, "__args__"):
        if thing.__module__ == "builtins":
            return thing.__qualname__
        return f"{thing.__module__}.{thing.__qualname__}"
    return repr(thing)


class _Alias:
    """A form with arguments: List[int]."""

    def __init__(self, form, args):
        self._form = form
        self.__origin__ = form._origin
        self.__args__ = args

    def __repr__(self):
        name, args = self._form._name, self.__args__
        if name == "Union" and len(args) == 2 and type(None) in args:
            name = "Optional"
            args = [arg for arg in args if arg is not type(None)]
        return f"typing.{name}[{', '.join(map(_show, args))}]"

    def __call__(self, *args, **kwargs):
        if not isinstance(self.__origin__, type):
            raise TypeError(f"Cannot instantiate {self!r}")
        return self.__origin__(*args, **kwargs)

    def __getitem__(self, args):
        return self

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return (self._form, self.__args__) == (other._form, other.__args__)

    def __hash__(self):
        return hash((self._form._name, self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        return (self.__origin__,) if isinstance(self.__origin__, type) else ()


class _Form:
    """A name that may be followed by arguments in brackets."""

    def __init__(self, name, origin=None):
        self._name = name
        self._origin = origin

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, args):
        return _Alias(self, _tidy(args))

    def __call__(self, *args, **kwargs):
        if self._origin is None:
            raise TypeError(f"Cannot instantiate {self!r}")
        return self._origin(*args, **kwargs)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        return (self._origin,) if isinstance(self._origin, type) else ()


def _tidy(args):
    """The arguments as a tuple in which None stands for its type."""
    if not isinstance(args, tuple):
        args = (args,)
    return tuple([type(None) if arg is None else arg for arg in args])


class _UnionForm(_Form):
    def __getitem__(self, args):
        flat = []
        for arg in _tidy(args):
            parts = arg.__args__ if isinstance(arg, _Alias) and arg._form is self else (arg,)
            for part in parts:
                if part not in flat:
                    flat.append(part)
        return flat[0] if len(flat) == 1 else _Alias(self, tuple(flat))


class _OptionalForm(_Form):
    def __getitem__(self, arg):
        return Union[arg, None]


class _LiteralForm(_Form):
    def __getitem__(self, args):
        return _LiteralAlias(self, args if isinstance(args, tuple) else (args,))


class _LiteralAlias(_Alias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"


class _CallableForm(_Form):
    def __getitem__(self, args):
        return _CallableAlias(self, _tidy(args))


class _CallableAlias(_Alias):
    def __repr__(self):
        return f"typing.Callable[{', '.join(map(_show, self.__args__))}]"


class _AnnotatedForm(_Form):
    def __getitem__(self, args):
        return args[0]


Any = _Form("Any")
Union = _UnionForm("Union")
Optional = _OptionalForm("Optional")
Literal = _LiteralForm("Literal")
Callable = _CallableForm("Callable")
Annotated = _AnnotatedForm("Annotated")
ClassVar = _Form("ClassVar")
Final = _Form("Final")
Type = _Form("Type", type)
List = _Form("List", list)
Dict = _Form("Dict", dict)
Set = _Form("Set", set)
FrozenSet = _Form("FrozenSet", frozenset)
Tuple = _Form("Tuple", tuple)
Deque = _Form("Deque", _collections.deque)
DefaultDict = _Form("DefaultDict", _collections.defaultdict)
OrderedDict = _Form("OrderedDict", _collections.OrderedDict)
Counter = _Form("Counter", _collections.Counter)
ChainMap = _Form("ChainMap", _collections.ChainMap)
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
Generator = _Form("Generator")
Sequence = _Form("Sequence")
MutableSequence = _Form("MutableSequence")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
MutableSet = _Form("MutableSet")
AbstractSet = _Form("AbstractSet")
Collection = _Form("Collection")
Container = _Form("Container")
Hashable = _Form("Hashable")
Sized = _Form("Sized")
Reversible = _Form("Reversible")
Awaitable = _Form("Awaitable")
Coroutine = _Form("Coroutine")
AsyncIterator = _Form("AsyncIterator")
AsyncIterable = _Form("AsyncIterable")
ContextManager = _Form("ContextManager")
SupportsInt = _Form("SupportsInt")
SupportsFloat = _Form("SupportsFloat")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
TypeGuard = _Form("TypeGuard")
Concatenate = _Form("Concatenate")
Unpack = _Form("Unpack")
Required = _Form("Required")
NotRequired = _Form("NotRequired")
Text = str


class TypeVar:
    """A variable over types."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, default=None, infer_variance=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__default__ = default
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__infer_variance__ = infer_variance
        self._sign = "" if infer_variance else "+" if covariant else "-" if contravariant else "~"

    def __repr__(self):
        return self._sign + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ParamSpec(TypeVar):
    """A variable over parameter lists."""

    args = kwargs = Any


class TypeVarTuple(TypeVar):
    """A variable over any number of types."""

    def __iter__(self):
        yield self


class TypeAliasType:
    """A name for a type, as the `type` statement makes it: computed when it is asked for."""

    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__type_params__ = type_params
        self._compute = lambda: value

    @property
    def __value__(self):
        return self._compute()

    def __repr__(self):
        return self.__name__

    def __getitem__(self, args):
        return self

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def _lazy_alias(name, compute, type_params):
    alias = TypeAliasType(name, None, type_params=type_params)
    alias._compute = compute
    return alias


AnyStr = TypeVar("AnyStr", bytes, str)


class Generic:
    """Base of classes with type variables; Stack[int] is just Stack."""

    __slots__ = ()

    def __class_getitem__(cls, args):
        return cls


class Protocol(Generic):
    """Base of classes that describe a shape; isinstance does not look at it."""

    __slots__ = ()


class TypedDict(dict):
    """Base of classes that describe the keys of a dict; instances are dicts."""

    def __init_subclass__(cls, total=True, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.__total__ = total


class NamedTuple(tuple):
    """A named tuple by class with annotations, or NamedTuple("Name", [("field", type)])."""

    __slots__ = ()

    def __new__(cls, typename, fields=(), /):
        names = [name for name, _ in fields]
        module = _sys._getframe(1).f_globals.get("__name__") if hasattr(_sys, "_getframe") else None
        made = _collections.namedtuple(typename, names, module=module)
        made.__annotations__ = dict(fields)
        return made

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "_fields" in cls.__dict__ or hasattr(cls, "_fields"):
            return
        annotations = cls.__dict__.get("__annotations__", {})
        defaults = []
        for name in annotations:
            if name in cls.__dict__:
                defaults.append(cls.__dict__[name])
            elif defaults:
                raise TypeError(
                    f"Non-default namedtuple field {name} cannot follow default field "
                    f"{list(annotations)[len(annotations) - len(defaults) - 1]}"
                )
        made = _collections.namedtuple(cls.__name__, annotations, defaults=defaults)
        for name, value in made.__dict__.items():
            is_field = name in annotations
            if is_field or name.startswith("_") and name not in cls.__dict__:
                if name not in ("__dict__", "__weakref__", "__module__", "__slots__"):
                    setattr(cls, name, value)


def cast(typ, val):
    """Give `val` back; for type checkers only."""
    return val


def NewType(name, tp):
    """A function that gives its argument back; for type checkers a type of its own."""

    def new_type(value):
        return value

    new_type.__name__ = new_type.__qualname__ = name
    new_type.__supertype__ = tp
    return new_type


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function, class or module, as they are."""
    if not isinstance(obj, type):
        return dict(getattr(obj, "__annotations__", {}))
    hints = {}
    for base in reversed(obj.__mro__):
        hints.update(base.__dict__.get("__annotations__", {}))
    return hints


def get_origin(tp):
    """What a form stands for: list for List[int]."""
    if isinstance(tp, _Alias):
        return tp.__origin__ or tp._form
    return getattr(tp, "__origin__", None)


def get_args(tp):
    """What is in the brackets."""
    return getattr(tp, "__args__", ())


def _unchanged(thing):
    """A decorator for type checkers only."""
    return thing


final = overload = override = no_type_check = runtime_checkable = _unchanged


def assert_type(val, typ, /):
    """Give `val` back; for type checkers only."""
    return val


def reveal_type(obj, /):
    """Say on stderr what type an object has, and give it back."""
    print(f"Runtime type is {type(obj).__name__!r}", file=_sys.stderr)
    return obj


def assert_never(arg, /):
    """Must not be reached."""
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")
