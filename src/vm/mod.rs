//! The interpreter: resumable, pure, one thread of Python at a time.

pub mod builtins;
pub mod code;
mod copy_on_write;
pub mod ctx;
mod entrance;
pub mod eval;
mod exit;
mod fork;
pub mod frame;
pub mod fusion;
pub mod heap;
pub mod host;
mod inspect;
pub mod interpreter;
mod memory;
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
pub mod sizeof;
pub mod table;
pub mod text;
mod thread;
mod traceback;
pub mod types;
pub mod value;

pub use copy_on_write::PageWrites;
pub use exit::{
    Answer, CodePosition, Crossing, EvalBreaker, Exit, InterpreterCall, InterpreterId, LockId,
    NewProcess, Run, Stream, Syscall, ThreadId, Work,
};
pub use host::{CompileError, Host, HostClock, Mode, Source};
pub use inspect::{FrameAt, Variable};
pub use interpreter::{Interpreter, Limits};
pub use memory::InUse;
pub use sharing::SharingCosts;
pub use signals::{Arrived, Delivery, SIGALRM, SIGINT, SIGTERM};
