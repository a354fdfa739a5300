//! The iterators of a deque. They notice when it changes under them.

use super::deque::Deque;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, Result};
use crate::vm::objects::{ClassDef, wrapper};
use crate::vm::types;
use crate::vm::value::Value;

#[derive(Clone, Copy, Debug)]
struct DequeIterator {
    deque: Value,
    /// Items that have been given out.
    given: usize,
    backwards: bool,
    version: u64,
}

payload!(DequeIterator, |self_, visit| visit(self_.deque));

pub static DEQUE_ITERATOR: ClassDef = ClassDef {
    class: types::DEQUE_ITERATOR,
    methods: &[
        wrapper("__iter__", itself),
        wrapper("__next__", next),
        wrapper("__length_hint__", length_hint),
    ],
    construct: None,
};

/// `iter(deque)` or `reversed(deque)`.
pub fn iterate(ctx: &mut Ctx<'_>, deque: Value, backwards: bool) -> Value {
    let version = ctx.payload::<Deque>(deque).map_or(0, Deque::version);
    let iterator = DequeIterator {
        deque,
        given: 0,
        backwards,
        version,
    };
    ctx.alloc(types::DEQUE_ITERATOR, Body::Other(Box::new(iterator)))
}

fn itself(_ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(args.get(0))
}

fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let iterator = *ctx.expect_payload::<DequeIterator>(args.get(0), "_deque_iterator")?;
    let Some(deque) = ctx.payload::<Deque>(iterator.deque) else {
        return Err(ctx.stop_iteration(Value::None));
    };
    let left = deque.len().saturating_sub(iterator.given);
    if deque.version() != iterator.version && left > 0 {
        return Err(ctx.raise(types::RUNTIME_ERROR, "deque mutated during iteration"));
    }
    let at = if iterator.backwards {
        left.checked_sub(1)
    } else {
        Some(iterator.given)
    };
    match at.and_then(|at| deque.get(at)) {
        Some(item) => {
            ctx.expect_payload::<DequeIterator>(args.get(0), "_deque_iterator")?
                .given += 1;
            Ok(item)
        }
        None => Err(ctx.stop_iteration(Value::None)),
    }
}

fn length_hint(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let iterator = *ctx.expect_payload::<DequeIterator>(args.get(0), "_deque_iterator")?;
    let length = ctx.payload::<Deque>(iterator.deque).map_or(0, Deque::len);
    Ok(Value::Int(length.saturating_sub(iterator.given) as i64))
}
