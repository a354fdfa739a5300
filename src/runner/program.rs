//! The processes of a run as the engine sees them.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::driver::Program;
use crate::kernel::Pid;
use crate::nanos::Nanos;
use crate::trace::Place;
use crate::vm::eval::Probe;
use crate::vm::object::Lock;
use crate::vm::{
    Answer, Arrived, Delivery, EvalBreaker, Exit, HostClock, Interpreter, InterpreterId, LockId,
    NewProcess, Run, Syscall, ThreadId,
};

/// Makes the interpreter of a process that starts afresh, about to run this program.
pub type Fresh = Arc<dyn Fn(&NewProcess) -> Option<Interpreter> + Send + Sync>;

/// The heaps of all processes together may hold so many times what one may.
const HEAPS: usize = 4;

/// The interpreters of a run, and whoever watches them. The engine numbers threads throughout;
/// an interpreter numbers its own.
pub struct Running<P> {
    /// By [`InterpreterId`]; each is a process.
    processes: Vec<Process>,
    /// By the engine's number.
    threads: Vec<(InterpreterId, ThreadId)>,
    fresh: Fresh,
    probe: P,
    clock: Option<Arc<dyn HostClock>>,
    /// One for each program of this run that has not ended: [`Program::fork_apart`].
    apart: Option<Arc<()>>,
}

struct Process {
    pid: Pid,
    interpreter: Interpreter,
    /// What the engine calls each of its threads.
    threads: Vec<Option<ThreadId>>,
}

impl Process {
    fn number(&mut self, own: ThreadId, engine: ThreadId) {
        let index = own.0 as usize;
        if self.threads.len() <= index {
            self.threads.resize(index + 1, None);
        }
        self.threads[index] = Some(engine);
    }
}

impl<P: Probe> Running<P> {
    pub fn new(interpreter: Interpreter, fresh: Fresh, probe: P) -> Running<P> {
        let mut running = Running {
            processes: Vec::new(),
            threads: Vec::new(),
            fresh,
            probe,
            clock: None,
            apart: Some(Arc::default()),
        };
        running.add_process(Pid::FIRST, interpreter);
        running
    }

    /// A program of its own, of this process.
    fn apart(&self, pid: Pid, interpreter: Interpreter) -> Running<P> {
        let mut apart = Running {
            processes: Vec::new(),
            threads: Vec::new(),
            fresh: self.fresh.clone(),
            probe: self.probe.clone(),
            clock: self.clock.clone(),
            apart: self.apart.clone(),
        };
        apart.add_process(pid, interpreter);
        apart
    }

    /// The copy of a thread's process.
    fn forked(&self, thread: ThreadId, pid: Pid) -> Option<Interpreter> {
        let (process, own) = self.find(thread);
        let room = self.has_room(process.interpreter.heap.bytes());
        room.then(|| process.interpreter.fork(own, pid))
    }

    /// A process that starts afresh.
    fn fresh_child(&self, thread: ThreadId, pid: Pid, new: &NewProcess) -> Option<Interpreter> {
        if !self.has_room(0) {
            return None;
        }
        let mut child = (self.fresh)(new)?;
        child.pid = i64::from(pid.0);
        child.parent_pid = i64::from(self.pid(thread).0);
        child.clock = self.clock.clone();
        Some(child)
    }

    /// What has watched, when all is over.
    pub fn into_probe(self) -> P {
        self.probe
    }

    /// Time is what this clock shows from now on.
    pub fn set_clock(&mut self, clock: &Arc<dyn HostClock>) {
        self.clock = Some(clock.clone());
        for process in &mut self.processes {
            process.interpreter.clock = Some(clock.clone());
        }
    }

    fn add_process(&mut self, pid: Pid, interpreter: Interpreter) -> ThreadId {
        let main = interpreter.main_thread;
        self.processes.push(Process {
            pid,
            interpreter,
            threads: Vec::new(),
        });
        self.add_thread(InterpreterId(self.processes.len() as u32 - 1), main)
    }

    fn add_thread(&mut self, interpreter: InterpreterId, own: ThreadId) -> ThreadId {
        let thread = ThreadId(self.threads.len() as u32);
        self.threads.push((interpreter, own));
        self.processes[interpreter.0 as usize].number(own, thread);
        thread
    }

    /// The thread's process, and its number there. (The engine knows no thread that is not here.)
    fn find(&self, thread: ThreadId) -> (&Process, ThreadId) {
        let (interpreter, own) = self.threads[thread.0 as usize];
        (&self.processes[interpreter.0 as usize], own)
    }

    fn find_mut(&mut self, thread: ThreadId) -> (&mut Process, ThreadId) {
        let (interpreter, own) = self.threads[thread.0 as usize];
        (&mut self.processes[interpreter.0 as usize], own)
    }

    /// Whether the machine has the memory for so much more.
    fn has_room(&self, bytes: usize) -> bool {
        let heaps = self.processes.iter().map(|it| it.interpreter.heap.bytes());
        let own = heaps.fold(bytes, usize::saturating_add);
        // What programs apart from this one have is not known here: as much as this.
        let programs = self.apart.as_ref().map_or(1, Arc::strong_count);
        let used = own.saturating_mul(programs);
        let limit = self
            .processes
            .first()
            .map(|it| it.interpreter.limits.max_heap);
        used <= limit.unwrap_or(0).saturating_mul(HEAPS)
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
        let (number, own) = self.threads[thread.0 as usize];
        let interpreter = &mut self.processes[number.0 as usize].interpreter;
        let mut run = interpreter.run(own, now, budget, eval_breaker, &mut self.probe);
        if let Exit::Syscall(Syscall::Spawn { thread }) = &mut run.exit {
            *thread = self.add_thread(number, *thread);
        }
        run
    }

    fn answer(&mut self, thread: ThreadId, answer: Answer) {
        let (process, own) = self.find_mut(thread);
        process.interpreter.answer(own, answer);
    }

    fn try_acquire(&mut self, thread: ThreadId, lock: LockId) -> bool {
        let (process, own) = self.find_mut(thread);
        process.interpreter.try_acquire(own, lock)
    }

    fn semaphore(&mut self, thread: ThreadId, lock: LockId) -> Arc<AtomicBool> {
        let (process, _) = self.find_mut(thread);
        process
            .interpreter
            .lock_mut(lock)
            .map_or_else(Arc::default, Lock::semaphore)
    }

    fn taken(&mut self, thread: ThreadId, lock: LockId) {
        let (process, own) = self.find_mut(thread);
        if let Some(lock) = process.interpreter.lock_mut(lock) {
            lock.taken_by(own);
        }
    }

    fn signal(&mut self, number: u8) -> Delivery {
        self.processes
            .first_mut()
            .map_or(Delivery::Ignored, |it| it.interpreter.signal(number))
    }

    fn arrived_signals(&self) -> Arrived {
        self.processes
            .first()
            .map(|it| it.interpreter.signals.arrived.clone())
            .unwrap_or_default()
    }

    fn lock_owner(&self, thread: ThreadId, lock: LockId) -> Option<ThreadId> {
        let (process, _) = self.find(thread);
        let owner = process.interpreter.lock(lock)?.owner?;
        *process.threads.get(owner.0 as usize)?
    }

    fn place(&self, thread: ThreadId) -> Option<Place> {
        let (process, own) = self.find(thread);
        let (file, line) = process.interpreter.place(own)?;
        Some(Place { file, line })
    }

    fn interpreter(&self, thread: ThreadId) -> InterpreterId {
        self.threads[thread.0 as usize].0
    }

    fn pid(&self, thread: ThreadId) -> Pid {
        self.find(thread).0.pid
    }

    fn process_name(&self, thread: ThreadId) -> Option<String> {
        self.find(thread).0.interpreter.process_name.clone()
    }

    fn fork(&mut self, thread: ThreadId, pid: Pid) -> Option<ThreadId> {
        let child = self.forked(thread, pid)?;
        Some(self.add_process(pid, child))
    }

    fn spawn_process(&mut self, thread: ThreadId, pid: Pid, new: &NewProcess) -> Option<ThreadId> {
        let child = self.fresh_child(thread, pid, new)?;
        Some(self.add_process(pid, child))
    }

    fn fork_apart(&mut self, thread: ThreadId, pid: Pid) -> Option<Running<P>> {
        let child = self.forked(thread, pid)?;
        Some(self.apart(pid, child))
    }

    fn spawn_apart(&mut self, thread: ThreadId, pid: Pid, new: &NewProcess) -> Option<Running<P>> {
        let child = self.fresh_child(thread, pid, new)?;
        Some(self.apart(pid, child))
    }

    fn end_process(&mut self, pid: Pid) {
        for process in self.processes.iter_mut().filter(|it| it.pid == pid) {
            process.interpreter.release_memory();
        }
        if self.processes.iter().all(|it| it.pid == pid) {
            self.apart = None;
        }
    }

    fn thread_name(&self, thread: ThreadId) -> String {
        let (process, own) = self.find(thread);
        process.interpreter.thread_name(own).to_string()
    }

    fn is_daemon(&self, thread: ThreadId) -> bool {
        let (process, own) = self.find(thread);
        process.interpreter.is_daemon(own)
    }

    fn instructions(&self, thread: ThreadId) -> u64 {
        let (process, own) = self.find(thread);
        process.interpreter.instructions(own)
    }
}
