"""The _thread module: raw threads and raw locks."""

import _thread
import threading

done = _thread.allocate_lock()
done.acquire()
result = []


def worker(a, b=0):
    result.append((a, b, threading.current_thread().name, _thread.get_ident() != threading.main_thread().ident))
    done.release()


_thread.start_new_thread(worker, (1,), {"b": 2})
done.acquire()
print(result)
print(_thread.LockType is threading.Lock, issubclass(_thread.error, RuntimeError), done.locked())
