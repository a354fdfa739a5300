//! `_thread`: locks, threads, and what belongs to a thread.

mod handle;
mod local;
mod lock;

pub use handle::{HANDLE, ThreadHandle};
pub use local::LOCAL;
pub use lock::{LOCK, RLOCK, give_back, take_or_wait};

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{Syscall, ThreadId};
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    functions: FUNCTIONS,
    init,
};

const FUNCTIONS: &[NativeDef] = &[
    function("allocate_lock", lock::new_lock),
    function("allocate", lock::new_lock),
    function("get_ident", get_ident),
    function("get_native_id", get_native_id),
    function("_get_main_thread_ident", get_main_thread_ident),
    function("_is_main_interpreter", is_main_interpreter),
    function("daemon_threads_allowed", is_main_interpreter),
    function("start_new_thread", start_new_thread),
    function("start_new", start_new_thread),
    function("start_joinable_thread", start_joinable_thread),
    function("_make_thread_handle", handle::make_thread_handle),
    function("_set_thread_name", set_thread_name),
    function("_count", count),
    function("_shutdown", handle::shutdown),
    function("stack_size", stack_size),
    function("exit", exit),
    function("exit_thread", exit),
];

fn init(interp: &mut Interpreter, namespace: Ref) {
    for class in [
        types::RLOCK,
        types::THREAD_HANDLE,
        types::LOCAL,
        types::LOCK,
    ] {
        interp.set_class(namespace, class);
    }
    interp.set_global(namespace, "LockType", Value::Obj(types::LOCK));
    interp.set_global(namespace, "error", Value::Obj(types::RUNTIME_ERROR));
    interp.set_global(namespace, "TIMEOUT_MAX", Value::from(lock::TIMEOUT_MAX));
}

/// The identifier of the main thread: an address, as `pthread_self` gives.
const FIRST_IDENT: i64 = 140_000_000_000_000;
/// From one thread's identifier to the next: a stack of 8 MiB and its guard page.
const IDENT_STRIDE: i64 = 8_392_704;

/// `threading.get_ident()` in this thread.
pub fn ident(thread: ThreadId) -> i64 {
    FIRST_IDENT + i64::from(thread.0) * IDENT_STRIDE
}

/// The thread with this identifier.
pub fn thread_of(ident: i64) -> Option<ThreadId> {
    let distance = ident.checked_sub(FIRST_IDENT)?;
    (distance % IDENT_STRIDE == 0)
        .then(|| u32::try_from(distance / IDENT_STRIDE).ok())
        .flatten()
        .map(ThreadId)
}

fn get_ident(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "get_ident", 0, 0)?;
    Ok(Value::Int(ident(ctx.thread)))
}

fn get_native_id(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "get_native_id", 0, 0)?;
    Ok(Value::Int(ctx.interp.pid + i64::from(ctx.thread.0)))
}

fn get_main_thread_ident(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_get_main_thread_ident", 0, 0)?;
    Ok(Value::Int(ident(ctx.interp.main_thread)))
}

fn is_main_interpreter(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::from(ctx.interp.number == 0))
}

/// `_count()`: threads besides the main one.
fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_count", 0, 0)?;
    let count = ctx.interp.live_thread_count().saturating_sub(1);
    Ok(Value::Int(count as i64))
}

fn stack_size(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "stack_size", 0, 1)?;
    Ok(Value::Int(0))
}

fn exit(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Err(ctx.raise_with(types::SYSTEM_EXIT, &[]))
}

/// `_set_thread_name(ident, name)`: what the timeline calls the thread.
fn set_thread_name(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_set_thread_name", 2, 2)?;
    let name = ctx.expect_str(args.get(1), "thread name")?;
    let thread = match args.get(0) {
        Value::None => Some(ctx.thread),
        ident => thread_of(ctx.index(ident)?),
    };
    if let Some(thread) = thread {
        ctx.interp.set_thread_name(thread, &name);
    }
    Ok(Value::None)
}

/// Creates a thread and tells the driver. `result` is what the caller gets.
fn spawn(ctx: &mut Ctx<'_>, parts: Spawn) -> Result {
    let (thread, result) = if ctx.has_answer() {
        (ThreadId(0), Value::None)
    } else {
        let Spawn {
            callable,
            args,
            keywords,
            daemon,
            handle,
        } = parts;
        let spawned = ctx
            .interp
            .spawn_thread(callable, args, keywords, daemon, handle);
        match spawned {
            Some(thread) => (thread, Value::Int(ident(thread))),
            None => {
                return Err(ctx.raise(types::RUNTIME_ERROR, "can't start new thread"));
            }
        }
    };
    ctx.ask(Syscall::Spawn { thread }, result)
}

struct Spawn {
    callable: Value,
    args: Vec<Value>,
    keywords: Vec<(Ref, Value)>,
    daemon: bool,
    handle: Value,
}

fn start_new_thread(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "start_new_thread", 2, 3)?;
    let callable = args.get(0);
    if !ctx.is_callable(callable) {
        return Err(ctx.type_error("first arg must be callable"));
    }
    let Some(arguments) = ctx.as_tuple(args.get(1)).map(<[Value]>::to_vec) else {
        return Err(ctx.type_error("2nd arg must be a tuple"));
    };
    let mut keywords = Vec::new();
    if let Some(given) = args.get(2).some() {
        let dict = given.as_ref().filter(|&r| ctx.interp.dict(r).is_some());
        let Some(dict) = dict else {
            return Err(ctx.type_error("optional 3rd arg must be a dictionary"));
        };
        for (key, value) in ctx.dict_entries(dict) {
            match key {
                Value::Obj(r) if ctx.as_str(key).is_some() => {
                    keywords.push((ctx.interp.intern_ref(r), value));
                }
                _ => return Err(ctx.type_error("keywords must be strings")),
            }
        }
    }
    spawn(
        ctx,
        Spawn {
            callable,
            args: arguments,
            keywords,
            daemon: true,
            handle: Value::Null,
        },
    )
}

/// `start_joinable_thread(function, handle=None, daemon=True)`: the handle, which is made where
/// none is given.
fn start_joinable_thread(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let parameters = ["function", "handle", "daemon"];
    let [callable, handle, daemon] = ctx.bind(args, "start_joinable_thread", parameters, 1, 1)?;
    if !ctx.is_callable(callable) {
        return Err(ctx.type_error("thread function must be callable"));
    }
    let daemon = daemon.is_null() || ctx.truth(daemon)?;
    let handle = match handle {
        Value::Null | Value::None => ctx.once(|ctx| Ok(handle::new_handle(ctx)))?,
        handle => handle,
    };
    if !matches!(ctx.body(handle), Some(Body::Other(_)))
        || ctx.payload::<ThreadHandle>(handle).is_none()
    {
        return Err(ctx.type_error("'handle' must be a _ThreadHandle"));
    }
    if !ctx.has_answer()
        && ctx
            .payload::<ThreadHandle>(handle)
            .is_some_and(|h| h.started())
    {
        return Err(ctx.raise(types::RUNTIME_ERROR, "thread already started"));
    }
    let parts = Spawn {
        callable,
        args: Vec::new(),
        keywords: Vec::new(),
        daemon,
        handle,
    };
    spawn_with_handle(ctx, parts)
}

fn spawn_with_handle(ctx: &mut Ctx<'_>, parts: Spawn) -> Result {
    let handle = parts.handle;
    let known = ctx.has_answer();
    if !known {
        handle::hold(ctx, handle);
    }
    let outcome = spawn(ctx, parts);
    if !known
        && let Err(crate::vm::native::Interrupt::Syscall(request)) = &outcome
        && let Syscall::Spawn { thread } = request.syscall
        && let Some(state) = ctx.payload_mut::<ThreadHandle>(handle)
    {
        state.thread = Some(thread);
    }
    if let Err(crate::vm::native::Interrupt::Raise(_)) = &outcome {
        handle::let_go(ctx, handle);
    }
    outcome?;
    Ok(handle)
}
