"""Classes that are mostly data: __init__, __repr__, comparison made from annotations.

CPython writes these methods as text and compiles them; here they are closures over the list
of fields.
"""

import copy as _copy
from _thread import get_ident as _get_ident

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
    "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    """Somebody tried to change a frozen instance."""


class _Marker:
    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


MISSING = _Marker("<dataclasses._MISSING_TYPE object>")
KW_ONLY = _Marker("<dataclasses._KW_ONLY_TYPE object>")
_FACTORY = _Marker("<factory>")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class InitVar:
    """Annotates a parameter of __init__ that is not a field but goes to __post_init__."""

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return cls(type)

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"


class Field:
    """One field: its name, type, default and which methods it takes part in."""

    __slots__ = (
        "name", "type", "default", "default_factory", "init", "repr", "hash", "compare",
        "metadata", "kw_only", "_kind",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        # "field", "init" (InitVar) or "class" (ClassVar).
        self._kind = "field"

    def __repr__(self):
        inside = ",".join([f"{name}={getattr(self, name)!r}" for name in self.__slots__[:-1]])
        return f"Field({inside},_field_type={self._kind})"

    def has_default(self):
        """Whether __init__ can do without it."""
        return self.default is not MISSING or self.default_factory is not MISSING


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
    metadata=None, kw_only=MISSING
):
    """Say more about a field than its annotation does."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _DataclassParams:
    """What `dataclass` was told, kept for subclasses."""

    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots")

    def __init__(self, **options):
        for name in self.__slots__:
            setattr(self, name, options[name])

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{n}={getattr(self, n)!r}' for n in self.__slots__])})"


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
    match_args=True, kw_only=False, slots=False, weakref_slot=False
):
    """Add methods to a class according to its annotated fields."""
    params = _DataclassParams(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
        match_args=match_args, kw_only=kw_only, slots=slots,
    )

    def decorate(cls):
        return _process(cls, params)

    return decorate if cls is None else decorate(cls)


def _process(cls, params):
    all_fields = {}
    any_frozen_base = False
    has_dataclass_bases = False
    for base in reversed(cls.__mro__[1:]):
        inherited = base.__dict__.get(_FIELDS)
        if inherited is not None:
            has_dataclass_bases = True
            all_fields.update(inherited)
            any_frozen_base = any_frozen_base or getattr(base, _PARAMS).frozen
    own = _own_fields(cls, params.kw_only)
    for f in own:
        all_fields[f.name] = f
        # A default stays behind as a class attribute; a bare field() leaves nothing.
        if isinstance(cls.__dict__.get(f.name), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_dataclass_bases:
        if any_frozen_base and not params.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if params.frozen and not any_frozen_base:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")

    setattr(cls, _FIELDS, all_fields)
    setattr(cls, _PARAMS, params)
    real = [f for f in all_fields.values() if f._kind == "field"]
    # Defining __eq__ sets __hash__ to None: only a __hash__ beyond that is the user's own.
    had_hash = "__hash__" in cls.__dict__ and not (
        cls.__dict__["__hash__"] is None and "__eq__" in cls.__dict__
    )
    if params.init:
        _set_method(cls, _make_init(cls, all_fields, params.frozen, params.slots))
    if params.repr:
        _set_method(cls, _make_repr([f for f in real if f.repr]))
    compared = [f.name for f in real if f.compare]
    if params.eq:
        _set_method(cls, _make_eq(compared))
    if params.order:
        _add_order(cls, compared)
    if params.frozen:
        _add_frozen(cls, [f.name for f in real])
    hashed = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
    _add_hash(cls, params, had_hash, hashed)
    if params.match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in real if f.init and not f.kw_only])
    if "__replace__" not in cls.__dict__:
        cls.__replace__ = _replace
    if not cls.__doc__:
        cls.__doc__ = cls.__name__ + _signature(all_fields.values())
    return _with_slots(cls, [f.name for f in own if f._kind == "field"]) if params.slots else cls


def _own_fields(cls, kw_only):
    """The fields that the class itself annotates, in order."""
    result = []
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation is KW_ONLY or annotation in ("KW_ONLY", "dataclasses.KW_ONLY"):
            kw_only = True
            continue
        default = getattr(cls, name, MISSING)
        if isinstance(default, Field):
            f = default
        else:
            if isinstance(cls.__dict__.get(name), _member_descriptor):
                default = MISSING
            f = field(default=default)
        f.name = name
        f.type = annotation
        f._kind = _kind(annotation)
        if f._kind == "field" and f.kw_only is MISSING or f._kind == "init":
            f.kw_only = kw_only if f.kw_only is MISSING else f.kw_only
        elif f.kw_only is MISSING:
            f.kw_only = False
        if f._kind != "field" and f.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
        if f._kind == "field" and f.default.__class__.__hash__ is None:
            raise ValueError(
                f"mutable default {type(f.default)} for field {name} is not allowed: "
                "use default_factory"
            )
        result.append(f)
    return result


class _Slotted:
    __slots__ = ("x",)


_member_descriptor = type(_Slotted.x)


def _kind(annotation):
    if isinstance(annotation, InitVar) or annotation is InitVar:
        return "init"
    if isinstance(annotation, str):
        text = annotation.removeprefix("typing.").removeprefix("dataclasses.")
        if text.startswith("ClassVar"):
            return "class"
        return "init" if text.startswith("InitVar") else "field"
    name = getattr(getattr(annotation, "_form", annotation), "_name", None)
    return "class" if name == "ClassVar" else "field"


def _set_method(cls, function):
    """Add a method unless the class defines it itself."""
    function.__qualname__ = f"{cls.__qualname__}.{function.__name__}"
    if function.__name__ in cls.__dict__:
        return True
    setattr(cls, function.__name__, function)
    return False


def _make_init(cls, all_fields, frozen, slots):
    accepted = [f for f in all_fields.values() if f.init and f._kind != "class"]
    positional = [f for f in accepted if not f.kw_only]
    keyword_only = [f for f in accepted if f.kw_only]
    seen_default = None
    for f in positional:
        if f.has_default():
            seen_default = f.name
        elif seen_default is not None:
            raise TypeError(
                f"non-default argument {f.name!r} follows default argument {seen_default!r}"
            )
    # Its parameters have the names of the fields, so that calls and their errors are a function's.
    self = "__dataclass_self__" if "self" in all_fields else "self"
    known = {"__dataclass_factory__": _FACTORY, "__dataclass_assign__": object.__setattr__}
    body = []
    for f in all_fields.values():
        if f._kind != "field":
            if f._kind == "init" and f.default is not MISSING:
                known[f"__dataclass_default_{f.name}__"] = f.default
            continue
        value = f.name
        default = f"__dataclass_default_{f.name}__"
        if f.default_factory is not MISSING:
            known[default] = f.default_factory
            value = f"{default}()"
            if f.init:
                value += f" if {f.name} is __dataclass_factory__ else {f.name}"
        elif f.default is not MISSING:
            known[default] = f.default
            if not f.init:
                value = default
        if not f.init and f.default_factory is MISSING and not (slots and f.default is not MISSING):
            continue
        # A frozen class refuses its own setattr.
        if frozen:
            body.append(f"  __dataclass_assign__({self}, {f.name!r}, {value})")
        else:
            body.append(f"  {self}.{f.name} = {value}")
    if hasattr(cls, "__post_init__"):
        init_only = ", ".join([f.name for f in all_fields.values() if f._kind == "init"])
        body.append(f"  {self}.__post_init__({init_only})")

    def parameter(f):
        if f.default_factory is not MISSING:
            return f"{f.name}=__dataclass_factory__"
        return f.name if f.default is MISSING else f"{f.name}=__dataclass_default_{f.name}__"

    parameters = [self, *[parameter(f) for f in positional]]
    if keyword_only:
        parameters += ["*", *[parameter(f) for f in keyword_only]]
    # The function begins on the second line, which tracebacks tell.
    lines = ["if True:", f" def __init__({', '.join(parameters)}):", *(body or ["  pass"])]
    exec("\n".join(lines), known)
    __init__ = known["__init__"]
    __init__.__annotations__ = {f.name: f.type for f in accepted} | {"return": None}
    return __init__


_being_shown = set()


def _make_repr(shown):
    def __repr__(self):
        # An object that contains itself is shown as ... inside.
        key = id(self), _get_ident()
        if key in _being_shown:
            return "..."
        _being_shown.add(key)
        try:
            inside = ", ".join([f"{f.name}={getattr(self, f.name)!r}" for f in shown])
            return f"{self.__class__.__qualname__}({inside})"
        finally:
            _being_shown.discard(key)

    return __repr__


def _values(instance, names):
    return tuple([getattr(instance, name) for name in names])


def _make_eq(names):
    def __eq__(self, other):
        if self is other:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        return _values(self, names) == _values(other, names)

    return __eq__


def _add_order(cls, names):
    operations = {
        "__lt__": lambda a, b: a < b,
        "__le__": lambda a, b: a <= b,
        "__gt__": lambda a, b: a > b,
        "__ge__": lambda a, b: a >= b,
    }
    for method_name, operation in operations.items():
        if _set_method(cls, _make_comparison(method_name, operation, names)):
            raise TypeError(
                f"Cannot overwrite attribute {method_name} in class {cls.__name__}. "
                "Consider using functools.total_ordering"
            )


def _make_comparison(method_name, operation, names):
    def compare(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return operation(_values(self, names), _values(other, names))

    compare.__name__ = method_name
    return compare


def _add_frozen(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for method in (__setattr__, __delattr__):
        if _set_method(cls, method):
            raise TypeError(
                f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}"
            )


def _add_hash(cls, params, had_hash, names):
    def __hash__(self):
        return hash(_values(self, names))

    if params.unsafe_hash:
        if had_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = __hash__
    elif params.eq and params.frozen:
        if not had_hash:
            cls.__hash__ = __hash__
    elif params.eq and not had_hash:
        cls.__hash__ = None


def _signature(all_fields):
    """The parameters of __init__ as they read in the default docstring."""
    parts = []
    for f in all_fields:
        if not f.init or f._kind == "class":
            continue
        kind = f.type.__name__ if isinstance(f.type, type) else str(f.type)
        text = f"{f.name}: {kind!r}" if isinstance(f.type, str) else f"{f.name}: {kind}"
        if f.default_factory is not MISSING:
            text += " = <factory>"
        elif f.default is not MISSING:
            text += f" = {f.default!r}"
        if f.kw_only and "*" not in parts:
            parts.append("*")
        parts.append(text)
    return f"({', '.join(parts)})"


def _with_slots(cls, names):
    """A copy of the class with __slots__: they cannot be added to an existing one."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update([slots] if isinstance(slots, str) else slots)
    namespace = dict(cls.__dict__)
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    namespace["__slots__"] = tuple([name for name in names if name not in inherited])
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    return cls


def is_dataclass(obj):
    """Whether it is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def fields(class_or_instance):
    """The fields, as a tuple of Field objects."""
    try:
        all_fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in all_fields.values() if f._kind == "field"])


def asdict(obj, *, dict_factory=dict):
    """The instance as a dict, with dataclasses, lists, tuples and dicts inside converted too."""
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The instance as a tuple, with what is inside converted too."""
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _convert(obj, build):
    """Replace every dataclass instance within `obj` by build(pairs of name and value)."""
    if is_dataclass(obj) and not isinstance(obj, type):
        return build([(f.name, _convert(getattr(obj, f.name), build)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_convert(item, build) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_convert(item, build) for item in obj])
    if isinstance(obj, dict):
        pairs = [(_convert(key, build), _convert(value, build)) for key, value in obj.items()]
        if hasattr(type(obj), "default_factory"):
            result = type(obj)(obj.default_factory)
            result.update(pairs)
            return result
        return type(obj)(pairs)
    return _copy.deepcopy(obj)


def replace(obj, /, **changes):
    """A new instance with some fields changed."""
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._kind == "class":
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(
                    f"field {f.name} is declared with init=False, it cannot be specified with replace()"
                )
        elif f.name not in changes:
            if f._kind == "init" and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, **options):
    """A dataclass from a list of names, (name, type) or (name, type, default)."""
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            item = (item, "typing.Any")
        name, annotation, *default = item
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
        if default:
            namespace[name] = default[0]
    namespace["__annotations__"] = annotations
    cls = type(cls_name, bases, namespace)
    cls.__module__ = "types" if module is None else module
    return dataclass(cls, **options)
