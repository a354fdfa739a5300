//! `float`.

use super::{ClassDef, class_method, function, getter, method, new, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::{Int, float};
use crate::vm::protocol::Number;
use crate::vm::text::{TextError, char_class};
use crate::vm::types;
use crate::vm::value::Value;

const FLOAT: u64 = types::FLOAT.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::FLOAT, METHODS).called(&CALL),
    ClassDef::new(types::FLOAT, &operators::arithmetic::<FLOAT>()),
    ClassDef::new(types::FLOAT, &operators::comparisons::<FLOAT>()),
];

static CALL: NativeDef = function("float", call);

const METHODS: &[NativeDef] = &[
    new(new_float),
    method("is_integer", is_integer),
    method("as_integer_ratio", as_integer_ratio),
    method("hex", hex),
    class_method("fromhex", fromhex),
    method("conjugate", conjugate),
    getter("real", plain),
    wrapper("__float__", plain),
    wrapper("__int__", trunc),
    wrapper("__abs__", abs),
    wrapper("__pow__", pow),
    wrapper("__divmod__", divmod),
    wrapper("__rdivmod__", reflected_divmod),
    method("__round__", round),
    method("__trunc__", trunc),
    method("__floor__", floor),
    method("__ceil__", ceil),
    method("__getnewargs__", getnewargs),
];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "float", 0, 1)?;
    let value = args.get(0);
    let outcome = match (value, ctx.body(value)) {
        (Value::Null, _) => return Ok(Value::from(0.0)),
        (Value::Float(_), _) => return Ok(value),
        (_, Some(Body::Str(text))) => {
            let outcome = float::parse(text.as_str());
            let length = text.as_str().len();
            ctx.charge(length, 3_000);
            outcome
        }
        _ => match ctx.bytes_of(value) {
            Some(bytes) => float::parse_bytes(bytes),
            None => return convert_object(ctx, value),
        },
    };
    match outcome {
        Ok(float) => Ok(Value::from(float)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn convert_object(ctx: &mut Ctx<'_>, value: Value) -> Result {
    let class = ctx.class_of(value);
    if !ctx.is_builtin_class(class)
        && let Some(method) = ctx.interp.lookup(class, names::FLOAT_)
    {
        let result = ctx.call(method, &[value])?;
        return match ctx.number(result) {
            Some(Number::Float(float)) => Ok(Value::from(float)),
            _ => {
                let (name, given) = (ctx.type_name(value), ctx.type_name(result));
                Err(ctx.type_error(format!(
                    "{name}.__float__ returned non-float (type {given})"
                )))
            }
        };
    }
    match ctx.number_as_float(value)? {
        Some(float) => Ok(Value::from(float)),
        None => {
            let name = ctx.type_name(value);
            Err(ctx.type_error(format!(
                "float() argument must be a string or a real number, not '{name}'"
            )))
        }
    }
}

fn new_float(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::FLOAT)?;
    if class == types::FLOAT {
        return call(ctx, rest);
    }
    if rest.has_keywords() && ctx.is_plain_subclass(class, types::FLOAT) {
        return Err(ctx.type_error("float() takes no keyword arguments"));
    }
    match call(ctx, Args::positional(rest.positional))? {
        Value::Float(float) => Ok(ctx.alloc(class, Body::Float(float.get()))),
        other => Ok(other),
    }
}

fn float_of(ctx: &Ctx<'_>, value: Value) -> f64 {
    match ctx.number(value) {
        Some(Number::Float(float)) => float,
        _ => 0.0,
    }
}

fn this(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<f64> {
    let (value, []) = ctx.method(args, types::FLOAT, name, 0)?;
    Ok(float_of(ctx, value))
}

fn as_int(ctx: &mut Ctx<'_>, outcome: std::result::Result<Int, TextError>) -> Result {
    match outcome {
        Ok(int) => Ok(ctx.from_int(int)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn plain(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args, "__float__")?))
}

fn conjugate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args, "conjugate")?))
}

fn trunc(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let float = this(ctx, args, "__trunc__")?;
    as_int(ctx, float::to_int(float))
}

fn floor(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let float = this(ctx, args, "__floor__")?;
    as_int(ctx, float::floor(float))
}

fn ceil(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let float = this(ctx, args, "__ceil__")?;
    as_int(ctx, float::ceil(float))
}

fn abs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args, "__abs__")?.abs()))
}

fn is_integer(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let float = this(ctx, args, "is_integer")?;
    Ok(Value::from(float::is_integer(float)))
}

fn as_integer_ratio(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let float = this(ctx, args, "as_integer_ratio")?;
    match float::as_integer_ratio(float) {
        Ok((numerator, denominator)) => {
            let parts = [ctx.from_int(numerator), ctx.from_int(denominator)];
            Ok(ctx.tuple(parts))
        }
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn hex(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let float = this(ctx, args, "hex")?;
    Ok(ctx.string(float::hex(float)))
}

fn fromhex(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, [text]) = ctx.method(args, types::TYPE, "fromhex", 1)?;
    let text = ctx.expect_str(text, "fromhex() argument")?;
    let Some(float) = parse_hex(text.trim_matches(char_class::is_space_around_number)) else {
        return Err(ctx.value_error("invalid hexadecimal floating-point string"));
    };
    match class {
        Value::Obj(types::FLOAT) => Ok(Value::from(float)),
        class => ctx.tail_call(class, &[Value::from(float)]),
    }
}

/// `[sign]['0x']digits['.'digits]['p'[sign]digits]`, or what `float` takes for infinity and NaN.
/// More digits than a float holds are cut, not rounded.
fn parse_hex(text: &str) -> Option<f64> {
    let lower = text.to_ascii_lowercase();
    let (sign, rest) = match lower.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    if matches!(rest, "inf" | "infinity" | "nan") {
        return float::parse(text).ok();
    }
    let rest = rest.strip_prefix("0x").unwrap_or(rest);
    let (digits, exponent) = match rest.split_once('p') {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
        None => (rest, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut mantissa: u64 = 0;
    let mut dropped: i64 = 0;
    for c in whole.chars().chain(fraction.chars()) {
        let digit = c.to_digit(16)?;
        if mantissa >> 52 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
        } else {
            dropped += 4;
        }
    }
    let shift = exponent
        .saturating_add(dropped)
        .saturating_sub(4 * fraction.len() as i64);
    let shift = shift.clamp(-5000, 5000) as i32;
    Some(sign * libm::ldexp(mantissa as f64, shift))
}

fn pow(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (base, [exponent, modulus]) = ctx.method(args, types::FLOAT, "__pow__", 1)?;
    if !modulus.is_null() && !modulus.is_none() {
        let message = "pow() 3rd argument not allowed unless all arguments are integers";
        return Err(ctx.type_error(message));
    }
    let power = ctx.binary_native(crate::bytecode::BinaryOp::Power, base, exponent)?;
    Ok(power.unwrap_or(Value::NotImplemented))
}

fn divmod_values(ctx: &mut Ctx<'_>, a: Value, b: Value) -> Result {
    if ctx.number(a).is_none() || ctx.number(b).is_none() {
        return Ok(Value::NotImplemented);
    }
    let (Some(a), Some(b)) = (ctx.number_as_float(a)?, ctx.number_as_float(b)?) else {
        return Ok(Value::NotImplemented);
    };
    match float::divmod(a, b) {
        Ok((quotient, rest)) => Ok(ctx.tuple([Value::from(quotient), Value::from(rest)])),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn divmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (a, [b]) = ctx.method(args, types::FLOAT, "__divmod__", 1)?;
    divmod_values(ctx, a, b)
}

fn reflected_divmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (b, [a]) = ctx.method(args, types::FLOAT, "__rdivmod__", 1)?;
    divmod_values(ctx, a, b)
}

fn round(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [digits]) = ctx.method(args, types::FLOAT, "__round__", 0)?;
    let float = float_of(ctx, value);
    if digits.is_null() || digits.is_none() {
        return as_int(ctx, float::round_to_int(float));
    }
    let digits = ctx.index_value(digits)?;
    let digits = ctx.int_of(digits).map_or(0, |digits| {
        digits.to_i64().unwrap_or(if digits.is_negative() {
            i64::MIN
        } else {
            i64::MAX
        })
    });
    match float::round(float, digits) {
        Ok(rounded) => Ok(Value::from(rounded)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn getnewargs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let float = this(ctx, args, "__getnewargs__")?;
    Ok(ctx.tuple([Value::from(float)]))
}
