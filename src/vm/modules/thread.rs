//! `_thread`.

use crate::payload;
use crate::vm::exit::ThreadId;
use crate::vm::value::{Ref, Value};

/// `_thread._ThreadHandle`.
#[derive(Clone, Debug)]
pub struct ThreadHandle {
    pub thread: Option<ThreadId>,
    pub lock: Ref,
    pub done: bool,
}

payload!(ThreadHandle, |handle, visit| visit(Value::Obj(handle.lock)));
