//! Who made whom wait, and in which line.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::holder_of;
use super::holders::{Holders, Part};
use crate::nanos::Nanos;
use crate::trace::{GilWait, Place, PlaceId, Slice, State, ThreadIndex, Trace};

/// How long one thread waited because of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Blame {
    pub waiter: String,
    /// `null`: nobody in particular had it.
    pub holder: Option<String>,
    pub wait_ns: Nanos,
    #[serde(skip)]
    pub(crate) waiter_index: ThreadIndex,
    #[serde(skip)]
    pub(crate) holder_index: Option<ThreadIndex>,
}

/// What a source line has to do with the GIL. The `wait_ns` of all lines add up to the GIL waits
/// of all threads, the `held_ns` to the time for which GILs were held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineBlame {
    /// `null`: nobody knows where.
    #[serde(serialize_with = "file_name")]
    pub file: Option<Arc<str>>,
    /// 1-based; 0 where there is no file.
    pub line: u32,
    /// For how long others waited while a holder was at this line.
    pub wait_ns: Nanos,
    /// How many waits for the GIL those times are parts of.
    pub waits: u64,
    /// For how long a GIL was held at this line: from where a holder was seen at it to where it
    /// was seen next, as a sampling profiler counts.
    pub held_ns: Nanos,
}

fn file_name<S: Serializer>(file: &Option<Arc<str>>, to: S) -> Result<S::Ok, S::Error> {
    file.as_deref().serialize(to)
}

/// The waits for locks by waiter and by who had the lock when the wait began, longest first.
pub(super) fn for_locks(trace: &Trace) -> Vec<Blame> {
    let mut waited = Pairs::new();
    let waits = trace.slices.iter();
    for slice in waits.filter(|slice| slice.state == State::LockWait) {
        // What a thread itself has taken, another is to release: `Event` and `Thread.start` do so.
        let holder = holder_of(trace, slice.cause).filter(|&holder| holder != slice.thread);
        add(
            &mut waited,
            (slice.thread, holder),
            slice.end.saturating_sub(slice.start),
        );
    }
    ranked(trace, waited)
}

/// The waits for GILs by waiter and by who held the GIL meanwhile, longest first: whoever had it
/// when a wait began may have given it to a third long before its end. And every line that held a
/// GIL or was waited for, the most waited for first.
pub(super) fn for_gils(trace: &Trace) -> (Vec<Blame>, Vec<LineBlame>) {
    let holders = Holders::of(trace);
    let mut waited = Pairs::new();
    let mut lines = Lines::default();
    for (slices, waits) in gil_waits(trace) {
        for slice in slices {
            let wait = wait_of(slice, &waits);
            for part in holders.during(slice) {
                add(&mut waited, (slice.thread, part.holder), part.time);
                lines.wait(place_of(trace, slice, &part), part.time, wait);
            }
        }
    }
    for stretch in holders.stretches() {
        let line = lines.at(stretch.place.and_then(|place| known(trace, place)));
        let time = stretch.end.saturating_sub(stretch.start);
        line.held = line.held.saturating_add(time);
    }
    (ranked(trace, waited), lines.ranked())
}

/// Times by waiter and holder.
type Pairs = BTreeMap<(ThreadIndex, Option<ThreadIndex>), Nanos>;

fn add(waited: &mut Pairs, pair: (ThreadIndex, Option<ThreadIndex>), time: Nanos) {
    let sum = waited.entry(pair).or_default();
    *sum = sum.saturating_add(time);
}

fn ranked(trace: &Trace, waited: Pairs) -> Vec<Blame> {
    let name = |thread: ThreadIndex| {
        let track = trace.threads.get(thread.0 as usize);
        track.map(|t| t.name.clone()).unwrap_or_default()
    };
    let mut blame: Vec<Blame> = waited
        .into_iter()
        .map(|((waiter, holder), wait_ns)| Blame {
            waiter: name(waiter),
            holder: holder.map(name),
            wait_ns,
            waiter_index: waiter,
            holder_index: holder,
        })
        .collect();
    blame.sort_by_key(|b| (Reverse(b.wait_ns), b.waiter_index, b.holder_index));
    blame
}

#[derive(Default)]
struct Line {
    wait: Nanos,
    waits: u64,
    held: Nanos,
    /// The wait that was counted last: its thread and start.
    counted: Option<(ThreadIndex, Nanos)>,
}

/// By file and number; `None`: nobody knows where.
#[derive(Default)]
struct Lines(BTreeMap<Option<(Arc<str>, u32)>, Line>);

impl Lines {
    fn at(&mut self, place: Option<&Place>) -> &mut Line {
        let key = place.map(|place| (place.file.clone(), place.line));
        self.0.entry(key).or_default()
    }

    fn wait(&mut self, place: Option<&Place>, time: Nanos, of: Option<&GilWait>) {
        let line = self.at(place);
        line.wait = line.wait.saturating_add(time);
        let wait = of.map(|wait| (wait.thread, wait.start));
        if wait.is_some() && line.counted != wait {
            line.counted = wait;
            line.waits += 1;
        }
    }

    fn ranked(self) -> Vec<LineBlame> {
        let mut lines: Vec<LineBlame> = self
            .0
            .into_iter()
            .map(|(place, line)| {
                let (file, number) = place.map_or((None, 0), |(file, line)| (Some(file), line));
                LineBlame {
                    file,
                    line: number,
                    wait_ns: line.wait,
                    waits: line.waits,
                    held_ns: line.held,
                }
            })
            .collect();
        lines.sort_by(|a, b| {
            let key = |it: &LineBlame| (Reverse(it.wait_ns), Reverse(it.held_ns));
            key(a)
                .cmp(&key(b))
                .then_with(|| (&a.file, a.line).cmp(&(&b.file, b.line)))
        });
        lines
    }
}

/// Of each thread the slices of waiting for a GIL, and the waits, in the order of time.
fn gil_waits(trace: &Trace) -> Vec<(Vec<&Slice>, Vec<&GilWait>)> {
    let mut threads = vec![(Vec::new(), Vec::new()); trace.threads.len()];
    for slice in &trace.slices {
        if let (State::GilWait, Some(thread)) =
            (slice.state, threads.get_mut(slice.thread.0 as usize))
        {
            thread.0.push(slice);
        }
    }
    for wait in &trace.gil_waits {
        if let Some(thread) = threads.get_mut(wait.thread.0 as usize) {
            thread.1.push(wait);
        }
    }
    threads
}

/// The wait that a slice is part of: a time-out or a failed take cuts a wait, but does not end it.
fn wait_of<'t>(slice: &Slice, waits: &[&'t GilWait]) -> Option<&'t GilWait> {
    let next = waits.partition_point(|wait| wait.start <= slice.start);
    let wait = waits.get(next.checked_sub(1)?)?;
    (slice.start < wait.start.saturating_add(wait.duration)).then_some(*wait)
}

/// Where the holder was; if it was not seen anywhere, where it was when the wait began.
fn place_of<'t>(trace: &'t Trace, slice: &Slice, part: &Part) -> Option<&'t Place> {
    let holder = part.holder?;
    if let Some(place) = part.place {
        return known(trace, place);
    }
    let cause = trace.causes.get(slice.cause.0 as usize)?;
    cause.place.as_ref().filter(|_| cause.by == Some(holder))
}

fn known(trace: &Trace, place: PlaceId) -> Option<&Place> {
    trace.places.get(place.0 as usize)
}
