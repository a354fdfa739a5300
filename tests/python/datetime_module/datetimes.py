from datetime import datetime, time, timedelta

d = datetime(2024, 1, 15, 10, 30, 45, 123456)
print(d, repr(d), d.date(), d.time(), d.hour, d.microsecond)
print(d.strftime("%Y-%m-%d %H:%M:%S.%f %p %I"), d.isoformat(), d.isoformat(" ", "seconds"))
print(datetime.strptime("2024-03-10 08:05", "%Y-%m-%d %H:%M"), datetime.fromisoformat("2024-01-02T03:04:05"))
print(d + timedelta(hours=20), d - datetime(2024, 1, 1), d.replace(hour=0, minute=0))
print(time(9, 5), time(23, 59, 59).isoformat(), datetime.combine(d.date(), time(1, 2)))
print(d > datetime(2023, 1, 1), d == datetime(2024, 1, 15, 10, 30, 45, 123456), d.weekday())
for text, form in [("10 Mar 2024 1:05 PM", "%d %b %Y %I:%M %p"), ("24/12/31", "%y/%m/%d"), ("2024-01-01T00:00:00.5+0900", "%Y-%m-%dT%H:%M:%S.%f%z")]:
    print(datetime.strptime(text, form))
for text, form in [("2024-13-01", "%Y-%m-%d"), ("2024-01-01 x", "%Y-%m-%d"), ("abc", "%H")]:
    try:
        datetime.strptime(text, form)
    except ValueError as error:
        print(error)
