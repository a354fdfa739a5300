//! The methods of `memoryview`.

use super::MemoryView;
use crate::bytecode::CompareOp;
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::hash::hash_bytes;
use crate::vm::number::layout::Format;
use crate::vm::objects::{ClassDef, bytes, function, getter, method, new, wrapper};
use crate::vm::protocol::iterators::Iter;
use crate::vm::protocol::text::address;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[ClassDef::new(types::MEMORYVIEW, METHODS).called(&CALL)];

static CALL: NativeDef = function("memoryview", call);

const METHODS: &[NativeDef] = &[
    new(new_memoryview),
    method("cast", cast),
    method("hex", hex),
    method("release", release),
    method("tobytes", tobytes),
    method("tolist", tolist),
    method("toreadonly", toreadonly),
    method("__enter__", enter),
    method("__exit__", exit),
    getter("obj", obj),
    getter("nbytes", nbytes),
    getter("readonly", readonly),
    getter("itemsize", itemsize),
    getter("format", format),
    getter("ndim", ndim),
    getter("shape", shape),
    getter("strides", strides),
    getter("suboffsets", suboffsets),
    getter("contiguous", contiguous),
    getter("c_contiguous", contiguous),
    getter("f_contiguous", contiguous),
    wrapper("__len__", len),
    wrapper("__getitem__", getitem),
    wrapper("__setitem__", setitem),
    wrapper("__delitem__", delitem),
    wrapper("__iter__", iter),
    wrapper("__eq__", eq),
    wrapper("__ne__", ne),
    wrapper("__hash__", hash),
    wrapper("__repr__", repr),
];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [object] = ctx.bind(args, "memoryview", ["object"], 1, 1)?;
    match ctx.view_of(object)? {
        Some(view) => Ok(ctx.make_view(view)),
        None => {
            let name = ctx.type_name(object);
            Err(ctx.type_error(format!(
                "memoryview: a bytes-like object is required, not '{name}'"
            )))
        }
    }
}

fn new_memoryview(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, rest) = ctx.new_class_argument(args, types::MEMORYVIEW)?;
    call(ctx, rest)
}

/// The receiver, released or not.
fn any(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<(Ref, MemoryView)> {
    let value = ctx.receiver(args, types::MEMORYVIEW, name)?;
    match (value.as_ref(), ctx.payload::<MemoryView>(value)) {
        (Some(r), Some(&view)) => Ok((r, view)),
        _ => Err(ctx.type_error(format!("{name} needs a memoryview"))),
    }
}

/// The receiver of a method with up to `N` arguments, which must not be released.
fn this<const N: usize>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    required: usize,
) -> Result<(MemoryView, [Value; N])> {
    let (_, rest) = ctx.method(args, types::MEMORYVIEW, name, required)?;
    let (_, view) = any(ctx, args, name)?;
    Ok((ctx.unreleased(view)?, rest))
}

fn attribute(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<MemoryView> {
    this::<0>(ctx, args, name, 0).map(|(view, _)| view)
}

fn obj(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "obj").map(|view| view.owner)
}

fn nbytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "nbytes").map(|view| Value::Int(view.bytes() as i64))
}

fn readonly(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "readonly").map(|view| Value::from(view.readonly))
}

fn itemsize(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "itemsize").map(|view| Value::Int(view.format.size() as i64))
}

fn format(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = attribute(ctx, args, "format")?;
    Ok(ctx.string(view.format.text()))
}

fn ndim(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "ndim").map(|_| Value::Int(1))
}

fn shape(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = attribute(ctx, args, "shape")?;
    Ok(ctx.tuple([Value::Int(view.length as i64)]))
}

fn strides(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = attribute(ctx, args, "strides")?;
    Ok(ctx.tuple([Value::Int(view.stride)]))
}

fn suboffsets(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "suboffsets")?;
    Ok(ctx.tuple([]))
}

fn contiguous(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "contiguous").map(|view| Value::from(view.is_contiguous()))
}

fn cast(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, view) = any(ctx, args, "cast")?;
    let [format, shape] = ctx.bind(args.skip_first(), "cast", ["format", "shape"], 1, 2)?;
    let view = ctx.unreleased(view)?;
    let text = match ctx.as_str(format) {
        Some(text) => text.as_str().to_string(),
        None => {
            let name = ctx.type_name(format);
            let message = format!("cast() argument 'format' must be str, not {name}");
            return Err(ctx.type_error(message));
        }
    };
    if !view.is_contiguous() {
        let message = "memoryview: casts are restricted to C-contiguous views";
        return Err(ctx.type_error(message));
    }
    let Some(format) = Format::parse(&text) else {
        return Err(ctx.value_error(
            "memoryview: destination format must be a native single character format prefixed \
             with an optional '@'",
        ));
    };
    if !format.is_byte() && !view.format.is_byte() {
        let message = "memoryview: cannot cast between two non-byte formats";
        return Err(ctx.type_error(message));
    }
    if view.bytes() % format.size() != 0 {
        let message = "memoryview: length is not a multiple of itemsize";
        return Err(ctx.type_error(message));
    }
    let length = view.bytes() / format.size();
    if !shape.is_null() {
        let lengths = ctx.collect_once(shape)?;
        let [only] = lengths[..] else {
            let message = "gilsim's memoryviews have one dimension";
            return Err(ctx.raise(types::NOT_IMPLEMENTED_ERROR, message));
        };
        if ctx.i64_of(only) != Some(length as i64) {
            let message = "memoryview: product(shape) * itemsize != buffer size";
            return Err(ctx.type_error(message));
        }
    }
    Ok(ctx.make_view(MemoryView {
        length,
        stride: format.size() as i64,
        format,
        ..view
    }))
}

fn hex(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, view) = any(ctx, args, "hex")?;
    let view = ctx.unreleased(view)?;
    let data = ctx.view_bytes(&view)?;
    bytes::hex_of(ctx, &data, args.skip_first())
}

fn release(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.method::<0>(args, types::MEMORYVIEW, "release", 0)?;
    released(ctx, args, "release")
}

fn released(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result {
    let (r, _) = any(ctx, args, name)?;
    if let Some(view) = ctx.interp.heap.payload_mut::<MemoryView>(r) {
        view.released = true;
    }
    Ok(Value::None)
}

fn enter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "__enter__")?;
    Ok(args.get(0))
}

fn exit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    released(ctx, args, "__exit__")
}

fn tobytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, view) = any(ctx, args, "tobytes")?;
    let [order] = ctx.bind(args.skip_first(), "tobytes", ["order"], 0, 1)?;
    if !order.is_null() && !order.is_none() {
        let order = ctx.expect_str(order, "tobytes() argument 'order'")?;
        if !matches!(order.as_str(), "C" | "F" | "A") {
            return Err(ctx.value_error("order must be 'C', 'F' or 'A'"));
        }
    }
    let view = ctx.unreleased(view)?;
    let bytes = ctx.view_bytes(&view)?;
    Ok(ctx.bytes(bytes))
}

fn tolist(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = attribute(ctx, args, "tolist")?;
    let items = ctx.view_items(&view)?;
    Ok(ctx.list(items))
}

fn toreadonly(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = attribute(ctx, args, "toreadonly")?;
    Ok(ctx.make_view(MemoryView {
        readonly: true,
        ..view
    }))
}

fn len(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "__len__").map(|view| Value::Int(view.length as i64))
}

/// The index that a key stands for.
fn item_index(ctx: &mut Ctx<'_>, view: &MemoryView, key: Value) -> Result<usize> {
    let class = ctx.class_of(key);
    let is_index =
        ctx.int_of(key).is_some() || ctx.interp.lookup(class, crate::vm::names::INDEX).is_some();
    if !is_index {
        return Err(ctx.type_error("memoryview: invalid slice key"));
    }
    let index = ctx.index(key)?;
    match ctx.position(index, view.length) {
        Some(index) => Ok(index),
        None => Err(ctx.raise(types::INDEX_ERROR, "index out of bounds on dimension 1")),
    }
}

fn getitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [key]) = this(ctx, args, "__getitem__", 1)?;
    if let Some(parts) = ctx.slice_parts(key) {
        let range = ctx.slice_range(parts, view.length)?;
        return Ok(ctx.make_view(view.sliced(range)));
    }
    let index = item_index(ctx, &view, key)?;
    ctx.view_item(&view, index)
}

fn setitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [key, value]) = this(ctx, args, "__setitem__", 2)?;
    if view.readonly {
        return Err(ctx.type_error("cannot modify read-only memory"));
    }
    let Some(parts) = ctx.slice_parts(key) else {
        let index = item_index(ctx, &view, key)?;
        let item = ctx.packed(view.format, value)?;
        ctx.write_items(&view, index, &item)?;
        return Ok(Value::None);
    };
    let range = ctx.slice_range(parts, view.length)?;
    let Some(source) = ctx.view_of(value)? else {
        return Err(ctx.no_bytes(value));
    };
    if source.format.letter() != view.format.letter() || source.length != range.count {
        let message = "memoryview assignment: lvalue and rvalue have different structures";
        return Err(ctx.value_error(message));
    }
    let items = ctx.view_bytes(&source)?;
    ctx.write_items(&view.sliced(range), 0, &items)?;
    Ok(Value::None)
}

fn delitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [_]) = this(ctx, args, "__delitem__", 1)?;
    Err(ctx.type_error(if view.readonly {
        "cannot modify read-only memory"
    } else {
        "cannot delete memory"
    }))
}

fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    attribute(ctx, args, "__iter__")?;
    let object = args.get(0);
    Ok(ctx.new_iter(Iter::Sequence { object, at: 0 }))
}

/// Whether the items are equal; `None` where the other has no buffer.
fn equal(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<Option<bool>> {
    let (value, [other]) = ctx.method(args, types::MEMORYVIEW, name, 1)?;
    let (_, view) = any(ctx, args, name)?;
    if value.is(other) {
        return Ok(Some(true));
    }
    let other_released = ctx
        .payload::<MemoryView>(other)
        .is_some_and(|it| it.released);
    if view.released || other_released {
        return Ok(Some(false));
    }
    let Some(other) = ctx.view_of(other)? else {
        return Ok(None);
    };
    if view.length != other.length {
        return Ok(Some(false));
    }
    if view.format.letter() == other.format.letter() && !view.format.is_float() {
        return Ok(Some(ctx.view_bytes(&view)? == ctx.view_bytes(&other)?));
    }
    let (mine, its) = (ctx.view_items(&view)?, ctx.view_items(&other)?);
    for (a, b) in mine.into_iter().zip(its) {
        let equal = ctx.compare(CompareOp::Eq, a, b)?;
        if !ctx.truth(equal)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn eq(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let equal = equal(ctx, args, "__eq__")?;
    Ok(equal.map_or(Value::NotImplemented, Value::from))
}

fn ne(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let equal = equal(ctx, args, "__ne__")?;
    Ok(equal.map_or(Value::NotImplemented, |equal| Value::from(!equal)))
}

fn hash(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = attribute(ctx, args, "__hash__")?;
    if !view.readonly {
        return Err(ctx.value_error("cannot hash writable memoryview object"));
    }
    if !view.format.is_byte() {
        let message = "memoryview: hashing is restricted to formats 'B', 'b' or 'c'";
        return Err(ctx.value_error(message));
    }
    let bytes = ctx.view_bytes(&view)?;
    Ok(Value::Int(hash_bytes(&bytes)))
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (r, view) = any(ctx, args, "__repr__")?;
    let released = if view.released { "released " } else { "" };
    let place = address(Value::Obj(r));
    Ok(ctx.string(format!("<{released}memory at {place}>")))
}
