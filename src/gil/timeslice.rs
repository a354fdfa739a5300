//! The GIL of CPython 3.2 and later (`Python/ceval_gil.c`): a waiter that has waited for a
//! whole switch interval during which nobody took over asks the holder to drop it.
//!
//! The drop request is a bit of the holder's thread state, as in 3.13. Up to 3.11 it was one flag
//! per interpreter. That differs only for a thread that releases for I/O while a request meant
//! for somebody before it is still up, which a take clears in both.

use super::{Cond, DropReason, Effect, Gil, PerThread, Policy, Releases, Tid};
use crate::nanos::Nanos;

pub const POLICY: Policy = Policy {
    name: "timeslice",
    releases: Releases::OnRequest,
    build: |intervals| Box::new(TimeSlice::new(intervals.switch)),
};

/// `struct _gil_runtime_state`, and what each thread keeps on its stack inside `take_gil`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeSlice {
    locked: bool,
    last_holder: Option<Tid>,
    /// How often another thread than the last holder took the GIL.
    switch_number: u64,
    interval: Nanos,
    threads: PerThread<ThreadState>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct ThreadState {
    /// `switch_number` when the current wait began.
    saved_switch_number: u64,
    /// `_PY_GIL_DROP_REQUEST_BIT`.
    drop_request: bool,
}

impl TimeSlice {
    pub fn new(interval: Nanos) -> TimeSlice {
        TimeSlice {
            locked: false,
            last_holder: None,
            switch_number: 0,
            interval: interval.max(1),
            threads: PerThread::default(),
        }
    }

    /// The same state with the smallest numbers: of `switch_number` only equality matters.
    #[cfg(test)]
    pub(super) fn canonical(&self) -> TimeSlice {
        let mut canonical = self.clone();
        for state in &mut canonical.threads.0 {
            let same = state.saved_switch_number == self.switch_number;
            state.saved_switch_number = if same { 1 } else { 0 };
        }
        canonical.switch_number = 1;
        canonical
    }

    /// The condition of `take_gil`'s loop: wait while locked, take when free.
    pub(super) fn wait_or_take(&mut self, thread: Tid, effects: &mut Vec<Effect>) {
        if self.locked {
            self.wait(thread, effects);
            return;
        }
        self.locked = true;
        let previous = self.last_holder.filter(|&last| last != thread);
        if self.last_holder != Some(thread) {
            self.last_holder = Some(thread);
            self.switch_number += 1;
        }
        effects.push(Effect::Taken { thread, previous });
        effects.push(Effect::Signal(Cond::Switch));
        self.clear_request(thread, effects);
        effects.push(Effect::Ready(thread));
    }

    pub(super) fn wait(&mut self, thread: Tid, effects: &mut Vec<Effect>) {
        self.threads.of(thread).saved_switch_number = self.switch_number;
        effects.push(Effect::Block {
            thread,
            cond: Cond::Gil,
            timeout: Some(self.interval),
        });
    }

    /// `SET_GIL_DROP_REQUEST`.
    pub(super) fn request(&mut self, holder: Tid, by: Tid, effects: &mut Vec<Effect>) {
        self.threads.of(holder).drop_request = true;
        effects.push(Effect::SetEvalBreaker { holder, by });
    }

    /// What a waiter does whose interval ran out.
    pub(super) fn request_if_none_switched(&mut self, thread: Tid, effects: &mut Vec<Effect>) {
        if self.locked
            && self.threads.of(thread).saved_switch_number == self.switch_number
            && let Some(holder) = self.last_holder
        {
            self.request(holder, thread, effects);
        }
    }

    fn clear_request(&mut self, thread: Tid, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.threads.of(thread).drop_request) {
            effects.push(Effect::ClearEvalBreaker(thread));
        }
    }
}

impl Gil for TimeSlice {
    fn take_gil(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        self.wait_or_take(thread, effects);
    }

    fn woken(&mut self, _now: Nanos, thread: Tid, cond: Cond, effects: &mut Vec<Effect>) {
        if cond == Cond::Switch {
            // One wait, no loop: CPython does not look again whether a switch took place.
            effects.push(Effect::Dropped(thread));
            return;
        }
        if self.locked {
            effects.push(Effect::FailedTake(thread));
        }
        self.wait_or_take(thread, effects);
    }

    fn timeout(&mut self, _now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        self.request_if_none_switched(thread, effects);
        self.wait_or_take(thread, effects);
    }

    fn drop_gil(
        &mut self,
        _now: Nanos,
        thread: Tid,
        _reason: DropReason,
        effects: &mut Vec<Effect>,
    ) {
        if self.holder() != Some(thread) {
            return;
        }
        self.locked = false;
        effects.push(Effect::Released(thread));
        effects.push(Effect::Signal(Cond::Gil));
        effects.push(Effect::FinishDrop(thread));
    }

    fn finish_drop(
        &mut self,
        _now: Nanos,
        thread: Tid,
        reason: DropReason,
        effects: &mut Vec<Effect>,
    ) {
        // Whatever the reason for this release, a request is answered by letting others go first.
        let asked = reason != DropReason::Ends && self.threads.of(thread).drop_request;
        if asked && self.last_holder == Some(thread) {
            self.clear_request(thread, effects);
            effects.push(Effect::Block {
                thread,
                cond: Cond::Switch,
                timeout: None,
            });
        } else {
            effects.push(Effect::Dropped(thread));
        }
    }

    fn clone_box(&self) -> Box<dyn Gil> {
        Box::new(self.clone())
    }

    fn holder(&self) -> Option<Tid> {
        self.last_holder.filter(|_| self.locked)
    }

    fn switch_interval(&self) -> Option<Nanos> {
        Some(self.interval)
    }

    fn set_switch_interval(&mut self, interval: Nanos) {
        self.interval = interval.max(1);
    }

    fn has_mutex(&self) -> bool {
        true
    }
}
