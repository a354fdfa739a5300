//! What can be seen of a run between two of its steps.

use super::Stepper;
use crate::driver::Program;
use crate::gil::Tid;
use crate::kernel::Pid;
use crate::nanos::Nanos;
use crate::sched::{CoreId, TaskId};
use crate::trace::{Cause, State, ThreadIndex};
use crate::vm::{EvalBreaker, InterpreterId, ThreadId};

/// A thread.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadView {
    pub id: ThreadId,
    pub name: String,
    pub pid: Pid,
    pub interpreter: InterpreterId,
    /// `None` once it has ended.
    pub state: Option<State>,
    /// Since when it is in this state.
    pub since: Nanos,
    pub core: Option<CoreId>,
    /// Why it is in this state.
    pub cause: Option<Cause>,
    /// Since when it could run Python but does not get the GIL.
    pub waits_since: Option<Nanos>,
    /// It executes bytecode right now.
    pub interpreting: bool,
}

/// The GIL of an interpreter.
#[derive(Clone, Debug, PartialEq)]
pub struct GilView {
    pub interpreter: InterpreterId,
    pub name: String,
    pub pid: Pid,
    /// Who holds it, and since when.
    pub holder: Option<(ThreadId, Nanos)>,
    /// Who has asked the holder to drop it: `gil_drop_request`.
    pub request: Option<ThreadId>,
    pub switch_interval: Option<Nanos>,
    /// Ticks until the holder lets go, where they are counted.
    pub ticks: Option<u32>,
    /// Those who sleep first, in the order in which they are woken.
    pub waiters: Vec<Waiter>,
}

/// A thread that waits for the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    pub thread: ThreadId,
    pub since: Nanos,
    /// Not on its way to sleep, woken, or on its way to a core.
    pub asleep: bool,
    /// When its wait times out, and it may ask.
    pub timeout: Option<Nanos>,
}

/// A core of the simulated machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreView {
    pub current: Option<ThreadId>,
    /// It is on its way to that thread.
    pub switching: bool,
    /// Who waits for the core, the next first.
    pub queue: Vec<ThreadId>,
}

impl<P: Program> Stepper<P> {
    /// All threads that there have been.
    pub fn threads(&self) -> Vec<ThreadView> {
        let count = self.engine.threads.len() as u32;
        (0..count).map(|id| self.thread(ThreadId(id))).collect()
    }

    fn thread(&self, id: ThreadId) -> ThreadView {
        let engine = &self.engine;
        let track = ThreadIndex(id.0);
        let current = engine.recorder.current(track);
        let cause = current.and_then(|(_, _, _, cause)| engine.recorder.cause_of(cause));
        ThreadView {
            id,
            name: engine.program.thread_name(id),
            pid: engine.program.pid(id),
            interpreter: engine.program.interpreter(id),
            state: current.map(|(_, state, _, _)| state),
            since: current.map_or(0, |(since, _, _, _)| since),
            core: current.and_then(|(_, _, core, _)| core.map(|core| CoreId(core.0))),
            cause: cause.cloned(),
            waits_since: engine.recorder.gil_wait_since(track),
            interpreting: engine.stretch.is_some_and(|it| it.task == TaskId(id.0)),
        }
    }

    /// The GILs, one for each interpreter; none where there is no lock.
    pub fn gils(&self) -> Vec<GilView> {
        let count = self.engine.interpreters.len() as u32;
        let ids = (0..count).map(InterpreterId);
        ids.filter_map(|id| self.gil(id)).collect()
    }

    fn gil(&self, id: InterpreterId) -> Option<GilView> {
        let engine = &self.engine;
        let interpreter = &engine.interpreters[id.0 as usize];
        let track = interpreter.track?;
        let holder = interpreter.gil.holder();
        let since = engine.recorder.held(track).map(|(since, _)| since);
        let asked = holder.and_then(|Tid(holder)| {
            let thread = engine.threads.get(holder as usize)?;
            thread.asked_by.filter(|_| thread.eval_breaker)
        });
        let open = engine
            .stretch
            .filter(|it| engine.threads[it.task.0 as usize].interpreter == id)
            .map(|it| it.eval_breaker);
        let ticks = interpreter.gil.check_interval().map(|_| match open {
            Some(EvalBreaker::Ticks(left)) => left,
            _ => interpreter.ticker,
        });
        let row = engine.recorder.gil_track(track);
        let mut waiters: Vec<Waiter> = Vec::new();
        let awake = (0..engine.threads.len() as u32).map(TaskId);
        let awake = awake.filter(|it| engine.threads[it.0 as usize].interpreter == id);
        let sleepers = interpreter.waiting().map(|it| (it, true));
        for (task, asleep) in sleepers.chain(awake.map(|it| (it, false))) {
            let known = waiters.iter().any(|it| it.thread.0 == task.0);
            let since = engine.recorder.gil_wait_since(ThreadIndex(task.0));
            if let Some(since) = since.filter(|_| !known) {
                let deadline = engine.threads[task.0 as usize].deadline;
                waiters.push(Waiter {
                    thread: ThreadId(task.0),
                    since,
                    asleep,
                    timeout: deadline.filter(|_| asleep),
                });
            }
        }
        let first = engine.threads.iter().position(|it| it.interpreter == id);
        Some(GilView {
            interpreter: id,
            name: row.map_or_else(String::new, |row| row.name.clone()),
            pid: engine.program.pid(ThreadId(first.unwrap_or(0) as u32)),
            holder: holder.map(|Tid(holder)| (ThreadId(holder), since.unwrap_or(engine.now))),
            request: asked.map(|by| ThreadId(by.0)),
            switch_interval: interpreter.gil.switch_interval(),
            ticks,
            waiters,
        })
    }

    pub fn cores(&self) -> Vec<CoreView> {
        let engine = &self.engine;
        let view = |(index, core): (usize, &super::Core)| {
            let id = CoreId(index as u16);
            let queue = engine.machine.queued(id);
            CoreView {
                current: engine.machine.current(id).map(|task| ThreadId(task.0)),
                switching: core.is_switching(),
                queue: queue.map(|task| ThreadId(task.0)).collect(),
            }
        };
        engine.cores.iter().enumerate().map(view).collect()
    }
}
