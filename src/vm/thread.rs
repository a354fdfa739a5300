//! A Python thread: its stack, its frames, and what it waits for.

use super::exit::{LockId, ThreadId};
use super::frame::Frames;
use super::references::Expected;
use super::value::{Ref, Value};
use crate::kernel;
use crate::nanos::Nanos;

#[derive(Clone, Debug)]
pub struct Thread {
    pub id: ThreadId,
    pub daemon: bool,
    pub frames: Frames,
    /// Fast locals and operand stacks of all frames. Longer than what is in use.
    pub stack: Vec<Value>,
    /// Top of the stack while the thread is not running.
    pub sp: usize,
    /// The exception that is being handled (`sys.exception()`), or `None`.
    pub handled: Value,
    pub status: Status,
    pub phase: Phase,
    /// What it will call when it begins.
    pub entry: Option<Entry>,
    /// What it gets when the driver has answered `Done`.
    pub result: Value,
    /// That is an exception, for it to raise.
    pub raises: bool,
    pub instructions: u64,
    /// Objects that it made and another thread dropped, without a GIL: to be freed at its next
    /// check point.
    pub merges: u64,
    /// The reference that its last instruction takes to its result, where references are counted.
    pub expected: Option<Expected>,
    /// Virtual time for which it has executed, for `time.thread_time`.
    pub cpu_time: u64,
    /// The wait that it is in, or was in last.
    pub wait: Wait,
    /// A signal has ended that wait too soon.
    pub interrupted: bool,
    /// Its `_ThreadHandle`, or `Null`.
    pub handle: Value,
}

/// A wait that a signal may interrupt: when it ends by itself, and for which lock or call to the
/// kernel it is.
#[derive(Clone, Debug, Default)]
pub struct Wait {
    pub deadline: Option<Nanos>,
    pub lock: Option<LockId>,
    pub call: Option<Box<kernel::Call>>,
}

/// The call with which a thread begins; keyword values last.
#[derive(Clone, Debug)]
pub struct Entry {
    pub callable: Value,
    pub args: Vec<Value>,
    pub keyword_names: Vec<Ref>,
}

impl Entry {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.callable);
        self.args.iter().for_each(|&v| visit(v));
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Made, and not yet begun.
    New,
    Ready,
    /// In a syscall.
    Waiting,
    /// In `Acquire` of this lock.
    WaitingForLock(LockId),
    Finished,
}

/// How far the end of a thread has come. Every step may need Python code or the driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It runs its function (the main thread: the program).
    Running,
    /// The main thread waits for the others (`threading._shutdown`).
    Joining,
    /// The main thread has waited for the others.
    Joined,
    /// The main thread runs `atexit` callbacks.
    AtExit,
    /// Standard output is being written.
    Flushing,
    /// Nothing is left to do but to say so.
    Over,
}

impl Thread {
    pub fn new(id: ThreadId, daemon: bool) -> Thread {
        Thread {
            id,
            daemon,
            frames: Frames::default(),
            stack: vec![Value::Null; 64],
            sp: 0,
            handled: Value::None,
            status: Status::New,
            phase: Phase::Running,
            entry: None,
            result: Value::Null,
            raises: false,
            instructions: 0,
            merges: 0,
            expected: None,
            cpu_time: 0,
            wait: Wait::default(),
            interrupted: false,
            handle: Value::Null,
        }
    }

    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.stack[..self.sp.min(self.stack.len())]
            .iter()
            .for_each(|&v| visit(v));
        self.frames.iter().for_each(|frame| frame.trace(visit));
        visit(self.handled);
        visit(self.handle);
        visit(self.result);
        self.entry.iter().for_each(|entry| entry.trace(visit));
    }
}
