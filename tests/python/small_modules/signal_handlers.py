import os
import signal


def handler(number, frame):
    print("got", number, signal.Signals(number).name)


print(signal.getsignal(signal.SIGUSR1) is signal.SIG_DFL, signal.SIGINT, repr(signal.SIGTERM))
signal.signal(signal.SIGUSR1, handler)
os.kill(os.getpid(), signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR1)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)
os.kill(os.getpid(), signal.SIGUSR1)
print("still here")
