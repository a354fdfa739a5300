//! `lock` and `RLock`.

use crate::nanos::Nanos;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{LockId, Syscall, ThreadId};
use crate::vm::heap::Body;
use crate::vm::modules::time::duration;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::Lock;
use crate::vm::objects::{ClassDef, function, method, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// `threading.TIMEOUT_MAX`, in seconds.
pub const TIMEOUT_MAX: f64 = 9_223_372_036.0;

pub static LOCK: ClassDef = ClassDef {
    class: types::LOCK,
    methods: &[
        method("acquire", acquire),
        method("acquire_lock", acquire),
        method("release", release),
        method("release_lock", release),
        method("locked", locked),
        method("locked_lock", locked),
        wrapper("__enter__", enter),
        wrapper("__exit__", release_on_exit),
    ],
    construct: Some(&NEW_LOCK),
};

pub static RLOCK: ClassDef = ClassDef {
    class: types::RLOCK,
    methods: &[
        method("acquire", acquire),
        method("release", release),
        method("_is_owned", is_owned),
        method("_release_save", release_save),
        method("_acquire_restore", acquire_restore),
        method("_recursion_count", recursion_count),
        wrapper("__enter__", enter),
        wrapper("__exit__", release_on_exit),
    ],
    construct: Some(&NEW_RLOCK),
};

static NEW_LOCK: NativeDef = function("lock", new_lock);
static NEW_RLOCK: NativeDef = function("RLock", new_rlock);

pub fn new_lock(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "lock", 0, 0)?;
    Ok(ctx.alloc(types::LOCK, Body::Lock(Box::default())))
}

fn new_rlock(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "RLock", 0, 0)?;
    let lock = Lock {
        reentrant: true,
        ..Lock::default()
    };
    Ok(ctx.alloc(types::RLOCK, Body::Lock(Box::new(lock))))
}

/// The lock that a method was called on.
fn this(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<LockId> {
    match (args.get(0), ctx.body(args.get(0))) {
        (Value::Obj(r), Some(Body::Lock(_))) => Ok(LockId(r.0 as u32)),
        _ => Err(ctx.type_error("a lock object is required")),
    }
}

/// Takes the lock if that needs no waiting.
fn take(lock: &mut Lock, thread: ThreadId) -> bool {
    if lock.take(thread) {
        return true;
    }
    if lock.reentrant && lock.owner == Some(thread) {
        lock.count = lock.count.saturating_add(1);
        return true;
    }
    false
}

/// Takes the lock or says that it is taken, if either needs no waiting. Where the driver has
/// answered, it has taken the lock for this thread or given up.
fn take_at_once(
    ctx: &mut Ctx<'_>,
    lock: LockId,
    blocking: bool,
    timeout: Option<Nanos>,
) -> Option<Value> {
    if ctx.has_answer() {
        return None;
    }
    let thread = ctx.thread;
    let lock = ctx.interp.lock_mut(lock);
    if lock.is_some_and(|lock| take(lock, thread)) {
        return Some(Value::True);
    }
    (!blocking || timeout == Some(0)).then_some(Value::False)
}

/// Takes the lock, waiting for it at most so long: whether it could.
pub fn take_or_wait(
    ctx: &mut Ctx<'_>,
    lock: LockId,
    blocking: bool,
    timeout: Option<Nanos>,
) -> Result {
    match take_at_once(ctx, lock, blocking, timeout) {
        Some(taken) => Ok(taken),
        None => ctx.ask(Syscall::Acquire { lock, timeout }, Value::None),
    }
}

/// The same as the last thing that a native does.
fn take_last(ctx: &mut Ctx<'_>, lock: LockId, blocking: bool, timeout: Option<Nanos>) -> Result {
    match take_at_once(ctx, lock, blocking, timeout) {
        Some(taken) => Ok(taken),
        None => ctx.ask_last(Syscall::Acquire { lock, timeout }, Value::None),
    }
}

/// Makes the lock free (or gives up so many levels of it): whether somebody waits for it.
fn free(ctx: &mut Ctx<'_>, lock: LockId, levels: u64) -> bool {
    let Some(state) = ctx.interp.lock_mut(lock) else {
        return false;
    };
    state.count = state.count.saturating_sub(levels);
    if state.count > 0 {
        return false;
    }
    state.free();
    state.waiters > 0
}

/// The same, and tells the driver if somebody waits.
pub fn give_back(ctx: &mut Ctx<'_>, lock: LockId, levels: u64) -> Result<()> {
    if ctx.has_answer() || free(ctx, lock, levels) {
        ctx.ask(Syscall::Release { lock }, Value::None)?;
    }
    Ok(())
}

fn acquire(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = this(ctx, args)?;
    if args.len() == 1 && !args.has_keywords() {
        return take_last(ctx, lock, true, None);
    }
    let parameters = ["blocking", "timeout"];
    if args.len() > 3 {
        let given = args.len() - 1;
        let message = format!("acquire() takes at most 2 arguments ({given} given)");
        return Err(ctx.type_error(message));
    }
    let [blocking, timeout] = ctx.bind(args.skip_first(), "acquire", parameters, 0, 2)?;
    let blocking = blocking.is_null() || ctx.truth(blocking)?;
    let timeout = match timeout.some() {
        Some(timeout) => timeout_argument(ctx, blocking, timeout)?,
        None => None,
    };
    take_last(ctx, lock, blocking, timeout)
}

/// `lock_acquire_parse_timeout`: -1 is for ever.
fn timeout_argument(ctx: &mut Ctx<'_>, blocking: bool, timeout: Value) -> Result<Option<Nanos>> {
    let unset = match ctx.number_as_float(timeout)? {
        Some(seconds) => seconds == -1.0,
        None => false,
    };
    let timeout = duration(ctx, timeout)?;
    if !blocking && !unset {
        return Err(ctx.value_error("can't specify a timeout for a non-blocking call"));
    }
    match timeout {
        _ if unset => Ok(None),
        None => Err(ctx.value_error("timeout value must be a non-negative number")),
        Some(timeout) if timeout as f64 / 1e9 > TIMEOUT_MAX => {
            Err(ctx.raise(types::OVERFLOW_ERROR, "timeout value is too large"))
        }
        Some(timeout) => Ok(Some(timeout)),
    }
}

fn enter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = this(ctx, args)?;
    take_last(ctx, lock, true, None)
}

fn release(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = this(ctx, args)?;
    if ctx.has_answer() {
        return ctx.ask_last(Syscall::Release { lock }, Value::None);
    }
    check_release(ctx, lock)?;
    if free(ctx, lock, 1) {
        return ctx.ask_last(Syscall::Release { lock }, Value::None);
    }
    Ok(Value::None)
}

fn release_on_exit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    release(ctx, Args::positional(&[args.get(0)]))
}

fn check_release(ctx: &mut Ctx<'_>, lock: LockId) -> Result<()> {
    let thread = ctx.thread;
    match ctx.interp.lock(lock) {
        Some(lock) if lock.reentrant && (lock.count == 0 || lock.owner != Some(thread)) => {
            Err(ctx.raise(types::RUNTIME_ERROR, "cannot release un-acquired lock"))
        }
        Some(lock) if lock.count == 0 => {
            Err(ctx.raise(types::RUNTIME_ERROR, "release unlocked lock"))
        }
        _ => Ok(()),
    }
}

fn locked(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = this(ctx, args)?;
    let taken = ctx.interp.lock(lock).is_some_and(Lock::is_taken);
    Ok(Value::from(taken))
}

/// How often this thread holds the lock.
fn levels(ctx: &Ctx<'_>, lock: LockId) -> u64 {
    match ctx.interp.lock(lock) {
        Some(lock) if lock.owner == Some(ctx.thread) => lock.count,
        _ => 0,
    }
}

fn is_owned(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = this(ctx, args)?;
    Ok(Value::from(levels(ctx, lock) > 0))
}

fn recursion_count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = this(ctx, args)?;
    Ok(Value::Int(levels(ctx, lock) as i64))
}

/// `_release_save()`: gives up all levels; what `_acquire_restore` needs to take them again.
fn release_save(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = this(ctx, args)?;
    let saved = ctx.once(|ctx| {
        check_release(ctx, lock)?;
        let count = Value::Int(levels(ctx, lock) as i64);
        let owner = Value::Int(super::ident(ctx.thread));
        Ok(ctx.tuple([count, owner]))
    })?;
    let count = match ctx.as_tuple(saved) {
        Some(&[Value::Int(count), _]) => count.unsigned_abs(),
        _ => 0,
    };
    give_back(ctx, lock, count)?;
    Ok(saved)
}

fn acquire_restore(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "_acquire_restore", 1, 1)?;
    let lock = this(ctx, args)?;
    let count = match ctx.as_tuple(args.get(1)) {
        Some(&[Value::Int(count), _]) if count > 0 => count.unsigned_abs(),
        _ => return Err(ctx.type_error("_acquire_restore() argument 1 must be a saved state")),
    };
    take_or_wait(ctx, lock, true, None)?;
    if let Some(lock) = ctx.interp.lock_mut(lock) {
        lock.count = count;
    }
    Ok(Value::None)
}

/// A new plain lock, taken or not.
pub fn make(ctx: &mut Ctx<'_>, count: u64) -> Ref {
    let lock = Lock {
        count,
        ..Lock::default()
    };
    ctx.interp
        .heap
        .alloc(types::LOCK, Body::Lock(Box::new(lock)))
}
