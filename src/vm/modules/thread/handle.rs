//! `_ThreadHandle`: what one holds of a thread that can be joined.

use super::lock::{self, give_back, take_or_wait};
use super::{ident, thread_of};
use crate::nanos::Nanos;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{LockId, ThreadId};
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::modules::time::duration;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::Lock;
use crate::vm::objects::{ClassDef, function, getter, method, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// The state of a handle.
#[derive(Clone, Debug)]
pub struct ThreadHandle {
    /// `None` before the start.
    pub thread: Option<ThreadId>,
    /// Locked from the start of the thread until its end.
    pub lock: Ref,
    /// The thread is over.
    pub done: bool,
}

payload!(ThreadHandle, |self_, visit| visit(Value::Obj(self_.lock)));

impl ThreadHandle {
    pub fn started(&self) -> bool {
        self.thread.is_some() || self.done
    }
}

pub static HANDLE: ClassDef = ClassDef {
    class: types::THREAD_HANDLE,
    methods: &[
        method("join", join),
        method("is_done", is_done),
        method("_set_done", set_done),
        getter("ident", get_ident),
        wrapper("__repr__", repr),
    ],
    construct: Some(&NEW),
};

static NEW: NativeDef = function("_ThreadHandle", construct);

fn construct(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_ThreadHandle", 0, 0)?;
    Ok(new_handle(ctx))
}

/// A handle of no thread yet.
pub fn new_handle(ctx: &mut Ctx<'_>) -> Value {
    let lock = lock::make(ctx, 0);
    let handle = ThreadHandle {
        thread: None,
        lock,
        done: false,
    };
    ctx.alloc(types::THREAD_HANDLE, Body::Other(Box::new(handle)))
}

/// `_make_thread_handle(ident)`: for a thread that was not started through a handle.
pub fn make_thread_handle(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_make_thread_handle", 1, 1)?;
    let given = ctx.index(args.get(0))?;
    let handle = new_handle(ctx);
    hold(ctx, handle);
    if let Some(state) = ctx.payload_mut::<ThreadHandle>(handle) {
        state.thread = thread_of(given);
    }
    Ok(handle)
}

/// Locks the handle: its thread is about to start.
pub fn hold(ctx: &mut Ctx<'_>, handle: Value) {
    if let Some(lock) = lock_of(ctx, handle) {
        lock.count = 1;
    }
}

/// The thread did not start after all.
pub fn let_go(ctx: &mut Ctx<'_>, handle: Value) {
    if let Some(lock) = lock_of(ctx, handle) {
        lock.free();
    }
}

fn lock_of<'a>(ctx: &'a mut Ctx<'_>, handle: Value) -> Option<&'a mut Lock> {
    let lock = ctx.payload::<ThreadHandle>(handle).map(|h| h.lock)?;
    ctx.interp.lock_mut(LockId(lock.0 as u32))
}

fn this(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<ThreadHandle> {
    match ctx.payload::<ThreadHandle>(args.get(0)) {
        Some(handle) => Ok(handle.clone()),
        None => Err(ctx.type_error("a _ThreadHandle is required")),
    }
}

/// `join(timeout=None)`: waits for the thread's end. A negative timeout is for ever.
fn join(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "join", 0, 1)?;
    let handle = this(ctx, args)?;
    let timeout = match args.get(1) {
        Value::Null | Value::None => None,
        timeout => duration(ctx, timeout)?,
    };
    if !ctx.has_answer() {
        if handle.done {
            return Ok(Value::None);
        }
        if handle.thread.is_none() {
            return Err(ctx.raise(types::RUNTIME_ERROR, "thread not started"));
        }
        if handle.thread == Some(ctx.thread) {
            return Err(ctx.raise(types::RUNTIME_ERROR, "Cannot join current thread"));
        }
    }
    wait(ctx, args.get(0), timeout)?;
    Ok(Value::None)
}

/// Waits for the end of a handle's thread, at most so long.
pub fn wait(ctx: &mut Ctx<'_>, handle: Value, timeout: Option<Nanos>) -> Result<()> {
    let Some(lock) = ctx.payload::<ThreadHandle>(handle).map(|h| h.lock) else {
        return Ok(());
    };
    let lock = LockId(lock.0 as u32);
    let taken = ctx.once(|ctx| take_or_wait(ctx, lock, true, timeout))?;
    if matches!(taken, Value::True) {
        give_back(ctx, lock, 1)?;
    }
    Ok(())
}

/// `_shutdown()`: joins every thread that is no daemon, also those that start meanwhile.
pub fn shutdown(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    let join = ctx.interp.intern("join");
    loop {
        let mark = ctx.mark();
        let next = ctx.once(|ctx| Ok(ctx.interp.unfinished_handle().unwrap_or(Value::None)))?;
        if next.is_none() {
            return Ok(Value::None);
        }
        ctx.call_method(next, join, &[])?;
        ctx.forget(mark);
    }
}

impl Interpreter {
    /// The handle of the first thread that the program has to wait for.
    fn unfinished_handle(&self) -> Option<Value> {
        let waited_for = self
            .threads
            .iter()
            .flatten()
            .filter(|thread| !thread.daemon);
        waited_for
            .map(|thread| thread.handle)
            .find(|handle| match handle {
                Value::Obj(r) => self
                    .heap
                    .payload::<ThreadHandle>(*r)
                    .is_some_and(|handle| !handle.done),
                _ => false,
            })
    }
}

fn is_done(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args)?.done))
}

/// `_set_done()`: as if the thread were over. Lets those go on who wait for it.
fn set_done(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let handle = this(ctx, args)?;
    if !handle.started() && !ctx.has_answer() {
        return Err(ctx.raise(types::RUNTIME_ERROR, "thread not started"));
    }
    if handle.done && !ctx.has_answer() {
        return Ok(Value::None);
    }
    if let Some(state) = ctx.payload_mut::<ThreadHandle>(args.get(0)) {
        state.done = true;
    }
    give_back(ctx, LockId(handle.lock.0 as u32), 1)?;
    Ok(Value::None)
}

fn get_ident(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(this(ctx, args)?.thread.map_or(0, ident)))
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let ident = this(ctx, args)?.thread.map_or(0, ident);
    Ok(ctx.string(format!("<_thread._ThreadHandle object: ident={ident}>")))
}
