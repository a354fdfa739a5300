//! What threads sleep on inside the GIL: a condition variable, or the value of a semaphore.

use super::{CondVar, Futex, Look, TaskId};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum WaitQueue {
    Condition(CondVar),
    /// `sem_wait`: a thread sleeps while the value says that there is nothing to have.
    Semaphore(Futex),
}

impl WaitQueue {
    /// `task` becomes a waiter. It is awake still: [`WaitQueue::look`] comes next.
    pub fn wait(&mut self, task: TaskId) {
        match self {
            WaitQueue::Condition(cond) => cond.wait(task),
            WaitQueue::Semaphore(_) => {}
        }
    }

    /// A waiter that is awake looks: on its way to sleep (`entering`), or woken. `free`: the value
    /// says that it need not sleep, which the kernel compares only on the way to sleep.
    pub fn look(&mut self, task: TaskId, entering: bool, free: bool) -> Look {
        match self {
            WaitQueue::Condition(cond) => cond.look(task),
            WaitQueue::Semaphore(futex) if entering && !free => {
                futex.wait(task);
                Look::Asleep
            }
            WaitQueue::Semaphore(_) => Look::Woken,
        }
    }

    /// Lets at most one waiter go on. `Some` where the kernel is called, with the thread that it
    /// wakes, if any: it has to look. A semaphore cannot know whether its waiters sleep.
    pub fn signal(&mut self) -> Option<Option<TaskId>> {
        match self {
            WaitQueue::Condition(cond) => cond.signal(),
            WaitQueue::Semaphore(futex) => Some(futex.wake()),
        }
    }

    /// The kernel ends a sleeper's wait because its time ran out; nobody waits for a semaphore
    /// with a time. False if it does not sleep.
    pub fn time_out(&mut self, task: TaskId) -> bool {
        match self {
            WaitQueue::Condition(cond) => cond.time_out(task),
            WaitQueue::Semaphore(_) => false,
        }
    }

    /// A waiter that timed out leaves.
    pub fn cancel(&mut self, task: TaskId) {
        match self {
            WaitQueue::Condition(cond) => cond.cancel(task),
            WaitQueue::Semaphore(_) => {}
        }
    }

    /// Who sleeps, in the order in which signals wake them.
    pub fn sleepers(&self) -> Vec<TaskId> {
        match self {
            WaitQueue::Condition(cond) => cond.sleepers().collect(),
            WaitQueue::Semaphore(futex) => futex.sleepers().collect(),
        }
    }

    /// The same state with the smallest numbers.
    #[cfg(test)]
    pub fn canonical(&self) -> WaitQueue {
        match self {
            WaitQueue::Condition(cond) => WaitQueue::Condition(cond.canonical()),
            WaitQueue::Semaphore(futex) => WaitQueue::Semaphore(futex.clone()),
        }
    }
}
