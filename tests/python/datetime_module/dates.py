from datetime import date, timedelta

d = date(2024, 2, 28)
print(d, repr(d), d.year, d.month, d.day, d.weekday(), d.isoweekday(), d.isoformat())
print(d + timedelta(days=2), d - timedelta(weeks=1), date(2024, 3, 1) - d, d < date(2025, 1, 1))
print(d.replace(day=1), d.strftime("%d/%m/%Y %A %B %j"), date.fromisoformat("2023-12-25"))
print(d.timetuple().tm_yday, d.toordinal(), date.fromordinal(738000), d.isocalendar())
for bad in [(2023, 2, 29), (2024, 13, 1), (0, 1, 1)]:
    try:
        date(*bad)
    except ValueError as error:
        print(error)
