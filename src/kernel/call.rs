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

// CPython 3.13's on the machine of the profiles, its own part around the kernel's with them
// (`bench/machine/kernel_calls.py`).

/// `os.read`, `os.write` and `poll`, apart from the bytes.
const TRANSFER: Nanos = 250;
/// Any other: `dup`, `close`.
const SYSTEM_CALL: Nanos = 180;
/// Copying into a pipe and out of it, in picoseconds for a byte.
const COPY_IN: u64 = 39;
const COPY_OUT: u64 = 51;
/// Copying shared memory, in picoseconds for a byte, and a load or store of a number there.
const COPY_MEMORY: u64 = 29;
const ACCESS: Nanos = 50;
/// A semaphore that nobody waits for: no more than the method's call, which is counted already.
const SEMAPHORE: Nanos = 1;

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
        let (entry, bytes, byte) = match (self, reply) {
            (Call::Write { bytes, .. }, _) => (TRANSFER, bytes.len(), COPY_IN),
            (Call::Read { .. }, Reply::Bytes(bytes)) => (TRANSFER, bytes.len(), COPY_OUT),
            (Call::Read { .. } | Call::Poll { .. }, _) => (TRANSFER, 0, 0),
            (Call::WriteMemory { bytes, .. }, _) => (ACCESS, bytes.len(), COPY_MEMORY),
            (Call::ReadMemory { .. }, Reply::Bytes(bytes)) => (ACCESS, bytes.len(), COPY_MEMORY),
            (Call::SemaphoreWait { .. }, _)
            | (Call::SemaphorePost(_) | Call::SemaphoreValue(_), _) => (SEMAPHORE, 0, 0),
            _ => (SYSTEM_CALL, 0, 0),
        };
        entry.saturating_add((bytes as u64).saturating_mul(byte) / 1000)
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
