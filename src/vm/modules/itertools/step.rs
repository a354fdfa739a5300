//! One step of each iterator.
//!
//! What a step changes is written down when nothing more can interrupt it, or the answers so far
//! are forgotten with it: running again then goes on from there.

use super::{Tool, tool};
use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, Result};
use crate::vm::value::Value;

/// `__next__`.
pub fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let this = args.get(0);
    match advance(ctx, this)? {
        Some(item) => Ok(item),
        None => Err(ctx.stop_iteration(Value::None)),
    }
}

fn advance(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    match tool(ctx, this)? {
        Tool::Count { next, step } => {
            if let (Value::Int(at), Value::Int(by)) = (*next, *step)
                && let Some(after) = at.checked_add(by)
            {
                *next = Value::Int(after);
                return Ok(Some(Value::Int(at)));
            }
            let (item, step) = (*next, *step);
            let after = ctx.binary(BinaryOp::Add, item, step)?;
            *tool(ctx, this)? = Tool::Count { next: after, step };
            Ok(Some(item))
        }
        Tool::Repeat { item, left } => {
            match left {
                Some(0) => return Ok(None),
                Some(left) => *left -= 1,
                None => {}
            }
            Ok(Some(*item))
        }
        Tool::Chain { .. } => chain(ctx, this),
        Tool::Cycle { .. } => cycle(ctx, this),
        Tool::Slice { .. } => slice(ctx, this),
        Tool::TakeWhile { .. }
        | Tool::DropWhile { .. }
        | Tool::FilterFalse { .. }
        | Tool::Compress { .. } => filter(ctx, this),
        Tool::StarMap { function, inner } => {
            let (function, inner) = (*function, *inner);
            let Some(arguments) = ctx.next_once(inner)? else {
                return Ok(None);
            };
            let arguments = ctx.collect_once(arguments)?;
            ctx.call(function, &arguments).map(Some)
        }
        Tool::Accumulate { .. } => accumulate(ctx, this),
        Tool::ZipLongest { .. } => zip_longest(ctx, this),
        Tool::Pairwise { inner, previous } => {
            let (inner, previous) = (*inner, *previous);
            let first = match previous {
                Value::Null => ctx.next_once(inner)?,
                previous => Some(previous),
            };
            let second = match first {
                Some(_) => ctx.next_once(inner)?,
                None => None,
            };
            let (Some(first), Some(second)) = (first, second) else {
                return end(ctx, this);
            };
            *tool(ctx, this)? = Tool::Pairwise {
                inner,
                previous: second,
            };
            Ok(Some(ctx.tuple([first, second])))
        }
        Tool::Batched {
            inner,
            size,
            strict,
        } => {
            let (inner, size, strict) = (*inner, *size, *strict);
            let mut items = Vec::new();
            while items.len() < size {
                match ctx.next_once(inner)? {
                    Some(item) => items.push(item),
                    None if items.is_empty() => return end(ctx, this),
                    None if strict => {
                        return Err(ctx.value_error("batched(): incomplete batch"));
                    }
                    None => break,
                }
            }
            Ok(Some(ctx.tuple(items)))
        }
        Tool::Select(selection) => {
            let choice = selection.advance();
            Ok(choice.map(|items| {
                ctx.charge(items.len(), 5_000);
                ctx.tuple(items)
            }))
        }
        Tool::Exhausted => Ok(None),
    }
}

/// Ends the iterator for good.
fn end(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    *tool(ctx, this)? = Tool::Exhausted;
    Ok(None)
}

fn chain(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    loop {
        let mark = ctx.mark();
        ctx.breathe()?;
        let Tool::Chain { outer, inner } = *tool(ctx, this)? else {
            return Ok(None);
        };
        let following = if inner.is_null() {
            match ctx.next_once(outer)? {
                Some(iterable) => ctx.iter(iterable)?,
                None => return end(ctx, this),
            }
        } else {
            match ctx.next_once(inner)? {
                Some(item) => return Ok(Some(item)),
                None => Value::Null,
            }
        };
        *tool(ctx, this)? = Tool::Chain {
            outer,
            inner: following,
        };
        ctx.forget(mark);
    }
}

fn cycle(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    let Tool::Cycle { inner, .. } = *tool(ctx, this)? else {
        return Ok(None);
    };
    let fresh = if inner.is_null() {
        None
    } else {
        ctx.next_once(inner)?
    };
    if fresh.is_some() {
        ctx.reserve(size_of::<Value>())?;
        ctx.interp.heap.grew(size_of::<Value>());
    }
    let Tool::Cycle { inner, saved, at } = tool(ctx, this)? else {
        return Ok(None);
    };
    if let Some(item) = fresh {
        saved.push(item);
        return Ok(Some(item));
    }
    *inner = Value::Null;
    let item = saved.get(*at).copied();
    *at = if *at + 1 < saved.len() { *at + 1 } else { 0 };
    Ok(item)
}

fn slice(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    loop {
        let mark = ctx.mark();
        ctx.breathe()?;
        let Tool::Slice {
            inner,
            taken,
            next,
            stop,
            step,
        } = *tool(ctx, this)?
        else {
            return Ok(None);
        };
        // The items before the stop are used up, wanted or not.
        let wanted = stop.is_none_or(|stop| next < stop);
        if !wanted && stop.is_none_or(|stop| taken >= stop) {
            return end(ctx, this);
        }
        let Some(item) = ctx.next_once(inner)? else {
            return end(ctx, this);
        };
        let give = wanted && taken == next;
        *tool(ctx, this)? = Tool::Slice {
            inner,
            taken: taken + 1,
            next: if give {
                next.saturating_add(step)
            } else {
                next
            },
            stop,
            step,
        };
        ctx.forget(mark);
        if give {
            return Ok(Some(item));
        }
        ctx.cost += 10;
    }
}

/// `takewhile`, `dropwhile`, `filterfalse`, `compress`.
fn filter(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    loop {
        let mark = ctx.mark();
        ctx.breathe()?;
        let state = tool(ctx, this)?.clone();
        let (inner, predicate) = match state {
            Tool::TakeWhile { inner, predicate }
            | Tool::DropWhile {
                inner, predicate, ..
            }
            | Tool::FilterFalse { inner, predicate } => (inner, predicate),
            Tool::Compress { data, selectors } => (data, selectors),
            _ => return Ok(None),
        };
        let Some(item) = ctx.next_once(inner)? else {
            return Ok(None);
        };
        let verdict = match state {
            Tool::Compress { selectors, .. } => match ctx.next_once(selectors)? {
                Some(verdict) => verdict,
                None => return Ok(None),
            },
            Tool::FilterFalse { .. } if predicate.is_none() => item,
            Tool::DropWhile {
                dropping: false, ..
            } => Value::False,
            _ => ctx.call(predicate, &[item])?,
        };
        let verdict = ctx.truth(verdict)?;
        match state {
            Tool::TakeWhile { .. } if !verdict => return end(ctx, this),
            Tool::TakeWhile { .. } => return Ok(Some(item)),
            Tool::DropWhile { .. } if !verdict => {
                *tool(ctx, this)? = Tool::DropWhile {
                    predicate,
                    inner,
                    dropping: false,
                };
                return Ok(Some(item));
            }
            Tool::FilterFalse { .. } if !verdict => return Ok(Some(item)),
            Tool::Compress { .. } if verdict => return Ok(Some(item)),
            _ => {
                ctx.cost += 10;
                ctx.forget(mark);
            }
        }
    }
}

fn accumulate(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    let Tool::Accumulate {
        inner,
        function,
        total,
        initial,
    } = *tool(ctx, this)?
    else {
        return Ok(None);
    };
    let total = if initial {
        total
    } else {
        let Some(item) = ctx.next_once(inner)? else {
            return Ok(None);
        };
        match (total, function) {
            (Value::Null, _) => item,
            (total, Value::None) => ctx.binary(BinaryOp::Add, total, item)?,
            (total, function) => ctx.call(function, &[total, item])?,
        }
    };
    *tool(ctx, this)? = Tool::Accumulate {
        inner,
        function,
        total,
        initial: false,
    };
    Ok(Some(total))
}

fn zip_longest(ctx: &mut Ctx<'_>, this: Value) -> Result<Option<Value>> {
    let Tool::ZipLongest { inner, fill } = tool(ctx, this)?.clone() else {
        return Ok(None);
    };
    let mut left = inner.clone();
    let mut items = Vec::with_capacity(inner.len());
    for (at, &iterator) in inner.iter().enumerate() {
        let item = if iterator.is_null() {
            None
        } else {
            ctx.next_once(iterator)?
        };
        if item.is_none() {
            left[at] = Value::Null;
        }
        items.push(item.unwrap_or(fill));
    }
    if left.iter().all(|iterator| iterator.is_null()) {
        return end(ctx, this);
    }
    *tool(ctx, this)? = Tool::ZipLongest { inner: left, fill };
    Ok(Some(ctx.tuple(items)))
}
