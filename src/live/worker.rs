//! One Python thread on its thread of the operating system.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::thread::{Builder, Scope, ScopedJoinHandle};

use parking_lot::MutexGuard;

use super::called::Called;
use super::interpreter::Interpreter;
use super::log::{Log, What, Why, Woken};
use super::lots::Member;
use super::process::Process;
use super::{Inside, Live, Stopped};
use crate::driver::{End, Limit, Program};
use crate::gil::{DropReason, Effect, Tid};
use crate::kernel::{Errno, Pid, Status};
use crate::nanos::{MICROSECOND, Nanos};
use crate::sched::TaskId;
use crate::trace::State;
use crate::vm::{EvalBreaker, Exit, InterpreterId, ThreadId};

/// A thread looks whether it is asked for something after bytecode of about this cost.
const BUDGET: Nanos = 20 * MICROSECOND;
/// Never after the same: a loop would be asked at the same of its instructions each time, and
/// whether an update is lost depends on that.
const SPREAD_BITS: u32 = 14;
/// Steps of the golden ratio visit a range evenly.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Address space for a thread's stack; memory is taken as it is used.
const STACK: usize = 8 << 20;

/// What every program calls its main thread.
pub const MAIN: ThreadId = ThreadId(0);

/// What others want from a thread that runs Python.
pub struct Flags;

impl Flags {
    /// `_PY_GIL_DROP_REQUEST_BIT`.
    pub const DROP: u32 = 1;
    /// Somebody waits because of it, and wants to know for which line.
    pub const PLACE: u32 = 2;
}

/// What others may touch of a thread.
#[derive(Debug)]
pub struct Seat {
    pub task: TaskId,
    flags: AtomicU32,
    pub called: Called,
    /// The lock that it sleeps for is its own already.
    pub handed_over: AtomicBool,
    /// Who has released that lock, or otherwise woken it: the number of its task.
    pub caller: AtomicU32,
    /// How long the device works for it, once its turn has come.
    pub service: AtomicU64,
}

impl Seat {
    /// What [`Seat::caller`] is where it was no thread.
    pub const NOBODY: u32 = u32::MAX;

    pub fn new(task: TaskId) -> Seat {
        Seat {
            task,
            flags: AtomicU32::default(),
            called: Called::default(),
            handed_over: AtomicBool::default(),
            caller: AtomicU32::default(),
            service: AtomicU64::default(),
        }
    }

    pub fn raise(&self, flag: u32) {
        self.flags.fetch_or(flag, Ordering::Relaxed);
    }

    pub fn lower(&self, flag: u32) {
        self.flags.fetch_and(!flag, Ordering::Relaxed);
    }

    /// What it sleeps for has come.
    pub fn call(&self) {
        if self.called.set() {
            self.called.wake();
        }
    }
}

/// How a thread starts others, and who joins them.
#[derive(Clone)]
pub struct Crew<'scope, 'env> {
    pub scope: &'scope Scope<'scope, 'env>,
    pub joined: Sender<ScopedJoinHandle<'scope, ()>>,
}

/// A thread that is about to start.
struct New {
    id: ThreadId,
    seat: Arc<Seat>,
    name: String,
}

impl New {
    fn enlisted<P: Program>(
        live: &Live<'_, P>,
        (pid, interpreter): (Pid, InterpreterId),
        inside: &mut Inside<P>,
        id: ThreadId,
    ) -> New {
        let seat = live.system.lock().enlist((pid, interpreter, id));
        inside.set_seat(id, seat.clone());
        let name = inside.program.thread_name(id);
        New { id, seat, name }
    }
}

/// A Python thread.
pub struct Worker<'scope, 'env, 'r, P> {
    pub live: &'scope Live<'r, P>,
    pub process: &'scope Process<P>,
    /// The one that it is in.
    pub interpreter: &'scope Interpreter<P>,
    /// Where it has come from, the first first, if it has gone over into other interpreters, and
    /// what it is called there.
    pub outside: Vec<(&'scope Interpreter<P>, ThreadId)>,
    crew: Crew<'scope, 'env>,
    /// What its interpreter calls it.
    pub id: ThreadId,
    /// Its number among the threads of all processes.
    pub task: TaskId,
    pub seat: Arc<Seat>,
    /// Set exactly while it has the GIL.
    pub inside: Option<MutexGuard<'scope, Inside<P>>>,
    pub effects: Vec<Effect>,
    pub log: Log,
    /// It waits for the GIL, and has said so.
    pub waits: bool,
    /// That it woke up, and who has woken it, until it is on its way into the GIL.
    pub woken: Option<Woken>,
    /// What it gives the GIL up for, until it has.
    pub leaves_for: Option<(State, Why)>,
    /// Where its budgets are in their range.
    phase: u64,
}

impl<'scope, 'env, 'r, P: Program + Send> Worker<'scope, 'env, 'r, P>
where
    'r: 'scope,
    P: 'scope,
{
    /// Starts the main thread of a process.
    pub fn start_main(
        live: &'scope Live<'r, P>,
        crew: Crew<'scope, 'env>,
        process: &'scope Process<P>,
    ) {
        Worker::start_main_and(live, crew, process, |_| {});
    }

    /// As [`Worker::start_main`]; its number is told before it does anything.
    fn start_main_and(
        live: &'scope Live<'r, P>,
        crew: Crew<'scope, 'env>,
        process: &'scope Process<P>,
        tell: impl FnOnce(TaskId),
    ) {
        let Some(interpreter) = process.interpreter(InterpreterId::MAIN) else {
            return;
        };
        let place = (process.pid, interpreter.id);
        // Unlocked again before the thread is there, which expects to be alone.
        let new = New::enlisted(live, place, &mut interpreter.inside.lock(), MAIN);
        process.main_starts(new.seat.clone());
        Worker::start(live, crew, (process, interpreter), new, tell);
    }

    /// Starts a thread. It can be woken from now on. Its number is told before it does anything.
    fn start(
        live: &'scope Live<'r, P>,
        crew: Crew<'scope, 'env>,
        (process, interpreter): (&'scope Process<P>, &'scope Interpreter<P>),
        New { id, seat, name }: New,
        tell: impl FnOnce(TaskId),
    ) {
        let core = live.config.affinity.get(&name).copied();
        let task = seat.task;
        let mut gil = interpreter.gil.lock();
        gil.seats.insert(Tid(task.0), seat.clone());
        drop(gil);
        process.thread_starts();
        live.lots.lock().thread_starts();
        tell(task);
        let Crew { scope, joined } = crew.clone();
        let work = move || {
            let mut worker = Worker {
                live,
                process,
                interpreter,
                outside: Vec::new(),
                crew,
                id,
                task,
                seat,
                inside: None,
                effects: Vec::new(),
                log: Log::new(live.room.clone()),
                waits: false,
                woken: None,
                leaves_for: None,
                phase: u64::from(task.0).wrapping_mul(STEP),
            };
            worker.work(core);
        };
        // A name with a zero in it is no name for the system.
        let name = name.replace('\0', "");
        let started = Builder::new()
            .name(name)
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        match started {
            // Where nobody joins any more, the scope waits for it.
            Ok(handle) => drop(joined.send(handle)),
            Err(_) => {
                let limit = Limit::OsThreads(task.0);
                live.finish(End::LimitReached(limit), live.clock.now());
            }
        }
    }

    pub fn member(&self) -> Member {
        (self.process.pid, self.interpreter.id, self.id)
    }

    /// Its process is over, or the run.
    pub fn is_stopping(&self) -> bool {
        self.process.is_stopping()
    }

    fn work(&mut self, core: Option<u16>) {
        if let Some(core) = core {
            self.live.cpus.keep_on(core);
        }
        if self.task == TaskId(0) {
            self.log.push(0, What::Started(self.task));
        }
        if let Err(Stopped) = self.live() {
            self.stop();
        }
        let live = self.live;
        if self.process.thread_ends() && !live.is_over() {
            // What a process leaves behind that has ended while others go on.
            for interpreter in self.process.interpreters.iter() {
                let mut inside = interpreter.inside.lock();
                inside.program.end_process(self.process.pid);
            }
        }
        let blocked = live.lots.lock().thread_ends(self.task);
        if let Some(blocked) = blocked
            && !live.is_over()
        {
            live.deadlock(&blocked);
        }
        let empty = Log::new(live.room.clone());
        let log = std::mem::replace(&mut self.log, empty);
        live.logs.lock().push((self.task, log));
    }

    /// Its process is over, and the thread with it, wherever it is.
    fn stop(&mut self) {
        let holds = self.inside.take().is_some();
        let Some(at) = self.process.ended() else {
            return;
        };
        if holds {
            self.log.push(at, What::Released(DropReason::Ends));
        }
        self.log.push(at, What::Ended);
    }

    fn live(&mut self) -> Result<(), Stopped> {
        self.take_gil()?;
        loop {
            match self.bytecode()? {
                Exit::BudgetSpent => {}
                Exit::EvalBreaker => {
                    self.drop_gil(DropReason::Asked)?;
                    self.take_gil()?;
                }
                Exit::Syscall(syscall) => self.syscall(syscall)?,
                Exit::Finished => return self.end(),
            }
        }
    }

    fn end(&mut self) -> Result<(), Stopped> {
        let here = (self.interpreter, self.id);
        let &(origin, id) = self.outside.first().unwrap_or(&here);
        if (origin.id, id) == (InterpreterId::MAIN, MAIN) {
            self.log.push(self.live.clock.now(), What::Ended);
            self.live.end_process(self.process.pid, Status::Exit(0));
            return Err(Stopped);
        }
        self.drop_gil(DropReason::Ends)?;
        self.log.push(self.live.clock.now(), What::Ended);
        Ok(())
    }

    /// Executes bytecode until the thread has to do something else.
    fn bytecode(&mut self) -> Result<Exit, Stopped> {
        let live = self.live;
        let id = self.id;
        let Some(inside) = self.inside.as_mut() else {
            return Err(Stopped);
        };
        loop {
            if self.process.is_stopping() {
                return Err(Stopped);
            }
            if let Some(limit) = live.config.max_instructions
                && live.instructions.load(Ordering::Relaxed) > limit
            {
                let end = End::LimitReached(Limit::Instructions(limit));
                live.finish(end, live.clock.now());
                return Err(Stopped);
            }
            let flags = self.seat.flags.load(Ordering::Relaxed);
            if flags & Flags::PLACE != 0 {
                self.seat.lower(Flags::PLACE);
                say_where(&mut self.log, live.clock.now(), &inside.program, id);
            }
            let eval_breaker = match inside.check_interval {
                Some(_) => EvalBreaker::Ticks(inside.ticker),
                None if flags & Flags::DROP != 0 => EvalBreaker::Set,
                None => EvalBreaker::Clear,
            };
            let before = inside.program.instructions(id);
            self.phase = self.phase.wrapping_add(STEP);
            let budget = BUDGET / 2 + (self.phase >> (u64::BITS - SPREAD_BITS));
            // Python reads the clock itself.
            let run = inside
                .program
                .run(id, self.log.last(), budget, eval_breaker);
            let executed = inside.program.instructions(id).saturating_sub(before);
            self.log.instructions = self.log.instructions.saturating_add(executed);
            live.instructions.fetch_add(executed, Ordering::Relaxed);
            inside.ticker = match run.exit {
                Exit::EvalBreaker => inside.check_interval.unwrap_or(0),
                _ => run.ticks,
            };
            if run.exit != Exit::BudgetSpent {
                return Ok(run.exit);
            }
        }
    }

    /// Somebody who waits for its GIL may want to know where it is.
    pub fn say_where_if_asked(&mut self) {
        if self.seat.flags.load(Ordering::Relaxed) & Flags::PLACE != 0
            && let Some(inside) = self.inside.as_ref()
        {
            self.seat.lower(Flags::PLACE);
            let now = self.live.clock.now();
            say_where(&mut self.log, now, &inside.program, self.id);
        }
    }

    /// Starts the thread that the program has made.
    pub fn spawn(&mut self, thread: ThreadId) {
        let Some(inside) = self.inside.as_mut() else {
            return;
        };
        let place = (self.process.pid, self.interpreter.id);
        let new = New::enlisted(self.live, place, inside, thread);
        let (live, log) = (self.live, &mut self.log);
        let tell = |task| log.push(live.clock.now(), What::Started(task));
        let place = (self.process, self.interpreter);
        Worker::start(live, self.crew.clone(), place, new, tell);
    }

    /// Starts the process whose program `make` makes: its number.
    pub fn begin_process(
        &mut self,
        inherited: Option<&[i64]>,
        make: impl FnOnce(&mut P, ThreadId, Pid) -> Option<P>,
    ) -> Result<Pid, Errno> {
        let Some(inside) = self.inside.as_mut() else {
            return Err(Errno::EAGAIN);
        };
        let (live, id) = (self.live, self.id);
        let mut gil = live.config.gil;
        if inherited.is_none() {
            // A copy keeps its parent's intervals, a fresh process has those of the run.
            let own = &mut gil.intervals;
            let switch = self.interpreter.gil.lock().machine.switch_interval();
            own.switch = switch.unwrap_or(own.switch);
            own.check = inside.check_interval.unwrap_or(own.check);
        }
        let (program, log) = (&mut inside.program, &mut self.log);
        let make = |pid| make(program, id, pid).map(|program| Process::new(pid, program, gil));
        let process = live.begin_process(self.process.pid, inherited, make)?;
        let tell = |task| log.push(live.clock.now(), What::Started(task));
        Worker::start_main_and(live, self.crew.clone(), process, tell);
        Ok(process.pid)
    }

    /// Whether a signal waits for this thread.
    pub fn is_interrupted(&self) -> bool {
        let here = (self.interpreter.id, self.id);
        here == (InterpreterId::MAIN, MAIN) && self.process.arrived.any()
    }

    /// As [`Worker::sleep`], until a signal comes at the latest.
    pub fn sleep_until_signal(&self, deadline: Option<Nanos>) -> Result<bool, Stopped> {
        self.sleep_while(deadline, || !self.is_interrupted())
    }

    /// Sleeps until `deadline`, or until what it sleeps for has come: whether it has.
    pub fn sleep(&self, deadline: Option<Nanos>) -> Result<bool, Stopped> {
        self.sleep_while(deadline, || true)
    }

    fn sleep_while(
        &self,
        deadline: Option<Nanos>,
        goes_on: impl Fn() -> bool,
    ) -> Result<bool, Stopped> {
        loop {
            if self.is_stopping() {
                return Err(Stopped);
            }
            if self.seat.called.take() {
                // The end of the process calls everybody.
                let stopping = self.is_stopping();
                return if stopping { Err(Stopped) } else { Ok(true) };
            }
            let now = deadline.map(|_| self.live.clock.now());
            let left = deadline.zip(now).map(|(end, now)| end.saturating_sub(now));
            if left == Some(0) || !goes_on() {
                return Ok(false);
            }
            self.seat.called.sleep(left);
        }
    }
}

/// Logs where a thread is. A function of its own, so that `bench/tracing_cost.sh` can count what
/// it costs.
#[inline(never)]
fn say_where<P: Program>(log: &mut Log, now: Nanos, program: &P, id: ThreadId) {
    log.push(now, What::Place(program.position(id)));
}

impl<P> Drop for Worker<'_, '_, '_, P> {
    /// A thread that dies of a bug takes the run with it instead of leaving the others to wait.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.inside = None;
            self.live.abandon();
        }
    }
}
