//! `bytearray`.

use super::{ClassDef, bytes, bytes_case, function, method, new, operators};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::types;
use crate::vm::value::Value;

const BYTEARRAY: u64 = types::BYTEARRAY.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::BYTEARRAY, METHODS).called(&CALL),
    ClassDef::new(types::BYTEARRAY, &bytes::shared::<BYTEARRAY>()),
    ClassDef::new(types::BYTEARRAY, &bytes_case::methods::<BYTEARRAY>()),
    ClassDef::new(types::BYTEARRAY, &operators::comparisons::<BYTEARRAY>()),
    ClassDef::new(types::BYTEARRAY, &operators::container::<BYTEARRAY>()),
    ClassDef::new(types::BYTEARRAY, &operators::sequence::<BYTEARRAY>()),
    ClassDef::new(types::BYTEARRAY, &operators::items::<BYTEARRAY>()),
];

static CALL: NativeDef = function("bytearray", call);

const METHODS: &[NativeDef] = &[
    new(new_bytearray),
    method("append", append),
    method("extend", extend),
    method("insert", insert),
    method("pop", pop),
    method("remove", remove),
    method("clear", clear),
    method("copy", copy),
    method("reverse", reverse),
    operators::forward::<BYTEARRAY, { operators::MOD }>(),
    operators::in_place::<BYTEARRAY, { operators::ADD }>(),
    operators::in_place::<BYTEARRAY, { operators::MUL }>(),
];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = bytes::construct(ctx, args, "bytearray")?;
    Ok(ctx.alloc(types::BYTEARRAY, Body::ByteArray(bytes)))
}

fn new_bytearray(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, rest) = ctx.new_class_argument(args, types::BYTEARRAY)?;
    call(ctx, rest)
}

/// Lets `change` work on the bytes.
fn change<T: Default>(
    ctx: &mut Ctx<'_>,
    value: Value,
    change: impl FnOnce(&mut Vec<u8>) -> T,
) -> T {
    match value.as_ref().map(|r| ctx.interp.heap.body_mut(r)) {
        Some(Body::ByteArray(bytes)) => change(bytes),
        _ => T::default(),
    }
}

fn append(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [item]) = ctx.method(args, types::BYTEARRAY, "append", 1)?;
    let byte = bytes::byte_of(ctx, item, "byte")?;
    change(ctx, this, |bytes| bytes.push(byte));
    ctx.interp.heap.grew(1);
    Ok(Value::None)
}

fn extend(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [items]) = ctx.method(args, types::BYTEARRAY, "extend", 1)?;
    let class = ctx.class_of(items);
    let name = ctx.type_name(items);
    if ctx.as_str(items).is_some() {
        return Err(ctx.type_error(format!("expected iterable of integers; got: '{name}'")));
    }
    if ctx.interp.lookup(class, names::ITER).is_none()
        && ctx.interp.lookup(class, names::GETITEM).is_none()
    {
        return Err(ctx.type_error(format!("can't extend bytearray with {name}")));
    }
    let more = bytes::collect_bytes(ctx, items, "bytearray")?;
    ctx.reserve(more.len())?;
    ctx.interp.heap.grew(more.len());
    change(ctx, this, |bytes| bytes.extend(more));
    Ok(Value::None)
}

fn insert(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [index, item]) = ctx.method(args, types::BYTEARRAY, "insert", 2)?;
    let index = ctx.ssize(index)?;
    let byte = bytes::byte_of(ctx, item, "byte")?;
    change(ctx, this, |bytes| {
        let length = bytes.len() as i64;
        let at = if index < 0 {
            index.saturating_add(length).max(0)
        } else {
            index.min(length)
        };
        bytes.insert(at as usize, byte);
    });
    Ok(Value::None)
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [index]) = ctx.method(args, types::BYTEARRAY, "pop", 0)?;
    let index = match index {
        Value::Null => -1,
        index => ctx.ssize(index)?,
    };
    let length = ctx.bytes_of(this).map_or(0, <[u8]>::len);
    if length == 0 {
        return Err(ctx.raise(types::INDEX_ERROR, "pop from empty bytearray"));
    }
    let Some(at) = ctx.position(index, length) else {
        return Err(ctx.raise(types::INDEX_ERROR, "pop index out of range"));
    };
    let byte = change(ctx, this, |bytes| bytes.remove(at));
    Ok(Value::Int(byte.into()))
}

fn remove(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [item]) = ctx.method(args, types::BYTEARRAY, "remove", 1)?;
    let byte = bytes::byte_of(ctx, item, "byte")?;
    let at = ctx
        .bytes_of(this)
        .and_then(|bytes| bytes.iter().position(|&b| b == byte));
    let Some(at) = at else {
        return Err(ctx.value_error("value not found in bytearray"));
    };
    change(ctx, this, |bytes| bytes.remove(at));
    Ok(Value::None)
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, []) = ctx.method(args, types::BYTEARRAY, "clear", 0)?;
    change(ctx, this, Vec::clear);
    Ok(Value::None)
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, []) = ctx.method(args, types::BYTEARRAY, "copy", 0)?;
    let bytes = ctx.bytes_of(this).unwrap_or(&[]).to_vec();
    Ok(ctx.alloc(types::BYTEARRAY, Body::ByteArray(bytes)))
}

fn reverse(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, []) = ctx.method(args, types::BYTEARRAY, "reverse", 0)?;
    change(ctx, this, |bytes| bytes.reverse());
    Ok(Value::None)
}
