//! A thread as the engine sees it: where it stands between two instructions of Python.

use crate::gil::{Cond, Effect};
use crate::kernel::{self, Errno, Pid, Reply};
use crate::nanos::Nanos;
use crate::sched::{CoreId, TaskId};
use crate::trace::CauseId;
use crate::vm::{Exit, InterpreterId, LockId, Stream, ThreadId};

/// What a thread does next when it is on a core and its debt is burnt.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    TakeGil,
    /// Looks at a condition variable: on its way to sleep (`entering`), or woken.
    Look {
        cond: Cond,
        entering: bool,
    },
    /// Its wait for the GIL timed out.
    TimedOut(Cond),
    /// Tries the GIL's mutex: for the first time or woken for it, or in the system call that puts
    /// it to sleep (`entering`).
    LockMutex {
        entering: bool,
    },
    /// The next effects of the GIL.
    Effects,
    /// Executes bytecode.
    Bytecode,
    /// The interpreter has come back with this, and its time is burnt.
    Exited(Exit),
    DropGil,
    FinishDrop,
    /// The C call that kept the GIL is over.
    NativeDone,
    /// `pthread_create` is over.
    Spawned(ThreadId),
    /// `sem_wait`: tries the lock, without the GIL.
    TryLock,
    /// Makes its call to the kernel (again).
    Kernel,
    /// `fork` or a fresh start is over: the child's process and thread.
    Started(Result<(Pid, ThreadId), Errno>),
    /// Its process has ended.
    Die,
}

/// A critical section of the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Take,
    Woken(Cond),
    TimedOut,
    Drop,
}

/// What a thread gives the GIL up for.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// Nothing: it starts.
    Start,
    /// It was asked to.
    Yield,
    Sleep(Nanos),
    Io {
        device: u32,
        bytes: u64,
        cause: CauseId,
    },
    Native {
        cost: Nanos,
        cause: CauseId,
        /// What it comes to, where that is more than being done.
        reply: Option<Reply>,
    },
    /// To go on in another interpreter of its process.
    Switch(InterpreterId),
    Write {
        stream: Stream,
        bytes: Vec<u8>,
    },
    Acquire(Acquire),
    Kernel(KernelCall),
    /// It ends.
    End,
}

/// A call to the kernel without the GIL.
#[derive(Clone, Debug, PartialEq)]
pub struct KernelCall {
    pub call: kernel::Call,
    pub deadline: Option<Nanos>,
    pub reply: Option<Reply>,
}

/// A blocking `acquire`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acquire {
    pub lock: LockId,
    pub since: Nanos,
    pub deadline: Option<Nanos>,
    /// The lock is taken.
    pub acquired: bool,
    /// A release has taken it out of the lock's queue.
    pub unparked: bool,
    pub timed_out: bool,
}

/// What a sleeping thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    Sleep,
    Io,
    Cond(Cond),
    /// The GIL's mutex.
    Mutex,
    Lock(LockId),
    Kernel,
}

/// A timed wait. It ends with the first timer interrupt of its core from `earliest` on.
#[derive(Clone, Copy, Debug)]
pub struct Timer {
    pub core: CoreId,
    pub earliest: Nanos,
    /// When there is an interrupt for it alone.
    pub latest: Nanos,
}

#[derive(Clone, Debug)]
pub struct Thread {
    pub interpreter: InterpreterId,
    pub step: Step,
    /// CPU time to burn before the step.
    pub debt: Nanos,
    /// The core that it is on.
    pub core: Option<CoreId>,
    /// Between `take_gil` and `drop_gil`: may execute Python.
    pub attached: bool,
    pub eval_breaker: bool,
    /// Who set the eval breaker last.
    pub asked_by: Option<TaskId>,
    pub call: Call,
    pub blocked: Option<Blocked>,
    /// The critical section that it is in or on its way into.
    pub section: Section,
    /// It has met the GIL's mutex locked on its way in.
    pub met_mutex: bool,
    /// What remains to be done in that section, the next last.
    pub effects: Vec<Effect>,
    /// It has got a core after another thread ran there, or after a long time: what it needs next
    /// is not in the caches.
    pub cold: bool,
    /// When its wait for the GIL times out, timer slack included.
    pub deadline: Option<Nanos>,
    pub timer: Option<Timer>,
    /// A signal has ended its wait.
    pub interrupted: bool,
    /// Inside a C call: which.
    pub native: Option<CauseId>,
    /// The cause of its wait for the GIL names the holder already.
    pub wait_named: bool,
    pub instructions: u64,
    pub ended: bool,
}

impl Thread {
    pub fn new(interpreter: InterpreterId) -> Thread {
        Thread {
            interpreter,
            step: Step::TakeGil,
            debt: 0,
            core: None,
            attached: false,
            eval_breaker: false,
            asked_by: None,
            call: Call::Start,
            blocked: None,
            section: Section::Take,
            met_mutex: false,
            effects: Vec::new(),
            cold: false,
            deadline: None,
            timer: None,
            interrupted: false,
            native: None,
            wait_named: false,
            instructions: 0,
            ended: false,
        }
    }
}
