//! The processes of a run: each its own program under its own GIL, in parallel with the others.
//! What they share is the kernel, which is the same pure machine that `sim` drives.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use parking_lot::{Mutex, MutexGuard};

use super::grown::Grown;
use super::interpreter::Interpreter;
use super::lots::{Member, Sleeper, Waits};
use super::worker::Seat;
use super::{Inside, Live};
use crate::driver::{BlockedThread, Deadlock, End, Program};
use crate::gil::GilSpec;
use crate::kernel::{Call, Errno, Kernel, Outcome, Pid, Reply, Status};
use crate::nanos::Nanos;
use crate::sched::TaskId;
use crate::vm::{Arrived, InterpreterId, ThreadId};

/// How many processes a run may have, those that have ended among them.
const MAX_PROCESSES: usize = 4096;

/// What the threads of one process share.
pub struct Process<P> {
    pub pid: Pid,
    /// By [`InterpreterId`], those that have ended among them.
    pub interpreters: Grown<Interpreter<P>>,
    /// How many there are. Locked by who adds one and by who ends the process, so that none is
    /// overlooked.
    made: Mutex<u32>,
    /// Its main thread's.
    main_seat: OnceLock<Arc<Seat>>,
    /// Signals that its main thread has not handled yet.
    pub arrived: Arrived,
    /// It is over: whoever of it sees this goes home.
    stopping: AtomicBool,
    /// When it ended, if the run went on; `Nanos::MAX` before.
    ended: AtomicU64,
    /// Its threads that have not gone home.
    threads: AtomicU32,
}

impl<P> Process<P> {
    /// With its main interpreter.
    pub fn new(pid: Pid, program: P, gil: GilSpec) -> Process<P>
    where
        P: Program,
    {
        let process = Process {
            pid,
            interpreters: Grown::default(),
            made: Mutex::new(0),
            main_seat: OnceLock::new(),
            arrived: program.arrived_signals(),
            stopping: AtomicBool::new(false),
            ended: AtomicU64::new(Nanos::MAX),
            threads: AtomicU32::new(0),
        };
        process.add(program, gil);
        process
    }

    /// One more interpreter. `None` where a process has no room for it.
    pub fn add(&self, program: P, gil: GilSpec) -> Option<&Interpreter<P>> {
        let mut made = self.made.lock();
        let new = Interpreter::new(InterpreterId(*made), program, gil);
        let new = self.interpreters.add(*made as usize, new)?;
        *made += 1;
        Some(new)
    }

    pub fn interpreter(&self, id: InterpreterId) -> Option<&Interpreter<P>> {
        self.interpreters.get(id.0 as usize)
    }

    pub fn main_starts(&self, seat: Arc<Seat>) {
        self.main_seat.get_or_init(|| seat);
    }

    /// When it ended, if the run went on.
    pub fn ended(&self) -> Option<Nanos> {
        Some(self.ended.load(Ordering::Acquire)).filter(|&at| at < Nanos::MAX)
    }

    /// Ends the wait of its main thread while signals wait for it. Comes again until it has seen
    /// them: it may have been on its way to sleep.
    pub fn interrupt_main(&self) {
        if self.arrived.any()
            && let Some(seat) = self.main_seat.get()
        {
            seat.called.wake();
        }
    }

    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    pub fn thread_starts(&self) {
        self.threads.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether that was the last one.
    pub fn thread_ends(&self) -> bool {
        self.threads.fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// Sends its threads home.
    pub fn stop(&self) {
        let made = self.made.lock();
        self.stopping.store(true, Ordering::Release);
        drop(made);
        for interpreter in self.interpreters.iter() {
            interpreter.call_all();
        }
    }
}

/// All processes that there have been, by number.
pub struct Processes<P>(Grown<Process<P>>);

impl<P> Processes<P> {
    /// With the first of a run.
    pub fn new(first: Process<P>) -> Processes<P> {
        let all = Grown::default();
        all.add(0, first);
        Processes(all)
    }

    pub fn get(&self, pid: Pid) -> Option<&Process<P>> {
        self.0.get(index_of(pid))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Process<P>> {
        self.0.iter()
    }

    fn add(&self, process: Process<P>) -> Option<&Process<P>> {
        let index = index_of(process.pid);
        (index < MAX_PROCESSES).then(|| self.0.add(index, process))?
    }

    /// Their programs, once nobody needs the processes any more.
    pub fn into_programs(self) -> Vec<((Pid, InterpreterId), P)> {
        let mut programs = Vec::new();
        for Process {
            pid, interpreters, ..
        } in self.0.into_items()
        {
            let items = interpreters.into_items();
            programs.extend(items.map(|it| ((pid, it.id), it.inside.into_inner().program)));
        }
        programs
    }
}

fn index_of(pid: Pid) -> usize {
    pid.0.saturating_sub(Pid::FIRST.0) as usize
}

/// What processes share.
#[derive(Default)]
pub struct System {
    kernel: Kernel,
    /// By [`TaskId`], in the order in which they were started, where they were.
    pub members: Vec<Member>,
    seats: Vec<Arc<Seat>>,
    /// What the first process has ended with.
    status: Option<i32>,
}

impl System {
    pub fn new() -> System {
        let mut system = System::default();
        system.kernel.start();
        system
    }

    /// What others may touch of a thread that is about to start.
    pub fn enlist(&mut self, member: Member) -> Arc<Seat> {
        let seat = Arc::new(Seat::new(TaskId(self.members.len() as u32)));
        self.members.push(member);
        self.seats.push(seat.clone());
        seat
    }

    pub fn seat(&self, task: TaskId) -> Option<&Arc<Seat>> {
        self.seats.get(task.0 as usize)
    }
}

impl<P: Program> Live<'_, P> {
    /// A child of `parent`, once `make` has made it.
    ///
    /// # Errors
    /// What `fork` says where there is no room for it.
    pub fn begin_process(
        &self,
        parent: Pid,
        inherited: Option<&[i64]>,
        make: impl FnOnce(Pid) -> Option<Process<P>>,
    ) -> Result<&Process<P>, Errno> {
        let mut system = self.system.lock();
        let pid = system.kernel.fork(parent, inherited)?;
        drop(system);
        let process = make(pid);
        // Together with `finish`, which stops all that it finds under this lock.
        system = self.system.lock();
        let Some(process) = process.and_then(|process| self.processes.add(process)) else {
            system.kernel.abandon(pid);
            return Err(Errno::ENOMEM);
        };
        if self.is_over() {
            process.stop();
        }
        Ok(process)
    }

    /// The process is over, with all its threads.
    pub fn end_process(&self, pid: Pid, status: Status) {
        let mut system = self.system.lock();
        if !system.kernel.is_alive(pid) {
            return;
        }
        // Before anybody hears of it who might end the run.
        let now = self.clock.now();
        system.kernel.exit(pid, status);
        if pid == Pid::FIRST {
            // As shells tell it.
            system.status = Some(match status {
                Status::Exit(status) => status,
                Status::Signal(signal) => 128 + i32::from(signal),
            });
        }
        self.wake_called(&mut system, None);
        let over = system.kernel.is_empty();
        let status = system.status.unwrap_or(0);
        drop(system);
        if over {
            self.finish(End::Finished { status }, now);
        } else if let Some(process) = self.processes.get(pid) {
            process.ended.store(now, Ordering::Release);
            process.stop();
        }
    }

    /// Makes a call of a thread's, and whatever follows from it for others.
    ///
    /// A thread that has to wait is in the queues when this returns, and calls again when it is
    /// woken; `sleeps` says that it has let go of the GIL for it.
    pub fn kernel_call(&self, task: TaskId, member: Member, call: &Call, sleeps: bool) -> Outcome {
        let mut system = self.system.lock();
        let outcome = system.kernel.call(task, member.0, call);
        // Also what it has written of its bytes may have woken somebody.
        self.wake_called(&mut system, Some(task));
        let mut blocked = None;
        if outcome == Outcome::Blocks {
            if !sleeps {
                system.kernel.forget(task);
            } else if call.timeout().is_none() {
                let waits = Waits::Call(Box::new(call.clone()));
                blocked = self.lots.lock().block(member, task, waits);
            }
        }
        let mut sent = Vec::new();
        while let Some(next) = system.kernel.next_signal() {
            sent.push(next);
        }
        drop(system);
        for (pid, signal) in sent {
            self.send_signal(pid, signal);
        }
        if let Some(blocked) = blocked {
            self.deadlock(&blocked);
        }
        outcome
    }

    /// A signal that one process has sent to another.
    fn send_signal(&self, pid: Pid, signal: u8) {
        let Some(process) = self.processes.get(pid) else {
            return;
        };
        if process.arrived.kills(signal) {
            self.end_process(pid, Status::Signal(signal));
        } else {
            process.arrived.note(signal);
            process.interrupt_main();
        }
    }

    /// Ends the wait of a thread in a call for a signal. `false` where somebody has woken it
    /// meanwhile.
    pub fn interrupt_call(&self, task: TaskId, seat: &Seat) -> bool {
        let mut system = self.system.lock();
        let interrupted = !seat.called.take();
        if interrupted {
            system.kernel.forget(task);
            self.lots.lock().unblock(task);
        }
        interrupted
    }

    /// What the call of a thread comes to that has waited for as long as it wanted. `None` where
    /// somebody has woken it meanwhile.
    pub fn kernel_time_out(&self, task: TaskId, seat: &Seat, call: &Call) -> Option<Reply> {
        let mut system = self.system.lock();
        // Whoever wakes does so under this lock.
        (!seat.called.take()).then(|| system.kernel.time_out(task, call))
    }

    /// Wakes those that a change of the kernel has woken.
    fn wake_called(&self, system: &mut System, by: Option<TaskId>) {
        while let Some(woken) = system.kernel.next_woken() {
            self.lots.lock().unblock(woken);
            if let Some(seat) = system.seat(woken) {
                let by = by.map_or(Seat::NOBODY, |TaskId(by)| by);
                seat.caller.store(by, Ordering::Relaxed);
                seat.call();
            }
        }
    }

    /// Every thread that lives waits for ever.
    pub fn deadlock(&self, blocked: &[Sleeper]) {
        let system = self.system.lock();
        if let Some(status) = system.status {
            drop(system);
            self.finish(End::Finished { status }, self.clock.now());
            return;
        }
        // Threads of a process that has been ended are on their way home.
        let alive = |sleeper: &&Sleeper| system.kernel.is_alive(sleeper.member.0);
        let alive: Vec<&Sleeper> = blocked.iter().filter(alive).collect();
        drop(system);
        let threads = alive
            .into_iter()
            .filter_map(|sleeper| self.blocked_thread(sleeper))
            .collect();
        self.finish(End::Deadlock(Deadlock::new(threads)), self.clock.now());
    }

    fn blocked_thread(&self, sleeper: &Sleeper) -> Option<BlockedThread> {
        let (pid, interpreter, thread) = sleeper.member;
        let mut found = {
            let inside = self.quiet_inside(pid, interpreter)?;
            let number = |TaskId(task)| ThreadId(task);
            match &sleeper.waits {
                Waits::Lock(lock) => {
                    let own = BlockedThread::of(&inside.program, thread, *lock);
                    let holder = own.holder.and_then(|holder| inside.seat(holder));
                    let holder = holder.map(|seat| number(seat.task));
                    BlockedThread { holder, ..own }
                }
                Waits::Call(call) => {
                    let (what, holder) = self.system.lock().kernel.waits_for(call);
                    BlockedThread::waiting(&inside.program, thread, what, holder.map(number))
                }
            }
        };
        // Its name is that of where it has come from.
        let (_, origin, own) = *self.system.lock().members.get(sleeper.task.0 as usize)?;
        let program = &self.quiet_inside(pid, origin)?.program;
        let BlockedThread { name, daemon, .. } = BlockedThread::waiting(program, own, "", None);
        (found.name, found.daemon) = (name, daemon);
        found.thread = ThreadId(sleeper.task.0);
        Some(found)
    }

    /// What is inside an interpreter all of whose threads wait.
    fn quiet_inside(&self, pid: Pid, id: InterpreterId) -> Option<MutexGuard<'_, Inside<P>>> {
        let inside = self.processes.get(pid)?.interpreter(id)?.inside.try_lock();
        Some(inside.expect("nobody is inside a GIL where everybody waits"))
    }
}
