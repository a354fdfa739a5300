//! Small deterministic traces: scripted threads under a toy GIL, and random slices.

use gilsim::nanos::{MICROSECOND, MILLISECOND, Nanos};
use gilsim::trace::{
    Cause, CauseId, CoreIndex, GilIndex, GilTrack, GilWait, Hold, Mark, MarkKind, ProcessIndex,
    ProcessTrack, Slice, State, ThreadIndex, ThreadTrack, Totals, Trace,
};
use std::collections::VecDeque;

/// What a scripted thread does next.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Run(Nanos),
    Native(Nanos),
    Holding(Nanos),
    Io(Nanos),
    Sleep(Nanos),
}

pub struct Scripted {
    pub name: String,
    pub steps: Vec<Step>,
}

pub fn thread(name: &str, steps: Vec<Step>) -> Scripted {
    Scripted {
        name: name.to_string(),
        steps,
    }
}

pub struct Lcg(pub u64);

impl Lcg {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % n.max(1)
    }
}

/// Adds slices to a trace and keeps its totals.
pub struct Recording {
    pub trace: Trace,
}

impl Recording {
    pub fn new(names: &[&str], cores: u16, gil: bool) -> Recording {
        let mut trace = Trace {
            cores,
            ..Trace::default()
        };
        trace.processes.push(ProcessTrack {
            name: "main".to_string(),
            pid: 1000,
            exit_code: None,
        });
        if gil {
            trace.gils.push(GilTrack {
                process: ProcessIndex(0),
                name: "GIL".to_string(),
            });
        }
        for name in names {
            trace.threads.push(ThreadTrack {
                name: (*name).to_string(),
                process: ProcessIndex(0),
                created: 0,
                ended: None,
            });
            trace.totals.push(Totals::default());
        }
        Recording { trace }
    }

    pub fn slice(
        &mut self,
        thread: usize,
        state: State,
        start: Nanos,
        end: Nanos,
        cause: Option<usize>,
    ) {
        if start >= end {
            return;
        }
        let cause = match cause {
            None => CauseId::NONE,
            Some(by) => {
                let cause = Cause {
                    by: Some(ThreadIndex(by as u32)),
                    place: None,
                    what: "GIL".to_string(),
                };
                let known = self.trace.causes.iter().position(|c| *c == cause);
                let at = known.unwrap_or_else(|| {
                    self.trace.causes.push(cause);
                    self.trace.causes.len() - 1
                });
                CauseId(at as u32)
            }
        };
        let cores = self.trace.cores.max(1);
        let core = state.on_core().then(|| CoreIndex(thread as u16 % cores));
        self.trace.totals[thread].by_state[state as usize] += end - start;
        if state == State::GilWait {
            self.trace.gil_waits.push(GilWait {
                thread: ThreadIndex(thread as u32),
                start,
                duration: end - start,
                cause,
            });
        }
        self.trace.slices.push(Slice {
            start,
            end,
            thread: ThreadIndex(thread as u32),
            cause,
            core,
            state,
        });
        self.trace.end = self.trace.end.max(end);
    }

    pub fn hold(&mut self, thread: usize, start: Nanos, end: Nanos) {
        if start < end {
            self.trace.totals[thread].held += end - start;
            self.trace.holds.push(Hold {
                start,
                end,
                gil: GilIndex(0),
                thread: ThreadIndex(thread as u32),
            });
        }
    }

    pub fn mark(&mut self, thread: usize, kind: MarkKind, at: Nanos, other: Option<usize>) {
        self.trace.totals[thread].marks[kind as usize] += 1;
        self.trace.marks.push(Mark {
            at,
            thread: ThreadIndex(thread as u32),
            other: other.map(|t| ThreadIndex(t as u32)),
            kind,
        });
    }

    pub fn finish(mut self) -> Trace {
        self.trace.slices.sort_by_key(|s| s.end);
        self.trace.marks.sort_by_key(|m| m.at);
        self.trace
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Doing {
    /// Wants the GIL since.
    Waiting(Nanos),
    /// Blocked or outside until.
    Away(Nanos),
    Done,
}

/// Runs scripts under a GIL with the given switch interval and a hand-over that costs 5 µs.
/// A waiter asks for the GIL after one interval, and the holder then gives it up at once.
pub fn under_gil(scripts: &[Scripted], cores: u16, interval: Nanos) -> Trace {
    const HANDOVER: Nanos = 5 * MICROSECOND;
    let names: Vec<&str> = scripts.iter().map(|s| s.name.as_str()).collect();
    let mut out = Recording::new(&names, cores, true);
    let mut steps: Vec<VecDeque<Step>> = scripts
        .iter()
        .map(|s| s.steps.iter().copied().collect())
        .collect();
    let mut doing = vec![Doing::Waiting(0); scripts.len()];
    let mut now: Nanos = 0;
    let mut holder_before = None;
    loop {
        // Whoever has waited longest takes the free GIL.
        for (i, d) in doing.iter_mut().enumerate() {
            if let Doing::Away(until) = *d
                && until <= now
            {
                out.mark(i, MarkKind::WakeUp, until, None);
                *d = Doing::Waiting(until);
            }
        }
        let first = (0..doing.len())
            .filter_map(|i| match doing[i] {
                Doing::Waiting(since) => Some((since, i)),
                _ => None,
            })
            .min();
        let Some((since, me)) = first else {
            let next = doing.iter().filter_map(|d| match d {
                Doing::Away(until) => Some(*until),
                _ => None,
            });
            match next.min() {
                Some(until) => now = until.max(now),
                None => break,
            }
            continue;
        };
        out.slice(me, State::GilWait, since, now, holder_before);
        let begin = if since < now { now + HANDOVER } else { now };
        out.slice(me, State::Switching, now, begin, None);
        now = begin;
        holder_before = Some(me);
        let took = now;
        loop {
            let Some(step) = steps[me].pop_front() else {
                out.hold(me, took, now);
                doing[me] = Doing::Done;
                out.trace.threads[me].ended = Some(now);
                break;
            };
            let (Step::Run(length) | Step::Holding(length)) = step else {
                out.mark(me, MarkKind::VoluntarySwitch, now, None);
                out.hold(me, took, now);
                let (state, length) = match step {
                    Step::Native(n) => (State::Native, n),
                    Step::Io(n) => (State::Io, n),
                    Step::Sleep(n) => (State::Sleep, n),
                    Step::Run(n) | Step::Holding(n) => (State::Running, n),
                };
                out.slice(me, state, now, now + length, None);
                doing[me] = Doing::Away(now + length);
                break;
            };
            // The first to have waited an interval, counting from when this thread took over.
            let asked = (0..doing.len())
                .filter(|&i| i != me)
                .filter_map(|i| match doing[i] {
                    Doing::Waiting(since) | Doing::Away(since) => {
                        Some((since.max(took) + interval, i))
                    }
                    Doing::Done => None,
                })
                .min();
            let until = now + length;
            match (step, asked) {
                (Step::Run(_), Some((at, by))) if at < until => {
                    let at = at.max(now);
                    out.slice(me, State::Running, now, at, None);
                    out.mark(by, MarkKind::Timeout, at, Some(me));
                    out.mark(by, MarkKind::DropRequest, at, Some(me));
                    out.mark(me, MarkKind::ForcedSwitch, at, Some(by));
                    steps[me].push_front(Step::Run(until - at));
                    now = at;
                    out.hold(me, took, now);
                    doing[me] = Doing::Waiting(now);
                    break;
                }
                _ => {
                    let state = if matches!(step, Step::Run(_)) {
                        State::Running
                    } else {
                        State::NativeHolding
                    };
                    out.slice(me, state, now, until, None);
                    now = until;
                }
            }
        }
    }
    out.finish()
}

/// The same without any GIL: every thread on a core of its own.
pub fn without_gil(scripts: &[Scripted], cores: u16) -> Trace {
    let names: Vec<&str> = scripts.iter().map(|s| s.name.as_str()).collect();
    let mut out = Recording::new(&names, cores, false);
    for (i, script) in scripts.iter().enumerate() {
        let mut now = 0;
        for &step in &script.steps {
            let (state, length) = match step {
                Step::Run(n) => (State::Running, n),
                Step::Holding(n) | Step::Native(n) => (State::Native, n),
                Step::Io(n) => (State::Io, n),
                Step::Sleep(n) => (State::Sleep, n),
            };
            out.slice(i, state, now, now + length, None);
            now += length;
        }
        out.trace.threads[i].ended = Some(now);
    }
    out.finish()
}

pub fn hogs(n: usize, work: Nanos) -> Vec<Scripted> {
    (1..=n)
        .map(|i| thread(&format!("cpu-{i}"), vec![Step::Run(work)]))
        .collect()
}

pub fn convoy() -> Vec<Scripted> {
    let io = (0..24).flat_map(|_| [Step::Run(40 * MICROSECOND), Step::Sleep(MILLISECOND)]);
    vec![
        thread("cpu-1", vec![Step::Run(150 * MILLISECOND)]),
        thread("io-1", io.collect()),
    ]
}

pub fn io_bound(n: usize, rounds: usize) -> Vec<Scripted> {
    let mut random = Lcg(7);
    (1..=n)
        .map(|i| {
            let mut steps = Vec::new();
            for _ in 0..rounds {
                steps.push(Step::Run((50 + random.below(100)) * MICROSECOND));
                steps.push(Step::Io((2_000 + random.below(6_000)) * MICROSECOND));
            }
            thread(&format!("io-{i}"), steps)
        })
        .collect()
}

pub fn native(n: usize) -> Vec<Scripted> {
    let mut scripts: Vec<Scripted> = (1..=n)
        .map(|i| {
            let round = [Step::Run(MILLISECOND), Step::Native(18 * MILLISECOND)];
            thread(&format!("hash-{i}"), round.repeat(4))
        })
        .collect();
    let round = [
        Step::Holding(9 * MILLISECOND),
        Step::Sleep(20 * MILLISECOND),
    ];
    scripts.push(thread("count", round.repeat(3)));
    scripts
}

/// Threads with random states of random length that tile their lives; states, holds and marks
/// of all kinds.
pub fn random(seed: u64, threads: usize, slices: usize, cores: u16) -> Trace {
    let names: Vec<String> = (0..threads).map(|i| format!("worker-{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut out = Recording::new(&names, cores, true);
    let mut random = Lcg(seed);
    out.trace.slices.reserve(slices);
    let mut at: Vec<Nanos> = (0..threads).map(|_| random.below(1_000)).collect();
    for (thread, &start) in out.trace.threads.iter_mut().zip(&at) {
        thread.created = start;
    }
    for n in 0..slices {
        let thread = n % threads;
        let state = State::ALL[random.below(10) as usize];
        let length = match random.below(20) {
            0 => random.below(100_000),
            1..=4 => random.below(3_000),
            _ => random.below(300),
        };
        let start = at[thread];
        let end = start + 1 + length;
        let cause = (state == State::GilWait).then(|| random.below(threads as u64) as usize);
        out.slice(thread, state, start, end, cause);
        if state == State::Running {
            out.hold(thread, start, end);
        }
        if random.below(10) == 0 {
            let kind = [
                MarkKind::WakeUp,
                MarkKind::FailedTake,
                MarkKind::DropRequest,
            ][random.below(3) as usize];
            out.mark(thread, kind, start, None);
        }
        at[thread] = end;
    }
    out.finish()
}
