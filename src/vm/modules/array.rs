//! `_array`: how the numbers of an array lie in its memory.

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::layout::Format;
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::Value;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_array",
    functions: FUNCTIONS,
    init: |_, _| {},
};

const FUNCTIONS: &[NativeDef] = &[
    function("item", item),
    function("items", items),
    function("pack", pack),
    function("view", view),
];

/// The format that an argument names.
fn format(ctx: &mut Ctx<'_>, value: Value) -> Result<Format> {
    let text = ctx.expect_str(value, "format")?;
    match Format::parse(&text) {
        Some(format) => Ok(format),
        None => Err(ctx.value_error("bad format")),
    }
}

/// `item(memory, format, index)`: the item there, which must be there.
fn item(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "item", 3, 3)?;
    let format = format(ctx, args.get(1))?;
    let size = format.size();
    let index = usize::try_from(ctx.index(args.get(2))?).unwrap_or(usize::MAX);
    let start = index.saturating_mul(size);
    let bytes = ctx.bytes_of(args.get(0)).unwrap_or_default();
    let Some(bytes) = bytes.get(start..start.saturating_add(size)) else {
        return Err(ctx.raise(types::INDEX_ERROR, "array index out of range"));
    };
    let item = format.unpack(bytes);
    Ok(ctx.memory_item(item))
}

/// `items(memory, format)`: all items, as a list.
fn items(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "items", 2, 2)?;
    let format = format(ctx, args.get(1))?;
    let bytes = ctx.bytes_of(args.get(0)).unwrap_or_default().to_vec();
    ctx.reserve(bytes.len().saturating_mul(16))?;
    ctx.charge(bytes.len() / format.size().max(1), 10_000);
    let items = bytes
        .chunks_exact(format.size().max(1))
        .map(|bytes| ctx.memory_item(format.unpack(bytes)))
        .collect();
    Ok(ctx.list(items))
}

/// `pack(format, number)`: the bytes of an item, or None for an int that does not fit.
fn pack(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "pack", 2, 2)?;
    let format = format(ctx, args.get(0))?;
    let value = args.get(1);
    if format.is_float() {
        let bytes = ctx.as_real(value).map(|float| format.pack_float(float))?;
        return Ok(ctx.bytes(bytes));
    }
    let index = ctx.index_value(value)?;
    match ctx.int_of(index).and_then(|int| format.pack_int(int)) {
        Some(bytes) => Ok(ctx.bytes(bytes)),
        None => Ok(Value::None),
    }
}

/// `view(memory, format, owner)`: a memoryview of the owner's memory.
fn view(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "view", 3, 3)?;
    let format = format(ctx, args.get(1))?;
    match args.get(0).as_ref() {
        Some(memory) if ctx.bytes_of(args.get(0)).is_some() => {
            Ok(ctx.new_view(memory, args.get(2), format))
        }
        _ => Err(ctx.type_error("memory must be a bytearray")),
    }
}
