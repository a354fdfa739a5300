//! Who made whom wait, and in which line.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::holder_of;
use crate::nanos::Nanos;
use crate::trace::{Hold, Place, Position, State, ThreadIndex, Trace};

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
    /// For how long others waited for a holder that was at this line when they began to.
    pub wait_ns: Nanos,
    /// How many of those waits there were.
    pub waits: u64,
    /// For how long a GIL was held at this line: from where a holder was seen at it to where it
    /// was seen next, as a sampling profiler counts.
    pub held_ns: Nanos,
}

fn file_name<S: Serializer>(file: &Option<Arc<str>>, to: S) -> Result<S::Ok, S::Error> {
    file.as_deref().serialize(to)
}

/// The time in `state` by waiter and by who caused it, longest first.
pub(super) fn waits(trace: &Trace, state: State) -> Vec<Blame> {
    let mut waited: BTreeMap<(ThreadIndex, Option<ThreadIndex>), Nanos> = BTreeMap::new();
    for slice in trace.slices.iter().filter(|slice| slice.state == state) {
        // What a thread itself has taken, another is to release: `Event` and `Thread.start` do so.
        let holder = holder_of(trace, slice.cause).filter(|&holder| holder != slice.thread);
        let sum = waited.entry((slice.thread, holder)).or_default();
        *sum = sum.saturating_add(slice.end.saturating_sub(slice.start));
    }
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
}

/// Every line that held a GIL or was waited for, the most waited for first.
pub(super) fn lines(trace: &Trace) -> Vec<LineBlame> {
    let mut lines: BTreeMap<Option<(Arc<str>, u32)>, Line> = BTreeMap::new();
    let key = |place: &Place| (place.file.clone(), place.line);
    for slice in &trace.slices {
        if slice.state != State::GilWait {
            continue;
        }
        // The place of a cause without a holder is where the waiter itself is.
        let cause = trace.causes.get(slice.cause.0 as usize);
        let place = cause.and_then(|cause| cause.place.as_ref().filter(|_| cause.by.is_some()));
        let line = lines.entry(place.map(key)).or_default();
        line.wait = line
            .wait
            .saturating_add(slice.end.saturating_sub(slice.start));
        line.waits += 1;
    }
    let mut seen: Vec<Vec<Position>> = vec![Vec::new(); trace.threads.len()];
    for position in &trace.positions {
        if let Some(seen) = seen.get_mut(position.thread.0 as usize) {
            seen.push(*position);
        }
    }
    for hold in &trace.holds {
        let seen = seen
            .get(hold.thread.0 as usize)
            .map_or(&[][..], Vec::as_slice);
        for (position, time) in samples(hold, seen) {
            let place = position.and_then(|it| trace.places.get(it.place.0 as usize));
            let line = lines.entry(place.map(key)).or_default();
            line.held = line.held.saturating_add(time);
        }
    }
    let mut lines: Vec<LineBlame> = lines
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

/// A hold in parts: where its thread was seen, and how long until it was seen next. What comes
/// before the first of them belongs to the line at which it was seen last before.
fn samples(hold: &Hold, seen: &[Position]) -> Vec<(Option<Position>, Nanos)> {
    let first = seen.partition_point(|position| position.at <= hold.start);
    let last = seen.partition_point(|position| position.at < hold.end);
    let mut parts = Vec::new();
    let mut at = hold.start;
    let mut current = first
        .checked_sub(1)
        .and_then(|before| seen.get(before))
        .copied();
    for position in seen.get(first..last).unwrap_or_default() {
        parts.push((current.or(Some(*position)), position.at.saturating_sub(at)));
        (at, current) = (position.at, Some(*position));
    }
    parts.push((current, hold.end.saturating_sub(at)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{GilIndex, PlaceId};

    /// Each part of a hold has one owner, and together they are the hold.
    #[test]
    fn a_hold_is_divided_among_the_lines_at_which_it_was_seen() {
        let check = |seen: &[(Nanos, u32)], expect: &[(Option<u32>, Nanos)]| {
            let (gil, thread) = (GilIndex(0), ThreadIndex(0));
            let (start, end) = (10, 30);
            let hold = Hold {
                start,
                end,
                gil,
                thread,
            };
            let seen: Vec<Position> = seen
                .iter()
                .map(|&(at, place)| Position {
                    at,
                    thread,
                    place: PlaceId(place),
                })
                .collect();
            let parts: Vec<_> = samples(&hold, &seen)
                .into_iter()
                .map(|(position, time)| (position.map(|it| it.place.0), time))
                .collect();
            assert_eq!(parts, expect);
            assert_eq!(parts.iter().map(|part| part.1).sum::<Nanos>(), 20);
        };
        check(&[], &[(None, 20)]);
        check(&[(3, 7)], &[(Some(7), 20)]);
        check(&[(3, 7), (10, 8)], &[(Some(8), 20)]);
        check(&[(3, 7), (15, 8)], &[(Some(7), 5), (Some(8), 15)]);
        check(&[(15, 8), (30, 9)], &[(Some(8), 5), (Some(8), 15)]);
    }
}
