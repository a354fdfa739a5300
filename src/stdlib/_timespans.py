"""Spans of time and offsets from UTC: the half of `datetime` that knows no calendar."""

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND


class timedelta:
    """A span of time, to the microsecond."""

    __module__ = "datetime"
    __slots__ = ("_micros",)

    def __init__(
        self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0
    ):
        whole = 0
        rest = 0.0
        for amount, unit in (
            (weeks, 7 * _DAY), (days, _DAY), (hours, 3600 * _SECOND), (minutes, 60 * _SECOND),
            (seconds, _SECOND), (milliseconds, 1000), (microseconds, 1),
        ):
            if isinstance(amount, float):
                # Whole part exactly; what is behind the point may be rounded.
                whole += int(amount) * unit
                rest += (amount - int(amount)) * unit
            elif isinstance(amount, int):
                whole += amount * unit
            else:
                raise TypeError(
                    f"unsupported type for timedelta component: {type(amount).__name__}"
                )
        self._micros = whole + round(rest)
        if abs(self._micros // _DAY) > 999_999_999:
            raise OverflowError(f"days={self.days}; must have magnitude <= 999999999")

    @property
    def days(self):
        """Whole days; negative for negative spans."""
        return self._micros // _DAY

    @property
    def seconds(self):
        """Seconds beyond the days, from 0 on."""
        return self._micros % _DAY // _SECOND

    @property
    def microseconds(self):
        """Microseconds beyond the seconds, from 0 on."""
        return self._micros % _SECOND

    def total_seconds(self):
        """The whole span in seconds."""
        return self._micros / _SECOND

    def __repr__(self):
        parts = []
        for name in ("days", "seconds", "microseconds"):
            value = getattr(self, name)
            if value:
                parts.append(f"{name}={value}")
        return f"datetime.timedelta({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self.seconds, 60)
        text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        if self.days:
            text = f"{self.days} day{'' if abs(self.days) == 1 else 's'}, {text}"
        if self.microseconds:
            text += f".{self.microseconds:06}"
        return text

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return _span(self._micros + other._micros)

    __radd__ = __add__

    def __sub__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return _span(self._micros - other._micros)

    def __neg__(self):
        return _span(-self._micros)

    def __pos__(self):
        return self

    def __abs__(self):
        return _span(abs(self._micros))

    def __mul__(self, other):
        if isinstance(other, int):
            return _span(self._micros * other)
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return _span(_divide(self._micros * numerator, denominator))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._micros / other._micros
        if isinstance(other, int):
            return _span(_divide(self._micros, other))
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return _span(_divide(self._micros * denominator, numerator))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._micros // other._micros
        if isinstance(other, int):
            return _span(self._micros // other)
        return NotImplemented

    def __mod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return _span(self._micros % other._micros)

    def __divmod__(self, other):
        return self // other, self % other

    def __eq__(self, other):
        return self._micros == other._micros if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._micros < other._micros if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._micros <= other._micros if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._micros > other._micros if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._micros >= other._micros if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(self._micros)

    def __bool__(self):
        return self._micros != 0


def _span(micros):
    result = timedelta.__new__(timedelta)
    result._micros = micros
    return result


def _divide(a, b):
    """a / b to the nearest whole number; from the middle to the even one."""
    if b < 0:
        a, b = -a, -b
    quotient, rest = divmod(a, b)
    if 2 * rest > b or 2 * rest == b and quotient % 2:
        quotient += 1
    return quotient


timedelta.min = timedelta(-999_999_999)
timedelta.max = timedelta(999_999_999, 86_399, 999_999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """Base of time zones."""

    __module__ = "datetime"

    def utcoffset(self, dt):
        """How far local time is ahead of UTC."""
        raise NotImplementedError("tzinfo subclass must override utcoffset()")

    def tzname(self, dt):
        """The zone's name."""
        raise NotImplementedError("tzinfo subclass must override tzname()")

    def dst(self, dt):
        """What summer time adds."""
        raise NotImplementedError("tzinfo subclass must override dst()")


class timezone(tzinfo):
    """A zone with a fixed offset from UTC."""

    __module__ = "datetime"

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if not -_DAY < offset._micros < _DAY:
            raise ValueError(
                "offset must be a timedelta strictly between "
                f"-timedelta(hours=24) and timedelta(hours=24), not {offset!r}"
            )
        self._offset = offset
        self._name = name

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + (_offset_text(self._offset) if self._offset else "")

    def dst(self, dt):
        return None

    def __repr__(self):
        if self is UTC:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)


UTC = timezone.utc = timezone(timedelta(0))


def _offset_text(offset, colon=":"):
    sign = "-" if offset._micros < 0 else "+"
    minutes, seconds = divmod(abs(offset).seconds, 60)
    text = f"{sign}{minutes // 60:02}{colon}{minutes % 60:02}"
    return text + (f"{colon}{seconds:02}" if seconds else "")
