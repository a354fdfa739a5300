//! The interpreter: resumable, pure, one thread of Python at a time.

mod exit;

pub use exit::{Answer, Exit, LockId, Run, Stream, Syscall, ThreadId};
