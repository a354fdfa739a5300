//! Built-in functions on numbers.

use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::{Int, IntRef, float, int_text};
use crate::vm::objects::function;
use crate::vm::protocol::Number;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const FUNCTIONS: &[NativeDef] = &[
    function("abs", abs),
    function("bin", bin),
    function("oct", oct),
    function("hex", hex),
    function("chr", chr),
    function("ord", ord),
    function("divmod", divmod),
    function("pow", pow),
    function("round", round),
];

/// The same number, owned.
enum Owned {
    Int(Int),
    Float(f64),
}

impl Ctx<'_> {
    fn owned_number(&self, value: Value) -> Option<Owned> {
        Some(match self.number(value)? {
            Number::Int(int) => Owned::Int(int.to_int()),
            Number::Float(f) => Owned::Float(f),
        })
    }

    /// A user's own method for an operation on numbers; those of built-in classes are native.
    fn own_method(&mut self, value: Value, name: Ref) -> Option<Value> {
        let class = self.class_of(value);
        if self.is_builtin_class(class) && self.number(value).is_some() {
            return None;
        }
        self.interp.lookup(class, name)
    }
}

fn abs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "abs", 1, 1)?;
    let value = args.get(0);
    if let Some(method) = ctx.own_method(value, names::ABS) {
        return ctx.tail_call(method, &[value]);
    }
    match ctx.owned_number(value) {
        Some(Owned::Int(int)) => {
            let int = int.as_ref().abs();
            Ok(ctx.from_int(int))
        }
        Some(Owned::Float(f)) => Ok(Value::from(f.abs())),
        None => {
            let name = ctx.type_name(value);
            Err(ctx.type_error(format!("bad operand type for abs(): '{name}'")))
        }
    }
}

fn radix(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, radix: u32) -> Result {
    ctx.arity(args, name, 1, 1)?;
    let value = ctx.index_value(args.get(0))?;
    let text = ctx
        .int_of(value)
        .map(|int| int_text::with_prefix(int, radix))
        .unwrap_or_default();
    ctx.charge(text.len(), 1_000);
    Ok(ctx.string(text))
}

fn bin(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    radix(ctx, args, "bin", 2)
}

fn oct(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    radix(ctx, args, "oct", 8)
}

fn hex(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    radix(ctx, args, "hex", 16)
}

fn chr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "chr", 1, 1)?;
    let index = ctx.index_value(args.get(0))?;
    let code = ctx.i64_of(index).and_then(|code| u32::try_from(code).ok());
    match code {
        Some(code @ 0xd800..=0xdfff) => Err(ctx.value_error(format!(
            "chr({code:#x}): gilsim's strings hold no surrogates"
        ))),
        _ => match code.and_then(char::from_u32) {
            Some(c) => Ok(ctx.interp.new_char(c)),
            None => Err(ctx.value_error("chr() arg not in range(0x110000)")),
        },
    }
}

fn ord(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "ord", 1, 1)?;
    let value = args.get(0);
    let (code, length) = match ctx.body(value) {
        Some(Body::Str(s)) => (s.as_str().chars().next().map(u32::from), s.len()),
        Some(Body::Bytes(b)) => (b.first().map(|&b| b.into()), b.len()),
        Some(Body::ByteArray(b)) => (b.first().map(|&b| b.into()), b.len()),
        _ => {
            let name = ctx.type_name(value);
            let message = format!("ord() expected string of length 1, but {name} found");
            return Err(ctx.type_error(message));
        }
    };
    match code {
        Some(code) if length == 1 => Ok(Value::Int(code.into())),
        _ => Err(ctx.type_error(format!(
            "ord() expected a character, but string of length {length} found"
        ))),
    }
}

fn divmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "divmod", 2, 2)?;
    let (a, b) = (args.get(0), args.get(1));
    if let Some(method) = ctx.own_method(a, names::DIVMOD) {
        let result = ctx.call(method, &[a, b])?;
        if !matches!(result, Value::NotImplemented) {
            return Ok(result);
        }
    }
    if let Some(method) = ctx.own_method(b, names::RDIVMOD) {
        let result = ctx.call(method, &[b, a])?;
        if !matches!(result, Value::NotImplemented) {
            return Ok(result);
        }
    }
    let (Some(x), Some(y)) = (ctx.owned_number(a), ctx.owned_number(b)) else {
        let (a, b) = (ctx.type_name(a), ctx.type_name(b));
        return Err(ctx.type_error(format!(
            "unsupported operand type(s) for divmod(): '{a}' and '{b}'"
        )));
    };
    if let (Owned::Int(x), Owned::Int(y)) = (&x, &y) {
        let (quotient, rest) = x
            .as_ref()
            .divmod(y.as_ref())
            .map_err(|error| ctx.raise_text(error))?;
        let (quotient, rest) = (ctx.from_int(quotient), ctx.from_int(rest));
        return Ok(ctx.tuple([quotient, rest]));
    }
    let as_float = |ctx: &mut Ctx<'_>, number: Owned| match number {
        Owned::Float(f) => Ok(f),
        Owned::Int(int) => int.as_ref().to_f64().map_err(|error| ctx.raise_text(error)),
    };
    let (x, y) = (as_float(ctx, x)?, as_float(ctx, y)?);
    let (quotient, rest) = float::divmod(x, y).map_err(|error| ctx.raise_text(error))?;
    Ok(ctx.tuple([Value::from(quotient), Value::from(rest)]))
}

fn pow(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [base, exponent, modulus] = ctx.bind(args, "pow", ["base", "exp", "mod"], 2, 3)?;
    if modulus.is_null() || modulus.is_none() {
        return ctx.binary(BinaryOp::Power, base, exponent);
    }
    if let Some(method) = ctx.own_method(base, names::POW) {
        let power = ctx.call(method, &[base, exponent, modulus])?;
        if !matches!(power, Value::NotImplemented) {
            return Ok(power);
        }
        let [a, b, c] = [base, exponent, modulus].map(|value| ctx.type_name(value));
        return Err(ctx.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'"
        )));
    }
    let parts = [base, exponent, modulus].map(|value| ctx.int_of(value).map(IntRef::to_int));
    let [Some(base), Some(exponent), Some(modulus)] = parts else {
        let values = [args.get(0), args.get(1), args.get(2)];
        if values.iter().any(|&value| matches!(value, Value::Float(_))) {
            let message = "pow() 3rd argument not allowed unless all arguments are integers";
            return Err(ctx.type_error(message));
        }
        let [a, b, c] = values.map(|value| ctx.type_name(value));
        return Err(ctx.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'"
        )));
    };
    let bits = modulus.as_ref().bit_length() / 64 + 1;
    let steps = exponent.as_ref().bit_length();
    ctx.charge(usize::try_from(bits * steps).unwrap_or(usize::MAX), 40_000);
    let power = base.as_ref().pow_mod(exponent.as_ref(), modulus.as_ref());
    let power = power.map_err(|error| ctx.raise_text(error))?;
    Ok(ctx.from_int(power))
}

fn round(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [value, digits] = ctx.bind(args, "round", ["number", "ndigits"], 1, 2)?;
    let digits = digits.some().filter(|digits| !digits.is_none());
    if let Some(method) = ctx.own_method(value, names::ROUND) {
        let args: Vec<Value> = std::iter::once(value).chain(digits).collect();
        return ctx.tail_call(method, &args);
    }
    let digits = match digits {
        Some(digits) => Some(ctx.index_value(digits)?),
        None => None,
    };
    let digits = digits.and_then(|digits| ctx.int_of(digits).map(IntRef::to_int));
    let rounded = match (ctx.owned_number(value), digits) {
        (Some(Owned::Int(int)), None) => Ok(int),
        (Some(Owned::Int(int)), Some(digits)) => Ok(int.as_ref().round(digits.as_ref())),
        (Some(Owned::Float(f)), None) => float::round_to_int(f),
        (Some(Owned::Float(f)), Some(digits)) => {
            let digits = digits.as_ref();
            let clamped = digits.to_i64().unwrap_or(if digits.is_negative() {
                i64::MIN
            } else {
                i64::MAX
            });
            let rounded = float::round(f, clamped).map_err(|error| ctx.raise_text(error))?;
            return Ok(Value::from(rounded));
        }
        (None, _) => {
            let name = ctx.type_name(value);
            let message = format!("type {name} doesn't define __round__ method");
            return Err(ctx.raise(types::TYPE_ERROR, message));
        }
    };
    let rounded = rounded.map_err(|error| ctx.raise_text(error))?;
    Ok(ctx.from_int(rounded))
}
