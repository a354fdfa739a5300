//! Who waits for a `threading.Lock`, and in which order they are woken.

use std::collections::VecDeque;

use super::TaskId;
use crate::nanos::{MILLISECOND, Nanos};

/// How `threading.Lock` is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockKind {
    /// Up to 3.12: a POSIX semaphore. A release wakes the longest waiter, but whoever tries first
    /// gets the lock, even before the woken thread runs.
    OsSemaphore,
    /// From 3.13 on: a `PyMutex`. A release wakes the longest waiter, and gives it the lock
    /// directly if it has waited for a millisecond (`TIME_TO_BE_FAIR_NS`).
    ParkingLot,
}

/// From when on a parked thread is handed the lock.
pub const TIME_TO_BE_FAIR: Nanos = MILLISECOND;

/// The threads that sleep for one lock, longest first.
#[derive(Clone, Debug, Default)]
pub struct LockQueue {
    sleepers: VecDeque<(TaskId, Nanos)>,
}

impl LockQueue {
    /// `task` queues; it has waited since `since`, perhaps with a wake-up in between.
    pub fn park(&mut self, task: TaskId, since: Nanos) {
        self.sleepers.push_back((task, since));
    }

    /// The longest waiter leaves the queue: who, and since when it has waited.
    pub fn unpark(&mut self) -> Option<(TaskId, Nanos)> {
        self.sleepers.pop_front()
    }

    /// `task` gives up.
    pub fn leave(&mut self, task: TaskId) {
        self.sleepers.retain(|&(sleeper, _)| sleeper != task);
    }
}
