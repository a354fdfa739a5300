//! `dict_keys`, `dict_values`, `dict_items`, and `mappingproxy`.

use super::{ClassDef, dict, function, getter, method, operators, wrapper};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::protocol::iterate::DictPart;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

const KEYS: u32 = types::DICT_KEYS.0;
const VALUES: u32 = types::DICT_VALUES.0;
const ITEMS: u32 = types::DICT_ITEMS.0;
const PROXY: u32 = types::MAPPINGPROXY.0;

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

const fn view_methods<const CLASS: u32>() -> [NativeDef; 2] {
    [
        method("__reversed__", dict::reversed::<CLASS>),
        getter("mapping", mapping::<CLASS>),
    ]
}

const fn set_methods<const CLASS: u32>() -> [NativeDef; 15] {
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
        Some(dict) => Ok(Value::Bool(ctx.dict_contains(dict, key)?)),
        None => Ok(Value::Bool(false)),
    }
}

fn mapping<const CLASS: u32>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let view = ctx.receiver(args, Ref(CLASS), "mapping")?;
    Ok(match ctx.mapping_dict(view) {
        Some(dict) => ctx.alloc(types::MAPPINGPROXY, Body::DictView(dict, DictPart::Keys)),
        None => Value::None,
    })
}

/// A set of what an iterable gives.
fn as_set(ctx: &mut Ctx<'_>, iterable: Value) -> Result {
    let items = ctx.collect_once(iterable)?;
    ctx.new_set(types::SET, &items)
}

fn combine_values(ctx: &mut Ctx<'_>, op: u8, a: Value, b: Value) -> Result {
    let (a, b) = (as_set(ctx, a)?, as_set(ctx, b)?);
    match BinaryOp::from_oparg(op.into()) {
        Some(op) => ctx.binary(op, a, b),
        None => Ok(Value::NotImplemented),
    }
}

fn combine<const CLASS: u32, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [other]) = ctx.method(args, Ref(CLASS), "__and__", 1)?;
    combine_values(ctx, OP, view, other)
}

fn reflected<const CLASS: u32, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [other]) = ctx.method(args, Ref(CLASS), "__rand__", 1)?;
    combine_values(ctx, OP, other, view)
}

fn isdisjoint<const CLASS: u32>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (view, [other]) = ctx.method(args, Ref(CLASS), "isdisjoint", 1)?;
    for item in ctx.collect_once(other)? {
        if ctx.contains_native(view, item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// Views compare as sets, with sets and with one another.
fn compare<const CLASS: u32, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
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
            ctx.compare(op, a, b)
        }
        _ => Ok(Value::NotImplemented),
    }
}
