//! The summary table: who spent how much time on what.

use crate::metrics::units::{count, duration};
use crate::metrics::{Latency, Metrics, Share};
use crate::nanos::Nanos;
use crate::timeline::font::printable;
use unicode_width::UnicodeWidthStr;

/// Threads with a line each; the rest share the last.
const LINES: usize = 40;

struct Column {
    heading: &'static str,
    cell: fn(&Share) -> String,
    /// Whether the total says that the column is worth its room.
    wanted: fn(&Share) -> bool,
}

macro_rules! time {
    ($heading:literal, $field:ident) => {
        Column {
            heading: $heading,
            cell: |share| time(share.times.$field),
            wanted: |total| total.times.$field > 0,
        }
    };
}

macro_rules! number {
    ($heading:literal, $field:ident) => {
        Column {
            heading: $heading,
            cell: |share| number(share.counts.$field),
            wanted: |total| total.counts.$field > 0,
        }
    };
}

const COLUMNS: [Column; 19] = [
    time!("running", running_ns),
    time!("C call", native_ns),
    time!("C holding", native_holding_ns),
    time!("GIL wait", gil_wait_ns),
    time!("lock wait", lock_wait_ns),
    time!("I/O", io_ns),
    time!("sleep", sleep_ns),
    time!("core wait", runnable_ns),
    time!("switching", switching_ns),
    number!("forced", forced_switches),
    number!("voluntary", voluntary_switches),
    number!("requests", drop_requests),
    number!("timeouts", timeouts),
    number!("failed takes", failed_takes),
    number!("preempted", preemptions),
    number!("migrated", migrations),
    Column {
        heading: "wait p50",
        cell: |share| latency(&share.gil_wait_latency, |l| l.p50_ns),
        wanted: |total| total.gil_wait_latency.waits > 0,
    },
    Column {
        heading: "p99",
        cell: |share| latency(&share.gil_wait_latency, |l| l.p99_ns),
        wanted: |total| total.gil_wait_latency.waits > 0,
    },
    Column {
        heading: "max",
        cell: |share| latency(&share.gil_wait_latency, |l| l.max_ns),
        wanted: |total| total.gil_wait_latency.waits > 0,
    },
];

fn time(ns: Nanos) -> String {
    if ns == 0 {
        "–".to_string()
    } else {
        duration(ns)
    }
}

fn number(n: u64) -> String {
    if n == 0 { "–".to_string() } else { count(n) }
}

fn latency(latency: &Latency, of: fn(&Latency) -> Nanos) -> String {
    if latency.waits == 0 {
        "–".to_string()
    } else {
        duration(of(latency))
    }
}

/// A line of totals, an aligned line per thread, and the findings; ends with a newline.
/// Columns in which every thread has nothing are left out. Waits are waits for the GIL.
pub fn table(metrics: &Metrics) -> String {
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|c| (c.wanted)(&metrics.total))
        .collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut heading = vec!["thread".to_string()];
    heading.extend(columns.iter().map(|c| c.heading.to_string()));
    rows.push(heading);
    let line = |name: String, share: &Share| {
        let mut row = vec![name];
        row.extend(columns.iter().map(|c| (c.cell)(share)));
        row
    };
    let several = metrics
        .threads
        .windows(2)
        .any(|w| w[0].process != w[1].process);
    for thread in metrics.threads.iter().take(LINES) {
        let name = if several {
            format!("{}/{}", thread.process, thread.name)
        } else {
            thread.name.clone()
        };
        rows.push(line(shorten(&printable(&name)), &thread.share));
    }
    if metrics.threads.len() > 1 {
        rows.push(line("all".to_string(), &metrics.total));
    }

    let mut out = headline(metrics);
    for (n, line) in aligned(&rows).enumerate() {
        out.push_str(&line);
        if n == LINES && metrics.threads.len() > LINES {
            let more = (metrics.threads.len() - LINES) as u64;
            out.push_str(&format!("… and {} more threads\n", count(more)));
        }
    }
    for finding in &metrics.findings {
        out.push_str(&format!("→ {finding}\n"));
    }
    if metrics.slices_dropped > 0 {
        out.push_str(&format!(
            "{} slices beyond the recording limit are counted here but not stored.\n",
            count(metrics.slices_dropped)
        ));
    }
    out
}

/// A line for each of several runs; ends with a newline. Times are sums over all threads.
pub fn comparison(runs: &[(&str, &Metrics)]) -> String {
    let heading = [
        "run",
        "wall time",
        "speedup",
        "GIL held",
        "running",
        "GIL wait",
        "lock wait",
        "I/O, sleep",
        "switches",
    ];
    let mut rows = vec![heading.map(str::to_string).to_vec()];
    rows.extend(runs.iter().map(|(name, metrics)| {
        let (times, counts) = (&metrics.total.times, &metrics.total.counts);
        let switches = counts.switches();
        let dash = || "–".to_string();
        vec![
            shorten(&printable(name)),
            duration(metrics.wall_ns),
            metrics.speedup.map_or_else(dash, |s| format!("{s:.2}")),
            metrics.gil_held_percent().unwrap_or_else(dash),
            time(times.running_ns),
            time(times.gil_wait_ns),
            time(times.lock_wait_ns),
            time(times.io_ns.saturating_add(times.sleep_ns)),
            number(switches),
        ]
    }));
    aligned(&rows).collect()
}

/// How a live run differs from the simulated one: a line for each number that either has; ends
/// with a newline. Times are sums over all threads.
pub fn differences(name: &str, sim: &Metrics, live: &Metrics) -> String {
    let mut rows = vec![vec![
        shorten(&printable(name)),
        "simulated".to_string(),
        "live".to_string(),
        "live / simulated".to_string(),
    ]];
    let mut line = |name: &str, of: &dyn Fn(&Metrics) -> u64, show: fn(u64) -> String| {
        let (simulated, lived) = (of(sim), of(live));
        if simulated > 0 || lived > 0 {
            let ratio = lived as f64 / simulated as f64;
            let ratio = if simulated == 0 {
                "–".to_string()
            } else {
                format!("{ratio:.2}")
            };
            rows.push(vec![name.to_string(), show(simulated), show(lived), ratio]);
        }
    };
    line("wall time", &|m| m.wall_ns, time);
    line("GIL held", &|m| m.gil_held_ns, time);
    line("running", &|m| m.total.times.running_ns, time);
    line("C call", &|m| m.total.times.native_ns, time);
    line("C holding", &|m| m.total.times.native_holding_ns, time);
    line("GIL wait", &|m| m.total.times.gil_wait_ns, time);
    line("lock wait", &|m| m.total.times.lock_wait_ns, time);
    let asleep = |m: &Metrics| m.total.times.io_ns.saturating_add(m.total.times.sleep_ns);
    line("I/O, sleep", &asleep, time);
    line("core wait", &|m| m.total.times.runnable_ns, time);
    line("GIL wait p50", &|m| m.total.gil_wait_latency.p50_ns, time);
    line("GIL wait p90", &|m| m.total.gil_wait_latency.p90_ns, time);
    line("GIL wait max", &|m| m.total.gil_wait_latency.max_ns, time);
    line("switches", &|m| m.total.counts.switches(), number);
    line("forced", &|m| m.total.counts.forced_switches, number);
    line("requests", &|m| m.total.counts.drop_requests, number);
    line("failed takes", &|m| m.total.counts.failed_takes, number);
    line("instructions", &|m| m.total.counts.instructions, number);
    aligned(&rows).collect()
}

/// A table of ready cells, the first row its heading; ends with a newline.
pub fn columns(rows: &[Vec<String>]) -> String {
    aligned(rows).collect()
}

/// A table under a heading, with an empty line before it.
pub(super) fn aligned_below(heading: &str, rows: &[Vec<String>]) -> String {
    format!("\n{heading}\n{}", columns(rows))
}

/// Lines with their cells below one another: the first to the left, the others to the right.
fn aligned(rows: &[Vec<String>]) -> impl Iterator<Item = String> + '_ {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|i| {
            let cells = rows.iter().filter_map(|row| row.get(i));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    rows.iter().map(move |row| {
        let mut line = String::new();
        for (i, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            if i == 0 {
                line.push_str(cell);
                line.push_str(&pad);
            } else {
                line.push_str("  ");
                line.push_str(&pad);
                line.push_str(cell);
            }
        }
        format!("{}\n", line.trim_end())
    })
}

fn headline(metrics: &Metrics) -> String {
    let mut parts = vec![format!("wall time {}", duration(metrics.wall_ns))];
    if let Some(speedup) = metrics.speedup {
        parts.push(format!("speedup {speedup:.2}"));
    }
    if let Some(held) = metrics.gil_held_percent() {
        parts.push(format!("GIL held {held}"));
    }
    if let Some(fairness) = metrics.fairness {
        parts.push(format!("fairness {fairness:.2}"));
    }
    format!("{}\n", parts.join(" · "))
}

/// Names long enough to push the numbers off the screen are cut.
pub(super) fn shorten(name: &str) -> String {
    const ROOM: usize = 28;
    if name.width() <= ROOM {
        return name.to_string();
    }
    let mut out = String::new();
    for c in name.chars() {
        if out.width() + 2 > ROOM - 1 {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_numbers_stand_beside_the_simulated() {
        let mut sim = Metrics::of(&crate::trace::Trace::default());
        let mut live = sim.clone();
        (sim.wall_ns, live.wall_ns) = (2_000_000, 3_000_000);
        live.total.counts.failed_takes = 7;
        let expect = "\
convoy        simulated  live  live / simulated
wall time          2 ms  3 ms              1.50
failed takes          –     7                 –
";
        assert_eq!(differences("convoy", &sim, &live), expect);
    }

    #[test]
    fn runs_are_compared_line_by_line() {
        let mut metrics = Metrics::of(&crate::trace::Trace::default());
        metrics.wall_ns = 1_500_000;
        metrics.speedup = Some(1.5);
        let text = comparison(&[("alone", &metrics), ("둘", &metrics)]);
        let expect = "\
run    wall time  speedup  GIL held  running  GIL wait  lock wait  I/O, sleep  switches
alone     1.5 ms     1.50         –        –         –          –           –         –
둘        1.5 ms     1.50         –        –         –          –           –         –
";
        assert_eq!(text, expect);
    }
}
