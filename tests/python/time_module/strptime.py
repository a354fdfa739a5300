import time

t = time.strptime("2024-02-29 13:45:06", "%Y-%m-%d %H:%M:%S")
print(t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_wday, t.tm_yday)
print(time.strftime("%A %d %B", t), time.strptime("Sat Jun 01 00:00:00 2024")[:3])
try:
    time.strptime("x", "%Y")
except ValueError as error:
    print(error)
