//! Which thread, GIL or core is on which row. Up to a limit each has its own; beyond it,
//! neighbours share a row, and the picture says so.

use crate::trace::Trace;

/// Threads that share a row, in display order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ThreadRow {
    pub process: u32,
    pub threads: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(crate) struct ThreadRows {
    pub rows: Vec<ThreadRow>,
    /// Largest number of threads on one row; 1 where each has its own.
    pub per_row: usize,
    /// Whether rows stay within a process, so that processes can have headings.
    pub by_process: bool,
    /// Row of each thread.
    pub row_of: Vec<u32>,
}

/// Threads in order of process and creation, on at most `limit` rows.
pub(crate) fn thread_rows(trace: &Trace, limit: usize) -> ThreadRows {
    let mut order: Vec<u32> = (0..trace.threads.len() as u32).collect();
    let process_of = |thread: u32| {
        let track = trace.threads.get(thread as usize);
        track.map_or(0, |t| t.process.0)
    };
    order.sort_by_key(|&thread| (process_of(thread), thread));

    let processes: Vec<&[u32]> = order
        .chunk_by(|&a, &b| process_of(a) == process_of(b))
        .collect();
    let by_process = processes.len() * 2 <= limit.max(2);
    let groups: Vec<&[u32]> = if by_process {
        processes
    } else {
        vec![&order[..]]
    };
    let rows_with = |per_row: usize| {
        groups
            .iter()
            .map(|g| g.len().div_ceil(per_row))
            .sum::<usize>()
    };
    let mut per_row = 1;
    while rows_with(per_row) > limit.max(groups.len()) {
        per_row += 1;
    }

    let mut rows = Vec::new();
    let mut row_of = vec![0; trace.threads.len()];
    for group in groups {
        for threads in group.chunks(per_row) {
            for &thread in threads {
                if let Some(row) = row_of.get_mut(thread as usize) {
                    *row = rows.len() as u32;
                }
            }
            rows.push(ThreadRow {
                process: threads.first().map_or(0, |&t| process_of(t)),
                threads: threads.to_vec(),
            });
        }
    }
    ThreadRows {
        rows,
        per_row,
        by_process,
        row_of,
    }
}

/// `0..count` on at most `limit` rows of neighbours.
pub(crate) fn ranges(count: u32, limit: u32) -> Vec<std::ops::Range<u32>> {
    let per_row = count.div_ceil(limit.max(1)).max(1);
    (0..count)
        .step_by(per_row as usize)
        .map(|first| first..first.saturating_add(per_row).min(count))
        .collect()
}

/// Item numbers sorted into `rows` buckets, each in its original order. Items whose row is
/// `None` are left out.
pub(crate) struct Buckets {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Buckets {
    pub fn new(items: usize, rows: usize, row_of: impl Fn(usize) -> Option<u32>) -> Buckets {
        let mut starts = vec![0u32; rows + 1];
        let row = |i: usize| row_of(i).map(|r| r as usize).filter(|&r| r < rows);
        for r in (0..items).filter_map(&row) {
            starts[r + 1] += 1;
        }
        for r in 0..rows {
            starts[r + 1] += starts[r];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0u32; starts[rows] as usize];
        for i in 0..items {
            if let Some(r) = row(i) {
                sorted[next[r] as usize] = i as u32;
                next[r] += 1;
            }
        }
        Buckets {
            starts,
            items: sorted,
        }
    }

    pub fn of(&self, row: usize) -> &[u32] {
        match self.starts.get(row..row + 2) {
            Some([a, b]) => &self.items[*a as usize..*b as usize],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{ProcessIndex, ThreadTrack};

    fn with_threads(processes: &[usize]) -> Trace {
        let mut trace = Trace::default();
        for (process, &threads) in processes.iter().enumerate() {
            for i in 0..threads {
                trace.threads.push(ThreadTrack {
                    name: format!("{process}-{i}"),
                    process: ProcessIndex(process as u32),
                    created: 0,
                    ended: None,
                });
            }
        }
        trace
    }

    /// However many threads there are, all of them are on some row and the rows fit.
    #[test]
    fn no_thread_is_dropped() {
        let check = |processes: &[usize], limit, rows, per_row| {
            let trace = with_threads(processes);
            let out = thread_rows(&trace, limit);
            assert_eq!((out.rows.len(), out.per_row), (rows, per_row));
            let shown: usize = out.rows.iter().map(|r| r.threads.len()).sum();
            assert_eq!(shown, trace.threads.len());
            for (thread, &row) in out.row_of.iter().enumerate() {
                assert!(out.rows[row as usize].threads.contains(&(thread as u32)));
            }
        };
        check(&[], 64, 0, 1);
        check(&[3], 64, 3, 1);
        check(&[64], 64, 64, 1);
        check(&[65], 64, 33, 2);
        check(&[1000], 64, 63, 16);
        check(&[3, 3], 4, 4, 2);
        check(&[1; 100], 10, 10, 10);
    }

    #[test]
    fn ranges_cover_everything_once() {
        assert_eq!(ranges(3, 8), vec![0..1, 1..2, 2..3]);
        assert_eq!(ranges(10, 4), vec![0..3, 3..6, 6..9, 9..10]);
        assert_eq!(ranges(0, 4), vec![]);
    }
}
