from datetime import timedelta

t = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5)
print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds())
print(t * 2, t / 2, t // timedelta(hours=1), -t, abs(-t), t + timedelta(hours=22), t % timedelta(hours=5))
print(timedelta(seconds=90) == timedelta(minutes=1.5), timedelta(0), timedelta(microseconds=1), bool(timedelta()))
print(sorted([timedelta(2), timedelta(1)]), sum([timedelta(1), timedelta(2)], timedelta()), timedelta(days=-1))
