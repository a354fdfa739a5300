"""Enumerations: classes with a fixed set of named instances."""

from types import MappingProxyType

__all__ = [
    "Enum",
    "EnumMeta",
    "EnumType",
    "Flag",
    "IntEnum",
    "IntFlag",
    "ReprEnum",
    "StrEnum",
    "auto",
    "member",
    "nonmember",
    "property",
    "unique",
    "verify",
    "CONTINUOUS",
    "NAMED_FLAGS",
    "UNIQUE",
    "global_enum",
]

_property = property


class property(_property):
    """A property of members; the class itself may have a member of the same name."""


class auto:
    """A value chosen by the class."""

    def __init__(self, value=None):
        self.value = value


class nonmember:
    """Keeps a value in the body of an enumeration from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of something that would not become one, such as a function."""

    def __init__(self, value):
        self.value = value


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_descriptor(value):
    return hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


def _is_flag(cls):
    """Whether a class is one of bits; there are none before Flag itself."""
    return Flag is not None and issubclass(cls, Flag)


def _keeps_data_repr(cls):
    return any([base.__name__ == "ReprEnum" for base in cls.__mro__])


class _EnumDict(dict):
    """The namespace of an enumeration's body: it tells members from other things."""

    def __init__(self, name):
        super().__init__()
        self._cls_name = name
        self._member_names = {}
        self._ignore = []
        self._last_values = []
        self._generate = None

    def __setitem__(self, key, value):
        private = key.startswith(f"_{self._cls_name}__")
        if private or _is_dunder(key):
            pass
        elif _is_sunder(key):
            if key == "_generate_next_value_":
                self._generate = value
            elif key == "_ignore_":
                names = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = names
            elif key not in ("_order_", "_missing_", "_iter_member_", "_numeric_repr_"):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore or isinstance(value, nonmember):
            pass
        elif isinstance(value, member) or not (_is_descriptor(value) or isinstance(value, type)):
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            value = self._resolve(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        """Finds out the values of `auto()`."""
        if isinstance(value, auto):
            if value.value is None:
                value.value = self._generate_value(key)
            return value.value
        if type(value) is tuple and any([isinstance(part, auto) for part in value]):
            parts = []
            for part in value:
                if isinstance(part, auto):
                    if part.value is None:
                        part.value = self._generate_value(key)
                    part = part.value
                parts.append(part)
            return tuple(parts)
        return value

    def _generate_value(self, key):
        generate = getattr(self._generate, "__func__", self._generate)
        return generate(key, 1, len(self._member_names), self._last_values[:])


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, /, **kwargs):
        metacls._check_for_existing_members_(cls, bases)
        namespace = _EnumDict(cls)
        _, first = metacls._get_mixins_(cls, bases)
        if first is not None:
            namespace._generate = getattr(first, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, /, *, boundary=None, _simple=False, **kwargs):
        names = list(classdict._member_names)
        values = {name: classdict[name] for name in names}
        body = {}
        for key, value in classdict.items():
            if key in values or key in getattr(classdict, "_ignore", ()) or key == "_ignore_":
                continue
            body[key] = value.value if isinstance(value, nonmember) else value
        generate = body.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            body["_generate_next_value_"] = staticmethod(generate)
        invalid = {"mro"} & set(names)
        if invalid:
            raise ValueError(f"invalid enum member name(s) {', '.join([repr(n) for n in invalid])}")
        member_type, first = metacls._get_mixins_(cls, bases)
        make = body.pop("__new__", None) if first is not None else None
        own_make = make is not None
        if own_make:
            make = getattr(make, "__func__", make)
        elif first is not None:
            make = getattr(first, "_new_member_", None)
        body["_member_names_"] = []
        body["_member_map_"] = {}
        body["_value2member_map_"] = {}
        body["_unhashable_values_"] = []
        body["_member_type_"] = member_type
        body["_new_member_"] = make
        if own_make:
            body["__new_member__"] = make
        body["_boundary_"] = boundary or getattr(first, "_boundary_", None)
        if first is not None:
            # What the data type would give away comes from the enumeration.
            body["__new__"] = Enum.__new__
            if member_type is not object and not _keeps_data_repr(first):
                for method in ("__repr__", "__str__", "__format__"):
                    if method not in body and not metacls._defined_by_enum(bases, method):
                        body[method] = getattr(first, method)
            if member_type is not object and "__hash__" not in body and "__eq__" in body:
                body["__hash__"] = Enum.__hash__
            if _is_flag(first):
                for method in _FLAG_METHODS:
                    body.setdefault(method, Flag.__dict__[method])
        enumeration = super().__new__(metacls, cls, bases, body, **kwargs)
        for name in names:
            enumeration._add_member(name, values[name], make)
        if first is not None and _is_flag(enumeration):
            enumeration._finish_flag()
        return enumeration

    def __init__(cls, *args, **kwargs):
        pass

    @staticmethod
    def _defined_by_enum(bases, method):
        """Whether a mixed-in enumeration has this method from a data type's subclass on purpose."""
        for base in bases:
            for one in base.__mro__:
                if one.__module__ == __name__:
                    break
                if isinstance(one, EnumType) and method in one.__dict__:
                    return True
        return False

    @staticmethod
    def _check_for_existing_members_(name, bases):
        for base in bases:
            for one in base.__mro__:
                if isinstance(one, EnumType) and one.__dict__.get("_member_names_"):
                    raise TypeError(f"<enum {name!r}> cannot extend {one!r}")

    @staticmethod
    def _get_mixins_(name, bases):
        """The type that the members' values have, and the enumeration to inherit from."""
        if not bases:
            return object, None
        first = bases[-1]
        if not isinstance(first, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        member_type = object
        for base in bases:
            for one in base.__mro__:
                if one is object or isinstance(one, EnumType):
                    inherited = one.__dict__.get("_member_type_", object)
                    if inherited is not object:
                        member_type = inherited
                        break
                elif "__new__" in one.__dict__:
                    member_type = one
                    break
            if member_type is not object:
                break
        return member_type, first

    def _add_member(cls, name, value, make):
        """A new member, or the one that has the value already."""
        args = value if isinstance(value, tuple) else (value,)
        member_type = cls._member_type_
        if member_type is tuple:
            args = (args,)
        if make is not None:
            new = make(cls, *args)
        elif member_type is object:
            new = object.__new__(cls)
        else:
            new = member_type.__new__(cls, *args)
        if not hasattr(new, "_value_"):
            if member_type is object:
                new._value_ = value
            else:
                try:
                    new._value_ = member_type(*args)
                except Exception:
                    new._value_ = value
        value = new._value_
        new._name_ = name
        new.__objclass__ = cls
        initialise = cls.__init__
        if initialise is not Enum.__init__:
            new.__init__(*args)
        found = cls._find_value(value)
        if found is None:
            new._sort_order_ = len(cls._member_names_)
            if not _is_flag(cls) or not isinstance(value, int) or _is_single_bit(value):
                cls._member_names_.append(name)
            found = new
            try:
                cls._value2member_map_.setdefault(value, new)
            except TypeError:
                cls._unhashable_values_.append(value)
        cls._member_map_[name] = found
        type.__setattr__(cls, name, found)

    def _find_value(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for one in cls._member_map_.values():
                if one._value_ == value:
                    return one
            return None

    def __call__(cls, value, names=None, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        if cls._member_map_:
            if names is not None:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is None and type is None:
            raise TypeError(f"{cls!r} has no members; specify `names=()` if you meant to create a new, empty, enum")
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            given, names, last = names, [], []
            for count, name in enumerate(given):
                value = cls._generate_next_value_(name, start, count, last[:])
                last.append(value)
                names.append((name, value))
        pairs = names.items() if hasattr(names, "items") else names or ()
        for name, value in pairs:
            classdict[name] = value
        classdict["__module__"] = module if module is not None else "__main__"
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict)

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        return cls._find_value(value) is not None

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if _is_flag(cls) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    def __dir__(cls):
        return sorted(["__class__", "__doc__", "__members__", "__module__", *cls._member_names_])


EnumMeta = EnumType
Flag = None


class Enum(metaclass=EnumType):
    """Base of enumerations."""

    @classmethod
    def __signature__(cls):
        return "(*values)"

    def __new__(cls, value):
        if type(value) is cls:
            return value
        found = cls._find_value(value)
        if found is not None:
            return found
        try:
            found = cls._missing_(value)
        except Exception as error:
            if isinstance(error, ValueError) and getattr(error, "_from_flag", False):
                raise
            if not isinstance(error, (ValueError, TypeError)):
                raise
            missing = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            error.__context__ = missing
            raise
        if isinstance(found, cls):
            return found
        if found is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        raise TypeError(
            f"error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member"
        )

    def __init__(self, *args, **kwargs):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): for subclasses to override."""
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        """The member for a value that none has, or None; for subclasses to override."""
        return None

    @property
    def name(self):
        """The member's name."""
        return self._name_

    @property
    def value(self):
        """The member's value."""
        return self._value_

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __dir__(self):
        return sorted(["__class__", "__doc__", "__module__", "name", "value"])


class ReprEnum(Enum):
    """Changes only the repr: str and format are the data type's."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are ints too."""

    __str__ = int.__repr__
    __format__ = int.__format__
    __repr__ = Enum.__repr__
    __hash__ = int.__hash__


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strings too; auto() gives the name in lower case."""

    __str__ = str.__str__
    __format__ = str.__format__
    __repr__ = Enum.__repr__
    __hash__ = str.__hash__

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def _is_single_bit(value):
    return value > 0 and value & (value - 1) == 0


def _bits(value, width):
    return f"0b0 {value:0{width}b}"


STRICT, CONFORM, EJECT, KEEP = "strict", "conform", "eject", "keep"
_FLAG_METHODS = (
    "__or__",
    "__and__",
    "__xor__",
    "__ror__",
    "__rand__",
    "__rxor__",
    "__invert__",
)


class _FlagBase(Enum):
    """What bits can do."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 1 << max(last_values).bit_length()

    @classmethod
    def _finish_flag(cls):
        cls._every_ = 0
        for one in cls._member_map_.values():
            if isinstance(one._value_, int):
                cls._every_ |= one._value_
        # Members in the order of their bits.
        cls._member_names_.sort(key=lambda name: cls._member_map_[name]._value_)

    @classmethod
    def _missing_(cls, value):
        """A combination of members, made when it is first needed."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        every = cls._every_
        if value < 0:
            value &= (1 << every.bit_length()) - 1 if cls._boundary_ == KEEP else every
            found = cls._find_value(value)
            if found is not None:
                return found
        if value & ~every and cls._boundary_ == STRICT:
            width = max(value.bit_length(), every.bit_length())
            error = ValueError(
                f"{cls!r} invalid value {value}\n"
                f"    given {_bits(value, width)}\n"
                f"  allowed {_bits(every, width)}"
            )
            error._from_flag = True
            raise error
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        made._value_ = value
        parts = [one._name_ for one in cls._iter_member_(value)]
        unknown = value & ~every
        if unknown:
            parts.append(str(unknown))
        made._name_ = "|".join(parts) if parts and parts != [str(unknown)] else None
        return cls._value2member_map_.setdefault(value, made)

    @classmethod
    def _iter_member_(cls, value):
        return [cls._member_map_[name] for name in cls._member_names_ if cls._member_map_[name]._value_ & value]

    def _get_value(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return NotImplemented

    def __or__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ ^ value)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        if self._boundary_ == KEEP:
            return self.__class__(~self._value_)
        return self.__class__(self._every_ & ~self._value_)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} "
                f"and {self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter(self._iter_member_(self._value_))

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {self._value_}>"
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __hash__(self):
        return hash(self._value_)


Flag = _FlagBase
Flag.__name__ = Flag.__qualname__ = "Flag"
type.__setattr__(Flag, "_boundary_", STRICT)


class IntFlag(int, ReprEnum, Flag):
    """Bits whose members are ints too."""

    __str__ = int.__repr__
    __format__ = int.__format__
    __repr__ = Flag.__repr__
    __hash__ = int.__hash__


type.__setattr__(IntFlag, "_boundary_", KEEP)

CONTINUOUS, NAMED_FLAGS, UNIQUE = "no skipped integer values", "multi-flag aliases may not contain unnamed flags", "one name per value"


class verify:
    """A decorator that checks an enumeration."""

    def __init__(self, *checks):
        self._checks = checks

    def __call__(self, enumeration):
        for check in self._checks:
            if check == UNIQUE:
                aliases = _aliases(enumeration)
                if aliases:
                    details = ", ".join([f"{alias} -> {name}" for alias, name in aliases])
                    raise ValueError(f"aliases found in {enumeration!r}: {details}")
            elif check == CONTINUOUS:
                values = sorted([one.value for one in enumeration])
                missing = sorted(set(range(values[0], values[-1] + 1)) - set(values))
                if missing:
                    shown = ", ".join([str(value) for value in missing])
                    kind = "enum" if not issubclass(enumeration, Flag) else "flag"
                    raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values {shown}")
        return enumeration


def _aliases(enumeration):
    return [(name, one._name_) for name, one in enumeration.__members__.items() if name != one._name_]


def unique(enumeration):
    """A decorator that refuses two names for one value."""
    aliases = _aliases(enumeration)
    if aliases:
        details = ", ".join([f"{alias} -> {name}" for alias, name in aliases])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


def global_enum(enumeration, update_str=False):
    """Puts the members into their module, too."""
    import sys

    vars(sys.modules[enumeration.__module__]).update(enumeration.__members__)
    return enumeration
