//! A Python thread: its stack, its frames, and what it waits for.

use super::exit::{LockId, ThreadId};
use super::frame::Activation;
use super::value::Value;

#[derive(Clone, Debug)]
pub struct Thread {
    pub id: ThreadId,
    pub name: String,
    pub daemon: bool,
    pub frames: Vec<Activation>,
    /// Fast locals and operand stacks of all frames. Longer than what is in use.
    pub stack: Vec<Value>,
    /// Top of the stack while the thread is not running.
    pub sp: usize,
    /// The exception that is being handled (`sys.exception()`), or `None`.
    pub handled: Value,
    pub status: Status,
    pub instructions: u64,
    /// Its `_ThreadHandle`, or `Null` for the main thread.
    pub handle: Value,
    /// The namespaces of `_thread._local` objects: pairs of the object and a dict.
    pub locals: Vec<(Value, Value)>,
    /// Virtual time for which it had a core, for `time.thread_time`.
    pub cpu_time: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    Ready,
    /// In a syscall.
    Waiting {
        /// The lock, while it waits for one.
        lock: Option<LockId>,
    },
    /// The thread is through; its handle is being released.
    Ending,
    Finished,
}

impl Thread {
    pub fn new(id: ThreadId, name: String, daemon: bool) -> Thread {
        Thread {
            id,
            name,
            daemon,
            frames: Vec::new(),
            stack: vec![Value::Null; 256],
            sp: 0,
            handled: Value::None,
            status: Status::Ready,
            instructions: 0,
            handle: Value::Null,
            locals: Vec::new(),
            cpu_time: 0,
        }
    }

    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.stack[..self.sp.min(self.stack.len())]
            .iter()
            .for_each(|&v| visit(v));
        self.frames.iter().for_each(|frame| frame.trace(visit));
        visit(self.handled);
        visit(self.handle);
        for &(object, dict) in &self.locals {
            visit(object);
            visit(dict);
        }
    }
}
