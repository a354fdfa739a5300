//! Signals: they arrive at the program, and end the main thread's wait.

use std::ops::DerefMut;

use super::thread::{Blocked, Call, Step};
use super::{Engine, Outside, ThreadIndex};
use crate::driver::{End, Program};
use crate::kernel::{Pid, Status};
use crate::nanos::Nanos;
use crate::sched::TaskId;
use crate::sim::event_queue::Event;
use crate::trace::MarkKind;
use crate::vm::{Delivery, SIGALRM};

const MAIN: TaskId = TaskId(0);

/// `ITIMER_REAL`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Alarm {
    /// Changes with every setting, so that events of the one before are known.
    generation: u64,
    interval: Nanos,
}

impl Alarm {
    pub(super) fn is_stale(self, generation: u64) -> bool {
        self.generation != generation
    }
}

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    /// The signals that somebody will send.
    pub(super) fn schedule_signals(&mut self) {
        let config = self.config.clone();
        for (index, &(at, _)) in config.run.signals.iter().enumerate() {
            let index = index as u32;
            self.queue.push(at, Event::Signal { index });
        }
    }

    pub(super) fn signal_sent(&mut self, index: u32) {
        let config = self.config.clone();
        if let Some((_, sent)) = config.run.signals.get(index as usize) {
            self.deliver(sent.number, &sent.name);
        }
    }

    /// `setitimer`.
    pub(super) fn set_alarm(&mut self, after: Nanos, interval: Nanos) {
        self.alarm.generation += 1;
        self.alarm.interval = interval;
        if after > 0 {
            let generation = self.alarm.generation;
            let at = self.now.saturating_add(after);
            self.queue.push(at, Event::Alarm { generation });
        }
    }

    pub(super) fn alarm_rings(&mut self) {
        let Alarm { interval, .. } = self.alarm;
        self.set_alarm(interval, interval);
        self.deliver(SIGALRM, "SIGALRM");
    }

    fn deliver(&mut self, number: u8, name: &str) {
        let note = name.to_string();
        self.recorder.note(self.now, ThreadIndex(MAIN.0), note);
        match self.program.signal(number) {
            Delivery::Ignored => {}
            Delivery::Kills(status) => self.end = Some(End::Finished { status }),
            Delivery::Caught => self.interrupt_wait(MAIN),
        }
    }

    /// A signal that one process has sent to another.
    pub(super) fn send_signal(&mut self, pid: Pid, number: u8) {
        match self.program.signal_process(pid, number) {
            (Delivery::Ignored, _) => {}
            (Delivery::Kills(_), _) => self.end_process(pid, Status::Signal(number), None),
            (Delivery::Caught, Some(main)) => self.interrupt_wait(TaskId(main.0)),
            (Delivery::Caught, None) => {}
        }
    }

    /// The kernel gives the signal to the main thread of a process: `EINTR`.
    fn interrupt_wait(&mut self, main: TaskId) {
        let interruptible = self.config.run.interruptible_locks;
        let blocked = self.thread(main).blocked;
        match blocked {
            Some(Blocked::Sleep) => {}
            Some(Blocked::Lock(lock)) if interruptible => {
                if let Some(queue) = self.interpreter(main).locks.get_mut(&lock) {
                    queue.leave(main);
                }
            }
            Some(Blocked::Kernel) if self.waits_for_an_interruptible_call(main) => {
                self.kernel.forget(main);
            }
            _ => return,
        }
        self.disarm_timer(main);
        let thread = self.thread(main);
        thread.interrupted = true;
        if let Call::Acquire(acquire) = &mut thread.call {
            acquire.timed_out = true;
        }
        self.mark(main, MarkKind::WakeUp, None);
        self.wake(main, Step::TakeGil);
    }

    fn waits_for_an_interruptible_call(&self, task: TaskId) -> bool {
        match &self.threads[task.0 as usize].call {
            Call::Kernel(waiting) => waiting.call.can_be_interrupted(),
            _ => false,
        }
    }
}
