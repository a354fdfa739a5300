//! Where threads sleep for a `threading.Lock`, and who of them nobody can wake any more.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::nanos::Nanos;
use crate::sched::{LockQueue, TaskId};
use crate::vm::{LockId, ThreadId};

/// The queues of all locks. Who has found a lock taken queues before it lets go of the GIL, and
/// whoever releases one has the GIL, so that no release is missed.
#[derive(Debug, Default)]
pub struct Lots {
    queues: FxHashMap<LockId, LockQueue>,
    /// Threads that sleep for a lock without a timeout. When all are here, none is ever woken.
    blocked: BTreeMap<ThreadId, LockId>,
    alive: usize,
}

impl Lots {
    pub fn thread_starts(&mut self) {
        self.alive += 1;
    }

    /// Returns the threads that wait for ever from now on, if all do.
    pub fn thread_ends(&mut self) -> Option<Vec<(ThreadId, LockId)>> {
        self.alive = self.alive.saturating_sub(1);
        self.all_blocked()
    }

    /// `thread` queues; it has waited since `since`.
    pub fn park(&mut self, lock: LockId, thread: ThreadId, since: Nanos) {
        self.queues
            .entry(lock)
            .or_default()
            .park(TaskId(thread.0), since);
    }

    /// `thread` goes to sleep for a lock without a timeout. Returns as [`Lots::thread_ends`].
    pub fn block(&mut self, lock: LockId, thread: ThreadId) -> Option<Vec<(ThreadId, LockId)>> {
        self.blocked.insert(thread, lock);
        self.all_blocked()
    }

    /// The longest waiter leaves the queue: who, and since when it has waited.
    pub fn unpark(&mut self, lock: LockId) -> Option<(ThreadId, Nanos)> {
        let (TaskId(thread), since) = self.queues.get_mut(&lock)?.unpark()?;
        let thread = ThreadId(thread);
        self.blocked.remove(&thread);
        Some((thread, since))
    }

    /// `thread` gives up waiting.
    pub fn leave(&mut self, lock: LockId, thread: ThreadId) {
        self.blocked.remove(&thread);
        if let Some(queue) = self.queues.get_mut(&lock) {
            queue.leave(TaskId(thread.0));
        }
    }

    fn all_blocked(&self) -> Option<Vec<(ThreadId, LockId)>> {
        let all = self.alive > 0 && self.blocked.len() == self.alive;
        all.then(|| self.blocked.iter().map(|(&t, &l)| (t, l)).collect())
    }
}
