//! The processes of a run as the engine sees them.

mod memory;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::interpreters::Registry;
use crate::driver::Program;
use crate::kernel::{Errno, Pid, Reply};
use crate::nanos::Nanos;
use crate::trace::{MemoryUse, Place};
use crate::vm::eval::Probe;
use crate::vm::object::Lock;
use crate::vm::references::ReferenceReport;
use crate::vm::{
    Answer, Arrived, CodePosition, Crossing, Delivery, EvalBreaker, Exit, HostClock, Interpreter,
    InterpreterCall, InterpreterId, LockId, NewProcess, Run, Syscall, ThreadId,
};

/// Makes the interpreter of a process that starts afresh, about to run this program.
pub type Fresh = Arc<dyn Fn(&NewProcess) -> Option<Interpreter> + Send + Sync>;

/// The heaps of all processes together may hold so many times what one may.
const HEAPS: usize = 4;

/// The interpreters of a run, and whoever watches them. The engine numbers threads throughout;
/// an interpreter numbers its own.
pub struct Running<P> {
    /// By [`InterpreterId`].
    interpreters: Vec<Member>,
    /// By the engine's number.
    threads: Vec<Placed>,
    /// What the interpreters of a process have in common, where it has more than one.
    shared: BTreeMap<Pid, Registry>,
    fresh: Fresh,
    probe: P,
    clock: Option<Arc<dyn HostClock>>,
    /// One for each program of this run that has not ended: [`Program::fork_apart`].
    apart: Option<Arc<()>>,
}

/// Where a thread is.
#[derive(Clone)]
struct Placed {
    interpreter: InterpreterId,
    /// Its number there.
    own: ThreadId,
    /// Where it has come from, the first last, if it has gone over into other interpreters.
    outside: Vec<(InterpreterId, ThreadId)>,
    /// Instructions that it executed in interpreters which it has left.
    elsewhere: u64,
}

/// An interpreter and the process that it is in.
struct Member {
    pid: Pid,
    interpreter: Interpreter,
    /// What the engine calls each of its threads.
    threads: Vec<Option<ThreadId>>,
}

/// The same run once more. Nothing that happens to the one is seen by the other.
impl<P: Clone> Clone for Running<P> {
    fn clone(&self) -> Self {
        Running {
            interpreters: self.interpreters.clone(),
            threads: self.threads.clone(),
            shared: self.shared.clone(),
            fresh: self.fresh.clone(),
            probe: self.probe.clone(),
            clock: self.clock.clone(),
            // It is no program of this run: it counts for nobody's memory but its own.
            apart: self.apart.as_ref().map(|_| Arc::default()),
        }
    }
}

impl Clone for Member {
    fn clone(&self) -> Self {
        let mut interpreter = self.interpreter.clone();
        interpreter.signals.arrived = interpreter.signals.arrived.copy();
        Member {
            pid: self.pid,
            interpreter,
            threads: self.threads.clone(),
        }
    }
}

impl Member {
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
            interpreters: Vec::new(),
            threads: Vec::new(),
            shared: BTreeMap::new(),
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
            interpreters: Vec::new(),
            threads: Vec::new(),
            shared: BTreeMap::new(),
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
        let (member, own) = self.find(thread);
        let room = self.has_room(member.interpreter.heap.bytes());
        room.then(|| member.interpreter.fork(own, pid))
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
        for member in &mut self.interpreters {
            member.interpreter.clock = Some(clock.clone());
        }
    }

    fn add_process(&mut self, pid: Pid, interpreter: Interpreter) -> ThreadId {
        let main = interpreter.main_thread;
        let id = self.add_interpreter(pid, interpreter);
        self.add_thread(id, main)
    }

    fn add_interpreter(&mut self, pid: Pid, interpreter: Interpreter) -> InterpreterId {
        self.interpreters.push(Member {
            pid,
            interpreter,
            threads: Vec::new(),
        });
        InterpreterId(self.interpreters.len() as u32 - 1)
    }

    fn add_thread(&mut self, interpreter: InterpreterId, own: ThreadId) -> ThreadId {
        let thread = ThreadId(self.threads.len() as u32);
        self.threads.push(Placed {
            interpreter,
            own,
            outside: Vec::new(),
            elsewhere: 0,
        });
        self.interpreters[interpreter.0 as usize].number(own, thread);
        thread
    }

    /// A stretch of a thread in its interpreter, and the number of a thread that it has made.
    fn stretch(
        &mut self,
        thread: ThreadId,
        execute: impl FnOnce(&mut Interpreter, ThreadId, &mut P) -> Run,
    ) -> Run {
        let placed = &self.threads[thread.0 as usize];
        let (number, own) = (placed.interpreter, placed.own);
        let interpreter = &mut self.interpreters[number.0 as usize].interpreter;
        let mut run = execute(interpreter, own, &mut self.probe);
        if let Exit::Syscall(Syscall::Spawn { thread }) = &mut run.exit {
            *thread = self.add_thread(number, *thread);
        }
        run
    }

    /// The interpreter that the thread is in, and its number there. (The engine knows no thread
    /// that is not here.)
    fn find(&self, thread: ThreadId) -> (&Member, ThreadId) {
        let placed = &self.threads[thread.0 as usize];
        (
            &self.interpreters[placed.interpreter.0 as usize],
            placed.own,
        )
    }

    fn find_mut(&mut self, thread: ThreadId) -> (&mut Member, ThreadId) {
        let placed = &self.threads[thread.0 as usize];
        let index = placed.interpreter.0 as usize;
        (&mut self.interpreters[index], placed.own)
    }

    /// The interpreter that made the thread, and its number there.
    fn origin(&self, thread: ThreadId) -> (&Member, ThreadId) {
        match self.threads[thread.0 as usize].outside.first() {
            Some(&(interpreter, own)) => (&self.interpreters[interpreter.0 as usize], own),
            None => self.find(thread),
        }
    }

    fn registry(&mut self, pid: Pid) -> &Registry {
        self.shared.entry(pid).or_default()
    }

    /// One more interpreter for the thread's process, and its number there.
    fn one_more(&mut self, thread: ThreadId) -> Result<(i64, Interpreter), Errno> {
        let (creator, _) = self.find(thread);
        let (pid, parent_pid) = (creator.pid, creator.interpreter.parent_pid);
        let (argv, clock) = (
            creator.interpreter.argv.clone(),
            creator.interpreter.clock.clone(),
        );
        if !self.has_room(0) {
            return Err(Errno::ENOMEM);
        }
        let nothing = NewProcess {
            code: String::new(),
            args: Vec::new(),
            fds: Vec::new(),
        };
        let mut new = (self.fresh)(&nothing).ok_or(Errno::ENOMEM)?;
        let number = self.registry(pid).lock().next_number();
        (new.number, new.argv, new.clock) = (number, argv, clock);
        (new.pid, new.parent_pid) = (i64::from(pid.0), parent_pid);
        Ok((number, new))
    }

    fn create(&mut self, thread: ThreadId) -> Reply {
        let pid = self.pid(thread);
        match self.one_more(thread) {
            Ok((number, new)) => {
                let id = self.add_interpreter(pid, new);
                self.registry(pid).lock().add(number, id);
                Reply::Number(number)
            }
            Err(errno) => Reply::Error(errno),
        }
    }

    fn destroy(&mut self, pid: Pid, number: i64) -> Reply {
        let destroyed = self.registry(pid).lock().destroy(number);
        match destroyed {
            Ok(id) => {
                self.interpreters[id.0 as usize]
                    .interpreter
                    .release_memory();
                Reply::Done
            }
            Err(errno) => Reply::Error(errno),
        }
    }

    /// What the thread's process has in common after `fork`.
    fn inherit(&self, thread: ThreadId) -> Option<Registry> {
        let shared = self.shared.get(&self.pid(thread))?;
        Some(Registry::new(shared.lock().forked()))
    }

    /// What became of unprotected reference counts, in all processes.
    pub fn reference_report(&mut self) -> Option<ReferenceReport> {
        let reports = self.interpreters.iter_mut();
        reports
            .filter_map(|it| it.interpreter.reference_report())
            .reduce(|mut all, report| {
                all.add(report);
                all
            })
    }

    /// The interpreter that the thread is in, and its number there.
    pub fn interpreter_of(&self, thread: ThreadId) -> Option<(&Interpreter, ThreadId)> {
        let placed = self.threads.get(thread.0 as usize)?;
        let member = self.interpreters.get(placed.interpreter.0 as usize)?;
        Some((&member.interpreter, placed.own))
    }

    /// Bytes of memory that all heaps hold, and what lies in the queues between interpreters.
    pub fn heap_bytes(&self) -> usize {
        let heaps = self.interpreters.iter();
        let heaps = heaps.map(|it| it.interpreter.heap.bytes());
        let queues = self.shared.values().map(|it| it.lock().bytes());
        heaps.chain(queues).fold(0, usize::saturating_add)
    }

    /// Whether the machine has the memory for so much more.
    fn has_room(&self, bytes: usize) -> bool {
        // What programs apart from this one have is not known here: as much as this.
        let programs = self.apart.as_ref().map_or(1, Arc::strong_count);
        let used = self.heap_bytes().saturating_add(bytes);
        let used = used.saturating_mul(programs);
        let limit = self
            .interpreters
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
        self.stretch(thread, |interpreter, own, probe| {
            interpreter.run(own, now, budget, eval_breaker, probe)
        })
    }

    fn go_on(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        eval_breaker: EvalBreaker,
    ) -> Run {
        self.stretch(thread, |interpreter, own, probe| {
            interpreter.go_on(own, now, budget, eval_breaker, probe)
        })
    }

    fn answer(&mut self, thread: ThreadId, answer: Answer) {
        let (member, own) = self.find_mut(thread);
        member.interpreter.answer(own, answer);
    }

    fn try_acquire(&mut self, thread: ThreadId, lock: LockId) -> bool {
        let (member, own) = self.find_mut(thread);
        member.interpreter.try_acquire(own, lock)
    }

    fn semaphore(&mut self, thread: ThreadId, lock: LockId) -> Arc<AtomicBool> {
        let (member, _) = self.find_mut(thread);
        member
            .interpreter
            .lock_mut(lock)
            .map_or_else(Arc::default, Lock::semaphore)
    }

    fn taken(&mut self, thread: ThreadId, lock: LockId) {
        let (member, own) = self.find_mut(thread);
        if let Some(lock) = member.interpreter.lock_mut(lock) {
            lock.taken_by(own);
        }
    }

    fn signal(&mut self, number: u8) -> Delivery {
        self.interpreters
            .first_mut()
            .map_or(Delivery::Ignored, |it| it.interpreter.signal(number))
    }

    fn signal_process(&mut self, pid: Pid, number: u8) -> (Delivery, Option<ThreadId>) {
        let main = |it: &&mut Member| it.pid == pid && it.interpreter.number == 0;
        match self.interpreters.iter_mut().find(main) {
            Some(member) => {
                let main = member.interpreter.main_thread.0 as usize;
                let thread = member.threads.get(main).copied().flatten();
                (member.interpreter.signal(number), thread)
            }
            None => (Delivery::Ignored, None),
        }
    }

    fn arrived_signals(&self) -> Arrived {
        self.interpreters
            .first()
            .map(|it| it.interpreter.signals.arrived.clone())
            .unwrap_or_default()
    }

    fn lock_owner(&self, thread: ThreadId, lock: LockId) -> Option<ThreadId> {
        let (member, _) = self.find(thread);
        let owner = member.interpreter.lock(lock)?.owner?;
        *member.threads.get(owner.0 as usize)?
    }

    fn whom_it_waits_for(
        &self,
        thread: ThreadId,
        lock: LockId,
    ) -> (Option<ThreadId>, Option<CodePosition>) {
        let (member, own) = self.find(thread);
        let owner = member.interpreter.lock(lock).and_then(|lock| lock.owner);
        let number = |owner: ThreadId| *member.threads.get(owner.0 as usize)?;
        let at = member.interpreter.position(owner.unwrap_or(own));
        (owner.and_then(number), at)
    }

    fn position(&self, thread: ThreadId) -> Option<CodePosition> {
        let (member, own) = self.find(thread);
        member.interpreter.position(own)
    }

    fn place_of(&self, thread: ThreadId, position: CodePosition) -> Option<Place> {
        let (member, _) = self.find(thread);
        let (file, line) = member.interpreter.place(position)?;
        Some(Place { file, line })
    }

    fn interpreter(&self, thread: ThreadId) -> InterpreterId {
        self.threads[thread.0 as usize].interpreter
    }

    fn pid(&self, thread: ThreadId) -> Pid {
        self.find(thread).0.pid
    }

    fn process_name(&self, thread: ThreadId) -> Option<String> {
        self.origin(thread).0.interpreter.process_name.clone()
    }

    fn fork(&mut self, thread: ThreadId, pid: Pid) -> Option<ThreadId> {
        let mut child = self.forked(thread, pid)?;
        if let Some(shared) = self.inherit(thread) {
            self.shared.insert(pid, shared);
        }
        let (member, _) = self.find_mut(thread);
        member.interpreter.share_pages(&mut child);
        Some(self.add_process(pid, child))
    }

    fn spawn_process(&mut self, thread: ThreadId, pid: Pid, new: &NewProcess) -> Option<ThreadId> {
        let child = self.fresh_child(thread, pid, new)?;
        Some(self.add_process(pid, child))
    }

    fn fork_apart(&mut self, thread: ThreadId, pid: Pid) -> Option<Running<P>> {
        let child = self.forked(thread, pid)?;
        let mut apart = self.apart(pid, child);
        if let Some(shared) = self.inherit(thread) {
            apart.shared.insert(pid, shared);
        }
        Some(apart)
    }

    fn spawn_apart(&mut self, thread: ThreadId, pid: Pid, new: &NewProcess) -> Option<Running<P>> {
        let child = self.fresh_child(thread, pid, new)?;
        Some(self.apart(pid, child))
    }

    fn end_process(&mut self, pid: Pid) {
        for member in self.interpreters.iter_mut().filter(|it| it.pid == pid) {
            member.interpreter.release_memory();
        }
        self.shared.remove(&pid);
        if self.interpreters.iter().all(|it| it.pid == pid) {
            self.apart = None;
        }
    }

    fn memory(&self, pid: Pid) -> Option<MemoryUse> {
        self.memory_of(pid)
    }

    fn object_count(&self) -> usize {
        let counts = self
            .interpreters
            .iter()
            .map(|it| it.interpreter.object_count());
        counts.sum()
    }

    fn interpreters(&mut self, thread: ThreadId, call: InterpreterCall) -> Reply {
        let member = self.find(thread).0;
        let (pid, own) = (member.pid, member.interpreter.number);
        let grows = match &call {
            InterpreterCall::Put { item, .. } => Some(item.len()),
            InterpreterCall::NewQueue { .. } => Some(0),
            _ => None,
        };
        if grows.is_some_and(|bytes| !self.has_room(bytes)) {
            return Reply::Error(Errno::ENOMEM);
        }
        match call {
            InterpreterCall::Create => self.create(thread),
            InterpreterCall::Destroy(number) => self.destroy(pid, number),
            call => self.registry(pid).lock().ask(own, call),
        }
    }

    fn interpreter_apart(&mut self, thread: ThreadId) -> Result<(i64, Running<P>), Errno> {
        let pid = self.pid(thread);
        let (number, new) = self.one_more(thread)?;
        let mut apart = self.apart(pid, new);
        apart.shared.insert(pid, self.registry(pid).shared());
        Ok((number, apart))
    }

    fn let_others_in(&mut self, pid: Pid, number: i64, id: InterpreterId) {
        self.registry(pid).lock().add(number, id);
    }

    fn destroy_apart(&mut self, pid: Pid, number: i64) -> Result<InterpreterId, Errno> {
        self.registry(pid).lock().destroy(number)
    }

    fn enter_apart(&mut self, pid: Pid, number: i64) -> Result<InterpreterId, Errno> {
        self.registry(pid).lock().enter(number)
    }

    fn come_in(&mut self, crossing: Crossing) -> Option<ThreadId> {
        let member = self.interpreters.first_mut()?;
        let own = member.interpreter.enter(crossing)?;
        *member.threads.get(own.0 as usize)?
    }

    fn leave_apart(&mut self, thread: ThreadId) {
        let member = self.find(thread).0;
        let (pid, number) = (member.pid, member.interpreter.number);
        self.registry(pid).lock().leave(number);
    }

    fn enter(&mut self, thread: ThreadId, crossing: Crossing) -> Result<InterpreterId, Errno> {
        let pid = self.pid(thread);
        let number = crossing.interpreter;
        let id = self.registry(pid).lock().enter(number)?;
        let member = &mut self.interpreters[id.0 as usize];
        let Some(own) = member.interpreter.enter(crossing) else {
            self.registry(pid).lock().leave(number);
            return Err(Errno::ENOMEM);
        };
        member.number(own, thread);
        let placed = &mut self.threads[thread.0 as usize];
        placed.outside.push((placed.interpreter, placed.own));
        (placed.interpreter, placed.own) = (id, own);
        Ok(id)
    }

    fn leave(&mut self, thread: ThreadId, bytes: Vec<u8>) -> Option<InterpreterId> {
        let (member, own) = self.find(thread);
        let (pid, number) = (member.pid, member.interpreter.number);
        let executed = member.interpreter.instructions(own);
        let placed = &mut self.threads[thread.0 as usize];
        let (id, own) = placed.outside.pop()?;
        (placed.interpreter, placed.own) = (id, own);
        placed.elsewhere = placed.elsewhere.saturating_add(executed);
        if let Some(shared) = self.shared.get_mut(&pid) {
            shared.lock().leave(number);
        }
        let answer = Answer::Kernel(Reply::Bytes(bytes));
        self.interpreters[id.0 as usize]
            .interpreter
            .answer(own, answer);
        Some(id)
    }

    fn thread_name(&self, thread: ThreadId) -> String {
        let (member, own) = self.origin(thread);
        member.interpreter.thread_name(own).to_string()
    }

    fn is_done(&self, thread: ThreadId) -> bool {
        let (member, own) = self.origin(thread);
        member.interpreter.is_done(own)
    }

    fn is_daemon(&self, thread: ThreadId) -> bool {
        let (member, own) = self.origin(thread);
        member.interpreter.is_daemon(own)
    }

    fn instructions(&self, thread: ThreadId) -> u64 {
        let placed = &self.threads[thread.0 as usize];
        let of = |id: InterpreterId, own| {
            self.interpreters[id.0 as usize]
                .interpreter
                .instructions(own)
        };
        let outside = placed.outside.iter().map(|&(id, own)| of(id, own));
        let here = of(placed.interpreter, placed.own);
        outside.fold(placed.elsewhere.saturating_add(here), u64::saturating_add)
    }
}
