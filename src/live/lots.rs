//! Where threads sleep for a `threading.Lock`, and who of them nobody can wake any more.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::kernel::{Call, Pid};
use crate::nanos::Nanos;
use crate::sched::{LockQueue, TaskId};
use crate::vm::{InterpreterId, LockId, ThreadId};

/// A thread of a run: its process, the interpreter that it is in, and what that calls it.
pub type Member = (Pid, InterpreterId, ThreadId);

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
    /// Of threads by their interpreters' numbers.
    queues: FxHashMap<(Pid, InterpreterId, LockId), LockQueue>,
    /// Threads that sleep without a timeout. When all are here, none is ever woken.
    blocked: BTreeMap<TaskId, (Member, Waits)>,
    alive: usize,
}

impl Lots {
    pub fn thread_starts(&mut self) {
        self.alive += 1;
    }

    /// Returns the threads that wait for ever from now on, if all do.
    pub fn thread_ends(&mut self, task: TaskId) -> Option<AllBlocked> {
        self.alive = self.alive.saturating_sub(1);
        self.blocked.remove(&task);
        self.all_blocked()
    }

    /// The thread queues; it has waited since `since`.
    pub fn park(&mut self, lock: LockId, (pid, interpreter, thread): Member, since: Nanos) {
        self.queues
            .entry((pid, interpreter, lock))
            .or_default()
            .park(TaskId(thread.0), since);
    }

    /// The thread goes to sleep without a timeout. Returns as [`Lots::thread_ends`].
    pub fn block(&mut self, member: Member, task: TaskId, waits: Waits) -> Option<AllBlocked> {
        self.blocked.insert(task, (member, waits));
        self.all_blocked()
    }

    /// The longest waiter for a lock of this thread's interpreter leaves the queue: who, and since
    /// when it has waited.
    pub fn unpark(
        &mut self,
        lock: LockId,
        (pid, interpreter, _): Member,
    ) -> Option<(ThreadId, Nanos)> {
        let queue = self.queues.get_mut(&(pid, interpreter, lock))?;
        let (TaskId(thread), since) = queue.unpark()?;
        Some((ThreadId(thread), since))
    }

    /// Somebody wakes the thread.
    pub fn unblock(&mut self, task: TaskId) {
        self.blocked.remove(&task);
    }

    /// The thread gives up waiting.
    pub fn leave(&mut self, lock: LockId, (pid, interpreter, thread): Member, task: TaskId) {
        self.unblock(task);
        if let Some(queue) = self.queues.get_mut(&(pid, interpreter, lock)) {
            queue.leave(TaskId(thread.0));
        }
    }

    fn all_blocked(&self) -> Option<AllBlocked> {
        if self.alive == 0 || self.blocked.len() < self.alive {
            return None;
        }
        let blocked = self.blocked.iter();
        let all = blocked.map(|(&task, (member, waits))| Sleeper {
            member: *member,
            task,
            waits: waits.clone(),
        });
        Some(all.collect())
    }
}
