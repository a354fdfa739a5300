"""datetime, date and timedelta for fixed moments."""

from datetime import date, datetime, time, timedelta, timezone

d = datetime(2024, 2, 28, 23, 30)
print(d, repr(d), d + timedelta(hours=1), d + timedelta(days=2), d.isoformat(), d.date(), d.time(), d.year, d.weekday())
print(timedelta(days=1, hours=2, minutes=3, seconds=4.5), repr(timedelta(hours=25)), timedelta(seconds=-1), timedelta(weeks=1).days, timedelta(minutes=90).total_seconds())
gap = datetime(2024, 3, 1) - datetime(2024, 2, 1, 12)
print(gap, gap.days, gap.seconds, gap * 2, gap / 2, gap // timedelta(days=1), gap > timedelta(1), -gap, abs(-gap), gap / timedelta(hours=1))
print(date(2024, 12, 25) - date(2024, 1, 1), date(2024, 1, 31) + timedelta(1), date(2023, 3, 1).isoformat(), date(2000, 1, 1).strftime("%d/%m/%y %A %j"))
print(d.strftime("%Y-%m-%d %H:%M:%S.%f"), f"{d:%B %d, %Y}", d.replace(year=2025, month=1), d < datetime(2025, 1, 1), d == datetime(2024, 2, 28, 23, 30))
print(datetime(2024, 1, 1, 12, 30, 15, 250000), datetime.fromisoformat("2024-05-06T07:08:09"), date.fromisoformat("2020-02-29"), time(9, 5), time(9, 5, 1).isoformat())
print(datetime.fromtimestamp(0, timezone.utc), datetime(1970, 1, 2, tzinfo=timezone.utc).timestamp(), date(2024, 2, 29).toordinal(), date.fromordinal(738945), date(2024, 12, 30).isocalendar()[1])
print(isinstance(datetime.now() - datetime.now(), timedelta), datetime.now() <= datetime.now(), date.today() == datetime.today().date(), datetime.min, datetime.max)
for bad in (lambda: datetime(2023, 2, 29), lambda: date(2023, 13, 1), lambda: datetime(2023, 1, 1, 25), lambda: datetime.fromisoformat("nope")):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
