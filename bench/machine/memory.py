"""What an interpreter, a thread, a forked and a spawned child take of memory.

    python3 bench/machine/memory.py [PYTHON...]

Every Python is started as a program that says that it is ready and then waits; its mappings are
read from /proc/PID/smaps meanwhile. All numbers are KiB. They are the `[memory]` of the profiles.

text       file mappings that nobody can write (the interpreter's code, its libraries): all
           processes of the same binary share them
data       everything else of `python -c pass`: what the interpreter has written, but for
main       what is touched of the main thread's stack
thread     what a thread that sleeps adds, the median of 50
reserved   the address space of a thread's stack
frame      what each of 900 Python calls inside one another adds to a thread
fork       what a forked child that does nothing has written, its stack excepted, the median of 10
interp     what each of ten more interpreters in the process adds (3.12 and later)
spawned    what a child of the start method `spawn` has for itself (text excepted)
unread     what a forked child copies that leaves a list of 200,000 numbers alone
read       the same, after a loop over the list: reference counts are written, too
"""

from __future__ import print_function

import statistics
import subprocess
import sys

WAIT = "\nimport sys as _sys\nprint('ready'); _sys.stdout.flush(); _sys.stdin.read()\n"

THREADS = """
import threading, time
for _ in range(50):
    t = threading.Thread(target=time.sleep, args=(600,)); t.daemon = True; t.start()
time.sleep(0.5)
"""

NO_THREADS = "import threading, time\ntime.sleep(0.5)\n"

DEEP = """
import threading, time
def down(n):
    if n: down(n - 1)
    else: time.sleep(600)
t = threading.Thread(target=down, args=(%d,)); t.daemon = True; t.start()
time.sleep(0.5)
"""

FORK = """
import os, time
children = []
for _ in range(10):
    pid = os.fork()
    if not pid:
        time.sleep(600); os._exit(0)
    children.append(pid)
time.sleep(0.5)
print(' '.join(map(str, children)))
"""

COPIES = """
import os, sys, time
data = list(range(1000, 201000))
pid = os.fork()
if not pid:
    if %r:
        for item in data:
            pass
    time.sleep(600); os._exit(0)
time.sleep(0.5)
print(pid)
"""

INTERPRETERS = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
more = [interpreters.create() for _ in range(%d)]
"""

SPAWN = """
import multiprocessing, time
if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    children = [multiprocessing.Process(target=time.sleep, args=(600,), daemon=True)
                for _ in range(3)]
    for child in children: child.start()
    time.sleep(2)
    print(' '.join(str(child.pid) for child in children))
"""


def mappings(pid):
    """Of each mapping its permissions, its file, and its sizes."""
    found = []
    with open("/proc/%d/smaps" % pid) as lines:
        for line in lines:
            words = line.split()
            if not words[0].endswith(":"):
                name = words[5] if len(words) > 5 else ""
                found.append({"permissions": words[1], "name": name})
            elif len(words) == 3 and words[2] == "kB":
                found[-1][words[0][:-1]] = int(words[1])
    return found


def is_text(mapping):
    return mapping["name"].startswith("/") and "w" not in mapping["permissions"] and not mapping["Private_Dirty"]


def text(found):
    return sum(m["Rss"] for m in found if is_text(m))


def is_stack(mapping):
    return mapping["name"] == "[stack]"


def main(found):
    return sum(m["Rss"] for m in found if is_stack(m))


def data(found):
    return sum(m["Rss"] for m in found if not is_text(m) and not is_stack(m))


def written(found):
    return sum(m["Private_Dirty"] for m in found if not is_stack(m))


def measure(python, program, look):
    process = subprocess.Popen([python, "-c", program + WAIT], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, universal_newlines=True)
    try:
        printed = []
        for line in process.stdout:
            if line.strip() == "ready":
                return look(process.pid, printed)
            printed += [int(word) for word in line.split()]
        raise SystemExit("%s ended before it was ready" % python)
    finally:
        for child in subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)],
                                    stdout=subprocess.PIPE, universal_newlines=True).stdout.split():
            subprocess.run(["kill", "-9", child])
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()


def own_data(pid, _):
    return data(mappings(pid))


def children_wrote(_, children):
    return statistics.median(written(mappings(child)) for child in children)


def children_data(_, children):
    return statistics.median(data(mappings(child)) for child in children)


def stack_size(pid, _):
    """The most frequent size of a writable mapping in a process of fifty threads."""
    sizes = [m["Size"] for m in mappings(pid) if "w" in m["permissions"] and not m["name"]]
    return statistics.mode(size for size in sizes if size >= 1024)


def report(python):
    version = subprocess.run([python, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"],
                             stdout=subprocess.PIPE, universal_newlines=True).stdout.strip()
    base = measure(python, "", lambda pid, _: mappings(pid))
    alone = measure(python, NO_THREADS, own_data)
    row = [version, text(base), data(base), main(base)]
    row.append(round((measure(python, THREADS, own_data) - alone) / 50, 1))
    row.append(measure(python, THREADS, stack_size))
    flat, deep = (measure(python, DEEP % n, own_data) for n in (10, 910))
    row.append(round((deep - flat) / 900, 2))
    row.append(measure(python, FORK, children_wrote))
    interp = "-"
    if tuple(map(int, version.split("."))) >= (3, 12):
        few, many = (measure(python, INTERPRETERS % n, own_data) for n in (1, 11))
        interp = round((many - few) / 10)
    row.append(interp)
    spawned = "-"
    if not version.startswith("2"):
        import tempfile, os
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "spawn.py")
            with open(path, "w") as file:
                file.write(SPAWN + "".join("    %s\n" % line for line in WAIT.split("\n") if line))
            process = subprocess.Popen([python, path], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, universal_newlines=True)
            children = [int(word) for word in process.stdout.readline().split()]
            spawned = children_data(0, children)
            process.kill()
            for child in children:
                subprocess.run(["kill", "-9", str(child)])
            process.wait()
    row.append(spawned)
    row += [measure(python, COPIES % reads, children_wrote) for reads in (False, True)]
    print("%-8s %8s %8s %8s %8s %9s %8s %8s %8s %8s %8s %8s" % tuple(row))


print("%-8s %8s %8s %8s %8s %9s %8s %8s %8s %8s %8s %8s" % (
    "version", "text", "data", "main", "thread", "reserved", "frame", "fork", "interp", "spawned", "unread", "read"))
for python in sys.argv[1:] or [sys.executable]:
    report(python)
