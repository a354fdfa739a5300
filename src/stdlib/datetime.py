"""Dates, times of day, moments and spans of time.

The calendar is the Gregorian one, extended backwards.  A date is at heart a count of days
(1 is the first of January of year 1), a span a count of microseconds.
"""

import time as _time

from _timespans import _DAY, _SECOND, UTC, _offset_text, _span, timedelta, timezone, tzinfo

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]

MINYEAR = 1
MAXYEAR = 9999
_DAYS_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MAX_ORDINAL = 3_652_059


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _DAYS_IN_MONTH[month]


def _days_before_year(year):
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400


def _to_ordinal(year, month, day):
    leap_day = month > 2 and _is_leap(year)
    return _days_before_year(year) + _DAYS_BEFORE_MONTH[month] + leap_day + day


def _from_ordinal(ordinal):
    # A good guess at the year, then months by counting.
    year = (ordinal - 1) * 400 // 146_097 + 1
    while _days_before_year(year) >= ordinal:
        year -= 1
    while _days_before_year(year + 1) < ordinal:
        year += 1
    rest = ordinal - _days_before_year(year)
    month = 1
    while rest > _days_in_month(year, month):
        rest -= _days_in_month(year, month)
        month += 1
    return year, month, rest


def _check_date(year, month, day):
    for value in (year, month, day):
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")


def _check_time(hour, minute, second, microsecond):
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999_999:
        raise ValueError("microsecond must be in 0..999999")




def _comparable(method):
    """A comparison of the `_key`s of two objects of one kind."""

    def compare(self, other):
        if not self._same_kind(other):
            return NotImplemented
        return method(self._key(other), other._key(self))

    return compare


class _Ordered:
    """Comparison by `_key` with objects of the same kind."""

    __slots__ = ()
    __lt__ = _comparable(lambda a, b: a < b)
    __le__ = _comparable(lambda a, b: a <= b)
    __gt__ = _comparable(lambda a, b: a > b)
    __ge__ = _comparable(lambda a, b: a >= b)

    def __eq__(self, other):
        if not self._same_kind(other):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self):
        return hash(self._fields())

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)


def _ordered(cls):
    """Gives a class the methods of `_Ordered`, which is no base that a program could see."""
    for name, method in _Ordered.__dict__.items():
        if callable(method) and name not in cls.__dict__:
            setattr(cls, name, method)
    return cls


class IsoCalendarDate(tuple):
    """Year, week and weekday, as ISO 8601 counts them."""

    def __new__(cls, year, week, weekday):
        return tuple.__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


@_ordered
class date:
    """A day of the calendar."""

    __slots__ = ("year", "month", "day")

    def __init__(self, year, month, day):
        _check_date(year, month, day)
        self.year, self.month, self.day = year, month, day

    @classmethod
    def today(cls):
        """The day it is now."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        """The local day of a moment in seconds since 1970."""
        return cls(*_time.localtime(timestamp)[:3])

    @classmethod
    def fromordinal(cls, n):
        """The n-th day, the first of January of year 1 being 1."""
        if not 1 <= n <= _MAX_ORDINAL:
            raise ValueError("ordinal must be >= 1" if n < 1 else "year is out of range")
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string):
        """From a text like 2024-05-06."""
        try:
            return cls(*_parse_date(date_string))
        except ValueError as error:
            if "must be" in str(error) or "out of range" in str(error):
                raise
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    def _same_kind(self, other):
        return isinstance(other, date) and isinstance(self, datetime) == isinstance(other, datetime)

    def _fields(self):
        return self.year, self.month, self.day

    def _key(self, other):
        return self._fields()

    def __repr__(self):
        return f"datetime.{type(self).__name__}({self.year}, {self.month}, {self.day})"

    def isoformat(self):
        """Like 2024-05-06."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def __str__(self):
        return self.isoformat()

    def toordinal(self):
        """Days since the last of December of year 0."""
        return _to_ordinal(self.year, self.month, self.day)

    def weekday(self):
        """Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Monday is 1."""
        return self.weekday() + 1

    def isocalendar(self):
        """(year, week, weekday): week 1 has the year's first Thursday."""
        thursday = self.toordinal() - self.weekday() + 3
        year = _from_ordinal(thursday)[0]
        week = (thursday - _to_ordinal(year, 1, 1)) // 7 + 1
        return IsoCalendarDate(year, week, self.isoweekday())

    def timetuple(self):
        """As the time module has it."""
        return self._struct_time(0, 0, 0)

    def _struct_time(self, hour, minute, second):
        day_of_year = self.toordinal() - _days_before_year(self.year)
        return _time.struct_time(
            (self.year, self.month, self.day, hour, minute, second, self.weekday(), day_of_year, -1)
        )

    def ctime(self):
        """Like Wed Feb 28 23:30:00 2024."""
        return _time.asctime(self.timetuple())

    def strftime(self, format):
        """The date by a format with % codes."""
        return _time.strftime(format.replace("%f", "000000"), self.timetuple())

    def replace(self, year=None, month=None, day=None):
        """The same with some parts changed."""
        return type(self)(_or(year, self.year), _or(month, self.month), _or(day, self.day))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other.days
        if not 1 <= n <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(n)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(1)


def _or(value, default):
    return default if value is None else value


def _parse_date(text):
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError
    return int(text[:4]), int(text[5:7]), int(text[8:])


def _parse_time(text):
    """hour, minute, second, microsecond, zone of 07:08:09.5+01:00"""
    zone = None
    if text.endswith("Z"):
        text, zone = text[:-1], UTC
    for sign in "+-":
        clock, found, offset = text.partition(sign)
        if found:
            hours, _, minutes = offset.partition(":")
            span = timedelta(hours=int(hours), minutes=int(minutes or 0))
            text, zone = clock, timezone(span if sign == "+" else -span)
            zone = UTC if not span else zone
            break
    whole, _, fraction = text.partition(".")
    parts = [int(part) for part in whole.split(":")]
    if not 1 <= len(parts) <= 3 or fraction and not fraction.isdigit():
        raise ValueError
    parts += [0] * (3 - len(parts))
    return (*parts, int(fraction[:6].ljust(6, "0")) if fraction else 0, zone)


@_ordered
class time:
    """A time of day."""

    __slots__ = ("hour", "minute", "second", "microsecond", "tzinfo", "fold")

    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second = hour, minute, second
        self.microsecond, self.tzinfo, self.fold = microsecond, tzinfo, fold

    @classmethod
    def fromisoformat(cls, time_string):
        """From a text like 07:08:09."""
        try:
            return cls(*_parse_time(time_string.removeprefix("T")))
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None

    def _same_kind(self, other):
        return isinstance(other, time)

    def _fields(self):
        return self.hour, self.minute, self.second, self.microsecond

    def _key(self, other):
        return self._fields()

    def isoformat(self, timespec="auto"):
        """Like 07:08:09, with microseconds if there are any."""
        text = _clock_text(self, timespec)
        return text + (_offset_text(self.tzinfo.utcoffset(None)) if self.tzinfo else "")

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f"datetime.time({_clock_arguments(self)})"

    def strftime(self, format):
        """The time by a format with % codes."""
        format = format.replace("%f", f"{self.microsecond:06}")
        moment = (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1)
        return _time.strftime(format, _time.struct_time(moment))

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        """The same with some parts changed."""
        return type(self)(
            _or(hour, self.hour), _or(minute, self.minute), _or(second, self.second),
            _or(microsecond, self.microsecond), self.tzinfo if tzinfo is True else tzinfo,
        )


time.min = time(0, 0)
time.max = time(23, 59, 59, 999_999)
time.resolution = timedelta(microseconds=1)


def _clock_text(moment, timespec):
    if timespec == "auto":
        timespec = "microseconds" if moment.microsecond else "seconds"
    texts = {
        "hours": f"{moment.hour:02}",
        "minutes": f"{moment.hour:02}:{moment.minute:02}",
        "seconds": f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}",
    }
    texts["milliseconds"] = f"{texts['seconds']}.{moment.microsecond // 1000:03}"
    texts["microseconds"] = f"{texts['seconds']}.{moment.microsecond:06}"
    if timespec not in texts:
        raise ValueError("Unknown timespec value")
    return texts[timespec]


def _clock_arguments(moment):
    parts = [moment.hour, moment.minute]
    if moment.second or moment.microsecond:
        parts.append(moment.second)
    if moment.microsecond:
        parts.append(moment.microsecond)
    text = ", ".join(map(str, parts))
    return text if moment.tzinfo is None else f"{text}, tzinfo={moment.tzinfo!r}"


class datetime(date):
    """A moment: date and time of day, with or without a time zone."""

    __slots__ = ("hour", "minute", "second", "microsecond", "tzinfo", "fold")

    def __init__(
        self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0
    ):
        super().__init__(year, month, day)
        _check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second = hour, minute, second
        self.microsecond, self.tzinfo, self.fold = microsecond, tzinfo, fold

    @classmethod
    def now(cls, tz=None):
        """The moment it is now."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def today(cls):
        """The moment it is now, without a zone."""
        return cls.now()

    @classmethod
    def utcnow(cls):
        """The moment it is now in UTC, without a zone."""
        return cls.now(UTC).replace(tzinfo=None)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """From seconds since 1970."""
        micros = round(timestamp * _SECOND)
        seconds, micros = divmod(micros, _SECOND)
        if tz is None:
            return cls(*_time.localtime(seconds)[:6], micros)
        moment = cls(*_time.gmtime(seconds)[:6], micros, tz)
        return moment + tz.utcoffset(moment)

    @classmethod
    def fromordinal(cls, n):
        """Midnight of the n-th day."""
        return cls(*_from_ordinal(n))

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A date and a time of day together."""
        zone = time.tzinfo if tzinfo is True else tzinfo
        return cls(*date._fields()[:3], *time._fields(), zone)

    @classmethod
    def strptime(cls, date_string, format):
        """From a text in a format like strftime's."""
        from _strptime import parse

        *parts, offset = parse(date_string, format)
        zone = None
        if offset is not None:
            zone = timezone(timedelta(seconds=offset)) if offset else UTC
        return cls(*parts, zone)

    @classmethod
    def fromisoformat(cls, date_string):
        """From a text like 2024-05-06T07:08:09."""
        try:
            clock = _parse_time(date_string[11:]) if len(date_string) > 10 else ()
            return cls(*_parse_date(date_string[:10]), *clock)
        except ValueError as error:
            if "must be" in str(error) or "out of range" in str(error):
                raise
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    def _fields(self):
        clock = (self.hour, self.minute, self.second, self.microsecond)
        if self.tzinfo is None:
            return (self.year, self.month, self.day, *clock)
        # Moments in different zones are equal when they are the same moment.
        return ("utc", self._micros() - self.utcoffset()._micros)

    def _key(self, other):
        if (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._fields()

    def _micros(self):
        seconds = self.hour * 3600 + self.minute * 60 + self.second
        return self.toordinal() * _DAY + seconds * _SECOND + self.microsecond

    def date(self):
        """The day."""
        return date(self.year, self.month, self.day)

    def time(self):
        """The time of day."""
        return time(self.hour, self.minute, self.second, self.microsecond)

    def timetz(self):
        """The time of day with its zone."""
        return time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

    def utcoffset(self):
        """How far ahead of UTC, or None."""
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def tzname(self):
        """The zone's name, or None."""
        return None if self.tzinfo is None else self.tzinfo.tzname(self)

    def astimezone(self, tz):
        """The same moment in another zone."""
        moment = self.replace(tzinfo=tz) - self.utcoffset()
        return moment + tz.utcoffset(moment)

    def timestamp(self):
        """Seconds since 1970."""
        if self.tzinfo is None:
            return _time.mktime(self.timetuple()) + self.microsecond / 1e6
        return (self - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()

    def isoformat(self, sep="T", timespec="auto"):
        """Like 2024-05-06T07:08:09, with microseconds and offset if there are any."""
        text = super().isoformat() + sep + _clock_text(self, timespec)
        return text + (_offset_text(self.utcoffset()) if self.tzinfo else "")

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        day = f"{self.year}, {self.month}, {self.day}"
        return f"datetime.{type(self).__name__}({day}, {_clock_arguments(self)})"

    def timetuple(self):
        return self._struct_time(self.hour, self.minute, self.second)

    def strftime(self, format):
        offset = _offset_text(self.utcoffset(), "") if self.tzinfo else ""
        for code, text in (("%f", f"{self.microsecond:06}"), ("%z", offset), ("%Z", self.tzname() or "")):
            format = format.replace(code, text)
        return _time.strftime(format, self.timetuple())

    def replace(
        self, year=None, month=None, day=None, hour=None, minute=None, second=None,
        microsecond=None, tzinfo=True, *, fold=None
    ):
        return type(self)(
            _or(year, self.year), _or(month, self.month), _or(day, self.day),
            _or(hour, self.hour), _or(minute, self.minute), _or(second, self.second),
            _or(microsecond, self.microsecond), self.tzinfo if tzinfo is True else tzinfo,
        )

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        days, micros = divmod(self._micros() + other._micros, _DAY)
        if not 1 <= days <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        seconds, micros = divmod(micros, _SECOND)
        minutes, seconds = divmod(seconds, 60)
        clock = (minutes // 60, minutes % 60, seconds, micros)
        return type(self)(*_from_ordinal(days), *clock, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        span = self._micros() - other._micros()
        if self.tzinfo is not None:
            span -= self.utcoffset()._micros - other.utcoffset()._micros
        return _span(span)


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999_999)
datetime.resolution = timedelta(microseconds=1)
