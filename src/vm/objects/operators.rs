//! Dunder methods that are the interpreter's own operators under another name
//! (`int.__add__`, `list.__len__`), the same for every class that has them.

use super::{getter, method, wrapper};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::protocol::{Number, Unary};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

const FORWARD: [&str; 13] = [
    "__add__",
    "__and__",
    "__floordiv__",
    "__lshift__",
    "__matmul__",
    "__mul__",
    "__mod__",
    "__or__",
    "__pow__",
    "__rshift__",
    "__sub__",
    "__truediv__",
    "__xor__",
];

const REFLECTED: [&str; 13] = [
    "__radd__",
    "__rand__",
    "__rfloordiv__",
    "__rlshift__",
    "__rmatmul__",
    "__rmul__",
    "__rmod__",
    "__ror__",
    "__rpow__",
    "__rrshift__",
    "__rsub__",
    "__rtruediv__",
    "__rxor__",
];

const IN_PLACE: [&str; 13] = [
    "__iadd__",
    "__iand__",
    "__ifloordiv__",
    "__ilshift__",
    "__imatmul__",
    "__imul__",
    "__imod__",
    "__ior__",
    "__ipow__",
    "__irshift__",
    "__isub__",
    "__itruediv__",
    "__ixor__",
];

const COMPARE: [&str; 6] = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"];

fn or_not_implemented(value: Option<Value>) -> Result {
    Ok(value.unwrap_or(Value::NotImplemented))
}

/// A number leaves to others what it does not know: an int floats, of which a subclass may have
/// arithmetic of its own, and all of them sequences, which are repeated by their own method.
fn is_for_other<const CLASS: u64>(ctx: &Ctx<'_>, other: Value) -> bool {
    match ctx.number(other) {
        Some(Number::Int(_)) => false,
        Some(_) => CLASS == types::INT.0,
        None => CLASS == types::INT.0 || CLASS == types::FLOAT.0,
    }
}

fn run_forward<const CLASS: u64, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = FORWARD[OP as usize];
    let (a, [b]) = ctx.method(args, Ref(CLASS), name, 1)?;
    if is_for_other::<CLASS>(ctx, b) {
        return Ok(Value::NotImplemented);
    }
    match BinaryOp::from_oparg(OP.into()) {
        Some(op) => or_not_implemented(ctx.binary_native(op, a, b)?),
        None => Ok(Value::NotImplemented),
    }
}

fn run_reflected<const CLASS: u64, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = REFLECTED[OP as usize];
    let (b, [a]) = ctx.method(args, Ref(CLASS), name, 1)?;
    if is_for_other::<CLASS>(ctx, a) {
        return Ok(Value::NotImplemented);
    }
    match BinaryOp::from_oparg(OP.into()) {
        Some(op) => or_not_implemented(ctx.binary_native(op, a, b)?),
        None => Ok(Value::NotImplemented),
    }
}

fn run_in_place<const CLASS: u64, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = IN_PLACE[OP as usize];
    let (a, [b]) = ctx.method(args, Ref(CLASS), name, 1)?;
    match BinaryOp::from_oparg(OP.into()) {
        Some(op) => match ctx.in_place_native(op, a, b)? {
            Some(result) => Ok(result),
            // `sq_inplace_concat` and `sq_inplace_repeat`.
            None if CLASS == types::BYTEARRAY.0 && op == BinaryOp::Add => {
                Err(ctx.unsupported_operands(op, a, b))
            }
            None if op == BinaryOp::Multiply => {
                let count = ctx.index_value(b)?;
                or_not_implemented(ctx.in_place_native(op, a, count)?)
            }
            None => Ok(Value::NotImplemented),
        },
        None => Ok(Value::NotImplemented),
    }
}

fn run_compare<const CLASS: u64, const OP: u8>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (a, [b]) = ctx.method(args, Ref(CLASS), COMPARE[OP as usize], 1)?;
    if is_for_other::<CLASS>(ctx, b) {
        return Ok(Value::NotImplemented);
    }
    match CompareOp::from_oparg(OP.into()) {
        Some(op) => or_not_implemented(ctx.compare_native(op, a, b)?),
        None => Ok(Value::NotImplemented),
    }
}

/// `a.__add__(b)`.
pub const fn forward<const CLASS: u64, const OP: u8>() -> NativeDef {
    wrapper(FORWARD[OP as usize], run_forward::<CLASS, OP>)
}

/// `b.__radd__(a)`.
pub const fn reflected<const CLASS: u64, const OP: u8>() -> NativeDef {
    wrapper(REFLECTED[OP as usize], run_reflected::<CLASS, OP>)
}

/// `a.__iadd__(b)`.
pub const fn in_place<const CLASS: u64, const OP: u8>() -> NativeDef {
    wrapper(IN_PLACE[OP as usize], run_in_place::<CLASS, OP>)
}

pub const ADD: u8 = BinaryOp::Add as u8;
pub const AND: u8 = BinaryOp::And as u8;
pub const FLOORDIV: u8 = BinaryOp::FloorDivide as u8;
pub const LSHIFT: u8 = BinaryOp::LShift as u8;
pub const MUL: u8 = BinaryOp::Multiply as u8;
pub const MOD: u8 = BinaryOp::Remainder as u8;
pub const OR: u8 = BinaryOp::Or as u8;
pub const POW: u8 = BinaryOp::Power as u8;
pub const RSHIFT: u8 = BinaryOp::RShift as u8;
pub const SUB: u8 = BinaryOp::Subtract as u8;
pub const TRUEDIV: u8 = BinaryOp::TrueDivide as u8;
pub const XOR: u8 = BinaryOp::Xor as u8;

/// `__lt__` … `__ge__`.
pub const fn comparisons<const CLASS: u64>() -> [NativeDef; 6] {
    [
        wrapper("__lt__", run_compare::<CLASS, { CompareOp::Lt as u8 }>),
        wrapper("__le__", run_compare::<CLASS, { CompareOp::Le as u8 }>),
        wrapper("__eq__", run_compare::<CLASS, { CompareOp::Eq as u8 }>),
        wrapper("__ne__", run_compare::<CLASS, { CompareOp::Ne as u8 }>),
        wrapper("__gt__", run_compare::<CLASS, { CompareOp::Gt as u8 }>),
        wrapper("__ge__", run_compare::<CLASS, { CompareOp::Ge as u8 }>),
    ]
}

/// The arithmetic that int and float share.
pub const fn arithmetic<const CLASS: u64>() -> [NativeDef; 20] {
    [
        forward::<CLASS, ADD>(),
        reflected::<CLASS, ADD>(),
        forward::<CLASS, SUB>(),
        reflected::<CLASS, SUB>(),
        forward::<CLASS, MUL>(),
        reflected::<CLASS, MUL>(),
        forward::<CLASS, TRUEDIV>(),
        reflected::<CLASS, TRUEDIV>(),
        forward::<CLASS, FLOORDIV>(),
        reflected::<CLASS, FLOORDIV>(),
        forward::<CLASS, MOD>(),
        reflected::<CLASS, MOD>(),
        reflected::<CLASS, POW>(),
        wrapper("__neg__", negative::<CLASS>),
        wrapper("__pos__", positive::<CLASS>),
        wrapper("__bool__", truth::<CLASS>),
        wrapper("__hash__", hash::<CLASS>),
        wrapper("__repr__", repr::<CLASS>),
        method("__format__", format::<CLASS>),
        getter("imag", zero::<CLASS>),
    ]
}

fn zero<const CLASS: u64>(_: &mut Ctx<'_>, _: Args<'_>) -> Result {
    Ok(if Ref(CLASS) == types::FLOAT {
        Value::from(0.0)
    } else {
        Value::Int(0)
    })
}

fn unary(ctx: &mut Ctx<'_>, args: Args<'_>, class: u64, name: &str, op: Unary) -> Result {
    let (value, []) = ctx.method(args, Ref(class), name, 0)?;
    or_not_implemented(ctx.unary_native(op, value))
}

pub fn negative<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    unary(ctx, args, CLASS, "__neg__", Unary::Negative)
}

pub fn positive<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    unary(ctx, args, CLASS, "__pos__", Unary::Positive)
}

pub fn invert<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    unary(ctx, args, CLASS, "__invert__", Unary::Invert)
}

pub fn truth<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, []) = ctx.method(args, Ref(CLASS), "__bool__", 0)?;
    let zero = match ctx.number(value) {
        Some(Number::Int(int)) => int.is_zero(),
        Some(Number::Float(float)) => float == 0.0,
        None => false,
    };
    Ok(Value::from(!zero))
}

pub fn hash<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, []) = ctx.method(args, Ref(CLASS), "__hash__", 0)?;
    Ok(Value::Int(ctx.default_hash(value)?))
}

pub fn repr<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, []) = ctx.method(args, Ref(CLASS), "__repr__", 0)?;
    let text = ctx.repr_native(value)?;
    Ok(ctx.string(text))
}

/// `value.__format__(spec)` of the built-in layouts.
pub fn format<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [spec]) = ctx.method(args, Ref(CLASS), "__format__", 1)?;
    let spec = ctx.expect_str(spec, "__format__() argument")?;
    let text = ctx.format_native(value, &spec)?;
    Ok(ctx.string(text))
}

pub fn length<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, []) = ctx.method(args, Ref(CLASS), "__len__", 0)?;
    Ok(Value::Int(ctx.len_native(value).unwrap_or(0) as i64))
}

pub fn iter<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, []) = ctx.method(args, Ref(CLASS), "__iter__", 0)?;
    Ok(ctx.builtin_iter(value).unwrap_or(value))
}

pub fn contains<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [item]) = ctx.method(args, Ref(CLASS), "__contains__", 1)?;
    Ok(Value::from(ctx.contains_native(value, item)?))
}

pub fn getitem<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [key]) = ctx.method(args, Ref(CLASS), "__getitem__", 1)?;
    Ok(ctx.getitem_native(value, key)?.unwrap_or(Value::None))
}

pub fn setitem<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [key, item]) = ctx.method(args, Ref(CLASS), "__setitem__", 2)?;
    ctx.setitem_native(value, key, item)?;
    Ok(Value::None)
}

pub fn delitem<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [key]) = ctx.method(args, Ref(CLASS), "__delitem__", 1)?;
    ctx.delitem_native(value, key)?;
    Ok(Value::None)
}

/// What every container has that cannot change.
pub const fn container<const CLASS: u64>() -> [NativeDef; 4] {
    [
        wrapper("__len__", length::<CLASS>),
        wrapper("__iter__", iter::<CLASS>),
        wrapper("__contains__", contains::<CLASS>),
        wrapper("__repr__", repr::<CLASS>),
    ]
}

/// What every sequence has besides.
pub const fn sequence<const CLASS: u64>() -> [NativeDef; 4] {
    [
        wrapper("__getitem__", getitem::<CLASS>),
        wrapper("__add__", concat::<CLASS>),
        wrapper("__mul__", repeat::<CLASS, false>),
        wrapper("__rmul__", repeat::<CLASS, true>),
    ]
}

/// `sq_concat`: it raises what a number's method leaves to the other operand.
fn concat<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (a, [b]) = ctx.method(args, Ref(CLASS), "__add__", 1)?;
    match ctx.binary_native(BinaryOp::Add, a, b)? {
        Some(result) => Ok(result),
        None => Err(ctx.unsupported_operands(BinaryOp::Add, a, b)),
    }
}

/// `sq_repeat`.
fn repeat<const CLASS: u64, const REFLECTED: bool>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = if REFLECTED { "__rmul__" } else { "__mul__" };
    let (sequence, [count]) = ctx.method(args, Ref(CLASS), name, 1)?;
    let count = ctx.index_value(count)?;
    or_not_implemented(ctx.binary_native(BinaryOp::Multiply, sequence, count)?)
}

/// Assignment and deletion of items.
pub const fn items<const CLASS: u64>() -> [NativeDef; 2] {
    [
        wrapper("__setitem__", setitem::<CLASS>),
        wrapper("__delitem__", delitem::<CLASS>),
    ]
}
