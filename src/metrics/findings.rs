//! What stands out in a run, a plain sentence each. A rule speaks only where its numbers alone
//! carry the sentence; a run in which nothing is notable has no findings.

use super::finding::{Blocking, Finding, Gain};
use super::{Metrics, ThreadMetrics, holder_of, jain, nearest_rank};
use crate::nanos::{MICROSECOND, Nanos};
use crate::trace::{MarkKind, State, ThreadIndex, Trace};
use std::collections::BTreeMap;

/// Threads named one by one before a finding speaks of the worst only.
const NAMED: usize = 3;

pub(super) fn find(trace: &Trace, metrics: &Metrics) -> Vec<Finding> {
    let mut findings = Vec::new();
    if metrics.wall_ns == 0 {
        return findings;
    }
    together(metrics, &mut findings);
    gil_bound(metrics, &mut findings);
    late_after_waking(trace, metrics, &mut findings);
    frozen_by_c_calls(metrics, &mut findings);
    parallel_outside(metrics, &mut findings);
    failed_takes(metrics, &mut findings);
    short_of_cores(metrics, &mut findings);
    findings
}

fn at_least(part: Nanos, percent: u64, whole: Nanos) -> bool {
    u128::from(part) * 100 >= u128::from(whole) * u128::from(percent)
}

fn life(thread: &ThreadMetrics, wall: Nanos) -> Nanos {
    let end = thread.ended_ns.unwrap_or(wall);
    end.saturating_sub(thread.created_ns)
}

/// What it does by itself is nearly all Python, and it is there for much of the run. A thread
/// that only starts others is not of them, however long it waits for the GIL meanwhile.
pub(super) fn cpu_bound(thread: &ThreadMetrics, wall: Nanos) -> bool {
    let times = &thread.share.times;
    let own = times.in_sequence().saturating_add(times.lock_wait_ns);
    times.python() > 0
        && at_least(times.python(), 80, own)
        && at_least(life(thread, wall), 20, wall)
}

/// CPU-bound threads: what running them together gained, and whether they shared evenly.
fn together(metrics: &Metrics, findings: &mut Vec<Finding>) {
    let wall = metrics.wall_ns;
    let (group, others): (Vec<&ThreadMetrics>, Vec<&ThreadMetrics>) =
        metrics.threads.iter().partition(|t| cpu_bound(t, wall));
    if group.len() < 2 {
        return;
    }
    let start = group.iter().map(|t| t.created_ns).min().unwrap_or(0);
    let end = group
        .iter()
        .map(|t| t.ended_ns.unwrap_or(wall))
        .max()
        .unwrap_or(wall);
    let span = end.saturating_sub(start);
    let work: Nanos = group.iter().fold(0, |sum: Nanos, t| {
        sum.saturating_add(t.share.times.python())
            .saturating_add(t.share.times.native_ns)
    });
    let other_work: Nanos = others.iter().fold(0, |sum: Nanos, t| {
        sum.saturating_add(t.share.times.python())
    });
    if span == 0 {
        return;
    }
    let speedup = work as f64 / span as f64;
    // Where others took the interpreter as well, a low figure is not these threads' doing.
    let alone = !at_least(other_work, 5, span);
    let gain = match speedup {
        faster if faster > 1.05 => Gain::Faster,
        slower if slower < 0.95 => Gain::Slower,
        _ => Gain::None,
    };
    if alone || gain == Gain::Faster {
        findings.push(Finding::Together {
            threads: group.len(),
            speedup,
            gain,
        });
    }
    let shares: Vec<Nanos> = group.iter().map(|t| t.share.times.python()).collect();
    let most = group.iter().max_by_key(|t| t.share.times.python());
    let least = group.iter().min_by_key(|t| t.share.times.python());
    if let (Some(fairness), Some(most), Some(least)) = (jain(&shares), most, least)
        && fairness < 0.8
    {
        findings.push(Finding::Unequal {
            most: (most.name.clone(), most.share.times.python()),
            least: (least.name.clone(), least.share.times.python()),
            fairness,
        });
    }
}

/// The cores were nearly all in use: whatever threads waited for, there was no more to be had.
fn cores_in_use(metrics: &Metrics) -> bool {
    let times = &metrics.total.times;
    let busy = times.python().saturating_add(times.native_ns);
    let there = metrics.wall_ns.saturating_mul(u64::from(metrics.cores));
    at_least(busy, 90, there)
}

/// Whether one GIL is what the threads wait for, and how many of them would keep it busy: a
/// thread that needs it for a quarter of its own time leaves it to three others.
fn gil_bound(metrics: &Metrics, findings: &mut Vec<Finding>) {
    let wall = metrics.wall_ns;
    let held = at_least(metrics.gil_held_ns, 90, wall);
    let waited = metrics.total.times.gil_wait_ns;
    let waited_for = metrics.gils == 1 && held && at_least(waited, 50, wall);
    if !waited_for || cores_in_use(metrics) {
        return;
    }
    let group: Vec<&ThreadMetrics> = metrics
        .threads
        .iter()
        .filter(|t| {
            let times = &t.share.times;
            at_least(times.python(), 1, wall) || at_least(times.gil_wait_ns, 1, wall)
        })
        .collect();
    let needs: Vec<f64> = group
        .iter()
        .map(|t| t.share.times.python() as f64 / t.share.times.in_sequence().max(1) as f64)
        .collect();
    let least = needs.iter().copied().fold(f64::MAX, f64::min);
    let most = needs.iter().copied().fold(0.0, f64::max);
    let mean = needs.iter().sum::<f64>() / needs.len().max(1) as f64;
    let alike = least > 0.0 && most < 1.25 * least;
    // A twentieth of a thread is not worth another one.
    let enough = (1.0 / mean - 0.05).ceil().max(1.0) as usize;
    findings.push(Finding::GilBound {
        held: metrics.gil_held_ns,
        wall,
        waited,
        enough: (alike && enough < group.len()).then_some(enough),
    });
}

/// What a thread went through after each of its sleeps or I/O waits.
#[derive(Default)]
struct AfterWaking {
    sleeps: u64,
    io: u64,
    /// From ready to holding the GIL, 0 where it was free; one per return to Python.
    waits: Vec<Nanos>,
    by_holder: BTreeMap<ThreadIndex, Nanos>,
    /// Waits of some length, and those that ended by a forced switch of the thread waited for.
    contended: u64,
    forced: u64,
    blocked: bool,
    current: Nanos,
    current_start: Nanos,
    current_holder: Option<ThreadIndex>,
}

fn late_after_waking(trace: &Trace, metrics: &Metrics, findings: &mut Vec<Finding>) {
    // With slices missing, counts such as "each of its 100 sleeps" would not be true.
    if trace.slices_dropped > 0 {
        return;
    }
    let mut forced_at: BTreeMap<ThreadIndex, Vec<Nanos>> = BTreeMap::new();
    for mark in &trace.marks {
        if mark.kind == MarkKind::ForcedSwitch {
            forced_at.entry(mark.thread).or_default().push(mark.at);
        }
    }
    for times in forced_at.values_mut() {
        times.sort_unstable();
    }

    let mut threads: Vec<AfterWaking> = Vec::new();
    threads.resize_with(trace.threads.len(), AfterWaking::default);
    for slice in &trace.slices {
        let Some(thread) = threads.get_mut(slice.thread.0 as usize) else {
            continue;
        };
        match slice.state {
            State::Sleep | State::Io => {
                if slice.state == State::Sleep {
                    thread.sleeps += 1;
                } else {
                    thread.io += 1;
                }
                thread.blocked = true;
                thread.current = 0;
                thread.current_holder = None;
            }
            State::GilWait if thread.blocked => {
                if thread.current == 0 {
                    thread.current_start = slice.start;
                }
                let length = slice.end.saturating_sub(slice.start);
                thread.current = thread.current.saturating_add(length);
                if let Some(holder) = holder_of(trace, slice.cause) {
                    let sum = thread.by_holder.entry(holder).or_default();
                    *sum = sum.saturating_add(length);
                    thread.current_holder = Some(holder);
                }
            }
            State::Running | State::NativeHolding if thread.blocked => {
                thread.blocked = false;
                thread.waits.push(thread.current);
                if thread.current > 0 {
                    thread.contended += 1;
                    let forced = thread
                        .current_holder
                        .and_then(|holder| forced_at.get(&holder));
                    let first =
                        forced.map_or(0, |f| f.partition_point(|&t| t <= thread.current_start));
                    let within = forced.and_then(|f| f.get(first));
                    if within.is_some_and(|&t| t <= slice.start) {
                        thread.forced += 1;
                    }
                }
            }
            _ => {}
        }
    }

    let mut late: Vec<(Nanos, usize)> = Vec::new();
    for (i, thread) in threads.iter_mut().enumerate() {
        let sum: Nanos = thread.waits.iter().fold(0, |a, &b| a.saturating_add(b));
        thread.waits.sort_unstable();
        let median = nearest_rank(&thread.waits, 50);
        let life = metrics
            .threads
            .get(i)
            .map_or(0, |t| life(t, metrics.wall_ns));
        let notable = median >= 100 * MICROSECOND && at_least(sum, 10, life);
        if thread.waits.len() >= 3 && notable {
            late.push((median, i));
        }
    }
    late.sort_by_key(|&(median, i)| (std::cmp::Reverse(median), i));
    for &(median, i) in late.iter().take(NAMED) {
        let (Some(thread), Some(name)) = (threads.get(i), metrics.threads.get(i)) else {
            continue;
        };
        findings.push(late_thread(metrics, &name.name, thread, median));
    }
    if late.len() > NAMED {
        findings.push(Finding::MoreLate((late.len() - NAMED) as u64));
    }
}

fn late_thread(metrics: &Metrics, name: &str, thread: &AfterWaking, median: Nanos) -> Finding {
    let total: Nanos = thread
        .by_holder
        .values()
        .fold(0, |a, &b| a.saturating_add(b));
    let most = thread.by_holder.iter().max_by_key(|&(_, &ns)| ns);
    let holder = most
        .filter(|&(_, &ns)| at_least(ns, 60, total))
        .and_then(|(holder, _)| metrics.threads.get(holder.0 as usize));
    let until_asked = thread.forced * 10 >= thread.contended * 9 && thread.contended > 0;
    Finding::LateAfterWaking {
        thread: name.to_string(),
        median,
        times: thread.sleeps + thread.io,
        after: match (thread.sleeps, thread.io) {
            (_, 0) => Blocking::Sleeps,
            (0, _) => Blocking::Io,
            _ => Blocking::Both,
        },
        holder: holder.map(|holder| (holder.name.clone(), until_asked)),
    }
}

/// C calls that keep the GIL while others wait for it.
fn frozen_by_c_calls(metrics: &Metrics, findings: &mut Vec<Finding>) {
    let mut said = 0;
    for (i, thread) in metrics.threads.iter().enumerate() {
        let holding = thread.share.times.native_holding_ns;
        let waited: Nanos = metrics
            .blame
            .iter()
            .filter(|b| b.holder_index.is_some_and(|holder| holder.0 as usize == i))
            .fold(0, |sum: Nanos, b| sum.saturating_add(b.wait_ns));
        let wall = metrics.wall_ns;
        if said < NAMED && at_least(holding, 5, wall) && at_least(waited, 5, wall) {
            said += 1;
            findings.push(Finding::Frozen {
                thread: thread.name.clone(),
                held: holding,
                waited,
            });
        }
    }
}

/// What went on side by side although the GIL lets one thread run Python at a time.
fn parallel_outside(metrics: &Metrics, findings: &mut Vec<Finding>) {
    let (times, wall) = (&metrics.total.times, metrics.wall_ns);
    let average = |ns: Nanos| ns as f64 / wall as f64;
    if at_least(times.native_ns, 120, wall) {
        findings.push(Finding::ParallelCalls(average(times.native_ns)));
    }
    let waiting = times.io_ns.saturating_add(times.sleep_ns);
    if at_least(waiting, 150, wall) {
        findings.push(Finding::ParallelWaits(average(waiting)));
    }
}

fn failed_takes(metrics: &Metrics, findings: &mut Vec<Finding>) {
    let counts = &metrics.total.counts;
    let attempts = counts.failed_takes.saturating_add(counts.takes);
    if counts.failed_takes >= 10 && at_least(counts.failed_takes, 10, attempts) {
        findings.push(Finding::FailedTakes {
            times: counts.failed_takes,
            attempts,
        });
    }
}

fn short_of_cores(metrics: &Metrics, findings: &mut Vec<Finding>) {
    let runnable = metrics.total.times.runnable_ns;
    if at_least(runnable, 10, metrics.wall_ns) {
        findings.push(Finding::ShortOfCores {
            waited: runnable,
            cores: metrics.cores,
        });
    }
}
