"""gmtime, strftime, struct_time and friends for fixed moments."""

import time

moment = time.gmtime(0)
print(moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_wday, moment.tm_yday)
print(time.strftime("%Y-%m-%d %H:%M:%S", moment), time.strftime("%a %b %d %j %y %% %p %I", time.gmtime(1_700_000_000)))
print(time.gmtime(1_700_000_000)[:6], len(time.gmtime(5)), time.asctime(time.gmtime(1_000_000_000)))
year, month, day, *rest = time.gmtime(951_782_400)
print(year, month, day)
print(time.strftime("%H:%M", time.gmtime(3 * 3600 + 7 * 60)), time.gmtime(-86400)[:3])
print(time.strftime("%A %B %d", time.gmtime(1_709_164_800)))
now = time.time()
print(now > 0, len(time.strftime("%H:%M:%S")), time.localtime().tm_year >= 1970, len(time.ctime()) == 24)
