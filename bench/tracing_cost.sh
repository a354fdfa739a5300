#!/usr/bin/env bash
# How many of a live run's instructions write its trace: counted by valgrind's callgrind, not timed.
# The threads' own
# instructions only, without the kernel's: what is drawn afterwards is not part of the run.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet --release --locked
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/locks.py" <<'PY'
import threading
a, b = threading.Lock(), threading.Lock()
b.acquire()
def turns(mine, yours):
    for _ in range(5000):
        mine.acquire()
        yours.release()
threads = [threading.Thread(target=turns, args=pair) for pair in ((a, b), (b, a))]
for thread in threads: thread.start()
for thread in threads: thread.join()
PY
cat > "$work/sleeps.py" <<'PY'
import threading, time
def work():
    for _ in range(200):
        sum(i * i for i in range(500))
        time.sleep(0.0001)
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
PY
cat > "$work/counting.py" <<'PY'
import threading
def work():
    n = 0
    while n < 1_000_000: n += 1
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
PY

for program in counting sleeps locks; do
    valgrind --tool=callgrind --callgrind-out-file="$work/out" --toggle-collect='*Worker<P>::work' \
        target/release/gilsim run "$work/$program.py" --engine live -q --no-chart --cores 2 2> /dev/null
    # Without those that they call; what is inlined into them is listed under their names.
    callgrind_annotate --inclusive=no --threshold=100 "$work/out" 2> /dev/null | awk -v program=$program '
        / => / { next }
        { count = $1; gsub(",", "", count) }
        /PROGRAM TOTALS/ { total = count }
        /\.(rs|c):.*(Log::push|Log::name|::cause_of_wait|::say_where|:sched_getcpu)/ { trace += count }
        END { printf "%-10s %12d instructions, %9d of them for the trace: %.2f %%\n",
                     program, total, trace, 100 * trace / total }'
done
