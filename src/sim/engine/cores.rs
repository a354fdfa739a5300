//! Threads on cores: who gets one, for how long, and what it burns there.

use std::collections::BTreeSet;
use std::ops::DerefMut;

use super::thread::Step;
use super::{Engine, Event, Outside, Program};
use crate::nanos::Nanos;
use crate::sched::{CoreId, Dispatch, TaskId, Wake};
use crate::trace::{CauseId, CoreIndex, MarkKind, State, ThreadIndex};

#[derive(Clone, Debug, Default)]
pub(super) struct Core {
    /// The timed waits that began here: when each ends at the latest, and whose it is.
    pub(super) timers: BTreeSet<(Nanos, TaskId)>,
    /// On its way to its thread; otherwise the thread burns since `burning_since`.
    switching: bool,
    burning_since: Nanos,
    pub(super) generation: u64,
    slice_armed: bool,
    pub(super) slice_generation: u64,
    /// The thread should give the core up as soon as it can.
    resched: bool,
}

impl Core {
    pub(super) fn is_switching(&self) -> bool {
        self.switching
    }
}

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    /// The core has switched to its thread, or the thread has burnt its debt.
    pub(super) fn core_is_ready(&mut self, core: CoreId) {
        let slot = self.core(core);
        if !std::mem::take(&mut slot.switching)
            && let Some(task) = self.machine.current(core)
        {
            self.thread(task).debt = 0;
        }
        self.run_core(core);
    }

    pub(super) fn slice_ended(&mut self, core: CoreId) {
        self.core(core).slice_armed = false;
        if let Some(to) = self.machine.balance(self.now, core) {
            match self.machine.current(to) {
                Some(_) => self.arm_slice(to),
                None => self.dispatch(to),
            }
        }
        if self.machine.slice_over(self.now, core) {
            self.request_preemption(core);
        }
        self.arm_slice(core);
    }

    /// A thread is ready to go on with `step`. Returns what it costs the thread that wakes it, if
    /// any, to interrupt a core that sleeps.
    pub(super) fn wake(&mut self, task: TaskId, step: Step) -> Nanos {
        self.disarm_timer(task);
        let thread = self.thread(task);
        thread.blocked = None;
        thread.step = step;
        thread.debt = 0;
        match self.machine.wake(self.now, task) {
            // At the end of the interrupt, which may wake others as well.
            Wake::Idle { core, .. } if self.executing.is_none() => {
                self.reschedule(core, 0);
                0
            }
            Wake::Idle { core, interrupt } => {
                self.dispatch(core);
                interrupt
            }
            Wake::Queued { core, preempt } => {
                self.set_runnable(task, core);
                self.arm_slice(core);
                match self.executing {
                    Some(waker) if preempt && waker != core => self.interrupt(core),
                    Some(_) if preempt => {
                        self.core(core).resched = true;
                        0
                    }
                    None if preempt => {
                        self.reschedule(core, 0);
                        0
                    }
                    _ => 0,
                }
            }
        }
    }

    /// Tells another core to look at its queue again, which it does when the interrupt arrives.
    /// Returns what sending it costs.
    fn interrupt(&mut self, core: CoreId) -> Nanos {
        let time = self.config.machine.wakeup_interrupt;
        self.reschedule(core, time);
        time
    }

    /// The core looks at its queue after that time, unless it switches threads before.
    fn reschedule(&mut self, core: CoreId, after: Nanos) {
        let generation = self.core(core).slice_generation;
        let at = self.now.saturating_add(after);
        self.queue.push(at, Event::Reschedule { core, generation });
    }

    /// The core looks at its queue.
    pub(super) fn rescheduled(&mut self, core: CoreId) {
        match self.machine.current(core) {
            Some(_) => self.request_preemption(core),
            None => self.dispatch(core),
        }
    }

    fn set_runnable(&mut self, task: TaskId, core: CoreId) {
        let ahead = self.machine.current(core).filter(|&ahead| ahead != task);
        let cause = match ahead {
            Some(_) => self.cause(task, ahead, "core"),
            None => CauseId::NONE,
        };
        self.recorder
            .state(self.now, ThreadIndex(task.0), State::Runnable, None, cause);
    }

    /// The current thread of the executing core leaves it, to wait or for good.
    pub(super) fn leave_core(&mut self, task: TaskId) {
        let Some(core) = self.thread(task).core.take() else {
            return;
        };
        self.machine.block(self.now, core);
        if self.executing == Some(core) {
            self.executing = None;
        }
        self.dispatch(core);
    }

    /// A core without a thread picks its next.
    fn dispatch(&mut self, core: CoreId) {
        let now = self.now;
        let slot = &mut self.cores[usize::from(core.0)];
        slot.resched = false;
        slot.slice_armed = false;
        slot.slice_generation += 1;
        slot.generation += 1;
        let generation = slot.generation;
        let Some(Dispatch {
            task,
            overhead,
            migrated,
            cold,
        }) = self.machine.dispatch(now, core, &mut self.oracle)
        else {
            return;
        };
        slot.switching = true;
        self.queue.push(
            now.saturating_add(overhead),
            Event::Core { core, generation },
        );
        if migrated {
            self.mark(task, MarkKind::Migrate, None);
        }
        let thread = self.thread(task);
        thread.core = Some(core);
        thread.cold |= cold;
        self.recorder.state(
            now,
            ThreadIndex(task.0),
            State::Switching,
            Some(CoreIndex(core.0)),
            CauseId::NONE,
        );
        self.arm_slice(core);
    }

    /// If others wait for the core, its thread's time is limited.
    fn arm_slice(&mut self, core: CoreId) {
        if !self.machine.is_contended(core) || self.core(core).slice_armed {
            return;
        }
        let at = self.machine.slice_end(self.now, core);
        let slot = self.core(core);
        slot.slice_armed = true;
        let generation = slot.slice_generation;
        self.queue.push(at, Event::Slice { core, generation });
    }

    /// The core should look at its queue: now, or when its thread has done what cannot be cut.
    pub(super) fn request_preemption(&mut self, core: CoreId) {
        if self.executing == Some(core) || self.core(core).switching {
            self.core(core).resched = true;
        } else {
            self.preempt(core);
        }
    }

    /// `__schedule`: the core's thread makes room, if another is to run. Whether it did.
    fn preempt(&mut self, core: CoreId) -> bool {
        let Some(task) = self.machine.current(core) else {
            return false;
        };
        if !self.machine.should_switch(self.now, core) {
            return false;
        }
        let burnt = self.now.saturating_sub(self.core(core).burning_since);
        let thread = self.thread(task);
        thread.debt = thread.debt.saturating_sub(burnt);
        thread.core = None;
        self.machine.preempt(self.now, core);
        self.dispatch(core);
        let by = self.machine.current(core);
        self.mark(task, MarkKind::Preempt, by);
        self.set_runnable(task, core);
        true
    }

    /// The core's thread goes on until it burns time or leaves, or is to be stepped through.
    pub(super) fn run_core(&mut self, core: CoreId) {
        self.executing = Some(core);
        while self.executing == Some(core) && self.end.is_none() && self.stretch.is_none() {
            let Some(task) = self.machine.current(core) else {
                break;
            };
            let now = self.now;
            let slot = self.core(core);
            slot.burning_since = now;
            if std::mem::take(&mut slot.resched) && self.preempt(core) {
                break;
            }
            self.show_on_core(task, core);
            let debt = self.thread(task).debt;
            if debt > 0 {
                let slot = self.core(core);
                slot.generation += 1;
                let generation = slot.generation;
                self.queue
                    .push(now.saturating_add(debt), Event::Core { core, generation });
                break;
            }
            self.step(task);
        }
        self.executing = None;
    }

    /// Records what the thread does on its core.
    fn show_on_core(&mut self, task: TaskId, core: CoreId) {
        let thread = &self.threads[task.0 as usize];
        let entering = matches!(thread.step, Step::Look { entering: true, .. });
        let (state, cause) = match (thread.native, thread.attached) {
            (Some(cause), true) => (State::NativeHolding, cause),
            (Some(cause), false) => (State::Native, cause),
            (None, true) => (State::Running, CauseId::NONE),
            // A moment later it sleeps: a wait already.
            (None, false) if entering => (State::GilWait, self.gil_wait_cause(task)),
            (None, false) => (State::Switching, CauseId::NONE),
        };
        let core = state.on_core().then_some(CoreIndex(core.0));
        self.recorder
            .state(self.now, ThreadIndex(task.0), state, core, cause);
    }
}
