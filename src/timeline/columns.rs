//! More slices than pixels: time per column and key, exact to the nanosecond.

use super::display::{Order, Run};
use crate::nanos::Nanos;
use smallvec::SmallVec;

/// A window of time cut into columns of equal length (to the nanosecond).
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// Ascending; column `i` is `bounds[i]..bounds[i + 1]`.
    bounds: Vec<Nanos>,
}

impl Columns {
    /// At most `wanted` columns over `start..end`; fewer where a column would be shorter than
    /// a nanosecond.
    pub fn new(start: Nanos, end: Nanos, wanted: u32) -> Columns {
        let span = end.saturating_sub(start).max(1);
        let count = u64::from(wanted.max(1)).min(span);
        let bounds = (0..=count)
            .map(|i| {
                let offset = u128::from(span) * u128::from(i) / u128::from(count);
                start.saturating_add(offset as Nanos)
            })
            .collect();
        Columns { bounds }
    }

    pub fn count(&self) -> u32 {
        (self.bounds.len() - 1) as u32
    }

    pub fn start(&self) -> Nanos {
        self.bounds.first().copied().unwrap_or(0)
    }

    pub fn end(&self) -> Nanos {
        self.bounds.last().copied().unwrap_or(0)
    }

    /// Position of a moment inside the window, 0 to 1.
    pub fn fraction(&self, at: Nanos) -> f64 {
        let span = self.end().saturating_sub(self.start()).max(1);
        let at = at.clamp(self.start(), self.end()) - self.start();
        at as f64 / span as f64
    }

    /// Adds up the pieces (start, end, key below `keys`) per column and key, and joins columns
    /// that look the same. `lanes` is the number of tracks that share the row.
    pub fn aggregate(
        &self,
        keys: usize,
        lanes: u32,
        pieces: impl Iterator<Item = (Nanos, Nanos, u8)>,
    ) -> Vec<Run> {
        let mut sums: Vec<Nanos> = vec![0; self.count() as usize * keys];
        let mut courses: Vec<Course> = vec![Course::default(); self.count() as usize];
        // Pieces of a track come in order of time, so the search mostly stays where it was.
        let mut column = 0;
        for (start, end, key) in pieces {
            let start = start.max(self.start());
            let end = end.min(self.end());
            if start >= end || usize::from(key) >= keys {
                continue;
            }
            column = self.column_of(start, column);
            let mut at = start;
            let mut i = column;
            while at < end {
                let Some(&bound) = self.bounds.get(i + 1) else {
                    break;
                };
                let until = end.min(bound);
                if let Some(sum) = sums.get_mut(i * keys + usize::from(key)) {
                    *sum = sum.saturating_add(until.saturating_sub(at));
                }
                if let Some(course) = courses.get_mut(i) {
                    course.add(at, until, key);
                }
                at = until;
                i += 1;
            }
            column = i.saturating_sub(1);
        }
        self.runs(&sums, &courses, keys, lanes.max(1))
    }

    /// The column that holds `at`, searched from `near` on.
    fn column_of(&self, at: Nanos, near: usize) -> usize {
        let holds = |i: usize| match self.bounds.get(i..i + 2) {
            Some([a, b]) => (*a..*b).contains(&at),
            _ => false,
        };
        if holds(near) {
            near
        } else if holds(near + 1) {
            near + 1
        } else {
            let above = self.bounds.partition_point(|&bound| bound <= at);
            above.saturating_sub(1)
        }
    }

    fn runs(&self, sums: &[Nanos], courses: &[Course], keys: usize, lanes: u32) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let columns = sums.chunks_exact(keys.max(1)).zip(courses);
        for (i, (sums, course)) in columns.enumerate() {
            let (start, length) = match self.bounds.get(i..i + 2) {
                Some([a, b]) => (*a, b - a),
                _ => (0, 0),
            };
            let capacity = length.saturating_mul(u64::from(lanes));
            let mut parts: SmallVec<[(u8, Nanos); 2]> = sums
                .iter()
                .zip(0u8..)
                .filter(|&(&time, _)| time > 0)
                .map(|(&time, key)| (key, time))
                .collect();
            if parts.is_empty() {
                continue;
            }
            let mut order = Order::Stacked;
            if lanes == 1 && course.is_simple() {
                order = Order::InTime {
                    start: course.start.saturating_sub(start),
                };
                parts.sort_by_key(|part| part.0 != course.first);
            }
            let run = Run {
                first: i as u32,
                columns: 1,
                // Damaged traces may overlap; the picture then fills, never overflows.
                capacity: capacity.max(parts.iter().fold(0, |a, p| p.1.saturating_add(a))),
                parts,
                order,
            };
            match runs.last_mut() {
                Some(last)
                    if last.first + last.columns == run.first
                        && last.solid().is_some()
                        && last.solid() == run.solid() =>
                {
                    last.columns += 1;
                    last.capacity = last.capacity.saturating_add(run.capacity);
                    if let Some(part) = last.parts.first_mut() {
                        part.1 = last.capacity;
                    }
                }
                _ => runs.push(run),
            }
        }
        runs
    }
}

/// What follows what within one column.
#[derive(Clone, Copy, Default)]
struct Course {
    start: Nanos,
    end: Nanos,
    first: u8,
    last: u8,
    /// Stretches of one key, and whether something broke their line.
    stretches: u8,
    broken: bool,
}

impl Course {
    fn add(&mut self, start: Nanos, end: Nanos, key: u8) {
        if self.stretches == 0 {
            self.start = start;
            self.first = key;
            self.stretches = 1;
        } else if start != self.end {
            self.broken = true;
        } else if key != self.last {
            self.stretches = self.stretches.saturating_add(1);
        }
        self.end = end;
        self.last = key;
    }

    /// One stretch, or one after another: the column can be drawn as it went.
    fn is_simple(&self) -> bool {
        !self.broken && self.stretches <= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First column, columns, parts.
    type Shape = (u32, u32, Vec<(u8, Nanos)>);

    fn shape(runs: &[Run]) -> Vec<Shape> {
        runs.iter()
            .map(|r| (r.first, r.columns, r.parts.to_vec()))
            .collect()
    }

    /// Long pieces become one run, short ones keep their share, gaps stay gaps.
    #[test]
    fn columns_keep_every_nanosecond() {
        let check = |pieces: &[(Nanos, Nanos, u8)], expect: &[Shape]| {
            let columns = Columns::new(0, 100, 10);
            let runs = columns.aggregate(2, 1, pieces.iter().copied());
            assert_eq!(shape(&runs), expect);
        };
        check(&[(0, 100, 0)], &[(0, 10, vec![(0, 100)])]);
        check(
            &[(0, 30, 0), (30, 100, 1)],
            &[(0, 3, vec![(0, 30)]), (3, 7, vec![(1, 70)])],
        );
        check(
            &[(0, 1, 0), (1, 9, 1), (9, 10, 0)],
            &[(0, 1, vec![(0, 2), (1, 8)])],
        );
        check(&[(95, 1000, 1)], &[(9, 1, vec![(1, 5)])]);
        check(&[(100, 1000, 1), (5, 5, 0)], &[]);
        // Out of order, as tracks that share a row are.
        check(
            &[(90, 100, 0), (0, 10, 0)],
            &[(0, 1, vec![(0, 10)]), (9, 1, vec![(0, 10)])],
        );
    }

    /// An edge between two stretches stays an edge; what is busier is stacked.
    #[test]
    fn columns_with_one_edge_keep_their_order() {
        let check = |lanes, pieces: &[(Nanos, Nanos, u8)], expect: Order, parts: &[(u8, Nanos)]| {
            let runs = Columns::new(0, 10, 1).aggregate(3, lanes, pieces.iter().copied());
            assert_eq!((runs[0].order, runs[0].parts.as_slice()), (expect, parts));
        };
        let from = |start| Order::InTime { start };
        check(1, &[(0, 3, 2), (3, 10, 1)], from(0), &[(2, 3), (1, 7)]);
        check(1, &[(4, 6, 1)], from(4), &[(1, 2)]);
        check(1, &[(0, 2, 1), (2, 3, 1)], from(0), &[(1, 3)]);
        check(
            1,
            &[(0, 3, 2), (4, 10, 1)],
            Order::Stacked,
            &[(1, 6), (2, 3)],
        );
        check(
            1,
            &[(0, 1, 1), (1, 2, 2), (2, 3, 1)],
            Order::Stacked,
            &[(1, 2), (2, 1)],
        );
        check(
            2,
            &[(0, 3, 2), (3, 10, 1)],
            Order::Stacked,
            &[(1, 7), (2, 3)],
        );
    }

    /// Zooming in beyond the nanosecond makes columns wider, not empty.
    #[test]
    fn a_column_is_never_shorter_than_a_nanosecond() {
        let check = |start, end, wanted, expect| {
            assert_eq!(Columns::new(start, end, wanted).count(), expect);
        };
        check(0, 5, 2000, 5);
        check(7, 7, 2000, 1);
        check(0, u64::MAX, 2000, 2000);
        check(9, 3, 0, 1);
    }
}
