//! The GIL on real threads: its effects become waits, signals and flags.
//!
//! One call of the machine is one critical section of its mutex. Forced switching, which CPython
//! does under a mutex of its own, stays in the critical section of the drop: the wait on the
//! condition variable lets go of the mutex in any case.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::MutexGuard;

use super::Stopped;
use super::clock::{self, Clock};
use super::log::What;
use super::worker::{Flags, Seat, Worker};
use crate::driver::Program;
use crate::gil::{Cond, DropReason, Effect, Gil, Tid};
use crate::nanos::Nanos;

/// What the GIL's mutex guards.
pub struct GilState {
    pub machine: Box<dyn Gil>,
    /// By thread, of those that have been here.
    pub seats: BTreeMap<Tid, Arc<Seat>>,
    last: Nanos,
}

impl GilState {
    pub fn new(machine: Box<dyn Gil>) -> GilState {
        GilState {
            machine,
            seats: BTreeMap::new(),
            last: 0,
        }
    }

    pub fn seat(&self, thread: Tid) -> Option<&Arc<Seat>> {
        self.seats.get(&thread)
    }

    /// The time of a change of the GIL. Each has its own, so that their order is that of their
    /// times however coarse the clock is.
    fn stamp(&mut self, clock: &Clock) -> Nanos {
        self.last = clock.now().max(self.last + 1);
        self.last
    }
}

impl<P: Program + Send> Worker<'_, '_, '_, P> {
    /// Returns with the GIL, and with what is inside.
    pub fn take_gil(&mut self) -> Result<(), Stopped> {
        let (live, interpreter) = (self.live, self.interpreter);
        let mut gil = interpreter.gil.lock();
        let now = gil.stamp(&live.clock);
        gil.machine.take_gil(now, self.tid(), &mut self.effects);
        self.carry_out(gil, DropReason::Itself, now)?;
        let inside = interpreter.inside.try_lock();
        self.inside = Some(inside.expect("whoever has taken the GIL is alone inside"));
        Ok(())
    }

    /// Returns without the GIL.
    pub fn drop_gil(&mut self, reason: DropReason) -> Result<(), Stopped> {
        let (live, interpreter) = (self.live, self.interpreter);
        self.inside = None;
        let mut gil = interpreter.gil.lock();
        let now = gil.stamp(&live.clock);
        gil.machine
            .drop_gil(now, self.tid(), reason, &mut self.effects);
        self.carry_out(gil, reason, now)
    }

    /// What every GIL calls it.
    pub fn tid(&self) -> Tid {
        Tid(self.task.0)
    }

    /// Carries out what the machine answers until it says that the thread may go on. `now` is the
    /// time of the critical section.
    fn carry_out(
        &mut self,
        mut gil: MutexGuard<'_, GilState>,
        reason: DropReason,
        mut now: Nanos,
    ) -> Result<(), Stopped> {
        let (live, interpreter) = (self.live, self.interpreter);
        let tid = self.tid();
        let mut at = 0;
        while let Some(&effect) = self.effects.get(at) {
            at += 1;
            match effect {
                Effect::Block { cond, timeout, .. } => {
                    if cond != Cond::Switch && !std::mem::replace(&mut self.waits, true) {
                        let holder = gil.machine.holder();
                        if let Some(seat) = holder.and_then(|holder| gil.seat(holder)) {
                            seat.raise(Flags::PLACE);
                        }
                        let woken = self.woken.take();
                        self.log.push(now, What::Waits { holder, woken });
                    }
                    self.effects.clear();
                    at = 0;
                    let timed_out = self.wait(&mut gil, cond, timeout)?;
                    now = gil.stamp(&live.clock);
                    if timed_out {
                        self.log.push(now, What::TimedOut);
                        gil.machine.timeout(now, tid, &mut self.effects);
                    } else {
                        gil.machine.woken(now, tid, cond, &mut self.effects);
                    }
                }
                Effect::Signal(cond) => {
                    interpreter.conds[cond as usize].notify_one();
                }
                Effect::SetEvalBreaker { holder, .. } => {
                    if let Some(seat) = gil.seat(holder) {
                        seat.raise(Flags::DROP);
                    }
                    self.log.push(now, What::Asked(holder));
                }
                Effect::ClearEvalBreaker(Tid(thread)) => {
                    if let Some(seat) = gil.seat(Tid(thread)) {
                        seat.lower(Flags::DROP);
                    }
                }
                Effect::FailedTake(_) => self.log.push(now, What::FailedTake),
                Effect::Taken { previous, .. } => {
                    self.waits = false;
                    if previous.is_some() || !self.log.retake() {
                        let core = live.cpus.current();
                        let woken = self.woken.take();
                        let taken = What::Taken {
                            previous,
                            core,
                            woken,
                        };
                        self.log.push(now, taken);
                    }
                }
                Effect::Released(_) => {
                    let released = match self.leaves_for.take() {
                        Some((state, cause)) => {
                            let core = state.on_core().then(|| live.cpus.current());
                            What::Left { state, cause, core }
                        }
                        None => What::Released(reason),
                    };
                    self.log.push(now, released);
                }
                Effect::FinishDrop(_) => {
                    gil.machine.finish_drop(now, tid, reason, &mut self.effects);
                }
                Effect::Ready(_) | Effect::Dropped(_) => break,
            }
        }
        self.effects.clear();
        Ok(())
    }

    /// Waits on `cond`; whether its time ran out.
    fn wait(
        &self,
        gil: &mut MutexGuard<'_, GilState>,
        cond: Cond,
        timeout: Option<Nanos>,
    ) -> Result<bool, Stopped> {
        let process = self.process;
        if process.is_stopping() {
            return Err(Stopped);
        }
        let cond = &self.interpreter.conds[cond as usize];
        let timed_out = match timeout {
            Some(timeout) => cond.wait_for(gil, clock::length(timeout)).timed_out(),
            None => {
                cond.wait(gil);
                false
            }
        };
        if process.is_stopping() {
            return Err(Stopped);
        }
        Ok(timed_out)
    }
}
