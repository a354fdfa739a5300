//! System calls and what they come to.

use crate::nanos::Nanos;

/// What a thread asks of the kernel.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// `pipe(2)`, or `socketpair(2)`. Reply: two descriptors, that to read from first.
    Pipe {
        duplex: bool,
    },
    /// A socket pair whose other end waits for whoever accepts it. Reply: the descriptor, and a
    /// token for [`Call::Adopt`].
    Connect,
    /// `accept(2)` of the connection with this token. Reply: a descriptor.
    Adopt(i64),
    /// `close(2)`.
    Close(i64),
    /// `dup(2)`. Reply: a descriptor.
    Dup(i64),
    /// `read(2)`. Reply: bytes, none at the end.
    Read {
        fd: i64,
        count: usize,
    },
    /// `write(2)`, all of it. Reply: how many bytes.
    Write {
        fd: i64,
        bytes: Vec<u8>,
    },
    /// `poll(2)` for something to read. Reply: those descriptors that have.
    Poll {
        fds: Vec<i64>,
        timeout: Option<Nanos>,
    },
    /// `waitpid(2)` for one child, or any where it is -1. Reply: its number and its status as in
    /// `Popen.returncode`; zeros where none has ended and the call does not block.
    WaitPid {
        child: i64,
        blocks: bool,
    },
    /// `kill(2)`.
    Kill {
        pid: i64,
        signal: i64,
    },
    /// `sem_open(3)`. Reply: its number.
    NewSemaphore {
        value: u32,
        limit: u32,
    },
    /// `sem_wait(3)`, `sem_trywait` or `sem_timedwait`. Reply: 1 or 0.
    SemaphoreWait {
        semaphore: i64,
        blocks: bool,
        timeout: Option<Nanos>,
    },
    /// `sem_post(3)`.
    SemaphorePost(i64),
    /// `sem_getvalue(3)`.
    SemaphoreValue(i64),
    /// `shm_open(3)` of what is not there yet. Reply: its number.
    NewMemory {
        name: Option<String>,
        size: usize,
    },
    /// Reply: number and size.
    OpenMemory(String),
    UnlinkMemory(String),
    /// A load from shared memory. Reply: bytes.
    ReadMemory {
        block: i64,
        offset: usize,
        count: usize,
    },
    /// A store into it.
    WriteMemory {
        block: i64,
        offset: usize,
        bytes: Vec<u8>,
    },
}

/// When CPython gives the GIL up for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Releases {
    Never,
    /// After it has tried in vain.
    WhenItBlocks,
    Always,
}

/// Entering and leaving the kernel, finding the descriptor, and Python's own part around it.
const SYSTEM_CALL: Nanos = 600;
/// Copying, in picoseconds for a byte: two copies, one on each side.
const COPY: u64 = 80;
/// An access to memory.
const ACCESS: Nanos = 20;

impl Call {
    pub fn releases(&self) -> Releases {
        match self {
            Call::Read { .. } | Call::Write { .. } | Call::Poll { .. } => Releases::Always,
            Call::WaitPid { blocks: true, .. } => Releases::Always,
            Call::SemaphoreWait { .. } => Releases::WhenItBlocks,
            _ => Releases::Never,
        }
    }

    /// Whether a signal ends the wait for it (`EINTR`), to be made again after the handlers.
    pub fn can_be_interrupted(&self) -> bool {
        matches!(
            self,
            Call::Read { .. }
                | Call::Poll { .. }
                | Call::WaitPid { blocks: true, .. }
                | Call::SemaphoreWait { blocks: true, .. }
        )
    }

    /// How long the call may wait.
    pub fn timeout(&self) -> Option<Nanos> {
        match self {
            Call::Poll { timeout, .. } | Call::SemaphoreWait { timeout, .. } => *timeout,
            _ => None,
        }
    }

    /// What the call costs, waiting aside.
    pub fn cost(&self, reply: &Reply) -> Nanos {
        let bytes = match (self, reply) {
            (Call::Write { bytes, .. } | Call::WriteMemory { bytes, .. }, _) => bytes.len(),
            (_, Reply::Bytes(bytes)) => bytes.len(),
            _ => 0,
        };
        let entry = match self {
            Call::ReadMemory { .. }
            | Call::WriteMemory { .. }
            | Call::SemaphoreWait { .. }
            | Call::SemaphorePost(_)
            | Call::SemaphoreValue(_) => ACCESS,
            _ => SYSTEM_CALL,
        };
        entry.saturating_add((bytes as u64).saturating_mul(COPY) / 1000)
    }

    /// What the timeline says of it.
    pub fn name(&self) -> &'static str {
        match self {
            Call::Pipe { .. } => "pipe",
            Call::Connect => "connect",
            Call::Adopt(_) => "accept",
            Call::Close(_) => "close",
            Call::Dup(_) => "dup",
            Call::Read { .. } => "read from pipe",
            Call::Write { .. } => "write to pipe",
            Call::Poll { .. } => "wait for pipe",
            Call::WaitPid { .. } => "waitpid",
            Call::Kill { .. } => "kill",
            Call::NewSemaphore { .. }
            | Call::SemaphoreWait { .. }
            | Call::SemaphorePost(_)
            | Call::SemaphoreValue(_) => "semaphore",
            Call::NewMemory { .. }
            | Call::OpenMemory(_)
            | Call::UnlinkMemory(_)
            | Call::ReadMemory { .. }
            | Call::WriteMemory { .. } => "shared memory",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Done,
    Number(i64),
    Numbers(Vec<i64>),
    Bytes(Vec<u8>),
    Error(Errno),
}

/// `errno`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errno(pub i64);

impl Errno {
    pub const ENOENT: Errno = Errno(2);
    pub const ESRCH: Errno = Errno(3);
    pub const EBADF: Errno = Errno(9);
    pub const ECHILD: Errno = Errno(10);
    pub const EAGAIN: Errno = Errno(11);
    pub const ENOMEM: Errno = Errno(12);
    pub const EBUSY: Errno = Errno(16);
    pub const EEXIST: Errno = Errno(17);
    pub const EINVAL: Errno = Errno(22);
    pub const EMFILE: Errno = Errno(24);
    pub const ENOSPC: Errno = Errno(28);
    pub const EPIPE: Errno = Errno(32);
    /// The engine has no further interpreters.
    pub const ENOSYS: Errno = Errno(38);
    pub const ECONNRESET: Errno = Errno(104);
}

/// Signals that end a process.
pub mod signal {
    pub const ABRT: u8 = 6;
    pub const KILL: u8 = 9;
    pub const SEGV: u8 = 11;
    pub const TERM: u8 = 15;
}
