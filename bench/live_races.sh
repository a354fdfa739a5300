#!/usr/bin/env bash
# Small live programs under ThreadSanitizer and under valgrind's helgrind and drd.
#
#     bench/live_races.sh            everything: some minutes, most of them a build
#     bench/live_races.sh --short    valgrind only, two programs: what CI does
#
# ThreadSanitizer follows atomics and futexes, and so parking_lot and Rust's channels: any report
# is a data race. It needs a build of its own (`target/tsan`) with a flag that stable Rust only has
# behind RUSTC_BOOTSTRAP.
#
# Helgrind and drd know the mutexes of pthread only and report every datum that a futex guards as a
# possible data race. Any other report is a failure: wrong use of pthreads, locks taken in different
# orders, threads that end holding one. And under their scheduler, which runs one thread at a time
# and switches anywhere, the programs must end as they should.
#
# Each tool is shown a program with a mistake first, and has to see it.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v valgrind > /dev/null; then
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends valgrind > /dev/null; } ||
        { echo "valgrind is needed: apt-get install valgrind" >&2; exit 1; }
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

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
done = []
def work():
    for _ in range(5):
        c_call(0.0002, releases_gil=True)
        io("disk", 100)
        hashlib.sha256(b"x" * 5000).digest()
        busy(0.0005)
        done.append(1)
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(done))
PY
cat > "$work/wrong_order.c" <<'C'
#include <pthread.h>
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *one(void *_) {
    pthread_mutex_lock(&a), pthread_mutex_lock(&b);
    pthread_mutex_unlock(&b), pthread_mutex_unlock(&a);
    return _;
}
int main(void) {
    pthread_t thread;
    pthread_create(&thread, 0, one, 0), pthread_join(thread, 0);
    pthread_mutex_lock(&b), pthread_mutex_lock(&a);
    pthread_mutex_unlock(&a), pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&b);
    return 0;
}
C
cat > "$work/race.rs" <<'RS'
static mut COUNT: u64 = 0;
fn main() {
    let count = || (0..1000).for_each(|_| unsafe { COUNT += 1 });
    let threads = [std::thread::spawn(count), std::thread::spawn(count)];
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}
RS

expect() { # what, whether it is so
    if [ "$2" = yes ]; then echo "$1: as it should"; else echo "$1: $2"; failed=1; fi
}

# What valgrind says but for data races.
mistakes() {
    grep -E '^==[0-9]+== (Thread #[0-9]+:|.*(lock order|still holds|unlocked|destroyed|invalid|not locked|pthread_[a-z_]+ ))' \
        "$1" | grep -vE 'pthread_create|was created' || true
}

under_valgrind() { # programs, settings
    cc -o "$work/wrong_order" "$work/wrong_order.c" -lpthread
    for tool in helgrind drd; do
        valgrind --tool=$tool --log-file="$work/log" "$work/wrong_order" || true
        expect "$tool, a mistake" "$([ -n "$(mistakes "$work/log")" ] && echo yes || echo 'not seen')"
        for program in $1; do
            while read -r settings; do
                # shellcheck disable=SC2086
                printed=$(timeout 120 valgrind --tool=$tool --log-file="$work/log" target/debug/gilsim \
                    run "$work/$program.py" --engine live -q --no-chart $settings)
                found=$(mistakes "$work/log")
                expect "$tool, $program, $settings" \
                    "$([ "$printed$found" = 20 ] && echo yes || echo "printed '$printed', reports: $found")"
            done <<< "$2"
        done
    done
}

under_thread_sanitizer() { # programs, settings
    local flags=(-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer)
    local target=x86_64-unknown-linux-gnu
    export RUSTC_BOOTSTRAP=1
    rustc --edition 2021 --target $target "${flags[@]}" -o "$work/race" "$work/race.rs"
    printed=$("$work/race" 2>&1 || true)
    expect "ThreadSanitizer, a race" "$([[ $printed == *"data race"* ]] && echo yes || echo 'not seen')"
    RUSTFLAGS="${flags[*]}" cargo build --quiet --locked --target $target --target-dir target/tsan
    for program in $1; do
        while read -r settings; do
            # shellcheck disable=SC2086
            printed=$(timeout 120 target/tsan/$target/debug/gilsim run "$work/$program.py" \
                --engine live -q --no-chart $settings 2>&1)
            expect "ThreadSanitizer, $program, $settings" \
                "$([ "$printed" = 20 ] && echo yes || echo "$printed")"
        done <<< "$2"
    done
}

cargo build --quiet --locked
if [ "${1:-}" = --short ]; then
    under_valgrind "locks calls" "--python 3.13"
else
    policies=$(printf '%s\n' "--python 2.7" "--python 3.9" "--python 3.13" "--gil priority")
    under_valgrind "locks calls" "$policies"
    under_thread_sanitizer "locks calls" "$policies"
fi
exit $failed
