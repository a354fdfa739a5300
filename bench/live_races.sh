#!/usr/bin/env bash
# Small live programs under valgrind's helgrind and drd. Needs valgrind; takes half a minute.
#
# Both tools know the mutexes of pthread. parking_lot's mutexes, Rust's channels and parked threads
# are futexes and atomics, which they cannot see, so they report every datum behind them as a
# possible data race; safe Rust has none (the crate forbids `unsafe`). Any other report is a
# failure: wrong use of pthreads, locks taken in different orders, threads that end holding one.
# And under their scheduler, which runs one thread at a time and switches anywhere, the programs
# must end as they should.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/locks.py" <<'PY'
import threading, time
lock, n = threading.Lock(), 0
def work():
    global n
    for _ in range(5):
        with lock:
            n += 1
            time.sleep(0.0005)
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(n)
PY
cat > "$work/calls.py" <<'PY'
import hashlib, threading
from gilsim import busy, c_call, io
n = 0
def work():
    global n
    for _ in range(5):
        c_call(0.0002, releases_gil=True)
        io("disk", 100)
        hashlib.sha256(b"x" * 5000).digest()
        busy(0.0005)
        n += 1
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(n)
PY

failed=0
for tool in helgrind drd; do
    for program in locks calls; do
        for settings in "--python 2.7" "--python 3.9" "--python 3.13" "--gil priority"; do
            # shellcheck disable=SC2086
            printed=$(timeout 120 valgrind --tool=$tool --log-file="$work/log" \
                target/debug/gilsim run "$work/$program.py" --engine live -q --no-chart $settings)
            other=$(grep -E '^==[0-9]+== (Thread #[0-9]+:|.*(lock order|still holds|unlocked|destroyed|invalid|not locked|pthread_[a-z_]+ ))' \
                "$work/log" | grep -vE 'pthread_create|was created' || true)
            if [ "$printed" = 20 ] && [ -z "$other" ]; then
                echo "$tool, $program, $settings: as it should"
            else
                echo "$tool, $program, $settings: printed '$printed', reports: $other"
                failed=1
            fi
        done
    done
done
exit $failed
