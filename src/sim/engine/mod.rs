//! The engine: events, cores, threads.
//!
//! A thread on a core burns its debt, then takes its next [`Step`]; a step adds debt, blocks the
//! thread or ends it. Bytecode runs until the next event is due, so that between events nothing
//! happens but interpreting. What an instruction costs beyond that is debt.

mod calls;
mod cores;
mod gil;
mod interpreter;
mod interpreters;
mod memory;
mod outside;
mod processes;
mod signals;
mod stepper;
mod stretch;
mod thread;
mod view;

use std::collections::BTreeMap;
use std::ops::{ControlFlow, DerefMut};
use std::sync::Arc;

use super::config::Config;
use super::event_queue::{Event, EventQueue};
use crate::driver::{BlockedThread, Deadlock, End, Hooks, Limit, Outcome, Program, Progress};
use crate::kernel::{Kernel, Pid};
use crate::nanos::{MICROSECOND, MILLISECOND, Nanos};
use crate::sched::{CoreId, Devices, Machine, Seeded, TaskId};
use crate::trace::{
    CauseId, MarkKind, Place, ProcessIndex, Recorder, State, ThreadIndex, check_invariants,
};
use crate::vm::{Arrived, EvalBreaker, Exit, Run, ThreadId};
use cores::Core;
use interpreter::Interpreter;
use outside::Outside;
use signals::Alarm;
use stretch::Stretch;
use thread::{Blocked, Call, Section, Step, Thread, Timer};

pub use stepper::{Moment, Pace, Stepper};
pub use view::{CoreView, GilView, ThreadView, Waiter};

/// The longest stretch of bytecode between two looks at the limits.
const MAX_BUDGET: Nanos = 10 * MILLISECOND;

/// A timer never fires sooner: about what programming the clock takes. Keeps switch intervals of
/// a nanosecond from standing still.
const TIMER_RESOLUTION: Nanos = MICROSECOND;

/// The progress hook is called after so many events, or so many instructions if that is sooner.
const EVENTS_PER_PROGRESS: u64 = 256;
const INSTRUCTIONS_PER_PROGRESS: u64 = 2_000_000;

/// Runs `program` from its start to its end.
pub fn run<P: Program>(program: &mut P, config: &Config, hooks: Hooks<'_>) -> Outcome {
    Engine::new(program, Arc::new(config.clone()), hooks).run()
}

/// `P` leads to the program, `H` outside.
#[derive(Clone)]
struct Engine<P, H> {
    program: P,
    config: Arc<Config>,
    outside: H,
    now: Nanos,
    queue: EventQueue,
    oracle: Seeded,
    machine: Machine,
    cores: Vec<Core>,
    /// The core whose thread is taking a step right now.
    executing: Option<CoreId>,
    threads: Vec<Thread>,
    /// By [`InterpreterId`].
    interpreters: Vec<Interpreter>,
    devices: Devices,
    recorder: Recorder,
    kernel: Kernel,
    /// The row of each process in the trace.
    processes: BTreeMap<Pid, ProcessIndex>,
    /// What the first process has ended with.
    status: Option<i32>,
    instructions: u64,
    alarm: Alarm,
    memory: memory::Sampling,
    /// Somebody steps through the stretches of bytecode, one of which may be open.
    stepped: bool,
    stretch: Option<Stretch>,
    end: Option<End>,
}

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    fn new(program: P, config: Arc<Config>, outside: H) -> Self {
        let machine = Machine::new(config.machine.clone());
        let mut recorder = Recorder::with_slice_cap(machine.cores(), config.run.slice_cap);
        let mut kernel = Kernel::default();
        let pid = kernel.start();
        let process = recorder.process(config.run.process_name.clone(), 1);
        Engine {
            program,
            outside,
            now: 0,
            queue: EventQueue::default(),
            oracle: Seeded::new(config.run.seed),
            cores: vec![Core::default(); usize::from(machine.cores())],
            machine,
            executing: None,
            threads: Vec::new(),
            interpreters: Vec::new(),
            devices: Devices::new(&config.run.devices),
            recorder,
            kernel,
            processes: BTreeMap::from([(pid, process)]),
            status: None,
            instructions: 0,
            alarm: Alarm::default(),
            memory: memory::Sampling::default(),
            stepped: false,
            stretch: None,
            end: None,
            config,
        }
    }

    fn run(mut self) -> Outcome {
        self.start();
        let mut events: u64 = 0;
        let mut reported: u64 = 0;
        let end = loop {
            if let Some(end) = self.advance() {
                break end;
            }
            events += 1;
            let due = events.is_multiple_of(EVENTS_PER_PROGRESS)
                || self.instructions - reported >= INSTRUCTIONS_PER_PROGRESS;
            if due {
                reported = self.instructions;
                let progress = self.outside.progress(Progress {
                    now: self.now,
                    instructions: self.instructions,
                    arrived: Arrived::default(),
                });
                if progress == ControlFlow::Break(()) {
                    break End::Interrupted;
                }
            }
        };
        self.sample_memory();
        for (index, thread) in self.threads.iter().enumerate() {
            let track = ThreadIndex(index as u32);
            self.recorder.instructions(track, thread.instructions);
            let name = self.program.thread_name(ThreadId(track.0));
            self.recorder.rename(track, name);
            let id = ThreadId(track.0);
            if let Some(name) = self.program.process_name(id)
                && let Some(&process) = self.processes.get(&self.program.pid(id))
            {
                self.recorder.rename_process(process, name);
            }
        }
        let trace = self.recorder.finish(self.now);
        Outcome {
            invariants: check_invariants(&trace),
            trace,
            end,
        }
    }

    fn start(&mut self) {
        self.start_thread(ThreadId(0));
        self.schedule_signals();
    }

    /// Goes on to the next event and handles it; the end, if the run has come to it.
    fn advance(&mut self) -> Option<End> {
        loop {
            if let Some(end) = self.end.take() {
                return Some(end);
            }
            let Some((at, event)) = self.queue.pop() else {
                return Some(self.nothing_left());
            };
            if self.is_stale(event) {
                continue;
            }
            if at > self.config.run.until {
                self.now = self.config.run.until;
                return Some(End::LimitReached(Limit::Time(self.config.run.until)));
            }
            self.now = at;
            self.handle(event);
            self.sample_memory_if_due();
            return None;
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Core { core, .. } => self.core_is_ready(core),
            Event::Slice { core, .. } => self.slice_ended(core),
            Event::Reschedule { core, .. } => self.rescheduled(core),
            Event::Timer { core, .. } => self.timer_interrupt(core),
            Event::Signal { index } => self.signal_sent(index),
            Event::Alarm { .. } => self.alarm_rings(),
            Event::Device { device, thread } => {
                let next = self.devices.complete(device as usize, &mut self.oracle);
                if let Some((next, service)) = next {
                    self.queue.push(
                        self.now.saturating_add(service),
                        Event::Device {
                            device,
                            thread: next,
                        },
                    );
                }
                if self.thread(thread).blocked == Some(Blocked::Io) {
                    self.mark(thread, MarkKind::WakeUp, None);
                    self.wake(thread, Step::TakeGil);
                }
            }
        }
    }

    fn is_stale(&mut self, event: Event) -> bool {
        match event {
            Event::Core { core, generation } => self.core(core).generation != generation,
            Event::Slice { core, generation } | Event::Reschedule { core, generation } => {
                self.core(core).slice_generation != generation
            }
            Event::Timer { core, at } => {
                let timers = &self.core(core).timers;
                timers.first().is_none_or(|&(latest, _)| latest > at)
            }
            Event::Alarm { generation } => self.alarm.is_stale(generation),
            Event::Device { .. } | Event::Signal { .. } => false,
        }
    }

    /// When the next event is due.
    fn next_event(&mut self) -> Option<Nanos> {
        while let Some((at, event)) = self.queue.peek() {
            if !self.is_stale(event) {
                return Some(at);
            }
            self.queue.pop();
        }
        None
    }

    fn thread(&mut self, task: TaskId) -> &mut Thread {
        &mut self.threads[task.0 as usize]
    }

    /// The interpreter that the thread belongs to.
    fn interpreter(&mut self, task: TaskId) -> &mut Interpreter {
        let index = self.threads[task.0 as usize].interpreter.0 as usize;
        &mut self.interpreters[index]
    }

    /// Who holds the GIL of the thread's interpreter.
    fn gil_holder(&mut self, task: TaskId) -> Option<TaskId> {
        let holder = self.interpreter(task).gil.holder();
        holder.map(|holder| TaskId(holder.0))
    }

    fn core(&mut self, core: CoreId) -> &mut Core {
        &mut self.cores[usize::from(core.0)]
    }

    fn mark(&mut self, task: TaskId, kind: MarkKind, other: Option<TaskId>) {
        let other = other.map(|other| ThreadIndex(other.0));
        self.recorder
            .mark(self.now, ThreadIndex(task.0), kind, other);
    }

    /// The number of a cause: `by` is executing its current line, or without it `task` is.
    fn cause(&mut self, task: TaskId, by: Option<TaskId>, what: &str) -> CauseId {
        let place = self.position(by.unwrap_or(task));
        let by = by.map(|by| ThreadIndex(by.0));
        self.recorder.cause(by, place.as_ref(), what)
    }

    /// The line that the thread is at, which is recorded.
    fn position(&mut self, task: TaskId) -> Option<Place> {
        let place = self.program.place(ThreadId(task.0));
        if let Some(place) = &place {
            self.recorder
                .position(self.now, ThreadIndex(task.0), place.clone());
        }
        place
    }

    /// The thread has more to burn before its next step.
    fn owe(&mut self, task: TaskId, time: Nanos) {
        let debt = &mut self.thread(task).debt;
        *debt = debt.saturating_add(time);
    }

    /// A thread is ready. Its first step is `take_gil`. Without a GIL two threads that spawn at
    /// the same time may get here in another order than that of the new threads' numbers.
    fn start_thread(&mut self, thread: ThreadId) {
        self.create_up_to(thread);
        if self.thread(TaskId(thread.0)).step != Step::Die {
            self.wake(TaskId(thread.0), Step::TakeGil);
        }
    }

    fn create_up_to(&mut self, thread: ThreadId) {
        while self.threads.len() <= thread.0 as usize {
            self.create_thread(ThreadId(self.threads.len() as u32));
        }
    }

    fn create_thread(&mut self, thread: ThreadId) {
        let name = self.program.thread_name(thread);
        let affinity = self.config.run.affinity.get(&name).copied().map(CoreId);
        let interpreter = self.program.interpreter(thread);
        while self.interpreters.len() <= interpreter.0 as usize {
            let process = self.process_of(thread);
            let number = self.interpreters_of(process);
            let gil = self.config.run.gil;
            let new = Interpreter::new(number, process, gil, &mut self.recorder);
            self.interpreters.push(new);
        }
        let process = self.interpreters[interpreter.0 as usize].process;
        self.recorder.thread(self.now, process, name);
        self.machine.add(process.0, affinity);
        self.threads.push(Thread::new(interpreter));
    }

    /// The executing thread waits.
    fn block(&mut self, task: TaskId, blocked: Blocked, state: State, cause: CauseId) {
        self.thread(task).blocked = Some(blocked);
        self.recorder
            .state(self.now, ThreadIndex(task.0), state, None, cause);
        self.leave_core(task);
    }

    /// The thread's timed wait ends at `at` if nothing ends it before, and may end sooner by the
    /// timer slack.
    fn arm_timer(&mut self, task: TaskId, at: Nanos) {
        self.disarm_timer(task);
        let Some(core) = self.executing else { return };
        let latest = at.max(self.now.saturating_add(TIMER_RESOLUTION));
        let earliest = latest.saturating_sub(self.config.machine.timer_slack);
        self.thread(task).timer = Some(Timer {
            core,
            earliest,
            latest,
        });
        self.core(core).timers.insert((latest, task));
        self.queue.push(latest, Event::Timer { core, at: latest });
    }

    fn disarm_timer(&mut self, task: TaskId) {
        if let Some(timer) = self.thread(task).timer.take() {
            self.core(timer.core).timers.remove(&(timer.latest, task));
        }
    }

    /// `hrtimer_interrupt`: ends the waits whose time has come, and those whose slack has begun.
    fn timer_interrupt(&mut self, core: CoreId) {
        while let Some(&(_, task)) = self.core(core).timers.first() {
            let timer = self.thread(task).timer;
            if timer.is_some_and(|timer| timer.earliest > self.now) {
                break;
            }
            self.disarm_timer(task);
            self.timer_fired(task);
        }
    }

    fn timer_fired(&mut self, task: TaskId) {
        match self.thread(task).blocked {
            Some(Blocked::Cond(cond)) => {
                self.interpreter(task).queue(cond).time_out(task);
                self.mark(task, MarkKind::Timeout, None);
                self.wake(task, Step::TimedOut(cond));
            }
            Some(Blocked::Lock(lock)) => {
                if let Some(queue) = self.interpreter(task).locks.get_mut(&lock) {
                    queue.leave(task);
                }
                if let Call::Acquire(acquire) = &mut self.thread(task).call {
                    acquire.timed_out = true;
                }
                self.mark(task, MarkKind::WakeUp, None);
                self.wake(task, Step::TakeGil);
            }
            Some(Blocked::Sleep) => {
                self.mark(task, MarkKind::WakeUp, None);
                self.wake(task, Step::TakeGil);
            }
            Some(Blocked::Kernel) => self.kernel_timed_out(task),
            Some(Blocked::Io | Blocked::Mutex) | None => {}
        }
    }

    fn step(&mut self, task: TaskId) {
        let step = std::mem::replace(&mut self.thread(task).step, Step::Bytecode);
        match step {
            Step::TakeGil => self.take_gil(task),
            Step::Look { cond, entering } => self.look(task, cond, entering),
            Step::TimedOut(cond) => self.gil_timed_out(task, cond),
            Step::LockMutex { entering } => self.lock_mutex(task, entering),
            Step::Effects => self.effects(task),
            Step::Bytecode => self.bytecode(task),
            Step::Exited(exit) => self.exited(task, exit),
            Step::DropGil => self.begin_section(task, Section::Drop),
            Step::FinishDrop => self.finish_drop(task),
            Step::NativeDone => {
                self.thread(task).native = None;
                self.answer_done(task);
            }
            Step::Spawned(thread) => {
                self.start_thread(thread);
                self.answer_done(task);
            }
            Step::TryLock => self.try_lock(task),
            Step::Kernel => self.kernel_call(task),
            Step::Started(started) => self.process_started(task, started),
            Step::Die => self.die(task),
        }
    }

    fn bytecode(&mut self, task: TaskId) {
        if let Some(limit) = self.config.run.max_instructions
            && self.instructions > limit
        {
            self.end = Some(End::LimitReached(Limit::Instructions(limit)));
            return;
        }
        if std::mem::take(&mut self.thread(task).cold) {
            let refill = self.config.machine.cache_warmup;
            self.owe(task, refill);
            return;
        }
        let horizon = self.next_event().unwrap_or(Nanos::MAX);
        let horizon = horizon.min(self.config.run.until);
        let longest = self.longest_stretch(MAX_BUDGET);
        let mut budget = horizon.saturating_sub(self.now).clamp(1, longest);
        if !self.interpreter(task).gil.is_exclusive() {
            budget = budget.saturating_add(self.config.parallel_quantum);
        }
        let id = ThreadId(task.0);
        let interpreter = self.interpreter(task);
        let eval_breaker = match interpreter.gil.check_interval() {
            Some(_) => EvalBreaker::Ticks(interpreter.ticker),
            None if self.thread(task).eval_breaker => EvalBreaker::Set,
            None => EvalBreaker::Clear,
        };
        if self.stepped {
            self.stretch = Some(Stretch::new(task, budget, eval_breaker));
            return;
        }
        let run = self.program.run(id, self.now, budget, eval_breaker);
        self.stretch_over(task, run);
    }

    /// A stretch of bytecode has taken effect; its time is still to be burnt.
    fn stretch_over(&mut self, task: TaskId, run: Run) {
        let interpreter = self.interpreter(task);
        interpreter.ticker = match run.exit {
            Exit::EvalBreaker => interpreter.gil.check_interval().unwrap_or(0),
            _ => run.ticks,
        };
        let instructions = self.program.instructions(ThreadId(task.0));
        let thread = self.thread(task);
        // Time always goes on, or a program of free instructions would never let it.
        thread.debt = run.spent.max(1);
        thread.step = match run.exit {
            Exit::BudgetSpent => Step::Bytecode,
            exit => Step::Exited(exit),
        };
        let executed = instructions.saturating_sub(thread.instructions);
        thread.instructions = instructions;
        self.instructions = self.instructions.saturating_add(executed);
    }

    /// No event is due: every thread that lives is blocked for ever.
    fn nothing_left(&self) -> End {
        if let Some(status) = self.status {
            return End::Finished { status };
        }
        let living = (0..self.threads.len() as u32).filter(|&it| !self.threads[it as usize].ended);
        let threads = living
            .filter_map(|it| self.blocked_thread(ThreadId(it)))
            .collect();
        End::Deadlock(Deadlock::new(threads))
    }

    fn blocked_thread(&self, thread: ThreadId) -> Option<BlockedThread> {
        match &self.threads[thread.0 as usize].call {
            Call::Acquire(acquire) => Some(BlockedThread::of(&*self.program, thread, acquire.lock)),
            Call::Kernel(waiting) => {
                let (what, holder) = self.kernel.waits_for(&waiting.call);
                let holder = holder.map(|holder| ThreadId(holder.0));
                let blocked = BlockedThread::waiting(&*self.program, thread, what, holder);
                Some(blocked)
            }
            _ => None,
        }
    }
}
