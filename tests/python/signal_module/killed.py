"""A signal without a handler ends the program at once: nothing after it, no finally."""
import signal
import sys

print("before")
sys.stdout.flush()
try:
    signal.raise_signal(signal.SIGTERM)
finally:
    print("never")
