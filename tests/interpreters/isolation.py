# What interpreters share is the process: modules, globals and threads are each one's own.
from concurrent import interpreters
import functools
import os
import sys
import threading

print = functools.partial(print, flush=True)

first, second = interpreters.create(), interpreters.create()
print(first, first.id, first.whence, interpreters.get_main().whence)
print(interpreters.list_all() == [interpreters.get_main(), first, second])
print(interpreters.get_current() is interpreters.get_main())
sys.flag = "mine"
first.exec("import sys; print(hasattr(sys, 'flag'), flush=True)")
first.exec("value = [1, 2]")
second.prepare_main({"x": 1}, y=(2, "three"))
second.exec("print(x, y, 'value' in globals(), flush=True)")
print(first.call(os.getpid) == os.getpid())
first.exec("""
import threading
results = []
threads = [threading.Thread(target=results.append, args=(n,)) for n in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(results), threading.active_count(), flush=True)
print(threading.current_thread() is threading.main_thread(), flush=True)
""")
print(threading.active_count())
first.exec("""
import atexit
atexit.register(print, 'end of', __name__)
print('waits in the buffer of its own')
""")
second.exec("import atexit; atexit.register(print, 'second ends with the program')")
first.close()
print([repr(interp) for interp in interpreters.list_all()])
