"""Enumerations: classes with a fixed set of named instances.

CPython does this in a metaclass.  Here it is done when a subclass of Enum is made: each value
in its body becomes a member.  What needs a metaclass is missing: iterating over the class,
`len` and `in` on it.  `list(Color.__members__.values())` goes through the members.
"""

__all__ = ["Enum", "Flag", "IntEnum", "IntFlag", "StrEnum", "auto", "unique", "nonmember", "member"]


class auto:
    """A value chosen by the class: one more than the greatest so far."""


class nonmember:
    """Keeps a value in the body of an enumeration from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of something that would not become one, such as a function."""

    def __init__(self, value):
        self.value = value


def _is_member(name, value):
    """Whether an entry of the class body is to become a member."""
    if isinstance(value, member):
        return True
    if name.startswith("_") or isinstance(value, nonmember):
        return False
    # Functions, properties and the like stay what they are.
    return not hasattr(value, "__get__") and not isinstance(value, type)


def _show(enumeration):
    return f"<enum {enumeration.__qualname__!r}>"


class Enum:
    """Base of enumerations."""

    _member_type_ = object

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        entries = [entry for entry in cls.__dict__.items() if _is_member(*entry)]
        if getattr(cls, "_member_map_", None):
            raise TypeError(f"{_show(cls)} cannot extend {_show(cls.__base__)}")
        for name, value in cls.__dict__.items():
            if isinstance(value, nonmember):
                setattr(cls, name, value.value)
        cls._member_map_ = {}
        cls.__members__ = cls._member_map_
        cls._value2member_map_ = {}
        values = []
        # A __new__ and an __init__ of the user's own make the members; later calls of the
        # class only look them up.
        make = cls.__dict__.get("__new__")
        make = getattr(make, "__func__", make)
        if make is not None:
            cls.__new__ = Enum.__new__
        initialise = cls.__dict__.get("__init__")
        if initialise is not None:
            cls.__init__ = Enum.__init__
        for name, value in entries:
            if isinstance(value, member):
                value = value.value
            if isinstance(value, auto):
                value = cls._generate_next_value_(name, 1, len(values), values)
            values.append(value)
            setattr(cls, name, cls._add(name, value, make, initialise))

    @classmethod
    def _add(cls, name, value, make, initialise):
        """A new member, or the one that has the value already."""
        args = value if isinstance(value, tuple) else (value,)
        if make is not None:
            new = make(cls, *args)
        elif cls._member_type_ is object:
            new = object.__new__(cls)
        else:
            new = cls._member_type_.__new__(cls, *args)
        if not hasattr(new, "_value_"):
            new._value_ = value
        for other in cls._member_map_.values():
            if other._value_ == new._value_:
                cls._member_map_[name] = other
                return other
        new._name_ = name
        new.__objclass__ = cls
        if initialise is not None:
            initialise(new, *args)
        new._sort_order_ = len(cls._member_map_)
        cls._member_map_[name] = new
        try:
            cls._value2member_map_[new._value_] = new
        except TypeError:
            # Values that cannot be hashed are found by looking at all members.
            pass
        return new

    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): for subclasses to override."""
        return max(last_values) + 1 if last_values else start

    def __new__(cls, value):
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            found = None
        if found is None:
            for other in cls._member_map_.values():
                if other._value_ == value:
                    return other
            found = cls._missing_(value)
        if found is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        return found

    def __init__(self, *args):
        pass

    @classmethod
    def _missing_(cls, value):
        """The member for a value that none has, or None; for subclasses to override."""
        return None

    def __class_getitem__(cls, name):
        return cls._member_map_[name]

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
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    """An enumeration whose members are ints too."""

    _member_type_ = int
    __repr__ = Enum.__repr__
    __str__ = int.__repr__
    __format__ = int.__format__
    __hash__ = int.__hash__
    __new__ = Enum.__new__


class StrEnum(str, Enum):
    """An enumeration whose members are strings too; auto() gives the name in lower case."""

    _member_type_ = str
    __repr__ = Enum.__repr__
    __str__ = str.__str__
    __format__ = str.__format__
    __hash__ = str.__hash__
    __new__ = Enum.__new__

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Flag(Enum):
    """An enumeration of bits that can be combined."""

    def _generate_next_value_(name, start, count, last_values):
        return 1 << max(last_values, default=0).bit_length()

    @classmethod
    def _missing_(cls, value):
        """A combination of members, made when it is first needed."""
        if not isinstance(value, int):
            return None
        every = 0
        for one in cls._member_map_.values():
            every |= one._value_
        if value < 0:
            value &= every
            if value in cls._value2member_map_:
                return cls._value2member_map_[value]
        if value & ~every:
            raise ValueError(
                f"{_show(cls)} invalid value {value}\n"
                f"    given {_bits(value, every)}\n"
                f"  allowed {_bits(every, every)}"
            )
        made = cls._member_type_.__new__(cls) if cls._member_type_ is object else int.__new__(cls, value)
        made._value_ = value
        parts = [one._name_ for one in cls._single_bits() if one._value_ & value]
        made._name_ = "|".join(parts) if parts else None
        cls._value2member_map_[value] = made
        return made

    @classmethod
    def _single_bits(cls):
        return [one for one in cls._member_map_.values() if one._value_.bit_count() == 1]

    def _combine(self, other, operation):
        if isinstance(other, self.__class__):
            return self.__class__(operation(self._value_, other._value_))
        if self._member_type_ is int and isinstance(other, int):
            return self.__class__(operation(self._value_, other))
        return NotImplemented

    def __or__(self, other):
        return self._combine(other, lambda a, b: a | b)

    def __and__(self, other):
        return self._combine(other, lambda a, b: a & b)

    def __xor__(self, other):
        return self._combine(other, lambda a, b: a ^ b)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return self.__class__(~self._value_)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} "
                f"and {self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([one for one in self._single_bits() if one._value_ & self._value_])

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


def _bits(value, every):
    width = max(value.bit_length(), every.bit_length())
    return f"0b0 {value:0{width}b}"


class IntFlag(int, Flag):
    """Bits whose members are ints too."""

    _member_type_ = int
    __repr__ = Flag.__repr__
    __str__ = int.__repr__
    __format__ = int.__format__
    __new__ = Enum.__new__
    __or__ = Flag.__or__
    __and__ = Flag.__and__
    __xor__ = Flag.__xor__
    __ror__, __rand__, __rxor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __invert__ = Flag.__invert__
    __hash__ = int.__hash__


def unique(enumeration):
    """A decorator that refuses two names for one value."""
    aliases = [(name, one._name_) for name, one in enumeration.__members__.items() if name != one._name_]
    if aliases:
        details = ", ".join([f"{alias} -> {name}" for alias, name in aliases])
        raise ValueError(f"duplicate values found in {_show(enumeration)}: {details}")
    return enumeration
