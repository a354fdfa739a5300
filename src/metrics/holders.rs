//! Who held a GIL while a thread waited for it, and at which line.

use crate::nanos::Nanos;
use crate::trace::{Cause, GilIndex, Hold, PlaceId, Position, Slice, ThreadIndex, Trace};

/// A stretch of a hold at one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub start: Nanos,
    pub end: Nanos,
    pub thread: ThreadIndex,
    /// `None`: the holder was not seen anywhere yet.
    pub place: Option<PlaceId>,
}

/// A part of a wait.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub time: Nanos,
    /// Who held the GIL meanwhile; `None` where it was free.
    pub holder: Option<ThreadIndex>,
    pub place: Option<PlaceId>,
}

/// Every hold of a trace, divided among the lines at which its thread was seen.
pub(super) struct Holders<'t> {
    trace: &'t Trace,
    /// By GIL, in the order of time: a GIL has one holder at a time.
    stretches: Vec<Vec<Stretch>>,
    /// Of each thread's holds the end and the GIL, in the order of time.
    of_thread: Vec<Vec<(Nanos, GilIndex)>>,
}

impl<'t> Holders<'t> {
    pub fn of(trace: &'t Trace) -> Holders<'t> {
        let mut seen: Vec<Vec<Position>> = vec![Vec::new(); trace.threads.len()];
        for position in &trace.positions {
            if let Some(seen) = seen.get_mut(position.thread.0 as usize) {
                seen.push(*position);
            }
        }
        let mut stretches = vec![Vec::new(); trace.gils.len()];
        let mut of_thread = vec![Vec::new(); trace.threads.len()];
        for hold in &trace.holds {
            let seen = seen.get(hold.thread.0 as usize);
            if let Some(stretches) = stretches.get_mut(hold.gil.0 as usize) {
                divide(hold, seen.map_or(&[], Vec::as_slice), stretches);
            }
            if let Some(holds) = of_thread.get_mut(hold.thread.0 as usize) {
                holds.push((hold.end, hold.gil));
            }
        }
        Holders {
            trace,
            stretches,
            of_thread,
        }
    }

    pub fn stretches(&self) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().flatten()
    }

    /// A slice of waiting for a GIL in parts that add up to it.
    pub fn during(&self, wait: &Slice) -> Vec<Part> {
        let gil = self.gil_of(wait);
        let held = gil.and_then(|gil| self.stretches.get(gil.0 as usize));
        let held = held.map_or(&[][..], Vec::as_slice);
        let first = held.partition_point(|stretch| stretch.end <= wait.start);
        let held = held.get(first..).unwrap_or_default();
        let mut parts = Vec::new();
        let mut part = |time: Nanos, holder, place| {
            if time > 0 {
                parts.push(Part {
                    time,
                    holder,
                    place,
                });
            }
        };
        let mut at = wait.start;
        for stretch in held.iter().take_while(|stretch| stretch.start < wait.end) {
            let (start, end) = (stretch.start.max(at), stretch.end.min(wait.end));
            part(start.saturating_sub(at), None, None);
            let time = end.saturating_sub(start);
            if stretch.thread == wait.thread {
                // It has the GIL and waits for the mutex, to give it up.
                part(time, None, None);
            } else {
                part(time, Some(stretch.thread), stretch.place);
            }
            at = end;
        }
        part(wait.end.saturating_sub(at), None, None);
        parts
    }

    /// The GIL that is waited for: the one that the thread has next. One that never got it waits
    /// for what it was told then to wait for.
    fn gil_of(&self, wait: &Slice) -> Option<GilIndex> {
        let next = |thread: ThreadIndex| {
            let holds = self.of_thread.get(thread.0 as usize)?;
            let next = holds.partition_point(|&(end, _)| end <= wait.start);
            holds.get(next).map(|&(_, gil)| gil)
        };
        let last = |thread: ThreadIndex| Some(self.of_thread.get(thread.0 as usize)?.last()?.1);
        let by = self.cause(wait).and_then(|cause| cause.by);
        next(wait.thread)
            .or_else(|| by.and_then(next))
            .or_else(|| last(wait.thread))
            .or_else(|| by.and_then(last))
    }

    fn cause(&self, wait: &Slice) -> Option<&'t Cause> {
        self.trace.causes.get(wait.cause.0 as usize)
    }
}

/// A hold in stretches: where its thread was seen, until it was seen next. What comes before the
/// first of them belongs to the line at which it was seen last before.
fn divide(hold: &Hold, seen: &[Position], into: &mut Vec<Stretch>) {
    let first = seen.partition_point(|position| position.at <= hold.start);
    let last = seen.partition_point(|position| position.at < hold.end);
    let inside = seen.get(first..last).unwrap_or_default();
    let before = first.checked_sub(1).and_then(|before| seen.get(before));
    let mut place = before.or(inside.first()).map(|position| position.place);
    let mut start = hold.start;
    let mut stretch = |end: Nanos, place| {
        if end > start {
            into.push(Stretch {
                start,
                end,
                thread: hold.thread,
                place,
            });
        }
        start = end;
    };
    for position in inside {
        stretch(position.at, place);
        place = Some(position.place);
    }
    stretch(hold.end, place);
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let mut stretches = Vec::new();
            divide(&hold, &seen, &mut stretches);
            let parts: Vec<_> = stretches
                .iter()
                .map(|it| (it.place.map(|place| place.0), it.end - it.start))
                .collect();
            assert_eq!(parts, expect);
            assert_eq!(parts.iter().map(|part| part.1).sum::<Nanos>(), 20);
        };
        check(&[], &[(None, 20)]);
        check(&[(3, 7)], &[(Some(7), 20)]);
        check(&[(3, 7), (10, 8)], &[(Some(8), 20)]);
        check(&[(3, 7), (15, 8)], &[(Some(7), 5), (Some(8), 15)]);
        check(&[(15, 8), (30, 9)], &[(Some(8), 5), (Some(8), 15)]);
        check(&[(15, 8), (15, 9)], &[(Some(8), 5), (Some(9), 15)]);
    }
}
