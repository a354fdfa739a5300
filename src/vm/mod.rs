//! The interpreter: resumable, pure, one thread of Python at a time.

pub mod builtins;
pub mod code;
pub mod ctx;
pub mod eval;
mod exit;
mod fork;
pub mod frame;
pub mod fusion;
pub mod heap;
pub mod host;
pub mod interpreter;
pub mod modules;
pub mod names;
mod namespace;
pub mod native;
pub mod number;
pub mod object;
pub mod objects;
mod output;
pub mod protocol;
pub mod references;
mod sharing;
mod signals;
pub mod table;
pub mod text;
mod thread;
mod traceback;
pub mod types;
pub mod value;

pub use exit::{
    Answer, EvalBreaker, Exit, InterpreterId, LockId, NewProcess, Run, Stream, Syscall, ThreadId,
    Work,
};
pub use host::{CompileError, Host, HostClock, Mode, Source};
pub use interpreter::{Interpreter, Limits};
pub use sharing::SharingCosts;
pub use signals::{Arrived, Delivery, SIGALRM, SIGINT, SIGTERM};
