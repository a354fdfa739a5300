from datetime import datetime, timedelta, timezone

utc = datetime(2024, 6, 1, 12, 0, tzinfo=timezone.utc)
seoul = timezone(timedelta(hours=9), "KST")
print(utc, utc.isoformat(), utc.astimezone(seoul), utc.astimezone(seoul).tzname())
print(utc == utc.astimezone(seoul), utc.timestamp(), datetime.fromtimestamp(0, timezone.utc))
print(timezone.utc, repr(seoul), utc.strftime("%H:%M %z %Z"), utc.utcoffset())
try:
    utc < datetime(2024, 1, 1)
except TypeError as error:
    print(error)
