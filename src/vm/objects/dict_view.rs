//! `dict_keys`, `dict_values`, `dict_items`, and `mappingproxy`.

use super::{ClassDef, dict, function, getter, method, operators, wrapper};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::protocol::iterators::DictPart;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

const KEYS: u64 = types::DICT_KEYS.0;
const VALUES: u64 = types::DICT_VALUES.0;
const ITEMS: u64 = types::DICT_ITEMS.0;
const PROXY: u64 = types::MAPPINGPROXY.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::DICT_KEYS, &operators::container::<KEYS>()),
    ClassDef::new(types::DICT_KEYS, &view_methods::<KEYS>()),
    ClassDef::new(types::DICT_KEYS, &set_methods::<KEYS>()),
    ClassDef::new(types::DICT_VALUES, &operators::container::<VALUES>()),
    ClassDef::new(types::DICT_VALUES, &view_methods::<VALUES>()),
    ClassDef::new(types::DICT_ITEMS, &operators::container::<ITEMS>()),
    ClassDef::new(types::DICT_ITEMS, &view_methods::<ITEMS>()),
    ClassDef::new(types::DICT_ITEMS, &set_methods::<ITEMS>()),
    ClassDef::new(types::MAPPINGPROXY, &operators::container::<PROXY>()),
    ClassDef::new(types::MAPPINGPROXY, PROXY_METHODS).called(&PROXY_CALL),
];

static PROXY_CALL: NativeDef = function("mappingproxy", proxy);

const PROXY_METHODS: &[NativeDef] = &[
    wrapper("__getitem__", operators::getitem::<PROXY>),
    wrapper("__contains__", proxy_contains),
    method("get", dict::get::<PROXY>),
    method("keys", dict::keys::<PROXY>),
    method("values", dict::values::<PROXY>),
    method("items", dict::items::<PROXY>),
    method("copy", dict::copy::<PROXY>),
    method("__reversed__", dict::reversed::<PROXY>),
];

const fn view_methods<const CLASS: u64>() -> [NativeDef; 2] {
    [
        method("__reversed__", dict::reversed::<CLASS>),
        getter("mapping", mapping::<CLASS>),
    ]
}

const fn set_methods<const CLASS: u64>() -> [NativeDef; 15] {
    [
        method("isdisjoint", isdisjoint::<CLASS>),
        wrapper("__and__", combine::<CLASS, { operators::AND }>),
        wrapper("__or__", combine::<CLASS, { operators::OR }>),
        wrapper("__xor__", combine::<CLASS, { operators::XOR }>),
        wrapper("__sub__", combine::<CLASS, { operators::SUB }>),
        wrapper("__rand__", reflected::<CLASS, { operators::AND }>),
        wrapper("__ror__", reflected::<CLASS, { operators::OR }>),
        wrapper("__rxor__", reflected::<CLASS, { operators::XOR }>),
        wrapper("__rsub__", reflected::<CLASS, { operators::SUB }>),
        wrapper("__eq__", compare::<CLASS, { CompareOp::Eq as u8 }>),
        wrapper("__ne__", compare::<CLASS, { CompareOp::Ne as u8 }>),
        wrapper("__lt__", compare::<CLASS, { CompareOp::Lt as u8 }>),
        wrapper("__le__", compare::<CLASS, { CompareOp::Le as u8 }>),
        wrapper("__gt__", compare::<CLASS, { CompareOp::Gt as u8 }>),
        wrapper("__ge__", compare::<CLASS, { CompareOp::Ge as u8 }>),
    ]
}

fn proxy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "mappingproxy", 1, 1)?;
    let mapping = args.get(0);
    match ctx.mapping_dict(mapping) {
        Some(dict) => Ok(ctx.alloc(types::MAPPINGPROXY, Body::DictView(dict, DictPart::Keys))),
        None => {
            let name = ctx.type_name(mapping);
            Err(ctx.type_error(format!(
                "mappingproxy() argument must be a mapping, not {name}"
            )))
        }
    }
}

fn proxy_contains(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (proxy, [key]) = ctx.method(args, types::MAPPINGPROXY, "__contains__", 1)?;
    match ctx.mapping_dict(proxy) {
        Some(dict) => Ok(Value::from(ctx.dict_contains(dict, key)?)),
        None => Ok(Value::False),
    }
}

fn mapping<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = ctx.receiver(args, Ref(CLASS), "mapping")?;
    Ok(match ctx.mapping_dict(view) {
        Some(dict) => ctx.alloc(types::MAPPINGPROXY, Body::DictView(dict, DictPart::Keys)),
        None => Value::None,
    })
}

/// A set of what an iterable gives.
fn as_set(ctx: &mut Ctx<'_>, iterable: Value) -> Result<Ref> {
    let set = ctx.empty_set(types::SET)?;
    let source = match ctx.body(iterable) {
        // A dict's size is known beforehand, which shows in the order.
        Some(&Body::DictView(dict, DictPart::Keys)) => Value::Obj(dict),
        _ => iterable,
    };
    ctx.set_update(set, source)?;
    Ok(set)
}

/// Each operator fills its result the way CPython does, which the order shows.
fn combine_values(ctx: &mut Ctx<'_>, op: u8, a: Value, b: Value) -> Result {
    match BinaryOp::from_oparg(op.into()) {
        Some(BinaryOp::And) => intersect(ctx, a, b),
        Some(op) => {
            let set = as_set(ctx, a)?;
            match op {
                BinaryOp::Or => ctx.set_update(set, b)?,
                BinaryOp::Subtract => ctx.subtract_in_place(set, b)?,
                _ => ctx.toggle_in_place(set, b)?,
            }
            Ok(Value::Obj(set))
        }
        None => Ok(Value::NotImplemented),
    }
}

/// `view & other`: walks the shorter of two views, a view rather than a set of its length or
/// more, and anything else.
fn intersect(ctx: &mut Ctx<'_>, a: Value, b: Value) -> Result {
    let is_view = |ctx: &Ctx<'_>, v| matches!(ctx.body(v), Some(Body::DictView(..)));
    let length = |ctx: &Ctx<'_>, v| ctx.len_native(v).unwrap_or(0);
    let (mut view, mut other) = if is_view(ctx, a) { (a, b) } else { (b, a) };
    let swap = match ctx.body(other) {
        Some(Body::Set(_)) => length(ctx, view) <= length(ctx, other),
        Some(Body::DictView(..)) => length(ctx, view) < length(ctx, other),
        _ => false,
    };
    if swap {
        (view, other) = (other, view);
    }
    let result = ctx.empty_set(types::SET)?;
    for item in ctx.collect_once(other)? {
        if ctx.contains_native(view, item)? {
            ctx.set_add(result, item)?;
        }
    }
    Ok(Value::Obj(result))
}

fn combine<const CLASS: u64, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [other]) = ctx.method(args, Ref(CLASS), "__and__", 1)?;
    combine_values(ctx, OP, view, other)
}

fn reflected<const CLASS: u64, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [other]) = ctx.method(args, Ref(CLASS), "__rand__", 1)?;
    combine_values(ctx, OP, other, view)
}

fn isdisjoint<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [other]) = ctx.method(args, Ref(CLASS), "isdisjoint", 1)?;
    for item in ctx.collect_once(other)? {
        if ctx.contains_native(view, item)? {
            return Ok(Value::False);
        }
    }
    Ok(Value::True)
}

/// Views compare as sets, with sets and with one another.
fn compare<const CLASS: u64, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [other]) = ctx.method(args, Ref(CLASS), "__eq__", 1)?;
    let like_a_set = match ctx.body(other) {
        Some(Body::Set(_)) => true,
        Some(Body::DictView(_, part)) => {
            *part != DictPart::Values && ctx.class_of(other) != types::MAPPINGPROXY
        }
        _ => false,
    };
    match CompareOp::from_oparg(OP.into()) {
        Some(op) if like_a_set => {
            let (a, b) = (as_set(ctx, view)?, as_set(ctx, other)?);
            ctx.compare(op, Value::Obj(a), Value::Obj(b))
        }
        _ => Ok(Value::NotImplemented),
    }
}
