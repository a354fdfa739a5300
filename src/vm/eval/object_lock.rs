//! Objects that several threads use at a time, where no GIL keeps them apart.
//!
//! What changes a list, dict, set or bytearray takes the object's own lock (`Py_BEGIN_CRITICAL_SECTION`
//! in free-threaded builds). For an instant it is taken by almost everybody: then all there is to pay
//! is the way of the cache line (`bench/machine/object_lock.c` measures that spinning for such a lock
//! adds nothing to it). A long C call keeps it, and others sleep until it is over: the lock is then one
//! like `threading.Lock`'s, a `PyMutex`, which the driver knows how to wait for.

use super::{Executor, Flow, Probe};
use crate::nanos::Nanos;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{LockId, Syscall, Work};
use crate::vm::frame::{Activation, NativeFrame, Op};
use crate::vm::heap::Body;
use crate::vm::modules::thread::{give_back, take_or_wait};
use crate::vm::native::{Args, NativeDef, NativeKind, Result, Then};
use crate::vm::object::Lock;
use crate::vm::objects::function;
use crate::vm::sharing::{HeldObject, SharingCosts};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// Methods that read without the lock.
const LOCK_FREE: [&str; 6] = ["count", "get", "index", "items", "keys", "values"];

/// Special methods that take the lock.
const CHANGING: [&str; 5] = [
    "__delitem__",
    "__iadd__",
    "__imul__",
    "__ior__",
    "__setitem__",
];

/// Methods that hand the caller what they take out.
const TAKE_OUT: [&str; 3] = ["pop", "popitem", "popleft"];

/// The part of a long C call that keeps an object's lock: the lock, the call's cost and name, its
/// result.
static HOLD: NativeDef = function("hold_object", hold);
/// Waits until a lock is free.
static AWAIT: NativeDef = function("await_object", await_free);

fn lock_argument(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<LockId> {
    match args.get(0) {
        Value::Obj(r) => Ok(LockId(r.0 as u32)),
        _ => Err(ctx.type_error("a lock object is required")),
    }
}

fn hold(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = lock_argument(ctx, args)?;
    let (Value::Int(cost), Some(what)) = (args.get(1), ctx.as_str(args.get(2))) else {
        return Err(ctx.type_error("hold_object() takes a lock, a cost and a name"));
    };
    let syscall = Syscall::Native {
        what: what.as_str().to_string(),
        cost: cost.unsigned_abs(),
        releases_gil: false,
        work: Work::Done,
    };
    ctx.ask(syscall, Value::None)?;
    ctx.interp.held_objects.retain(|held| held.lock != lock);
    give_back(ctx, lock, 1)?;
    Ok(args.get(3))
}

fn await_free(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let lock = lock_argument(ctx, args)?;
    take_or_wait(ctx, lock, true, None)?;
    give_back(ctx, lock, 1)?;
    Ok(Value::None)
}

impl<P: Probe> Executor<'_, P> {
    /// What it costs to use an object that other threads may use, without a GIL.
    pub(super) fn sharing_cost(&mut self, object: Value) -> u64 {
        if P::COUNTS {
            // Paid as the reference was taken.
            return 0;
        }
        let sharing = self.interp.heap.share(object);
        let costs = self.interp.sharing_costs;
        let counts = if sharing.foreign { costs.pair() } else { 0 };
        let moves = u64::from(costs.line_transfer) * u64::from(sharing.moves_line);
        counts + moves
    }

    /// Whether objects are shared without a GIL.
    fn shares(&self) -> bool {
        self.interp.sharing_costs != SharingCosts::default()
    }

    /// Whether an operation in C takes the lock of its first argument.
    pub(super) fn takes_lock(&self, op: Op, receiver: Value) -> bool {
        if !self.shares() || !self.interp.is_locked_container(receiver) {
            return false;
        }
        match op {
            Op::Native(def) => match def.kind {
                NativeKind::Method => !LOCK_FREE.contains(&def.name),
                NativeKind::Wrapper => CHANGING.contains(&def.name),
                _ => false,
            },
            Op::SetItem | Op::DelItem | Op::ListExtend | Op::SetUpdate | Op::DictUpdate => true,
            _ => false,
        }
    }

    /// A C call has given its caller `item` out of `container`, who will drop it: where another
    /// thread made it, that one is to free it.
    pub(super) fn charge_merge(&mut self, def: &NativeDef, container: Value, item: Value) {
        if P::COUNTS || !self.shares() || !TAKE_OUT.contains(&def.name) {
            return;
        }
        if let Some(container) = container.as_ref()
            && let Some(maker) = self.interp.maker_elsewhere(container, item)
        {
            let merge = self.interp.sharing_costs.merge();
            self.left = self.left.saturating_sub_unsigned(merge);
            if let Some(maker) = self.interp.thread_mut(maker) {
                maker.merges += 1;
            }
        }
    }

    /// Taking a free lock of an object and giving it back.
    pub(super) fn charge_object_lock(&mut self, object: Value) {
        let cost = self.sharing_cost(object) + self.interp.sharing_costs.pair();
        self.left = self.left.saturating_sub_unsigned(cost);
    }

    /// A C call that is through but for its time keeps the lock of `object` for so long.
    pub(super) fn hold_object(
        &mut self,
        object: Value,
        cost: Nanos,
        what: &str,
        result: Value,
    ) -> Flow {
        let holder = self.th.id;
        let mut lock = Lock::default();
        lock.taken_by(holder);
        let lock = self
            .interp
            .heap
            .alloc(types::LOCK, Body::Lock(Box::new(lock)));
        if let Some(object) = object.as_ref() {
            self.interp.held_objects.push(HeldObject {
                object,
                lock: LockId(lock.0 as u32),
                holder,
            });
        }
        let cost = Value::Int(i64::try_from(cost).unwrap_or(i64::MAX));
        let what = self.interp.new_str(what);
        let args = vec![Value::Obj(lock), cost, what, result];
        self.begin_native(Op::Native(&HOLD), args, Vec::new())
    }

    /// Performs `frame` once another thread's call has given the object's lock back.
    #[cold]
    pub(super) fn once_object_is_free(&mut self, lock: LockId, mut frame: NativeFrame) -> Flow {
        frame.then = Then::Restart;
        if let Err(flow) = self.push(Activation::Native(Box::new(frame))) {
            return flow;
        }
        let lock = Value::Obj(Ref(lock.0.into()));
        self.begin_native(Op::Native(&AWAIT), vec![lock], Vec::new())
    }
}
