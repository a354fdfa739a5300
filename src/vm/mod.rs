//! The interpreter: resumable, pure, one thread of Python at a time.

mod exit;
pub mod number;
pub mod table;
pub mod text;

pub use exit::{Answer, Exit, LockId, Run, Stream, Syscall, ThreadId};
