//! The GIL of Python 2 and 3.0 to 3.1: one lock of the operating system, on Linux a POSIX
//! semaphore (`Python/thread_pthread.h`), which the holder gives up and takes again at once each
//! time it has counted down `sys.getcheckinterval()` ticks.
//!
//! Nobody is asked and nothing is handed over. The releaser mostly wins: the waiter that
//! `sem_post` woke still has to get a core, and finds the semaphore taken.

use super::{Cond, DropReason, Effect, Gil, Policy, Releases, Tid};
use crate::nanos::Nanos;

pub const POLICY: Policy = Policy {
    name: "tick",
    releases: Releases::AfterTicks,
    build: |intervals| Box::new(Tick::new(intervals.check)),
};

/// `interpreter_lock`: a `sem_t` (glibc 2.21 and later).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tick {
    holder: Option<Tid>,
    last_holder: Option<Tid>,
    /// `nwaiters`: threads inside `sem_wait`, asleep or not. Without any, `sem_post` does not
    /// call the kernel.
    waiters: Vec<Tid>,
    check_interval: u32,
}

impl Tick {
    pub fn new(check_interval: u32) -> Tick {
        Tick {
            holder: None,
            last_holder: None,
            waiters: Vec::new(),
            check_interval,
        }
    }

    fn wait_or_take(&mut self, thread: Tid, effects: &mut Vec<Effect>) {
        if self.holder.is_some() {
            if !self.waiters.contains(&thread) {
                self.waiters.push(thread);
            }
            effects.push(Effect::Block {
                thread,
                cond: Cond::Semaphore,
                timeout: None,
            });
            return;
        }
        self.waiters.retain(|&waiter| waiter != thread);
        self.holder = Some(thread);
        let previous = self.last_holder.replace(thread);
        let previous = previous.filter(|&last| last != thread);
        effects.push(Effect::Taken { thread, previous });
        effects.push(Effect::Ready(thread));
    }
}

impl Gil for Tick {
    fn take_gil(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        self.wait_or_take(thread, effects);
    }

    fn woken(&mut self, _now: Nanos, thread: Tid, _cond: Cond, effects: &mut Vec<Effect>) {
        if self.holder.is_some() {
            effects.push(Effect::FailedTake(thread));
        }
        self.wait_or_take(thread, effects);
    }

    fn drop_gil(
        &mut self,
        _now: Nanos,
        thread: Tid,
        _reason: DropReason,
        effects: &mut Vec<Effect>,
    ) {
        if self.holder != Some(thread) {
            return;
        }
        self.holder = None;
        effects.push(Effect::Released(thread));
        if !self.waiters.is_empty() {
            effects.push(Effect::Signal(Cond::Semaphore));
        }
        effects.push(Effect::FinishDrop(thread));
    }

    fn clone_box(&self) -> Box<dyn Gil> {
        Box::new(self.clone())
    }

    fn holder(&self) -> Option<Tid> {
        self.holder
    }

    fn set_check_interval(&mut self, ticks: u32) {
        self.check_interval = ticks;
    }

    fn check_interval(&self) -> Option<u32> {
        Some(self.check_interval)
    }
}
