//! Numbers from a trace: where each thread's time went, how long it waited for the GIL, what
//! the threads gained by running together, and a sentence for what stands out.
//!
//! Times come from [`Totals`], which are exact even where stored slices
//! were capped. [`Metrics::to_json`] is the layout of `--summary`: keys in the order of the
//! fields below, times in integer nanoseconds (`…_ns`), ratios as numbers.

mod blame;
mod finding;
mod findings;
mod holders;
mod knee;
mod measure;
mod memory;
pub mod units;

pub use blame::{Blame, LineBlame};
pub use finding::{Blocking, Finding, Gain};
pub use knee::{AS_GOOD, Better, Enough, knee};
pub use measure::{Measure, Unit};
pub use memory::{MemoryMetrics, ProcessMemory};

use crate::nanos::Nanos;
use crate::trace::{CauseId, MarkKind, State, ThreadIndex, Totals, Trace};
use serde::Serialize;

/// Everything that is counted about one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metrics {
    /// Version of this layout; changes when a field changes its meaning or goes.
    pub format: u32,
    /// Virtual time from the start of the run to its end.
    pub wall_ns: Nanos,
    /// Cores of the simulated machine.
    pub cores: u16,
    /// GILs: one per interpreter, 0 without.
    pub gils: u32,
    /// What the threads would take one after the other, divided by the wall time: the sum of
    /// their running, native, I/O and sleeping time over `wall_ns`. `null` for an empty run.
    pub speedup: Option<f64>,
    /// Time for which a GIL was held, summed over all GILs.
    pub gil_held_ns: Nanos,
    /// `gil_held_ns` over the wall time (times the number of GILs). `null` without a GIL.
    pub gil_held: Option<f64>,
    /// Jain's index over the running and holding time of the CPU-bound threads: those that lived
    /// for at least 20 % of the wall time and did hardly anything but run Python, 80 % of their
    /// time without waits for the GIL or a core. 1 is even, 1/n is one thread taking all. `null`
    /// for fewer than two such threads.
    pub fairness: Option<f64>,
    /// Sums over all threads.
    pub total: Share,
    /// One entry per thread, in order of creation.
    pub threads: Vec<ThreadMetrics>,
    /// Who waited while whom held the GIL, longest first. With what was waited for while the GIL
    /// was free (`holder` is `null`), the sums are the threads' `gil_wait_ns`, less what was in
    /// slices that were dropped.
    pub blame: Vec<Blame>,
    /// The same for locks and what is built on them, by who had the lock when the wait began: the
    /// sums are the `lock_wait_ns`.
    pub lock_blame: Vec<Blame>,
    /// Where the GIL was held and what others waited for, by source line; longest wait first.
    pub lines: Vec<LineBlame>,
    /// Slices that were counted in the times but are not stored in the trace.
    pub slices_dropped: u64,
    /// What processes had in memory; absent where that was not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<MemoryMetrics>,
    /// What stands out, a sentence each; empty where nothing does.
    pub findings: Vec<Finding>,
}

/// One thread's numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThreadMetrics {
    pub name: String,
    pub process: String,
    pub created_ns: Nanos,
    /// `null` for a thread that never ended.
    pub ended_ns: Option<Nanos>,
    #[serde(flatten)]
    pub share: Share,
}

/// Times, counts and waits of a thread, or of all of them together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    pub times: Times,
    pub counts: Counts,
    pub gil_wait_latency: Latency,
}

/// Where the time went, in nanoseconds per [`State`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Times {
    pub running_ns: Nanos,
    pub native_ns: Nanos,
    pub native_holding_ns: Nanos,
    pub gil_wait_ns: Nanos,
    pub lock_wait_ns: Nanos,
    pub io_ns: Nanos,
    pub sleep_ns: Nanos,
    pub runnable_ns: Nanos,
    pub switching_ns: Nanos,
    pub idle_ns: Nanos,
    /// For how long a GIL was held, on a core or not; overlaps the others.
    pub held_ns: Nanos,
}

/// How often things happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub instructions: u64,
    /// The GIL was given up at a check point because another thread had asked.
    pub forced_switches: u64,
    /// The GIL was given up for I/O, a lock, a C call or the thread's end.
    pub voluntary_switches: u64,
    pub drop_requests: u64,
    pub timeouts: u64,
    pub failed_takes: u64,
    pub takes: u64,
    pub wake_ups: u64,
    pub preemptions: u64,
    pub migrations: u64,
}

impl Counts {
    /// How often the GIL was given up.
    pub fn switches(&self) -> u64 {
        self.forced_switches.saturating_add(self.voluntary_switches)
    }
}

/// How long waits for the GIL took: nearest-rank percentiles of the recorded waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Latency {
    /// Number of waits; the rest is 0 without any.
    pub waits: u64,
    pub p50_ns: Nanos,
    pub p90_ns: Nanos,
    pub p99_ns: Nanos,
    pub max_ns: Nanos,
}

impl Metrics {
    /// Counts a finished trace. Never fails: what a damaged trace lacks counts as nothing.
    pub fn of(trace: &Trace) -> Metrics {
        let none = Totals::default();
        let totals_of = |i: usize| trace.totals.get(i).unwrap_or(&none);

        let mut waits_of: Vec<Vec<Nanos>> = vec![Vec::new(); trace.threads.len()];
        for wait in &trace.gil_waits {
            if let Some(waits) = waits_of.get_mut(wait.thread.0 as usize) {
                waits.push(wait.duration);
            }
        }
        let all_waits = waits_of.iter().flatten().copied().collect();

        let mut total = Share {
            gil_wait_latency: Latency::of(all_waits),
            ..Share::default()
        };
        let mut threads = Vec::with_capacity(trace.threads.len());
        for (i, (track, waits)) in trace.threads.iter().zip(waits_of).enumerate() {
            let share = Share {
                times: Times::of(totals_of(i)),
                counts: Counts::of(totals_of(i)),
                gil_wait_latency: Latency::of(waits),
            };
            total.times.add(&share.times);
            total.counts.add(&share.counts);
            let process = trace.processes.get(track.process.0 as usize);
            threads.push(ThreadMetrics {
                name: track.name.clone(),
                process: process.map(|p| p.name.clone()).unwrap_or_default(),
                created_ns: track.created,
                ended_ns: track.ended,
                share,
            });
        }

        let (blame, lines) = blame::for_gils(trace);
        let wall = trace.end;
        let gils = u32::try_from(trace.gils.len()).unwrap_or(u32::MAX);
        let held_at_most = wall.saturating_mul(u64::from(gils));
        let mut metrics = Metrics {
            format: 1,
            wall_ns: wall,
            cores: trace.cores,
            gils,
            speedup: ratio(total.times.in_sequence(), wall),
            gil_held_ns: total.times.held_ns,
            gil_held: ratio(total.times.held_ns, held_at_most),
            fairness: fairness(&threads, wall),
            total,
            threads,
            blame,
            lock_blame: blame::for_locks(trace),
            lines,
            slices_dropped: trace.slices_dropped,
            memory: MemoryMetrics::of(trace),
            findings: Vec::new(),
        };
        metrics.findings = findings::find(trace, &metrics);
        metrics
    }

    /// The first thread of that name.
    pub fn thread(&self, name: &str) -> Option<&ThreadMetrics> {
        self.threads.iter().find(|t| t.name == name)
    }

    /// `gil_held` as pictures and tables print it; `None` without a GIL or for an empty run.
    pub fn gil_held_percent(&self) -> Option<String> {
        let at_most = self.wall_ns.saturating_mul(u64::from(self.gils));
        (at_most > 0).then(|| units::percent(self.gil_held_ns, at_most))
    }

    /// The layout of `--summary`: indented JSON with a final newline, the same bytes for the
    /// same trace.
    pub fn to_json(&self) -> String {
        // Only a map with non-string keys or a failing writer makes this fail; neither exists
        // here, and an empty object is the honest answer to a bug in the serialiser.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_else(|_| "{}".to_string());
        text.push('\n');
        text
    }
}

/// A length of time out of a thread's [`Times`], for a column of a table or picture.
pub(crate) type TimeOf = fn(&Times) -> Nanos;

impl Times {
    fn of(totals: &Totals) -> Times {
        let at = |state: State| totals.by_state[state as usize];
        Times {
            running_ns: at(State::Running),
            native_ns: at(State::Native),
            native_holding_ns: at(State::NativeHolding),
            gil_wait_ns: at(State::GilWait),
            lock_wait_ns: at(State::LockWait),
            io_ns: at(State::Io),
            sleep_ns: at(State::Sleep),
            runnable_ns: at(State::Runnable),
            switching_ns: at(State::Switching),
            idle_ns: at(State::Idle),
            held_ns: totals.held,
        }
    }

    fn add(&mut self, other: &Times) {
        let sum = |a: &mut Nanos, b: Nanos| *a = a.saturating_add(b);
        sum(&mut self.running_ns, other.running_ns);
        sum(&mut self.native_ns, other.native_ns);
        sum(&mut self.native_holding_ns, other.native_holding_ns);
        sum(&mut self.gil_wait_ns, other.gil_wait_ns);
        sum(&mut self.lock_wait_ns, other.lock_wait_ns);
        sum(&mut self.io_ns, other.io_ns);
        sum(&mut self.sleep_ns, other.sleep_ns);
        sum(&mut self.runnable_ns, other.runnable_ns);
        sum(&mut self.switching_ns, other.switching_ns);
        sum(&mut self.idle_ns, other.idle_ns);
        sum(&mut self.held_ns, other.held_ns);
    }

    /// Nanoseconds spent in `state`.
    pub fn in_state(&self, state: State) -> Nanos {
        match state {
            State::Running => self.running_ns,
            State::Native => self.native_ns,
            State::NativeHolding => self.native_holding_ns,
            State::GilWait => self.gil_wait_ns,
            State::LockWait => self.lock_wait_ns,
            State::Io => self.io_ns,
            State::Sleep => self.sleep_ns,
            State::Runnable => self.runnable_ns,
            State::Switching => self.switching_ns,
            State::Idle => self.idle_ns,
        }
    }

    /// Executing Python or a C call that keeps the GIL: what only one thread may do at a time.
    pub(crate) fn python(&self) -> Nanos {
        self.running_ns.saturating_add(self.native_holding_ns)
    }

    /// What this would take with nobody else there: running, native, I/O and sleeping time.
    pub(crate) fn in_sequence(&self) -> Nanos {
        self.python()
            .saturating_add(self.native_ns)
            .saturating_add(self.io_ns)
            .saturating_add(self.sleep_ns)
    }
}

impl Counts {
    fn of(totals: &Totals) -> Counts {
        let at = |kind: MarkKind| totals.marks[kind as usize];
        Counts {
            instructions: totals.instructions,
            forced_switches: at(MarkKind::ForcedSwitch),
            voluntary_switches: at(MarkKind::VoluntarySwitch),
            drop_requests: at(MarkKind::DropRequest),
            timeouts: at(MarkKind::Timeout),
            failed_takes: at(MarkKind::FailedTake),
            takes: at(MarkKind::Take),
            wake_ups: at(MarkKind::WakeUp),
            preemptions: at(MarkKind::Preempt),
            migrations: at(MarkKind::Migrate),
        }
    }

    fn add(&mut self, other: &Counts) {
        let sum = |a: &mut u64, b: u64| *a = a.saturating_add(b);
        sum(&mut self.instructions, other.instructions);
        sum(&mut self.forced_switches, other.forced_switches);
        sum(&mut self.voluntary_switches, other.voluntary_switches);
        sum(&mut self.drop_requests, other.drop_requests);
        sum(&mut self.timeouts, other.timeouts);
        sum(&mut self.failed_takes, other.failed_takes);
        sum(&mut self.takes, other.takes);
        sum(&mut self.wake_ups, other.wake_ups);
        sum(&mut self.preemptions, other.preemptions);
        sum(&mut self.migrations, other.migrations);
    }
}

impl Latency {
    fn of(mut waits: Vec<Nanos>) -> Latency {
        waits.sort_unstable();
        Latency {
            waits: waits.len() as u64,
            p50_ns: nearest_rank(&waits, 50),
            p90_ns: nearest_rank(&waits, 90),
            p99_ns: nearest_rank(&waits, 99),
            max_ns: waits.last().copied().unwrap_or(0),
        }
    }
}

/// The smallest value with at least `percent` per cent of `sorted` at or below it; 0 of nothing.
pub(crate) fn nearest_rank(sorted: &[Nanos], percent: u64) -> Nanos {
    let rank = (sorted.len() as u64).saturating_mul(percent).div_ceil(100);
    let index = rank.saturating_sub(1) as usize;
    sorted.get(index).copied().unwrap_or(0)
}

fn ratio(part: Nanos, whole: Nanos) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn fairness(threads: &[ThreadMetrics], wall: Nanos) -> Option<f64> {
    let shares: Vec<Nanos> = threads
        .iter()
        .filter(|t| findings::cpu_bound(t, wall))
        .map(|t| t.share.times.python())
        .collect();
    jain(&shares)
}

/// Jain's fairness index: `(Σx)² / (n Σx²)`.
pub(crate) fn jain(shares: &[Nanos]) -> Option<f64> {
    let sum: f64 = shares.iter().map(|&x| x as f64).sum();
    let squares: f64 = shares.iter().map(|&x| x as f64 * x as f64).sum();
    (shares.len() >= 2 && squares > 0.0).then(|| sum * sum / (shares.len() as f64 * squares))
}

fn holder_of(trace: &Trace, cause: CauseId) -> Option<ThreadIndex> {
    trace.causes.get(cause.0 as usize).and_then(|c| c.by)
}
