//! Built-in functions that walk an iterable.

use crate::bytecode::CompareOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, CallTarget, NativeDef, Result};
use crate::vm::object::GeneratorState;
use crate::vm::objects::function;
use crate::vm::protocol::iterators::Iter;
use crate::vm::value::Value;

pub const FUNCTIONS: &[NativeDef] = &[
    function("len", len),
    function("iter", iter),
    function("next", next),
    function("aiter", aiter),
    function("anext", anext),
    function("any", any),
    function("all", all),
    function("min", min),
    function("max", max),
    function("sorted", sorted),
];

fn len(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "len", 1, 1)?;
    Ok(Value::Int(ctx.len(args.get(0))? as i64))
}

fn aiter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "aiter", 1, 1)?;
    let iterable = args.get(0);
    let iterator = ctx.call_special(iterable, names::AITER, |name| {
        format!("'{name}' object is not an async iterable")
    })?;
    if !ctx.has_method(iterator, names::ANEXT) {
        let name = ctx.type_name(iterator);
        return Err(ctx.type_error(format!(
            "aiter() returned not an async iterator of type '{name}'"
        )));
    }
    Ok(iterator)
}

fn anext(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "anext", 1, 2)?;
    let iterator = args.get(0);
    let next = ctx.call_special(iterator, names::ANEXT, |name| {
        format!("'{name}' object is not an async iterator")
    })?;
    match args.get(1).some() {
        Some(default) => ctx.prelude("next_or_default", &[next, default]),
        None => Ok(next),
    }
}

fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "iter", 1, 2)?;
    let Some(sentinel) = args.get(1).some() else {
        return ctx.iter(args.get(0));
    };
    let callable = args.get(0);
    if !ctx.is_callable(callable) {
        return Err(ctx.type_error("iter(v, w): v must be callable"));
    }
    Ok(ctx.new_iter(Iter::Callable { callable, sentinel }))
}

fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "next", 1, 2)?;
    let iterator = args.get(0);
    if let Some(default) = args.get(1).some() {
        return Ok(ctx.next(iterator)?.unwrap_or(default));
    }
    match ctx.body(iterator) {
        Some(Body::Generator(generator)) => {
            // Its StopIteration carries what it returned, so that it has to pass as it is.
            if matches!(generator.state, GeneratorState::Finished) {
                return Err(ctx.stop_iteration(Value::None));
            }
            ctx.resume_tail(iterator, CallTarget::Send, Value::None)
        }
        Some(Body::Iter(_)) => match ctx.next(iterator)? {
            Some(item) => Ok(item),
            None => Err(ctx.stop_iteration(Value::None)),
        },
        _ => {
            let class = ctx.class_of(iterator);
            match ctx.interp.lookup(class, names::NEXT) {
                Some(method) => ctx.tail_call(method, &[iterator]),
                None => {
                    let name = ctx.type_name(iterator);
                    Err(ctx.type_error(format!("'{name}' object is not an iterator")))
                }
            }
        }
    }
}

/// The items of a list or tuple whose truth runs no Python code.
fn plain_truths(ctx: &mut Ctx<'_>, iterable: Value) -> Option<Vec<Value>> {
    let class = ctx.class_of(iterable);
    if !ctx.is_builtin_class(class) {
        return None;
    }
    let items = match ctx.body(iterable)? {
        Body::List(items) => items.clone(),
        Body::Tuple(items) => items.to_vec(),
        Body::Set(set) => set.iter().map(|(_, &item)| item).collect(),
        _ => return None,
    };
    items
        .iter()
        .all(|&item| {
            let class = ctx.class_of(item);
            ctx.is_builtin_class(class)
        })
        .then_some(items)
}

/// Whether an item with this truth is among them.
fn find_truth(ctx: &mut Ctx<'_>, items: &[Value], wanted: bool) -> Result<bool> {
    for (index, &item) in items.iter().enumerate() {
        if ctx.truth(item)? == wanted {
            ctx.charge(index + 1, 8_000);
            return Ok(true);
        }
    }
    ctx.charge(items.len(), 8_000);
    Ok(false)
}

fn any(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "any", 1, 1)?;
    match plain_truths(ctx, args.get(0)) {
        Some(items) => find_truth(ctx, &items, true).map(Value::from),
        None => ctx.prelude("any_true", args.positional),
    }
}

fn all(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "all", 1, 1)?;
    match plain_truths(ctx, args.get(0)) {
        Some(items) => Ok(Value::from(!find_truth(ctx, &items, false)?)),
        None => ctx.prelude("all_true", args.positional),
    }
}

fn min(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    extreme(ctx, args, "min", CompareOp::Lt)
}

fn max(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    extreme(ctx, args, "max", CompareOp::Gt)
}

fn extreme(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, op: CompareOp) -> Result {
    let (mut key, mut default) = (Value::None, Value::Null);
    for (keyword, value) in args.keywords() {
        match ctx.interp.text(keyword) {
            "key" => key = value,
            "default" => default = value,
            other => {
                let message = format!("{name}() got an unexpected keyword argument '{other}'");
                return Err(ctx.type_error(message));
            }
        }
    }
    let items = match args.positional {
        [] => {
            let message = format!("{name} expected at least 1 argument, got 0");
            return Err(ctx.type_error(message));
        }
        &[iterable] => ctx.collect_once(iterable)?,
        several => {
            if !default.is_null() {
                return Err(ctx.type_error(format!(
                    "Cannot specify a default for {name}() with multiple positional arguments"
                )));
            }
            several.to_vec()
        }
    };
    if items.is_empty() {
        return match default.some() {
            Some(default) => Ok(default),
            None => Err(ctx.value_error(format!("{name}() iterable argument is empty"))),
        };
    }
    let (items, keys) = ctx.with_keys(items, key)?;
    let best = if ctx.all_plain(&keys) {
        ctx.charge(keys.len(), 20_000);
        let mut best = 0;
        for index in 1..keys.len() {
            let better = ctx.compare(op, keys[index], keys[best])?;
            if ctx.truth(better)? {
                best = index;
            }
        }
        best
    } else {
        let function = if op == CompareOp::Lt {
            "smallest"
        } else {
            "largest"
        };
        let keys = ctx.once(|ctx| Ok(ctx.list(keys)))?;
        let best = ctx.prelude(function, &[keys])?;
        ctx.i64_of(best)
            .and_then(|best| usize::try_from(best).ok())
            .unwrap_or(0)
    };
    Ok(items.get(best).copied().unwrap_or(Value::None))
}

fn sorted(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if args.len() != 1 {
        let message = format!("sorted expected 1 argument, got {}", args.len());
        return Err(ctx.type_error(message));
    }
    let (mut key, mut reverse) = (Value::None, false);
    for (keyword, value) in args.keywords() {
        match ctx.interp.text(keyword) {
            "key" => key = value,
            "reverse" => reverse = ctx.truth(value)?,
            other => {
                let message = format!("sort() got an unexpected keyword argument '{other}'");
                return Err(ctx.type_error(message));
            }
        }
    }
    let items = ctx.collect_once(args.get(0))?;
    let items = ctx.sort_values(items, key, reverse)?;
    Ok(ctx.list(items))
}
