//! The interpreter as the engine sees it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::driver::Program;
use crate::nanos::Nanos;
use crate::trace::Place;
use crate::vm::eval::Probe;
use crate::vm::object::Lock;
use crate::vm::{
    Answer, Arrived, Delivery, EvalBreaker, HostClock, Interpreter, LockId, Run, ThreadId,
};

/// An interpreter in a run, and whoever watches it.
pub struct Running<P> {
    interpreter: Interpreter,
    probe: P,
}

impl<P: Probe> Running<P> {
    pub fn new(interpreter: Interpreter, probe: P) -> Running<P> {
        Running { interpreter, probe }
    }

    /// Time is what this clock shows from now on.
    pub fn set_clock(&mut self, clock: Box<dyn HostClock>) {
        self.interpreter.clock = Some(clock);
    }
}

impl<P: Probe> Program for Running<P> {
    fn run(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        eval_breaker: EvalBreaker,
    ) -> Run {
        self.interpreter
            .run(thread, now, budget, eval_breaker, &mut self.probe)
    }

    fn answer(&mut self, thread: ThreadId, answer: Answer) {
        self.interpreter.answer(thread, answer);
    }

    fn try_acquire(&mut self, thread: ThreadId, lock: LockId) -> bool {
        self.interpreter.try_acquire(thread, lock)
    }

    fn semaphore(&mut self, lock: LockId) -> Arc<AtomicBool> {
        self.interpreter
            .lock_mut(lock)
            .map_or_else(Arc::default, Lock::semaphore)
    }

    fn taken(&mut self, thread: ThreadId, lock: LockId) {
        if let Some(lock) = self.interpreter.lock_mut(lock) {
            lock.taken_by(thread);
        }
    }

    fn signal(&mut self, number: u8) -> Delivery {
        self.interpreter.signal(number)
    }

    fn arrived_signals(&self) -> Arrived {
        self.interpreter.signals.arrived.clone()
    }

    fn lock_owner(&self, lock: LockId) -> Option<ThreadId> {
        self.interpreter.lock(lock)?.owner
    }

    fn place(&self, thread: ThreadId) -> Option<Place> {
        let (file, line) = self.interpreter.place(thread)?;
        Some(Place { file, line })
    }

    fn thread_name(&self, thread: ThreadId) -> String {
        self.interpreter.thread_name(thread).to_string()
    }

    fn is_daemon(&self, thread: ThreadId) -> bool {
        self.interpreter.is_daemon(thread)
    }

    fn instructions(&self, thread: ThreadId) -> u64 {
        self.interpreter.instructions(thread)
    }
}
