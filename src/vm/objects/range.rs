//! `range` and `slice`.

use super::{ClassDef, function, method, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::Range;
use crate::vm::types;
use crate::vm::value::Value;

const RANGE: u64 = types::RANGE.0;
const SLICE: u64 = types::SLICE.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::RANGE, RANGE_METHODS).called(&CALL_RANGE),
    ClassDef::new(types::RANGE, &operators::container::<RANGE>()),
    ClassDef::new(types::RANGE, &operators::comparisons::<RANGE>()),
    ClassDef::new(types::SLICE, SLICE_METHODS).called(&CALL_SLICE),
    ClassDef::new(types::SLICE, &operators::comparisons::<SLICE>()),
];

static CALL_RANGE: NativeDef = function("range", call_range);
static CALL_SLICE: NativeDef = function("slice", call_slice);

const RANGE_METHODS: &[NativeDef] = &[
    wrapper("__getitem__", operators::getitem::<RANGE>),
    wrapper("__hash__", operators::hash::<RANGE>),
    method("__reversed__", reversed),
    method("index", index),
    method("count", count),
];

const SLICE_METHODS: &[NativeDef] = &[
    wrapper("__repr__", operators::repr::<SLICE>),
    wrapper("__hash__", operators::hash::<SLICE>),
    method("indices", indices),
];

fn call_range(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "range", 1, 3)?;
    let mut parts = [Value::Null; 3];
    for (part, &arg) in parts.iter_mut().zip(args.positional) {
        *part = ctx.index_value(arg)?;
    }
    let (start, stop, step) = match parts {
        [stop, Value::Null, _] => (Value::Int(0), stop, Value::Int(1)),
        [start, stop, Value::Null] => (start, stop, Value::Int(1)),
        [start, stop, step] => (start, stop, step),
    };
    if ctx.int_of(step).is_some_and(|step| step.is_zero()) {
        return Err(ctx.value_error("range() arg 3 must not be zero"));
    }
    let range = Range { start, stop, step };
    Ok(ctx.alloc(types::RANGE, Body::Range(Box::new(range))))
}

fn range_of(ctx: &Ctx<'_>, value: Value) -> Range {
    match ctx.body(value) {
        Some(Body::Range(range)) => **range,
        _ => Range {
            start: Value::Int(0),
            stop: Value::Int(0),
            step: Value::Int(1),
        },
    }
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (range, []) = ctx.method(args, types::RANGE, "__reversed__", 0)?;
    let range = range_of(ctx, range);
    Ok(ctx.reversed_range(range))
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (range, [value]) = ctx.method(args, types::RANGE, "index", 1)?;
    if !ctx.contains_native(range, value)? {
        if ctx.int_of(value).is_none() {
            return Err(ctx.value_error("sequence.index(x): x not in sequence"));
        }
        let shown = ctx.repr(value)?;
        return Err(ctx.value_error(format!("{shown} is not in range")));
    }
    let parts = range_of(ctx, range);
    let (Some(value), Some(start), Some(step)) = (
        ctx.int_of(value),
        ctx.int_of(parts.start),
        ctx.int_of(parts.step),
    ) else {
        return Err(ctx.value_error("sequence.index(x): x not in sequence"));
    };
    match value.sub(start).as_ref().floor_div(step) {
        Ok(at) => Ok(ctx.from_int(at)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (range, [value]) = ctx.method(args, types::RANGE, "count", 1)?;
    let found = ctx.contains_native(range, value)?;
    Ok(Value::Int(found.into()))
}

fn call_slice(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "slice", 1, 3)?;
    let parts = match *args.positional {
        [stop] => [Value::None, stop, Value::None],
        [start, stop] => [start, stop, Value::None],
        _ => [args.get(0), args.get(1), args.get(2)],
    };
    Ok(ctx.alloc(types::SLICE, Body::Slice(Box::new(parts))))
}

fn indices(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (slice, [length]) = ctx.method(args, types::SLICE, "indices", 1)?;
    let length = ctx.index(length)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(ctx.value_error("length should not be negative"));
    };
    let parts = match ctx.body(slice) {
        Some(Body::Slice(parts)) => **parts,
        _ => [Value::None; 3],
    };
    let (start, stop, step) = ctx.slice_bounds(parts, length)?;
    Ok(ctx.tuple([Value::Int(start), Value::Int(stop), Value::Int(step)]))
}
