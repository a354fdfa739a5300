//! The GIL on the simulated machine: its effects become waits, wake-ups and time.
//!
//! A critical section of the GIL takes the GIL's mutex, has its effects one by one, each after
//! the time of those before it, and ends with an effect that unlocks the mutex. So whoever signals
//! keeps the mutex for as long as its system call takes, and others meet it locked.

use std::ops::DerefMut;

use super::thread::{Blocked, Call, Section, Step};
use super::{Engine, Outside, ThreadIndex};
use crate::driver::Program;
use crate::gil::{Cond, DropReason, Effect, Gil, Tid};
use crate::nanos::Nanos;
use crate::sched::{Choice, Distribution, LockPaths, Look, TaskId};
use crate::trace::{CauseId, MarkKind, State};

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    pub(super) fn take_gil(&mut self, task: TaskId) {
        self.thread(task).native = None;
        self.begin_section(task, Section::Take);
    }

    /// On its way into a critical section.
    pub(super) fn begin_section(&mut self, task: TaskId, section: Section) {
        let has_mutex = self.interpreter(task).gil.has_mutex();
        let thread = self.thread(task);
        thread.section = section;
        if has_mutex {
            thread.step = Step::LockMutex { entering: false };
        } else {
            self.enter_section(task);
        }
    }

    /// `pthread_mutex_lock`: takes the mutex, or sleeps once it has found it locked twice, before
    /// the system call and in it (`entering`).
    pub(super) fn lock_mutex(&mut self, task: TaskId, entering: bool) {
        let waited = entering || self.thread(task).met_mutex;
        if self.interpreter(task).mutex.try_lock(waited) {
            self.thread(task).met_mutex = false;
            self.enter_section(task);
            return;
        }
        self.thread(task).met_mutex = true;
        self.thread(task).step = Step::LockMutex {
            entering: !entering,
        };
        if !entering {
            let path = self.lock_path(|paths| &paths.mutex_wait);
            self.owe(task, path);
            return;
        }
        self.interpreter(task).mutex.wait(task);
        if self.thread(task).section == Section::Take {
            self.name_gil_wait(task);
        }
        let holder = self.gil_holder(task);
        let cause = self.cause(task, holder.filter(|&holder| holder != task), "GIL mutex");
        self.block(task, Blocked::Mutex, State::GilWait, cause);
    }

    fn enter_section(&mut self, task: TaskId) {
        let section = self.thread(task).section;
        let reason = self.drop_reason(task);
        let (now, tid) = (self.now, Tid(task.0));
        let (gil, effects) = self.gil_and_effects(task);
        match section {
            Section::Take => gil.take_gil(now, tid, effects),
            Section::Woken(cond) => gil.woken(now, tid, cond, effects),
            Section::TimedOut => gil.timeout(now, tid, effects),
            Section::Drop => gil.drop_gil(now, tid, reason, effects),
        }
        // The first effect is the first to be carried out.
        effects.reverse();
        if section == Section::TimedOut {
            let path = self.lock_path(|paths| &paths.request);
            self.owe(task, path);
        }
        self.thread(task).step = Step::Effects;
    }

    pub(super) fn finish_drop(&mut self, task: TaskId) {
        let reason = self.drop_reason(task);
        let (now, tid) = (self.now, Tid(task.0));
        let (gil, effects) = self.gil_and_effects(task);
        gil.finish_drop(now, tid, reason, effects);
        effects.reverse();
        self.thread(task).step = Step::Effects;
    }

    /// The GIL of the thread's interpreter, and where it writes what the thread has to do.
    fn gil_and_effects(&mut self, task: TaskId) -> (&mut dyn Gil, &mut Vec<Effect>) {
        let thread = &mut self.threads[task.0 as usize];
        let interpreter = &mut self.interpreters[thread.interpreter.0 as usize];
        (interpreter.gil.as_mut(), &mut thread.effects)
    }

    fn drop_reason(&mut self, task: TaskId) -> DropReason {
        match self.thread(task).call {
            Call::Yield => DropReason::Asked,
            Call::End => DropReason::Ends,
            _ => DropReason::Itself,
        }
    }

    /// Carries out the effects of a section, as far as no time passes.
    pub(super) fn effects(&mut self, task: TaskId) {
        while let Some(effect) = self.thread(task).effects.pop() {
            self.thread(task).step = Step::Effects;
            self.effect(task, effect);
            if self.thread(task).debt > 0 {
                break;
            }
        }
    }

    /// The end of a critical section.
    fn unlock_mutex(&mut self, task: TaskId) {
        if !self.interpreter(task).gil.has_mutex() {
            return;
        }
        if let Some(woken) = self.interpreter(task).mutex.unlock() {
            self.futex_wake(task, woken, Step::LockMutex { entering: false });
        }
    }

    /// The system call that wakes another thread, and what it costs the caller.
    pub(super) fn futex_wake(&mut self, task: TaskId, woken: Option<TaskId>, step: Step) {
        let paths = &self.config.lock_paths;
        let (called, woke) = (paths.futex_call, paths.futex_wake);
        self.owe(task, if woken.is_some() { woke } else { called });
        if let Some(woken) = woken {
            let interrupt = self.wake(woken, step);
            self.owe(task, interrupt);
        }
    }

    /// A waiter that is awake looks for a token of its condition variable, or compares the value
    /// of its semaphore.
    pub(super) fn look(&mut self, task: TaskId, cond: Cond, entering: bool) {
        let free = self.gil_holder(task).is_none();
        if self
            .interpreter(task)
            .queue(cond)
            .look(task, entering, free)
            == Look::Woken
        {
            if cond == Cond::Switch {
                // Its mutex is another one, which nobody holds for long.
                let (now, tid) = (self.now, Tid(task.0));
                let (gil, effects) = self.gil_and_effects(task);
                gil.woken(now, tid, cond, effects);
                self.thread(task).step = Step::Effects;
            } else {
                self.begin_section(task, Section::Woken(cond));
            }
            return;
        }
        if !entering {
            // Somebody who was awake took the signal meant for it.
            self.mark(task, MarkKind::FailedTake, None);
        }
        let cause = self.gil_wait_cause(task);
        let now = self.now;
        match self.thread(task).deadline {
            Some(deadline) if deadline <= now => {
                self.interpreter(task).queue(cond).time_out(task);
                self.mark(task, MarkKind::Timeout, None);
                self.thread(task).step = Step::TimedOut(cond);
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

    pub(super) fn gil_timed_out(&mut self, task: TaskId, cond: Cond) {
        self.interpreter(task).queue(cond).cancel(task);
        self.begin_section(task, Section::TimedOut);
    }

    pub(super) fn gil_wait_cause(&self, task: TaskId) -> CauseId {
        self.recorder
            .gil_wait_cause(ThreadIndex(task.0))
            .unwrap_or(CauseId::NONE)
    }

    /// The thread starts to give up the GIL by itself, for its `call`.
    pub(super) fn begin_drop(&mut self, task: TaskId, call: Call) {
        let debt = match (self.interpreter(task).gil.has_mutex(), &call) {
            (false, _) => 0,
            (true, Call::Yield) => self.lock_path(|paths| &paths.notice),
            (true, _) => self.lock_path(|paths| &paths.voluntary_drop),
        };
        let thread = self.thread(task);
        thread.call = call;
        thread.debt = debt;
        thread.step = Step::DropGil;
    }

    fn lock_path(&mut self, path: impl Fn(&LockPaths) -> &Distribution) -> Nanos {
        path(&self.config.lock_paths).sample(Choice::LockPath, &mut self.oracle)
    }

    fn effect(&mut self, task: TaskId, effect: Effect) {
        match effect {
            Effect::Block { cond, timeout, .. } => self.start_wait(task, cond, timeout),
            Effect::Signal(cond) => {
                if let Some(woken) = self.interpreter(task).queue(cond).signal() {
                    let entering = false;
                    self.futex_wake(task, woken, Step::Look { cond, entering });
                }
            }
            Effect::SetEvalBreaker { holder, by } => {
                let holder = TaskId(holder.0);
                let by = TaskId(by.0);
                self.thread(holder).eval_breaker = true;
                self.thread(holder).asked_by = Some(by);
                self.mark(by, MarkKind::DropRequest, Some(holder));
                let path = self.lock_path(|paths| &paths.wait_again);
                self.owe(task, path);
            }
            Effect::ClearEvalBreaker(thread) => {
                self.thread(TaskId(thread.0)).eval_breaker = false;
            }
            Effect::FailedTake(thread) => {
                self.mark(TaskId(thread.0), MarkKind::FailedTake, None);
            }
            Effect::Taken { previous, .. } => {
                let track = ThreadIndex(task.0);
                self.recorder.gil_wait_end(self.now, track);
                self.position(task);
                if let Some(gil) = self.interpreter(task).track {
                    self.recorder.hold_begin(self.now, gil, track);
                    let previous = previous.map(|previous| TaskId(previous.0));
                    self.mark(task, MarkKind::Take, previous);
                }
            }
            Effect::Ready(_) => {
                self.unlock_mutex(task);
                self.thread(task).attached = true;
                self.thread(task).wait_named = false;
                self.attached(task);
            }
            Effect::Released(_) => self.released(task),
            Effect::FinishDrop(_) => {
                self.unlock_mutex(task);
                self.thread(task).step = Step::FinishDrop;
            }
            Effect::Dropped(_) => self.detached(task),
        }
    }

    /// The thread joins the waiters of `cond` and is on its way to sleep.
    fn start_wait(&mut self, task: TaskId, cond: Cond, timeout: Option<Nanos>) {
        self.interpreter(task).queue(cond).wait(task);
        if cond != Cond::Switch {
            self.name_gil_wait(task);
            self.unlock_mutex(task);
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

    /// The thread waits for the GIL from now on: because of whom.
    fn name_gil_wait(&mut self, task: TaskId) {
        let thread = self.thread(task);
        if std::mem::replace(&mut thread.wait_named, true) {
            return;
        }
        if thread.call == Call::Yield && self.interpreter(task).gil.check_interval().is_some() {
            // It let go at a check point and did not get the GIL back.
            self.mark(task, MarkKind::ForcedSwitch, None);
        }
        let holder = self.gil_holder(task);
        let cause = self.cause(task, holder, "GIL");
        self.recorder
            .gil_wait_begin(self.now, ThreadIndex(task.0), cause);
    }

    /// The GIL is free.
    fn released(&mut self, task: TaskId) {
        self.position(task);
        let thread = self.thread(task);
        thread.attached = false;
        let forced = thread.call == Call::Yield;
        let asked_by = thread.asked_by;
        let Some(gil) = self.interpreter(task).track else {
            return;
        };
        self.recorder.hold_end(self.now, gil);
        if !forced {
            self.mark(task, MarkKind::VoluntarySwitch, None);
        } else if self.interpreter(task).gil.check_interval().is_none() {
            self.mark(task, MarkKind::ForcedSwitch, None);
            let cause = self.cause(task, asked_by, "GIL");
            self.recorder
                .gil_wait_begin(self.now, ThreadIndex(task.0), cause);
        }
    }
}
