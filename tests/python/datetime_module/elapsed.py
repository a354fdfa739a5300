import time
from datetime import datetime

start = datetime.now()
time.sleep(0.05)
elapsed = datetime.now() - start
print(elapsed.total_seconds() >= 0.05, elapsed.days, elapsed.seconds, type(elapsed).__name__)
print(isinstance(start.strftime("%H:%M:%S"), str), len(start.strftime("%Y-%m-%d %H:%M:%S")))
