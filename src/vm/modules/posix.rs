//! `posix`: what a simulated process knows of its machine. `os` is its front.

use super::ModuleDef;
use crate::kernel;
use crate::vm::ctx::Ctx;
use crate::vm::exit::Syscall;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "posix",
    functions: FUNCTIONS,
    init,
};

const FUNCTIONS: &[NativeDef] = &[
    function("_exit", exit),
    function("cpu_count", cpu_count),
    function("_crash", crash),
    function("fork", fork),
    function("getpid", getpid),
    function("getppid", getppid),
    function("sched_getaffinity", sched_getaffinity),
    function("sched_yield", sched_yield),
    function("strerror", strerror),
    function("urandom", urandom),
];

/// `errno` constants and their texts.
pub const ERRORS: [(i64, &str, &str); 18] = [
    (1, "EPERM", "Operation not permitted"),
    (2, "ENOENT", "No such file or directory"),
    (3, "ESRCH", "No such process"),
    (4, "EINTR", "Interrupted system call"),
    (5, "EIO", "Input/output error"),
    (9, "EBADF", "Bad file descriptor"),
    (10, "ECHILD", "No child processes"),
    (11, "EAGAIN", "Resource temporarily unavailable"),
    (12, "ENOMEM", "Cannot allocate memory"),
    (13, "EACCES", "Permission denied"),
    (17, "EEXIST", "File exists"),
    (22, "EINVAL", "Invalid argument"),
    (24, "EMFILE", "Too many open files"),
    (28, "ENOSPC", "No space left on device"),
    (32, "EPIPE", "Broken pipe"),
    (38, "ENOSYS", "Function not implemented"),
    (104, "ECONNRESET", "Connection reset by peer"),
    (110, "ETIMEDOUT", "Connection timed out"),
];

pub static ERRNO: ModuleDef = ModuleDef {
    name: "errno",
    functions: &[],
    init: init_errno,
};

fn init(interp: &mut Interpreter, namespace: Ref) {
    interp.set_global(namespace, "error", Value::Obj(types::OS_ERROR));
    let environ = interp.new_dict();
    for (name, value) in [("HOME", "/root"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin")] {
        let value = interp.new_str(value);
        interp.set_global(environ, name, value);
    }
    interp.set_global(namespace, "environ", Value::Obj(environ));
}

fn init_errno(interp: &mut Interpreter, namespace: Ref) {
    for (code, name, _) in ERRORS {
        interp.set_global(namespace, name, Value::Int(code));
    }
    interp.set_global(namespace, "EWOULDBLOCK", Value::Int(11));
}

fn cpu_count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "cpu_count", 0, 0)?;
    Ok(Value::Int(ctx.interp.cores.into()))
}

fn sched_getaffinity(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "sched_getaffinity", 1, 1)?;
    let cores: Vec<Value> = (0..ctx.interp.cores)
        .map(|core| Value::Int(core.into()))
        .collect();
    ctx.new_set(types::SET, &cores)
}

/// `sched_yield()`: releases the GIL and takes it again.
fn sched_yield(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "sched_yield", 0, 0)?;
    ctx.ask(Syscall::Sleep(0), Value::None)
}

fn getpid(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getpid", 0, 0)?;
    Ok(Value::Int(ctx.interp.pid))
}

fn getppid(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getppid", 0, 0)?;
    Ok(Value::Int(ctx.interp.parent_pid))
}

fn strerror(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "strerror", 1, 1)?;
    let code = ctx.index(args.get(0))?;
    Ok(ctx.string(error_text(code)))
}

/// What `strerror` says of an `errno`.
pub fn error_text(code: i64) -> String {
    match ERRORS.iter().find(|&&(known, ..)| known == code) {
        Some((_, _, text)) => (*text).to_string(),
        None => format!("Unknown error {code}"),
    }
}

fn urandom(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "urandom", 1, 1)?;
    let size = ctx.index(args.get(0))?;
    let Ok(size) = usize::try_from(size) else {
        return Err(ctx.value_error("negative argument not allowed"));
    };
    ctx.reserve(size)?;
    ctx.charge(size, 3_000);
    let mut bytes = Vec::with_capacity(size);
    while bytes.len() < size {
        bytes.extend_from_slice(&ctx.draw_entropy().to_le_bytes());
    }
    bytes.truncate(size);
    Ok(ctx.bytes(bytes))
}

/// `fork()`: 0 in the child.
fn fork(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "fork", 0, 0)?;
    if ctx.interp.number != 0 {
        let message = "fork not supported for isolated subinterpreters";
        return Err(ctx.raise(types::RUNTIME_ERROR, message));
    }
    ctx.ask(Syscall::Fork, Value::None)
}

/// `_crash(signal)`: what ends a process from inside C.
fn crash(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_crash", 1, 1)?;
    let signal = ctx.index(args.get(0))?;
    let signal = u8::try_from(signal).unwrap_or(kernel::signal::ABRT);
    ctx.ask(Syscall::Crash(signal), Value::None)
}

fn exit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_exit", 1, 1)?;
    let status = ctx.index(args.get(0))?;
    ctx.ask(Syscall::Exit((status & 0xff) as i32), Value::None)
}
