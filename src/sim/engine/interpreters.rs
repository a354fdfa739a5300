//! Several interpreters in one process: a thread goes over from one to another, which means that
//! it gives up the one's GIL and takes the other's.

use std::ops::DerefMut;

use super::thread::{Call, Step};
use super::{Engine, Interpreter, Outside};
use crate::driver::Program;
use crate::kernel::Reply;
use crate::nanos::{MICROSECOND, Nanos};
use crate::sched::TaskId;
use crate::vm::{Answer, Crossing, InterpreterCall, InterpreterId, ThreadId};

/// `Py_NewInterpreterFromConfig` and its end, with their imports: CPython 3.13 on the machine of the
/// profiles, median of `bench/machine/interpreters.py`.
const CREATE: Nanos = 6_870 * MICROSECOND;
const DESTROY: Nanos = 1_280 * MICROSECOND;
/// Going over and back, apart from the GILs: the same program's `exec` of a statement that is
/// compiled already, half for each way.
const SWITCH: Nanos = 5 * MICROSECOND;
/// Putting into a queue or getting out of it, and for each byte in picoseconds: the same.
const QUEUE: Nanos = 330;
const QUEUE_BYTE: u64 = 20;

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    pub(super) fn interpreter_call(&mut self, task: TaskId, call: InterpreterCall) {
        let moved = match &call {
            InterpreterCall::Put { item, .. } => item.len(),
            _ => 0,
        };
        let creates = call == InterpreterCall::Create;
        let destroys = matches!(call, InterpreterCall::Destroy(_));
        let reply = self.program.interpreters(ThreadId(task.0), call);
        let moved = match &reply {
            Reply::Bytes(bytes) => bytes.len(),
            _ => moved,
        };
        if !creates && !destroys || matches!(reply, Reply::Error(_)) {
            self.thread(task).step = Step::Bytecode;
            self.program.answer(ThreadId(task.0), Answer::Kernel(reply));
            let copied = (moved as u64).saturating_mul(QUEUE_BYTE) / 1000;
            self.owe(task, QUEUE.saturating_add(copied));
            return;
        }
        let (what, cost) = match creates {
            true => ("creating an interpreter", CREATE),
            false => ("ending an interpreter", DESTROY),
        };
        if creates {
            self.add_interpreter(ThreadId(task.0));
        }
        let cause = self.cause(task, None, what);
        let reply = Some(reply);
        self.begin_drop(task, Call::Native { cost, cause, reply });
    }

    /// The one that the program has just made in the thread's process.
    fn add_interpreter(&mut self, thread: ThreadId) {
        let process = self.process_of(thread);
        let number = self.interpreters_of(process);
        let gil = self.config.run.gil;
        let new = Interpreter::new(number, process, gil, &mut self.recorder);
        self.interpreters.push(new);
    }

    pub(super) fn enter(&mut self, task: TaskId, crossing: Crossing) {
        match self.program.enter(ThreadId(task.0), crossing) {
            Ok(interpreter) => self.begin_drop(task, Call::Switch(interpreter)),
            Err(errno) => self.refuse(task, errno),
        }
    }

    pub(super) fn leave(&mut self, task: TaskId, bytes: Vec<u8>) {
        match self.program.leave(ThreadId(task.0), bytes) {
            Some(interpreter) => self.begin_drop(task, Call::Switch(interpreter)),
            None => self.refuse(task, crate::kernel::Errno::ESRCH),
        }
    }

    fn refuse(&mut self, task: TaskId, errno: crate::kernel::Errno) {
        self.thread(task).step = Step::Bytecode;
        let answer = Answer::Kernel(Reply::Error(errno));
        self.program.answer(ThreadId(task.0), answer);
    }

    /// The thread has let go of the one GIL; it takes the other next.
    pub(super) fn switch_interpreter(&mut self, task: TaskId, interpreter: InterpreterId) {
        let thread = self.thread(task);
        thread.interpreter = interpreter;
        thread.eval_breaker = false;
        thread.asked_by = None;
        thread.step = Step::TakeGil;
        self.owe(task, SWITCH);
    }
}
