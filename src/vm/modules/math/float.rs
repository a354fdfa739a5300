//! Functions of floats.

use super::{domain_error, range_error, real};
use crate::vm::ctx::Ctx;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::{IntRef, float, special};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// Functions of one float: an infinite or undefined result of a finite argument is an error.
macro_rules! unary {
    ($($native:ident $name:literal $function:expr, $overflow:literal;)*) => {
        $(fn $native(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
            one(ctx, args, concat!("math.", $name), $function, $overflow)
        })*
        pub const UNARY: &[NativeDef] = &[$(function($name, $native),)*];
    };
}

unary! {
    acos "acos" f64::acos, false;
    acosh "acosh" special::acosh, false;
    asin "asin" f64::asin, false;
    asinh "asinh" special::asinh, false;
    atan "atan" f64::atan, false;
    atanh "atanh" special::atanh, false;
    cbrt "cbrt" f64::cbrt, false;
    cos "cos" f64::cos, false;
    cosh "cosh" f64::cosh, true;
    erf "erf" libm::erf, false;
    erfc "erfc" libm::erfc, false;
    exp "exp" f64::exp, true;
    exp2 "exp2" f64::exp2, true;
    expm1 "expm1" f64::exp_m1, true;
    fabs "fabs" f64::abs, false;
    log1p "log1p" f64::ln_1p, false;
    sin "sin" f64::sin, false;
    sinh "sinh" f64::sinh, true;
    sqrt "sqrt" f64::sqrt, false;
    tan "tan" f64::tan, false;
    tanh "tanh" f64::tanh, false;
    degrees "degrees" |x| x * (180.0 / std::f64::consts::PI), false;
    radians "radians" |x| x * (std::f64::consts::PI / 180.0), false;
}

/// The other ones.
pub const FUNCTIONS: &[NativeDef] = &[
    function("atan2", atan2),
    function("ceil", ceil),
    function("copysign", copysign),
    function("floor", floor),
    function("fma", fma),
    function("fmod", fmod),
    function("frexp", frexp),
    function("gamma", gamma),
    function("isclose", isclose),
    function("isfinite", isfinite),
    function("isinf", isinf),
    function("isnan", isnan),
    function("ldexp", ldexp),
    function("lgamma", lgamma),
    function("log", log),
    function("log10", log10),
    function("log2", log2),
    function("modf", modf),
    function("nextafter", nextafter),
    function("pow", pow),
    function("remainder", remainder),
    function("trunc", trunc),
    function("ulp", ulp),
    function("hypot", super::sequence::hypot),
    function("dist", super::sequence::dist),
    function("fsum", super::sequence::fsum),
];

/// What most functions cost beyond the call, in nanoseconds.
const COST: u64 = 10;

fn one(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    function: fn(f64) -> f64,
    can_overflow: bool,
) -> Result {
    ctx.arity(args, name, 1, 1)?;
    let x = real(ctx, args.get(0))?;
    ctx.cost += COST;
    let y = function(x);
    if y.is_nan() && !x.is_nan() {
        return Err(domain_error(ctx));
    }
    if y.is_infinite() && x.is_finite() {
        return Err(if can_overflow {
            range_error(ctx)
        } else {
            domain_error(ctx)
        });
    }
    Ok(Value::from(y))
}

fn two(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<(f64, f64)> {
    ctx.arity(args, name, 2, 2)?;
    ctx.cost += COST;
    Ok((real(ctx, args.get(0))?, real(ctx, args.get(1))?))
}

fn atan2(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (y, x) = two(ctx, args, "atan2")?;
    Ok(Value::from(y.atan2(x)))
}

fn copysign(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (x, y) = two(ctx, args, "copysign")?;
    Ok(Value::from(x.copysign(y)))
}

fn fmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (x, y) = two(ctx, args, "fmod")?;
    if y.is_infinite() && x.is_finite() {
        return Ok(Value::from(x));
    }
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(ctx));
    }
    Ok(Value::from(r))
}

fn remainder(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (x, y) = two(ctx, args, "remainder")?;
    if y.is_infinite() && x.is_finite() {
        return Ok(Value::from(x));
    }
    let r = libm::remainder(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(ctx));
    }
    Ok(Value::from(r))
}

fn fma(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "fma", 3, 3)?;
    let (x, y) = (real(ctx, args.get(0))?, real(ctx, args.get(1))?);
    let z = real(ctx, args.get(2))?;
    let r = libm::fma(x, y, z);
    if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(ctx.value_error("invalid operation in fma"));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(ctx.raise(types::OVERFLOW_ERROR, "overflow in fma"));
    }
    Ok(Value::from(r))
}

fn pow(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (x, y) = two(ctx, args, "pow")?;
    let r = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if r.is_nan() || (r.is_infinite() && x == 0.0) {
            return Err(domain_error(ctx));
        }
        if r.is_infinite() {
            return Err(range_error(ctx));
        }
    }
    Ok(Value::from(r))
}

fn frexp(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.frexp", 1, 1)?;
    let x = real(ctx, args.get(0))?;
    let (mantissa, exponent) = if x.is_finite() && x != 0.0 {
        libm::frexp(x)
    } else {
        (x, 0)
    };
    Ok(ctx.tuple([Value::from(mantissa), Value::Int(exponent.into())]))
}

fn ldexp(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "ldexp", 2, 2)?;
    let x = real(ctx, args.get(0))?;
    let Some(exponent) = ctx.int_of(args.get(1)) else {
        return Err(ctx.type_error("Expected an int as second argument to ldexp."));
    };
    let limit = if exponent.is_negative() {
        -5_000
    } else {
        5_000
    };
    let exponent = exponent.to_i64().unwrap_or(limit).clamp(-5_000, 5_000);
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::from(x));
    }
    let r = libm::ldexp(x, exponent as i32);
    if r.is_infinite() {
        return Err(range_error(ctx));
    }
    Ok(Value::from(r))
}

fn modf(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.modf", 1, 1)?;
    let x = real(ctx, args.get(0))?;
    let (fraction, whole) = if x.is_infinite() {
        (0.0_f64.copysign(x), x)
    } else {
        ((x - x.trunc()).copysign(x), x.trunc())
    };
    Ok(ctx.tuple([Value::from(fraction), Value::from(whole)]))
}

fn isfinite(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.isfinite", 1, 1)?;
    Ok(Value::from(real(ctx, args.get(0))?.is_finite()))
}

fn isinf(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.isinf", 1, 1)?;
    Ok(Value::from(real(ctx, args.get(0))?.is_infinite()))
}

fn isnan(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.isnan", 1, 1)?;
    Ok(Value::from(real(ctx, args.get(0))?.is_nan()))
}

fn isclose(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let parameters = ["a", "b", "rel_tol", "abs_tol"];
    let [a, b, relative, absolute] = ctx.bind(args, "isclose", parameters, 2, 2)?;
    let (a, b) = (real(ctx, a)?, real(ctx, b)?);
    let relative = match relative.some() {
        Some(value) => real(ctx, value)?,
        None => 1e-9,
    };
    let absolute = match absolute.some() {
        Some(value) => real(ctx, value)?,
        None => 0.0,
    };
    if relative < 0.0 || absolute < 0.0 {
        return Err(ctx.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::True);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::False);
    }
    let difference = (b - a).abs();
    Ok(Value::from(
        difference <= (relative * b).abs()
            || difference <= (relative * a).abs()
            || difference <= absolute,
    ))
}

fn nextafter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [x, y, steps] = ctx.bind(args, "nextafter", ["x", "y", "steps"], 2, 2)?;
    let (x, y) = (real(ctx, x)?, real(ctx, y)?);
    let steps = match steps {
        Value::Null | Value::None => 1,
        steps => match u64::try_from(ctx.index(steps)?) {
            Ok(steps) => steps,
            Err(_) => return Err(ctx.value_error("steps must be a non-negative integer")),
        },
    };
    if x.is_nan() || y.is_nan() {
        return Ok(Value::from(f64::NAN));
    }
    // Floats in order are integers in order, once the negative ones are turned around.
    let order = |f: f64| {
        let bits = f.to_bits() as i64;
        i128::from(if bits < 0 {
            i64::MIN.wrapping_sub(bits)
        } else {
            bits
        })
    };
    let (from, to) = (order(x), order(y));
    let steps = i128::from(steps);
    let at = if from < to {
        (from + steps).min(to)
    } else {
        (from - steps).max(to)
    };
    if at == to {
        return Ok(Value::from(if steps == 0 { x } else { y }));
    }
    let bits = if at < 0 || (at == 0 && x.is_sign_negative()) {
        i64::MIN.wrapping_sub(at as i64)
    } else {
        at as i64
    };
    Ok(Value::from(f64::from_bits(bits as u64)))
}

fn ulp(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.ulp", 1, 1)?;
    let x = real(ctx, args.get(0))?.abs();
    Ok(Value::from(if !x.is_finite() {
        x
    } else if x == f64::MAX {
        x - x.next_down()
    } else {
        x.next_up() - x
    }))
}

fn gamma(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.gamma", 1, 1)?;
    let x = real(ctx, args.get(0))?;
    if x == f64::NEG_INFINITY || x == 0.0 || (x < 0.0 && x.fract() == 0.0) {
        return Err(domain_error(ctx));
    }
    let r = special::gamma(x);
    if r.is_infinite() && x.is_finite() {
        return Err(range_error(ctx));
    }
    Ok(Value::from(r))
}

fn lgamma(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.lgamma", 1, 1)?;
    let x = real(ctx, args.get(0))?;
    if x.is_finite() && x <= 0.0 && x.fract() == 0.0 {
        return Err(domain_error(ctx));
    }
    let r = special::lgamma(x);
    if r.is_infinite() && x.is_finite() {
        return Err(range_error(ctx));
    }
    Ok(Value::from(r))
}

/// A logarithm of any positive number, ints of any size included.
fn logarithm(ctx: &mut Ctx<'_>, value: Value, function: fn(f64) -> f64) -> Result<f64> {
    if let Some(int) = ctx.int_of(value) {
        if int.is_negative() || int.is_zero() {
            return Err(domain_error(ctx));
        }
        return Ok(match int.to_f64() {
            Ok(f) => function(f),
            Err(_) => {
                let (mantissa, exponent) = split_int(int);
                function(mantissa) + function(2.0) * exponent as f64
            }
        });
    }
    let x = real(ctx, value)?;
    if x <= 0.0 {
        return Err(domain_error(ctx));
    }
    Ok(function(x))
}

/// A large int as a float in 0.5..1 and a power of two.
fn split_int(int: IntRef<'_>) -> (f64, u64) {
    let bits = int.bit_length();
    let excess = bits.saturating_sub(64);
    let whole = int.big().into_owned();
    let top = &whole >> excess;
    // Bits below may decide how it is rounded, never more than one more of them would.
    let rest = u8::from(&top << excess != whole);
    let top = num_traits::ToPrimitive::to_f64(&(top | num_bigint::BigInt::from(rest)));
    let top = top.unwrap_or(1.0);
    (top / 2.0_f64.powi(64), excess + 64)
}

fn log(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "log", 1, 2)?;
    ctx.cost += COST;
    let x = logarithm(ctx, args.get(0), f64::ln)?;
    let Some(base) = args.get(1).some() else {
        return Ok(Value::from(x));
    };
    let base = logarithm(ctx, base, f64::ln)?;
    float::true_div(x, base)
        .map(Value::from)
        .map_err(|error| ctx.raise_text(error))
}

fn log2(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.log2", 1, 1)?;
    logarithm(ctx, args.get(0), f64::log2).map(Value::from)
}

fn log10(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.log10", 1, 1)?;
    logarithm(ctx, args.get(0), f64::log10).map(Value::from)
}

fn floor(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.floor", 1, 1)?;
    to_whole(ctx, args.get(0), names::FLOOR, float::floor)
}

fn ceil(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.ceil", 1, 1)?;
    to_whole(ctx, args.get(0), names::CEIL, float::ceil)
}

fn trunc(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.trunc", 1, 1)?;
    let value = args.get(0);
    if ctx.number(value).is_none() {
        let class = ctx.class_of(value);
        if ctx.interp.lookup(class, names::TRUNC).is_none() {
            let name = ctx.type_name(value);
            let message = format!("type {name} doesn't define __trunc__ method");
            return Err(ctx.type_error(message));
        }
    }
    to_whole(ctx, value, names::TRUNC, float::to_int)
}

fn to_whole(
    ctx: &mut Ctx<'_>,
    value: Value,
    method: Ref,
    function: fn(f64) -> std::result::Result<crate::vm::number::Int, crate::vm::text::TextError>,
) -> Result {
    if let Some(int) = ctx.int_of(value).map(IntRef::to_int) {
        return Ok(ctx.from_int(int));
    }
    if ctx.number(value).is_none() {
        let class = ctx.class_of(value);
        if let Some(method) = ctx.interp.lookup(class, method) {
            return ctx.tail_call(method, &[value]);
        }
    }
    let x = real(ctx, value)?;
    let whole = function(x).map_err(|error| ctx.raise_text(error))?;
    Ok(ctx.from_int(whole))
}
