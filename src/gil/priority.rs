//! David Beazley's proposal of 2010: the GIL of 3.2 with two priorities.
//!
//! A thread starts as I/O-bound. It counts as CPU-bound from the moment it had to be asked for
//! the GIL until it next gives it up by itself. An I/O-bound thread asks a CPU-bound holder at
//! once instead of waiting for the switch interval, and goes first when the GIL is free; the
//! price is that CPU-bound threads can starve.

use super::{Cond, DropReason, Effect, Gil, PerThread, Policy, Releases, Tid, TimeSlice};
use crate::nanos::Nanos;

pub const POLICY: Policy = Policy {
    name: "priority",
    releases: Releases::OnRequest,
    build: |intervals| Box::new(Priority::new(intervals.switch)),
};

/// [`TimeSlice`] with two queues.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Priority {
    base: TimeSlice,
    threads: PerThread<ThreadState>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct ThreadState {
    cpu_bound: bool,
    /// Waits for the GIL on [`Cond::IoBound`].
    waits_io_bound: bool,
}

impl Priority {
    pub fn new(interval: Nanos) -> Priority {
        Priority {
            base: TimeSlice::new(interval),
            threads: PerThread::default(),
        }
    }

    #[cfg(test)]
    pub(super) fn canonical(&self) -> Priority {
        Priority {
            base: self.base.canonical(),
            threads: self.threads.clone(),
        }
    }

    fn io_bound_waits(&self) -> bool {
        self.threads.0.iter().any(|state| state.waits_io_bound)
    }

    /// Waits or takes as [`TimeSlice`] does, after the two rules that differ.
    fn wait_or_take(&mut self, thread: Tid, effects: &mut Vec<Effect>) {
        let cpu_bound = self.threads.of(thread).cpu_bound;
        let from = effects.len();
        match self.base.holder() {
            None if cpu_bound && self.io_bound_waits() => self.base.wait(thread, effects),
            Some(holder) if !cpu_bound && self.threads.of(holder).cpu_bound => {
                self.base.request(holder, thread, effects);
                self.base.wait(thread, effects);
            }
            _ => self.base.wait_or_take(thread, effects),
        }
        self.redirect(from, effects);
    }

    /// Sends I/O-bound threads to their own condition, and signals there first.
    fn redirect(&mut self, from: usize, effects: &mut [Effect]) {
        for effect in &mut effects[from..] {
            match effect {
                Effect::Block {
                    thread,
                    cond: cond @ Cond::Gil,
                    ..
                } => {
                    let state = self.threads.of(*thread);
                    state.waits_io_bound = !state.cpu_bound;
                    if state.waits_io_bound {
                        *cond = Cond::IoBound;
                    }
                }
                Effect::Signal(cond @ Cond::Gil) if self.io_bound_waits() => *cond = Cond::IoBound,
                Effect::Taken { thread, .. } => self.threads.of(*thread).waits_io_bound = false,
                _ => {}
            }
        }
    }
}

impl Gil for Priority {
    fn take_gil(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        self.wait_or_take(thread, effects);
    }

    fn woken(&mut self, now: Nanos, thread: Tid, cond: Cond, effects: &mut Vec<Effect>) {
        if cond == Cond::Switch {
            self.base.woken(now, thread, cond, effects);
            return;
        }
        if self.base.holder().is_some() {
            effects.push(Effect::FailedTake(thread));
        }
        self.wait_or_take(thread, effects);
    }

    fn timeout(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        self.base.request_if_none_switched(thread, effects);
        self.wait_or_take(thread, effects);
    }

    fn drop_gil(&mut self, now: Nanos, thread: Tid, reason: DropReason, effects: &mut Vec<Effect>) {
        self.threads.of(thread).cpu_bound = reason == DropReason::Asked;
        let from = effects.len();
        self.base.drop_gil(now, thread, reason, effects);
        self.redirect(from, effects);
    }

    fn finish_drop(
        &mut self,
        now: Nanos,
        thread: Tid,
        reason: DropReason,
        effects: &mut Vec<Effect>,
    ) {
        self.base.finish_drop(now, thread, reason, effects);
    }

    fn clone_box(&self) -> Box<dyn Gil> {
        Box::new(self.clone())
    }

    fn holder(&self) -> Option<Tid> {
        self.base.holder()
    }

    fn switch_interval(&self) -> Option<Nanos> {
        self.base.switch_interval()
    }

    fn set_switch_interval(&mut self, interval: Nanos) {
        self.base.set_switch_interval(interval);
    }

    fn has_mutex(&self) -> bool {
        true
    }
}
