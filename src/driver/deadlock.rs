//! The report of a deadlock: who waits for what, and which waits close a circle.

use super::Program;
use crate::trace::Place;
use crate::vm::{LockId, ThreadId};

/// Every thread that is blocked for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadlock {
    /// In order of creation.
    pub threads: Vec<BlockedThread>,
    /// Threads each of which waits for a lock of the next, and the last for one of the first.
    /// Empty where there is no such circle: somebody forgot to release or to notify.
    pub cycle: Vec<ThreadId>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BlockedThread {
    pub thread: ThreadId,
    pub name: String,
    pub daemon: bool,
    /// What it waits for.
    pub what: String,
    /// Who holds that, where it is something that can be held. A thread that has ended can hold one.
    pub holder: Option<ThreadId>,
    /// Where it waits.
    pub place: Option<Place>,
}

impl BlockedThread {
    /// `thread`, which waits for `lock`.
    pub fn of<P: Program + ?Sized>(program: &P, thread: ThreadId, lock: LockId) -> BlockedThread {
        let holder = program.lock_owner(thread, lock);
        BlockedThread::waiting(program, thread, "a lock", holder)
    }

    /// `thread`, which waits for something that `holder` has.
    pub fn waiting<P: Program + ?Sized>(
        program: &P,
        thread: ThreadId,
        what: &str,
        holder: Option<ThreadId>,
    ) -> BlockedThread {
        let name = program.thread_name(thread);
        BlockedThread {
            thread,
            name: match program.process_name(thread) {
                Some(process) => format!("{process}/{name}"),
                None => name,
            },
            daemon: program.is_daemon(thread),
            what: what.to_string(),
            holder,
            place: program.place(thread),
        }
    }
}

impl Deadlock {
    /// Finds the first circle among the blocked threads.
    pub fn new(threads: Vec<BlockedThread>) -> Deadlock {
        let mut done = vec![false; threads.len()];
        let position = |thread: ThreadId| {
            threads
                .binary_search_by_key(&thread, |blocked| blocked.thread)
                .ok()
        };
        let mut cycle = Vec::new();
        for start in &threads {
            let mut path = Vec::new();
            let mut next = Some(start.thread);
            while let Some(thread) = next {
                let Some(at) = position(thread) else { break };
                if let Some(first) = path.iter().position(|&seen| seen == thread) {
                    cycle = path.split_off(first);
                    break;
                }
                if done[at] {
                    break;
                }
                done[at] = true;
                path.push(thread);
                next = threads[at].holder;
            }
            if !cycle.is_empty() {
                break;
            }
        }
        Deadlock { threads, cycle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each pair: a blocked thread and who holds its lock (-1: nobody).
    fn check(waits: &[(u32, i64)], cycle: &[u32]) {
        let threads = waits
            .iter()
            .map(|&(thread, holder)| BlockedThread {
                thread: ThreadId(thread),
                name: String::new(),
                daemon: false,
                what: "a lock".to_string(),
                holder: u32::try_from(holder).ok().map(ThreadId),
                place: None,
            })
            .collect();
        let expect: Vec<ThreadId> = cycle.iter().map(|&thread| ThreadId(thread)).collect();
        assert_eq!(Deadlock::new(threads).cycle, expect);
    }

    #[test]
    fn names_the_circle_and_not_who_waits_for_it() {
        check(&[(0, 2), (1, 0), (2, 3), (3, 2)], &[2, 3]);
        check(&[(0, 1), (1, 0)], &[0, 1]);
    }

    #[test]
    fn a_thread_can_wait_for_itself() {
        check(&[(0, -1), (4, 4)], &[4]);
    }

    #[test]
    fn no_circle_where_a_holder_is_gone_or_nobody() {
        check(&[(0, -1), (1, 7), (2, 1)], &[]);
    }
}
