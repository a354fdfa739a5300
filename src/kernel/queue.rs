//! Threads that wait for something of the kernel's, each queue first come, first served.

use std::collections::{BTreeMap, VecDeque};

use crate::sched::TaskId;

use super::process::Pid;

/// What a thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitsFor {
    /// Something to read in this pipe, or its end.
    Data(usize),
    /// Room in this pipe, or nobody left to read it.
    Room(usize),
    Semaphore(i64),
    /// The end of a child of this process.
    Child(Pid),
}

#[derive(Clone, Copy, Debug)]
struct Waiter {
    task: TaskId,
    /// Will take what it is woken for, so that the next need not be woken for it.
    exclusive: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Queues {
    waiting: BTreeMap<WaitsFor, VecDeque<Waiter>>,
    /// In which queues a thread stands.
    of: BTreeMap<TaskId, Vec<WaitsFor>>,
    woken: VecDeque<TaskId>,
}

impl Queues {
    /// `task` queues.
    pub fn wait(&mut self, task: TaskId, what: WaitsFor, exclusive: bool) {
        let queues = self.of.entry(task).or_default();
        if !queues.contains(&what) {
            queues.push(what);
            let queue = self.waiting.entry(what).or_default();
            queue.push_back(Waiter { task, exclusive });
        }
    }

    /// Wakes everybody up to and with the first that will take what there is.
    pub fn wake(&mut self, what: WaitsFor) {
        while let Some(exclusive) = self.wake_first(what) {
            if exclusive {
                break;
            }
        }
    }

    pub fn wake_all(&mut self, what: WaitsFor) {
        while self.wake_first(what).is_some() {}
    }

    /// Wakes the first: whether it is exclusive.
    fn wake_first(&mut self, what: WaitsFor) -> Option<bool> {
        let Waiter { task, exclusive } = *self.waiting.get(&what)?.front()?;
        self.leave(task);
        self.woken.push_back(task);
        Some(exclusive)
    }

    /// `task` leaves all queues.
    pub fn leave(&mut self, task: TaskId) {
        for what in self.of.remove(&task).unwrap_or_default() {
            if let Some(queue) = self.waiting.get_mut(&what) {
                queue.retain(|waiter| waiter.task != task);
                if queue.is_empty() {
                    self.waiting.remove(&what);
                }
            }
        }
    }

    pub fn next_woken(&mut self) -> Option<TaskId> {
        self.woken.pop_front()
    }
}
