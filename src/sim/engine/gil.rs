//! The GIL on the simulated machine: its effects become waits, wake-ups and time.

use super::thread::{Blocked, Call, Step};
use super::{Engine, ThreadIndex};
use crate::gil::{Cond, Effect, Gil, Tid};
use crate::nanos::Nanos;
use crate::sched::{Choice, CondVar, Look, TaskId};
use crate::sim::program::Program;
use crate::trace::{CauseId, MarkKind, State};

impl<P: Program> Engine<'_, '_, P> {
    pub(super) fn take_gil(&mut self, task: TaskId) {
        self.thread(task).native = None;
        self.gil_call(task, |gil, now, effects| {
            gil.take_gil(now, Tid(task.0), effects);
        });
    }

    pub(super) fn drop_gil(&mut self, task: TaskId) {
        self.gil_call(task, |gil, now, effects| {
            gil.drop_gil(now, Tid(task.0), effects);
        });
    }

    pub(super) fn finish_drop(&mut self, task: TaskId) {
        let ends = self.thread(task).call == Call::End;
        self.gil_call(task, |gil, now, effects| {
            gil.finish_drop(now, Tid(task.0), ends, effects);
        });
    }

    /// A waiter that is awake looks for a token of its condition variable.
    pub(super) fn look(&mut self, task: TaskId, cond: Cond, entering: bool) {
        if self.cond(cond).look(task) == Look::Woken {
            self.gil_call(task, |gil, now, effects| {
                gil.woken(now, Tid(task.0), cond, effects);
            });
            return;
        }
        if !entering && cond == Cond::Gil {
            // Somebody who was awake took the signal meant for it.
            self.mark(task, MarkKind::FailedTake, None);
        }
        let cause = self.gil_wait_cause(task);
        let now = self.now;
        match self.thread(task).deadline {
            Some(deadline) if deadline <= now => {
                self.cond(cond).time_out(task);
                self.mark(task, MarkKind::Timeout, None);
                self.thread(task).step = Step::TimedOut;
                return;
            }
            Some(deadline) => self.arm_timer(task, deadline),
            None => {}
        }
        self.thread(task).step = Step::Look {
            cond,
            entering: false,
        };
        self.block(task, Blocked::Cond(cond), State::GilWait, cause);
    }

    pub(super) fn gil_timed_out(&mut self, task: TaskId) {
        self.gil_cond.cancel(task);
        self.gil_call(task, |gil, now, effects| {
            gil.timeout(now, Tid(task.0), effects);
        });
    }

    pub(super) fn gil_wait_cause(&self, task: TaskId) -> CauseId {
        self.recorder
            .gil_wait_cause(ThreadIndex(task.0))
            .unwrap_or(CauseId::NONE)
    }

    /// The thread starts to give up the GIL by itself, for its `call`.
    pub(super) fn begin_drop(&mut self, task: TaskId, call: Call) {
        let debt = match (self.gil.is_exclusive(), &call) {
            (false, _) => 0,
            (true, Call::Yield) => self.lock_path(|paths| &paths.forced_drop),
            (true, _) => self.lock_path(|paths| &paths.voluntary_drop),
        };
        let thread = self.thread(task);
        thread.call = call;
        thread.debt = debt;
        thread.step = Step::DropGil;
    }

    fn lock_path(
        &mut self,
        path: impl Fn(&crate::sched::LockPaths) -> &crate::sched::Distribution,
    ) -> Nanos {
        path(&self.config.lock_paths).sample(Choice::LockPath, &mut self.oracle)
    }

    fn cond(&mut self, cond: Cond) -> &mut CondVar {
        match cond {
            Cond::Gil => &mut self.gil_cond,
            Cond::Switch => &mut self.switch_cond,
        }
    }

    /// Tells the GIL something and carries its effects out.
    fn gil_call(&mut self, task: TaskId, call: impl FnOnce(&mut dyn Gil, Nanos, &mut Vec<Effect>)) {
        let mut effects = std::mem::take(&mut self.effects);
        call(&mut *self.gil, self.now, &mut effects);
        for effect in effects.drain(..) {
            self.effect(task, effect);
        }
        self.effects = effects;
    }

    fn effect(&mut self, task: TaskId, effect: Effect) {
        match effect {
            Effect::Block { cond, timeout, .. } => self.start_wait(task, cond, timeout),
            Effect::Signal(cond) => {
                if let Some(sleeper) = self.cond(cond).signal() {
                    let entering = false;
                    self.wake(sleeper, Step::Look { cond, entering });
                    self.owe(task, self.config.lock_paths.futex_wake);
                }
            }
            Effect::SetEvalBreaker { holder, by } => {
                let holder = TaskId(holder.0);
                let by = TaskId(by.0);
                self.thread(holder).eval_breaker = true;
                self.thread(holder).asked_by = Some(by);
                self.mark(by, MarkKind::DropRequest, Some(holder));
            }
            Effect::ClearEvalBreaker(thread) => {
                self.thread(TaskId(thread.0)).eval_breaker = false;
            }
            Effect::FailedTake(thread) => {
                self.mark(TaskId(thread.0), MarkKind::FailedTake, None);
            }
            Effect::Ready { previous, .. } => {
                self.thread(task).attached = true;
                self.thread(task).wait_named = false;
                let track = ThreadIndex(task.0);
                self.recorder.gil_wait_end(self.now, track);
                if let Some(gil) = self.gil_track {
                    self.recorder.hold_begin(self.now, gil, track);
                    let previous = previous.map(|previous| TaskId(previous.0));
                    self.mark(task, MarkKind::Take, previous);
                }
                self.attached(task);
            }
            Effect::Released(_) => self.released(task),
            Effect::Dropped(_) => self.detached(task),
        }
    }

    /// The thread joins the waiters of `cond` and is on its way to sleep.
    fn start_wait(&mut self, task: TaskId, cond: Cond, timeout: Option<Nanos>) {
        self.cond(cond).wait(task);
        if cond == Cond::Gil && !self.thread(task).wait_named {
            self.thread(task).wait_named = true;
            let holder = self.gil.holder().map(|holder| TaskId(holder.0));
            let cause = self.cause(task, holder, "GIL");
            self.recorder
                .gil_wait_begin(self.now, ThreadIndex(task.0), cause);
        }
        let deadline = timeout.map(|timeout| {
            let slack = self.config.machine.timer_slack;
            self.now.saturating_add(timeout).saturating_add(slack)
        });
        let debt = self.lock_path(|paths| &paths.fall_asleep);
        self.owe(task, debt);
        let thread = self.thread(task);
        thread.deadline = deadline;
        thread.step = Step::Look {
            cond,
            entering: true,
        };
    }

    /// The GIL is free; the rest of `drop_gil` follows.
    fn released(&mut self, task: TaskId) {
        let thread = self.thread(task);
        thread.attached = false;
        thread.step = Step::FinishDrop;
        let forced = thread.call == Call::Yield;
        let asked_by = thread.asked_by;
        let Some(gil) = self.gil_track else { return };
        self.recorder.hold_end(self.now, gil);
        if forced {
            self.mark(task, MarkKind::ForcedSwitch, None);
            let cause = self.cause(task, asked_by, "GIL");
            self.recorder
                .gil_wait_begin(self.now, ThreadIndex(task.0), cause);
        } else {
            self.mark(task, MarkKind::VoluntarySwitch, None);
        }
    }
}
