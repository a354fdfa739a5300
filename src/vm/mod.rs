//! The interpreter: resumable, pure, one thread of Python at a time.

pub mod builtins;
pub mod code;
pub mod ctx;
pub mod eval;
mod exit;
pub mod number;
pub mod table;
pub mod text;

pub use exit::{Answer, Exit, LockId, Run, Stream, Syscall, ThreadId};
pub use host::{CompileError, Host, Mode, Source};
pub use interpreter::{Interpreter, Limits};
