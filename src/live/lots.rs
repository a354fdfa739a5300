//! Where threads sleep for a `threading.Lock`, and who of them nobody can wake any more.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::kernel::{Call, Pid};
use crate::nanos::Nanos;
use crate::sched::{LockQueue, TaskId};
use crate::vm::{LockId, ThreadId};

/// A thread of a run: its process, and what that calls it.
pub type Member = (Pid, ThreadId);

/// What a thread waits for without a timeout.
#[derive(Clone, Debug, PartialEq)]
pub enum Waits {
    Lock(LockId),
    Call(Box<Call>),
}

/// A thread that waits for ever.
#[derive(Debug)]
pub struct Sleeper {
    pub member: Member,
    pub task: TaskId,
    pub waits: Waits,
}

/// In the order in which they were started.
pub type AllBlocked = Vec<Sleeper>;

/// The queues of all locks. Who has found a lock taken queues before it lets go of the GIL, and
/// whoever releases one has the GIL, so that no release is missed.
#[derive(Debug, Default)]
pub struct Lots {
    /// Of threads by their process' numbers.
    queues: FxHashMap<(Pid, LockId), LockQueue>,
    /// Threads that sleep without a timeout. When all are here, none is ever woken.
    blocked: BTreeMap<Member, (TaskId, Waits)>,
    alive: usize,
}

impl Lots {
    pub fn thread_starts(&mut self) {
        self.alive += 1;
    }

    /// Returns the threads that wait for ever from now on, if all do.
    pub fn thread_ends(&mut self, member: Member) -> Option<AllBlocked> {
        self.alive = self.alive.saturating_sub(1);
        self.blocked.remove(&member);
        self.all_blocked()
    }

    /// The thread queues; it has waited since `since`.
    pub fn park(&mut self, lock: LockId, (pid, thread): Member, since: Nanos) {
        self.queues
            .entry((pid, lock))
            .or_default()
            .park(TaskId(thread.0), since);
    }

    /// The thread goes to sleep without a timeout. Returns as [`Lots::thread_ends`].
    pub fn block(&mut self, member: Member, task: TaskId, waits: Waits) -> Option<AllBlocked> {
        self.blocked.insert(member, (task, waits));
        self.all_blocked()
    }

    /// The longest waiter of a process leaves the queue: who, and since when it has waited.
    pub fn unpark(&mut self, pid: Pid, lock: LockId) -> Option<(ThreadId, Nanos)> {
        let (TaskId(thread), since) = self.queues.get_mut(&(pid, lock))?.unpark()?;
        let thread = ThreadId(thread);
        self.unblock((pid, thread));
        Some((thread, since))
    }

    /// Somebody wakes the thread.
    pub fn unblock(&mut self, member: Member) {
        self.blocked.remove(&member);
    }

    /// The thread gives up waiting.
    pub fn leave(&mut self, lock: LockId, (pid, thread): Member) {
        self.unblock((pid, thread));
        if let Some(queue) = self.queues.get_mut(&(pid, lock)) {
            queue.leave(TaskId(thread.0));
        }
    }

    fn all_blocked(&self) -> Option<AllBlocked> {
        if self.alive == 0 || self.blocked.len() < self.alive {
            return None;
        }
        let blocked = self.blocked.iter();
        let mut all: AllBlocked = blocked
            .map(|(&member, (task, waits))| Sleeper {
                member,
                task: *task,
                waits: waits.clone(),
            })
            .collect();
        all.sort_by_key(|sleeper| sleeper.task);
        Some(all)
    }
}
