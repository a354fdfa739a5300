//! A program of scripted actions, to test drivers without an interpreter.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Program;
use crate::kernel::Pid;
use crate::nanos::Nanos;
use crate::trace::Place;
use crate::vm::{
    Answer, CodePosition, EvalBreaker, Exit, InterpreterId, LockId, NewProcess, Run, Stream,
    Syscall, ThreadId, Work,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Instructions of [`Script::instruction`] each, with a check point after every one.
    Compute(Nanos),
    Sleep(Nanos),
    Io(&'static str, u64),
    Native {
        cost: Nanos,
        releases_gil: bool,
    },
    Write(&'static str),
    Acquire(u32),
    AcquireFor(u32, Nanos),
    Release(u32),
    /// Starts a thread of these actions.
    Spawn(&'static str, Vec<Action>),
    /// Starts a thread of these actions in the interpreter with this number.
    SpawnIn(u32, &'static str, Vec<Action>),
    /// Waits for the end of the thread with this number.
    Join(u32),
    /// Logs the time under a label.
    Stamp(&'static str),
    SwitchInterval(Nanos),
    Note(&'static str),
    Exit(i32),
    /// Does the actions so many times.
    Repeat(u64, Vec<Action>),
}

#[derive(Debug)]
struct ScriptThread {
    interpreter: InterpreterId,
    name: String,
    actions: Vec<Action>,
    next: usize,
    /// What is left of the computation that it is in.
    computing: Nanos,
    pending: Option<Syscall>,
    instructions: u64,
}

/// Lock that a thread holds until its end.
const END_OF_THREAD: u32 = 1_000_000;

#[derive(Debug)]
pub struct Script {
    /// What an instruction costs.
    pub instruction: Nanos,
    threads: Vec<ScriptThread>,
    locks: BTreeMap<LockId, ThreadId>,
    semaphores: BTreeMap<LockId, Arc<AtomicBool>>,
    waiters: BTreeMap<LockId, u32>,
    /// What [`Action::Stamp`] wrote.
    pub log: Vec<(u32, &'static str, Nanos)>,
    /// What each acquire was answered.
    pub acquired: Vec<(u32, bool)>,
}

impl Script {
    pub fn new(main: Vec<Action>) -> Script {
        let mut script = Script {
            instruction: 30,
            threads: Vec::new(),
            locks: BTreeMap::new(),
            semaphores: BTreeMap::new(),
            waiters: BTreeMap::new(),
            log: Vec::new(),
            acquired: Vec::new(),
        };
        script.add(InterpreterId::MAIN, "MainThread", main);
        script
    }

    fn add(&mut self, interpreter: InterpreterId, name: &str, actions: Vec<Action>) -> ThreadId {
        let thread = ThreadId(self.threads.len() as u32);
        let mut flat = Vec::new();
        flatten(&actions, &mut flat);
        if thread.0 > 0 {
            self.locks.insert(LockId(END_OF_THREAD + thread.0), thread);
            flat.push(Action::Release(END_OF_THREAD + thread.0));
        }
        self.threads.push(ScriptThread {
            interpreter,
            name: name.to_string(),
            actions: flat,
            next: 0,
            computing: 0,
            pending: None,
            instructions: 0,
        });
        thread
    }

    /// The times between consecutive stamps of one label.
    pub fn gaps(&self, label: &str) -> Vec<Nanos> {
        let at: Vec<Nanos> = self
            .log
            .iter()
            .filter(|entry| entry.1 == label)
            .map(|entry| entry.2)
            .collect();
        at.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    fn thread(&mut self, thread: ThreadId) -> &mut ScriptThread {
        &mut self.threads[thread.0 as usize]
    }

    /// Takes the next action. `Some`: the thread leaves the interpreter for it.
    fn act(&mut self, thread: ThreadId, now: Nanos) -> Option<Exit> {
        let slot = self.thread(thread);
        slot.instructions += 1;
        let Some(action) = slot.actions.get(slot.next).cloned() else {
            return Some(Exit::Finished);
        };
        slot.next += 1;
        let syscall = match action {
            Action::Compute(length) => {
                slot.computing = length;
                return None;
            }
            Action::Stamp(label) => {
                self.log.push((thread.0, label, now));
                return None;
            }
            Action::Sleep(length) => Syscall::Sleep(length),
            Action::Io(device, bytes) => Syscall::Io {
                device: device.to_string(),
                bytes,
            },
            Action::Native { cost, releases_gil } => Syscall::Native {
                what: "native".to_string(),
                cost,
                releases_gil,
                work: Work::Time,
            },
            Action::Write(text) => Syscall::Write {
                stream: Stream::Stdout,
                bytes: text.as_bytes().to_vec(),
            },
            Action::Acquire(lock) => return self.acquire(thread, LockId(lock), None),
            Action::AcquireFor(lock, timeout) => {
                return self.acquire(thread, LockId(lock), Some(timeout));
            }
            Action::Join(other) => {
                return self.acquire(thread, LockId(END_OF_THREAD + other), None);
            }
            Action::Release(lock) => {
                let lock = LockId(lock);
                assert!(self.locks.remove(&lock).is_some(), "{lock:?} is not held");
                if let Some(semaphore) = self.semaphores.get(&lock) {
                    semaphore.store(false, Ordering::Release);
                }
                if self.waiters.get(&lock).is_none_or(|&count| count == 0) {
                    return None;
                }
                Syscall::Release { lock }
            }
            Action::Spawn(name, actions) => {
                let thread = self.add(self.interpreter(thread), name, actions);
                Syscall::Spawn { thread }
            }
            Action::SpawnIn(interpreter, name, actions) => {
                let thread = self.add(InterpreterId(interpreter), name, actions);
                Syscall::Spawn { thread }
            }
            Action::SwitchInterval(interval) => Syscall::SetSwitchInterval(interval),
            Action::Note(text) => Syscall::Note(text.to_string()),
            Action::Exit(status) => Syscall::Exit(status),
            Action::Repeat(..) => unreachable!("flattened"),
        };
        self.thread(thread).pending = Some(syscall.clone());
        Some(Exit::Syscall(syscall))
    }

    fn acquire(&mut self, thread: ThreadId, lock: LockId, timeout: Option<Nanos>) -> Option<Exit> {
        if self.try_acquire(thread, lock) {
            self.acquired.push((thread.0, true));
            return None;
        }
        *self.waiters.entry(lock).or_default() += 1;
        let syscall = Syscall::Acquire { lock, timeout };
        self.thread(thread).pending = Some(syscall.clone());
        Some(Exit::Syscall(syscall))
    }
}

fn flatten(actions: &[Action], flat: &mut Vec<Action>) {
    for action in actions {
        match action {
            Action::Repeat(times, inner) => (0..*times).for_each(|_| flatten(inner, flat)),
            other => flat.push(other.clone()),
        }
    }
}

impl Program for Script {
    fn run(
        &mut self,
        thread: ThreadId,
        now: Nanos,
        budget: Nanos,
        mut eval_breaker: EvalBreaker,
    ) -> Run {
        let instruction = self.instruction;
        let pending = self.thread(thread).pending.clone();
        assert_eq!(pending, None, "{thread:?} runs with an unanswered call");
        let mut spent = 0;
        loop {
            if spent >= budget {
                let exit = Exit::BudgetSpent;
                let ticks = eval_breaker.ticks();
                return Run { spent, exit, ticks };
            }
            let slot = self.thread(thread);
            if slot.computing == 0 {
                spent += instruction;
                if let Some(exit) = self.act(thread, now + spent) {
                    let ticks = eval_breaker.ticks();
                    return Run { spent, exit, ticks };
                }
                continue;
            }
            let whole = match eval_breaker {
                EvalBreaker::Clear => (budget - spent).div_ceil(instruction),
                EvalBreaker::Set | EvalBreaker::Ticks(_) => 1,
            };
            let length = (whole * instruction).min(slot.computing);
            slot.computing -= length;
            slot.instructions += length.div_ceil(instruction);
            spent += length;
            if eval_breaker.is_due() {
                let exit = Exit::EvalBreaker;
                let ticks = eval_breaker.ticks();
                return Run { spent, exit, ticks };
            }
        }
    }

    fn answer(&mut self, thread: ThreadId, answer: Answer) {
        let pending = self.thread(thread).pending.take();
        let pending = pending.expect("an answer to a question");
        if let Syscall::Acquire { lock, .. } = pending {
            let Answer::Acquired(acquired) = answer else {
                panic!("{answer:?} to an acquire");
            };
            let holds = self.locks.get(&lock) == Some(&thread);
            assert!(holds || !acquired, "{thread:?} {lock:?}");
            *self.waiters.entry(lock).or_default() -= 1;
            self.acquired.push((thread.0, acquired));
        } else {
            assert_eq!(answer, Answer::Done);
        }
    }

    fn try_acquire(&mut self, thread: ThreadId, lock: LockId) -> bool {
        let taken = |it: &Arc<AtomicBool>| it.swap(true, Ordering::Acquire);
        if self.locks.contains_key(&lock) || self.semaphores.get(&lock).is_some_and(taken) {
            return false;
        }
        self.locks.insert(lock, thread);
        true
    }

    fn semaphore(&mut self, _thread: ThreadId, lock: LockId) -> Arc<AtomicBool> {
        let taken = self.locks.contains_key(&lock);
        let new = || Arc::new(AtomicBool::new(taken));
        self.semaphores.entry(lock).or_insert_with(new).clone()
    }

    fn taken(&mut self, thread: ThreadId, lock: LockId) {
        self.locks.insert(lock, thread);
    }

    fn lock_owner(&self, _thread: ThreadId, lock: LockId) -> Option<ThreadId> {
        self.locks.get(&lock).copied()
    }

    fn position(&self, thread: ThreadId) -> Option<CodePosition> {
        let slot = self.threads.get(thread.0 as usize)?;
        Some(CodePosition {
            code: thread.0,
            instruction: slot.next as u32,
        })
    }

    fn place_of(&self, _: ThreadId, position: CodePosition) -> Option<Place> {
        Some(Place {
            file: Arc::from("script"),
            line: position.instruction,
        })
    }

    fn interpreter(&self, thread: ThreadId) -> InterpreterId {
        self.threads[thread.0 as usize].interpreter
    }

    fn fork(&mut self, _thread: ThreadId, _pid: Pid) -> Option<ThreadId> {
        None
    }

    fn spawn_process(
        &mut self,
        _thread: ThreadId,
        _pid: Pid,
        _new: &NewProcess,
    ) -> Option<ThreadId> {
        None
    }

    fn fork_apart(&mut self, _: ThreadId, _: Pid) -> Option<Script> {
        None
    }

    fn spawn_apart(&mut self, _: ThreadId, _: Pid, _: &NewProcess) -> Option<Script> {
        None
    }

    fn thread_name(&self, thread: ThreadId) -> String {
        match thread.0 {
            0 => self.threads[0].name.clone(),
            number => format!("{}-{number}", self.threads[number as usize].name),
        }
    }

    fn is_daemon(&self, _thread: ThreadId) -> bool {
        false
    }

    fn instructions(&self, thread: ThreadId) -> u64 {
        self.threads[thread.0 as usize].instructions
    }
}
