#!/usr/bin/env bash
# What CPython does, what `--engine live` does and what `sim` predicts, side by side: medians of
# runs taken in turn, in one sitting, on a machine that is otherwise quiet.
#
#     bench/engines.sh [PROGRAM…]    programs of tests/fidelity/programs, without `.py`
#     PYTHON=python3.12 VERSION=3.12 RUNS=9 CORES=1 bench/engines.sh lock_pingpong
#
# CORES keeps all three on the first cores; two otherwise. Absolute times (us_per_handoff, threaded_s)
# are this machine's live and on CPython, and those of the machine that was calibrated in `sim`.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3.13} version=${VERSION:-3.13} runs=${RUNS:-3} cores=${CORES:-2}
[ $# -gt 0 ] || set -- cpu_bound io_bound c_extension convoy lost_updates lock_pingpong
cargo build --release --quiet --locked
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

on_cores() { taskset --cpu-list "0-$((cores - 1))" timeout 300 "$@"; }
simulate() { # engine, program, seed
    on_cores target/release/gilsim run "$2" --engine "$1" --python "$version" --cores "$cores" \
        --seed "$3" -q --no-chart
}

printf '%-14s %-30s %12s %9s %9s %9s   (medians of %s runs, %s cores; %s)\n' \
    program case measure CPython live sim "$runs" "$cores" "$("$python" -V 2>&1)"
for name in "$@"; do
    program=tests/fidelity/programs/$name.py
    for run in $(seq "$runs"); do
        on_cores "$python" "$program" | sed 's/^/CPython /' >> "$work/$name"
        simulate live "$program" "$run" | sed 's/^/live /' >> "$work/$name"
        simulate sim "$program" "$run" | sed 's/^/sim /' >> "$work/$name"
    done
    # A line is a label, and then measures with their values.
    awk -v program="$name" '
        function median(key,   n, i, j, x, at) {
            n = split(values[key], at, " ")
            for (i = 2; i <= n; i++) {
                x = at[i] + 0
                for (j = i - 1; j > 0 && at[j] + 0 > x; j--) at[j + 1] = at[j]
                at[j + 1] = x
            }
            return at[int((n + 1) / 2)]
        }
        BEGIN {
            split("speedup median_ms p90_ms lost_percent us_per_handoff", wanted, " ")
            for (i in wanted) measure[wanted[i]] = 1
            split("sequential_s threaded_s p10_ms max_ms expected got", other, " ")
            for (i in other) beside[other[i]] = 1
        }
        {
            label = ""
            for (i = 2; i <= NF; i++) {
                if ($i in measure) {
                    row = sprintf("%-30s %12s", label, $i)
                    if (!(row in seen)) { seen[row] = 1; rows[++count] = row }
                    values[row, $1] = values[row, $1] " " $(++i)
                } else if ($i in beside) i++
                else label = label (label == "" ? "" : " ") $i
            }
        }
        END {
            for (i = 1; i <= count; i++)
                printf "%-14s %s %9.2f %9.2f %9.2f\n", program, rows[i], median(rows[i] SUBSEP "CPython"),
                    median(rows[i] SUBSEP "live"), median(rows[i] SUBSEP "sim")
        }' "$work/$name"
done
