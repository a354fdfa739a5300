//! `tuple`.

use super::{ClassDef, function, method, new, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::types;
use crate::vm::value::Value;

const TUPLE: u64 = types::TUPLE.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::TUPLE, METHODS).called(&CALL),
    ClassDef::new(types::TUPLE, &operators::comparisons::<TUPLE>()),
    ClassDef::new(types::TUPLE, &operators::container::<TUPLE>()),
    ClassDef::new(types::TUPLE, &operators::sequence::<TUPLE>()),
];

static CALL: NativeDef = function("tuple", call);

const METHODS: &[NativeDef] = &[
    new(new_tuple),
    wrapper("__hash__", operators::hash::<TUPLE>),
    method("index", index),
    method("count", count),
    method("__getnewargs__", getnewargs),
];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "tuple", 0, 1)?;
    match args.get(0) {
        Value::Null => Ok(ctx.tuple([])),
        exact if ctx.class_of(exact) == types::TUPLE => Ok(exact),
        iterable => {
            let items = ctx.collect(iterable)?;
            ctx.reserve(items.len() * 16)?;
            Ok(ctx.tuple(items))
        }
    }
}

fn new_tuple(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::TUPLE)?;
    if class == types::TUPLE {
        return call(ctx, rest);
    }
    if rest.has_keywords() && ctx.is_plain_subclass(class, types::TUPLE) {
        return Err(ctx.type_error("tuple() takes no keyword arguments"));
    }
    ctx.arity(Args::positional(rest.positional), "tuple", 0, 1)?;
    let items = match rest.get(0) {
        Value::Null => Vec::new(),
        iterable => ctx.collect(iterable)?,
    };
    Ok(ctx.alloc(class, Body::Tuple(items.into())))
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (tuple, [value, start, stop]) = ctx.method(args, types::TUPLE, "index", 1)?;
    let items = ctx.items_of(tuple);
    let (start, stop) = ctx.search_range(start, stop, items.len())?;
    for (at, &item) in items.iter().enumerate().take(stop).skip(start) {
        if ctx.eq(item, value)? {
            ctx.charge(at - start, ctx.interp.profile.costs.native_work.list_scan);
            return Ok(Value::Int(at as i64));
        }
    }
    Err(ctx.value_error("tuple.index(x): x not in tuple"))
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (tuple, [value]) = ctx.method(args, types::TUPLE, "count", 1)?;
    let items = ctx.items_of(tuple);
    let mut count = 0;
    for &item in &items {
        count += i64::from(ctx.eq(item, value)?);
    }
    ctx.charge(items.len(), ctx.interp.profile.costs.native_work.list_scan);
    Ok(Value::Int(count))
}

fn getnewargs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (tuple, []) = ctx.method(args, types::TUPLE, "__getnewargs__", 0)?;
    let items = ctx.items_of(tuple);
    let plain = ctx.tuple(items);
    Ok(ctx.tuple([plain]))
}
