"""Handlers: set, raised, by the alarm clock, in sleeps and waits for locks."""
import signal, time, threading
def handler(signum, frame):
    print("got", signal.Signals(signum).name, frame.f_code.co_name if frame else None)
old = signal.signal(signal.SIGTERM, handler)
print(old, signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM) is handler)
signal.raise_signal(signal.SIGTERM)
signal.signal(signal.SIGALRM, handler)
print(signal.alarm(2), signal.alarm(1))
start = time.monotonic()
time.sleep(1.5)
print("slept", round(time.monotonic() - start, 2))
signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
lock = threading.Lock(); lock.acquire()
print(lock.acquire(timeout=0.35))
signal.setitimer(signal.ITIMER_REAL, 0)
class Timeout(Exception): pass
def late(s, f): raise Timeout("too late")
signal.signal(signal.SIGALRM, late)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    while True: pass
except Timeout as e: print("timeout", e)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    lock.acquire()
except Timeout as e: print("timeout", e)
def send():
    time.sleep(0.1)
    signal.raise_signal(signal.SIGINT)
t = threading.Thread(target=send); t.start()
try:
    while True: time.sleep(0.02)
except KeyboardInterrupt as e: print("interrupted", repr(e))
try: signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt: print("again")
signal.signal(signal.SIGINT, signal.SIG_IGN); signal.raise_signal(signal.SIGINT); print("ignored", signal.getsignal(signal.SIGINT))
signal.signal(signal.SIGINT, signal.default_int_handler)
def bad():
    try: signal.signal(signal.SIGINT, handler)
    except ValueError as e: print(e)
t = threading.Thread(target=bad); t.start(); t.join()
for a in ((signal.SIGKILL, handler), (0, handler), (70, handler), (2, 5), (2, None), ("x", handler)):
    try: signal.signal(*a)
    except Exception as e: print(type(e).__name__, e)
print(signal.strsignal(2), signal.SIGINT, repr(signal.SIGINT), signal.SIG_DFL, len(signal.valid_signals()))
def nested(s, f):
    print("line", f.f_lineno > 0)
    signal.raise_signal(signal.SIGTERM)
signal.signal(signal.SIGUSR1, nested); signal.raise_signal(signal.SIGUSR1)
print("end")
