#!/usr/bin/env bash
# Times gilsim against CPython on CPU-bound programs: whole processes, in turn, user seconds.
# usage: bench/compare.sh [PYTHON] [RUNS]      (default: python3.13, 5)
set -euo pipefail
cd "$(dirname "$0")"
python=${1:-python3.13}
runs=${2:-5}
cargo build --release --quiet
gilsim=../target/release/gilsim
seconds() {
    local TIMEFORMAT=%U
    { time "$@" > /dev/null; } 2>&1 | tail -1
}
median() { sort -n | awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'; }
printf '%-14s %10s %10s %8s   (median user seconds of %s runs; %s)\n' \
    program gilsim CPython ratio "$runs" "$("$python" -V)"
for program in countdown fib sieve objects words; do
    ours=() theirs=()
    for _ in $(seq "$runs"); do
        ours+=("$(seconds "$gilsim" run "$program.py" -q --no-chart)")
        theirs+=("$(seconds "$python" "$program.py")")
    done
    a=$(printf '%s\n' "${ours[@]}" | median)
    b=$(printf '%s\n' "${theirs[@]}" | median)
    awk -v p="$program" -v a="$a" -v b="$b" \
        'BEGIN { printf "%-14s %10.3f %10.3f %8.2f\n", p, a, b, a / b }'
done
