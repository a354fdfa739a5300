//! The boundary between the interpreter and whoever drives it. No Python value crosses it.

use std::fmt;
use std::sync::Arc;

use crate::bytecode::CodeObject;
use crate::kernel;
use crate::nanos::Nanos;

/// A Python thread. Dense; 0 is the main thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u32);

/// An interpreter: a heap and a GIL. Dense; 0 is the main interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InterpreterId(pub u32);

impl InterpreterId {
    pub const MAIN: InterpreterId = InterpreterId(0);
}

/// A `_thread.lock` of one interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LockId(pub u32);

/// Where a thread is: the same for as long as it is at the same instruction of the program's own
/// code. Cheaper to find out than the line, which [`Interpreter::place`] makes of it.
///
/// [`Interpreter::place`]: super::Interpreter::place
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodePosition {
    pub code: u32,
    pub instruction: u32,
}

/// What one call of `Interpreter::run` did.
#[derive(Debug, PartialEq)]
pub struct Run {
    /// Virtual time that the executed instructions cost. May exceed the budget by part of the
    /// last instruction: that instruction has taken effect, and its time is still to be burnt.
    pub spent: Nanos,
    pub exit: Exit,
    /// What is left of [`EvalBreaker::Ticks`].
    pub ticks: u32,
}

/// When a thread leaves the eval loop at a check point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvalBreaker {
    /// Nothing asks it to.
    Clear,
    /// At the next one.
    Set,
    /// At the one after so many: `_Py_Ticker` of Python 2.
    Ticks(u32),
}

impl EvalBreaker {
    /// A check point goes by; whether the thread leaves there.
    pub fn is_due(&mut self) -> bool {
        match self {
            EvalBreaker::Clear => false,
            EvalBreaker::Set => true,
            EvalBreaker::Ticks(0) => true,
            EvalBreaker::Ticks(left) => {
                *left -= 1;
                false
            }
        }
    }

    pub fn ticks(self) -> u32 {
        match self {
            EvalBreaker::Ticks(left) => left,
            EvalBreaker::Clear | EvalBreaker::Set => 0,
        }
    }
}

/// Why the interpreter came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Exit {
    /// The budget is used up.
    BudgetSpent,
    /// The thread is at a check point and the eval breaker is set.
    EvalBreaker,
    /// The thread asks for something that only the driver can do. It goes on when the driver
    /// has called `Interpreter::answer`.
    Syscall(Syscall),
    /// The thread is over. Where an exception ended it, the interpreter has printed it already.
    /// The end of the main thread ends the run (it has joined the others by then).
    Finished,
}

/// Everything that can block or that touches the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Syscall {
    /// `time.sleep`: releases the GIL. Zero is a release and a retake. Answer: `Done`.
    Sleep(Nanos),
    /// `io(device, bytes)`: releases the GIL while the device works. Answer: `Done`.
    Io { device: String, bytes: u64 },
    /// A C call that needs the core for `cost` of virtual time. Answer: `Done`.
    Native {
        what: String,
        cost: Nanos,
        releases_gil: bool,
        work: Work,
    },
    /// The program's output: one `write(2)`. Releases the GIL. Answer: `Done`.
    Write { stream: Stream, bytes: Vec<u8> },
    /// `lock.acquire()` of a lock that was not free: releases the GIL and blocks.
    /// Answer: `Acquired(true)` once `try_acquire` succeeded, `Acquired(false)` after the timeout.
    Acquire {
        lock: LockId,
        timeout: Option<Nanos>,
    },
    /// `lock.release()` of a lock that somebody waits for. It is free by now. Keeps the GIL.
    /// Answer: `Done`.
    Release { lock: LockId },
    /// A thread was created and can be scheduled. Keeps the GIL. Answer: `Done`.
    Spawn { thread: ThreadId },
    /// `sys.setswitchinterval`. Answer: `Done`.
    SetSwitchInterval(Nanos),
    /// `sys.setcheckinterval`, in ticks. Answer: `Done`.
    SetCheckInterval(u32),
    /// A note for the timeline (`gilsim.mark`). Answer: `Done`.
    Note(String),
    /// `setitimer`: SIGALRM `after` so long (0: not at all), then again every `interval`. Keeps
    /// the GIL. Answer: `Done`.
    SetAlarm { after: Nanos, interval: Nanos },
    /// A call to the kernel. Answer: `Kernel`.
    Kernel(kernel::Call),
    /// `fork(2)`. Keeps the GIL. Answer: `Kernel`, in the child 0.
    Fork,
    /// A new process that runs `code`, as `python -c code args…` does, with these descriptors of
    /// its parent. Answer: `Kernel`, the child's number.
    SpawnProcess(Box<NewProcess>),
    /// About the other interpreters of the process. Answer: `Kernel`.
    Interpreters(InterpreterCall),
    /// The thread goes over into another interpreter of its process and works there until it
    /// leaves. Answer: `Kernel`, what it brought back.
    Enter(Box<Crossing>),
    /// The thread goes back with this to the interpreter that it came from. Answered only where it
    /// came from none.
    Leave(Vec<u8>),
    /// The whole process ends now (`os._exit`, `sys.exit` of the main thread after clean-up).
    Exit(i32),
    /// The process dies of this signal, which it has raised itself.
    Crash(u8),
}

/// What a fresh process is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProcess {
    pub code: String,
    /// `sys.argv` behind its first.
    pub args: Vec<String>,
    pub fds: Vec<i64>,
}

/// What a thread asks about the interpreters of its process and the queues between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InterpreterCall {
    /// `_interpreters.create`. Reply: its number in the process.
    Create,
    /// `_interpreters.destroy`. Nobody may be inside.
    Destroy(i64),
    /// Reply: the numbers of all, in order.
    List,
    /// Reply: 1 where a thread has gone over into it, else 0.
    IsRunning(i64),
    /// Reply: the queue's number.
    NewQueue {
        limit: i64,
        unbound: i64,
    },
    /// `unbound` says what becomes of the item when the interpreter that put it is gone; -1 is the
    /// queue's own choice.
    Put {
        queue: i64,
        item: Vec<u8>,
        unbound: i64,
    },
    /// Reply: bytes, or the `unbound` of an item whose interpreter is gone.
    Get(i64),
    /// Reply: how many items are in it, its limit and its `unbound`.
    QueueState(i64),
    CloseQueue(i64),
    /// Reply: the numbers of all queues.
    Queues,
}

/// What a thread takes along into another interpreter.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    pub interpreter: i64,
    /// What it is to do there, in a form of `concurrent.interpreters`.
    pub work: Vec<u8>,
    /// The bodies of functions that need nothing but their arguments.
    pub functions: Vec<Arc<CodeObject>>,
}

/// What a C call does in the time that it takes.
#[derive(Clone)]
pub enum Work {
    /// Nothing: it stands for one that would take so long.
    Time,
    /// It is done already.
    Done,
    /// This, once, without the GIL where that is released.
    Call(Arc<dyn Fn() + Send + Sync>),
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Work::Time => "Time",
            Work::Done => "Done",
            Work::Call(_) => "Call",
        })
    }
}

impl PartialEq for Work {
    fn eq(&self, other: &Work) -> bool {
        match (self, other) {
            (Work::Time, Work::Time) | (Work::Done, Work::Done) => true,
            (Work::Call(this), Work::Call(that)) => Arc::ptr_eq(this, that),
            _ => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Stdout,
    Stderr,
}

/// The driver's answer to a [`Syscall`].
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Done,
    Acquired(bool),
    /// A signal has come before the end of the wait. The program handles it, and asks again.
    Interrupted,
    Kernel(kernel::Reply),
}
