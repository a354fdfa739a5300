//! `_multiprocessing`: the system calls under `multiprocessing`. What CPython spreads over
//! `_multiprocessing`, `posix`, `select`, `_posixshmem` and `_posixsubprocess` is one module here;
//! the semaphores, connections and blocks of memory over it are Python.

use super::ModuleDef;
use super::time::duration;
use crate::kernel::Call;
use crate::nanos::Nanos;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{NewProcess, Syscall};
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_multiprocessing",
    functions: FUNCTIONS,
    init,
};

const FUNCTIONS: &[NativeDef] = &[
    function("pipe", pipe),
    function("socketpair", socketpair),
    function("connect", connect),
    function("adopt", adopt),
    function("close", close),
    function("dup", dup),
    function("read", read),
    function("write", write),
    function("poll", poll),
    function("waitpid", waitpid),
    function("kill", kill),
    function("sem_open", sem_open),
    function("sem_wait", sem_wait),
    function("sem_post", sem_post),
    function("sem_getvalue", sem_getvalue),
    function("shm_open", shm_open),
    function("shm_attach", shm_attach),
    function("shm_unlink", shm_unlink),
    function("shm_load", shm_load),
    function("shm_store", shm_store),
    function("spawn", spawn),
    function("set_process_name", set_process_name),
];

/// `SEM_VALUE_MAX`.
const SEM_VALUE_MAX: u32 = i32::MAX as u32;

fn init(interp: &mut Interpreter, namespace: Ref) {
    interp.set_global(namespace, "SEM_VALUE_MAX", Value::Int(SEM_VALUE_MAX.into()));
}

fn ask(ctx: &mut Ctx<'_>, call: Call) -> Result {
    ctx.ask(Syscall::Kernel(call), Value::None)
}

/// A length or an offset.
fn size(ctx: &mut Ctx<'_>, value: Value) -> Result<usize> {
    let size = ctx.index(value)?;
    usize::try_from(size).map_err(|_| ctx.value_error("negative argument not allowed"))
}

fn integer(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<i64> {
    ctx.arity(args, name, 1, 1)?;
    ctx.index(args.get(0))
}

/// A timeout in seconds; `None` is for ever.
fn timeout(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<Nanos>> {
    match value {
        Value::Null | Value::None => Ok(None),
        value => Ok(Some(duration(ctx, value)?.unwrap_or(0))),
    }
}

fn pipe(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "pipe", 0, 0)?;
    ask(ctx, Call::Pipe { duplex: false })
}

fn socketpair(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "socketpair", 0, 0)?;
    ask(ctx, Call::Pipe { duplex: true })
}

/// `connect()`: a descriptor, and the token with which another process adopts the other end.
fn connect(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "connect", 0, 0)?;
    ask(ctx, Call::Connect)
}

fn adopt(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let token = integer(ctx, args, "adopt")?;
    ask(ctx, Call::Adopt(token))
}

fn close(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let fd = integer(ctx, args, "close")?;
    ask(ctx, Call::Close(fd))
}

fn dup(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let fd = integer(ctx, args, "dup")?;
    ask(ctx, Call::Dup(fd))
}

fn read(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "read", 2, 2)?;
    let fd = ctx.index(args.get(0))?;
    let count = size(ctx, args.get(1))?;
    ask(ctx, Call::Read { fd, count })
}

fn write(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "write", 2, 2)?;
    let fd = ctx.index(args.get(0))?;
    let bytes = ctx.bytes_argument(args.get(1))?;
    ask(ctx, Call::Write { fd, bytes })
}

/// `poll(fds, timeout)`: those that have something to read.
fn poll(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "poll", 2, 2)?;
    let timeout = timeout(ctx, args.get(1))?;
    let Some(given) = ctx.as_list(args.get(0)).cloned() else {
        return Err(ctx.type_error("poll() argument 1 must be a list"));
    };
    let mut fds = Vec::with_capacity(given.len());
    for fd in given {
        fds.push(ctx.index(fd)?);
    }
    ask(ctx, Call::Poll { fds, timeout })
}

/// `waitpid(pid, blocks)`: the child and its exit code.
fn waitpid(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "waitpid", 2, 2)?;
    let child = ctx.index(args.get(0))?;
    let blocks = ctx.truth(args.get(1))?;
    ask(ctx, Call::WaitPid { child, blocks })
}

fn kill(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "kill", 2, 2)?;
    let pid = ctx.index(args.get(0))?;
    let signal = ctx.index(args.get(1))?;
    ask(ctx, Call::Kill { pid, signal })
}

/// `sem_open(value, limit)`: the number of a new semaphore.
fn sem_open(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "sem_open", 2, 2)?;
    let value = ctx.index(args.get(0))?;
    let limit = ctx.index(args.get(1))?;
    let (Ok(value), Ok(limit)) = (u32::try_from(value), u32::try_from(limit)) else {
        return Err(ctx.value_error("semaphore or lock released too many times"));
    };
    ask(ctx, Call::NewSemaphore { value, limit })
}

/// `sem_wait(semaphore, blocks, timeout)`: 1 where it was taken.
fn sem_wait(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "sem_wait", 3, 3)?;
    let semaphore = ctx.index(args.get(0))?;
    let blocks = ctx.truth(args.get(1))?;
    let timeout = timeout(ctx, args.get(2))?;
    let call = Call::SemaphoreWait {
        semaphore,
        blocks: blocks && timeout != Some(0),
        timeout,
    };
    ask(ctx, call)
}

fn sem_post(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let semaphore = integer(ctx, args, "sem_post")?;
    ask(ctx, Call::SemaphorePost(semaphore))
}

fn sem_getvalue(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let semaphore = integer(ctx, args, "sem_getvalue")?;
    ask(ctx, Call::SemaphoreValue(semaphore))
}

/// `shm_open(name, size)`: the number of a new block; `name` may be None.
fn shm_open(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "shm_open", 2, 2)?;
    let name = match args.get(0) {
        Value::None => None,
        name => Some(ctx.expect_str(name, "shm_open() argument 1")?),
    };
    let size = size(ctx, args.get(1))?;
    ask(ctx, Call::NewMemory { name, size })
}

fn shm_attach(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "shm_attach", 1, 1)?;
    let name = ctx.expect_str(args.get(0), "shm_attach() argument 1")?;
    ask(ctx, Call::OpenMemory(name))
}

fn shm_unlink(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "shm_unlink", 1, 1)?;
    let name = ctx.expect_str(args.get(0), "shm_unlink() argument 1")?;
    ask(ctx, Call::UnlinkMemory(name))
}

fn shm_load(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "shm_load", 3, 3)?;
    let block = ctx.index(args.get(0))?;
    let offset = size(ctx, args.get(1))?;
    let count = size(ctx, args.get(2))?;
    let call = Call::ReadMemory {
        block,
        offset,
        count,
    };
    ask(ctx, call)
}

fn shm_store(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "shm_store", 3, 3)?;
    let block = ctx.index(args.get(0))?;
    let offset = size(ctx, args.get(1))?;
    let bytes = ctx.bytes_argument(args.get(2))?;
    let call = Call::WriteMemory {
        block,
        offset,
        bytes,
    };
    ask(ctx, call)
}

/// `spawn(code, args, fds)`: starts a fresh interpreter; its process's number.
fn spawn(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "spawn", 3, 3)?;
    let code = ctx.expect_str(args.get(0), "spawn() argument 1")?;
    let mut words = Vec::new();
    for word in ctx.as_list(args.get(1)).cloned().unwrap_or_default() {
        words.push(ctx.expect_str(word, "argument")?);
    }
    let mut fds = Vec::new();
    for fd in ctx.as_list(args.get(2)).cloned().unwrap_or_default() {
        fds.push(ctx.index(fd)?);
    }
    let new = NewProcess {
        code,
        args: words,
        fds,
    };
    ctx.ask(Syscall::SpawnProcess(Box::new(new)), Value::None)
}

/// `set_process_name(name)`: what the timeline calls this process.
fn set_process_name(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "set_process_name", 1, 1)?;
    let name = ctx.expect_str(args.get(0), "process name")?;
    ctx.interp.process_name = Some(name);
    Ok(Value::None)
}
