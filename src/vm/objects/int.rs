//! `int` and `bool`.

use super::{ClassDef, class_method, function, getter, method, new, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::{Int, float, int, int_text};
use crate::vm::types;
use crate::vm::value::Value;

const INT: u64 = types::INT.0;

/// `sys.get_int_max_str_digits()`.
const MAX_DIGITS: usize = 4300;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::INT, METHODS).called(&CALL),
    ClassDef::new(types::INT, &operators::arithmetic::<INT>()),
    ClassDef::new(types::INT, &operators::comparisons::<INT>()),
    ClassDef::new(types::BOOL, BOOL).called(&CALL_BOOL),
];

static CALL: NativeDef = function("int", call);
static CALL_BOOL: NativeDef = function("bool", call_bool);

const METHODS: &[NativeDef] = &[
    new(new_int),
    method("bit_length", bit_length),
    method("bit_count", bit_count),
    method("to_bytes", to_bytes),
    class_method("from_bytes", from_bytes),
    method("conjugate", conjugate),
    method("as_integer_ratio", as_integer_ratio),
    method("is_integer", is_integer),
    getter("real", plain),
    getter("numerator", plain),
    getter("denominator", denominator),
    wrapper("__int__", plain),
    wrapper("__index__", plain),
    wrapper("__float__", to_float),
    wrapper("__abs__", abs),
    wrapper("__invert__", operators::invert::<INT>),
    wrapper("__pow__", pow),
    wrapper("__divmod__", divmod),
    wrapper("__rdivmod__", reflected_divmod),
    method("__round__", round),
    method("__trunc__", trunc),
    method("__floor__", floor),
    method("__ceil__", ceil),
    method("__getnewargs__", getnewargs),
    operators::forward::<INT, { operators::AND }>(),
    operators::forward::<INT, { operators::OR }>(),
    operators::forward::<INT, { operators::XOR }>(),
    operators::forward::<INT, { operators::LSHIFT }>(),
    operators::forward::<INT, { operators::RSHIFT }>(),
    operators::reflected::<INT, { operators::AND }>(),
    operators::reflected::<INT, { operators::OR }>(),
    operators::reflected::<INT, { operators::XOR }>(),
    operators::reflected::<INT, { operators::LSHIFT }>(),
    operators::reflected::<INT, { operators::RSHIFT }>(),
];

const BOOL: &[NativeDef] = &[new(new_bool)];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let given = args.len() + args.keyword_names.len();
    if given > 2 {
        return Err(ctx.type_error(format!("int expected at most 2 arguments, got {given}")));
    }
    let mut base = args.get(1);
    for (name, value) in args.keywords() {
        if ctx.interp.text(name) != "base" {
            let name = ctx.interp.text(name).to_string();
            return Err(
                ctx.type_error(format!("int() got an unexpected keyword argument '{name}'"))
            );
        }
        base = value;
    }
    match (args.get(0), base) {
        (Value::Null, Value::Null) => Ok(Value::Int(0)),
        (Value::Null, _) => Err(ctx.type_error("int() missing string argument")),
        (value, Value::Null) => convert(ctx, value),
        (value, base) => convert_with_base(ctx, value, base),
    }
}

fn finish(
    ctx: &mut Ctx<'_>,
    outcome: std::result::Result<Int, crate::vm::text::TextError>,
) -> Result {
    match outcome {
        Ok(int) => Ok(ctx.from_int(int)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn convert_with_base(ctx: &mut Ctx<'_>, value: Value, base: Value) -> Result {
    let base = ctx.index_value(base)?;
    let base = ctx.i64_of(base).unwrap_or(-1);
    let outcome = match ctx.body(value) {
        Some(Body::Str(text)) => int_text::parse(text.as_str(), base, MAX_DIGITS),
        Some(Body::Bytes(bytes)) => int_text::parse_bytes(bytes, base, MAX_DIGITS),
        Some(Body::ByteArray(bytes)) => int_text::parse_bytes(bytes, base, MAX_DIGITS),
        _ => return Err(ctx.type_error("int() can't convert non-string with explicit base")),
    };
    finish(ctx, outcome)
}

/// `int(value)`: `PyNumber_Long`.
fn convert(ctx: &mut Ctx<'_>, value: Value) -> Result {
    match value {
        Value::Int(_) => return Ok(value),
        Value::True => return Ok(Value::Int(1)),
        Value::False => return Ok(Value::Int(0)),
        Value::Float(f) => {
            let outcome = float::to_int(f.get());
            return finish(ctx, outcome);
        }
        _ => {}
    }
    let outcome = match ctx.body(value) {
        Some(Body::Str(text)) => {
            let outcome = int_text::parse(text.as_str(), 10, MAX_DIGITS);
            let length = text.as_str().len();
            ctx.charge(length, 2_000);
            outcome
        }
        _ => match ctx.bytes_of(value) {
            Some(bytes) => int_text::parse_bytes(bytes, 10, MAX_DIGITS),
            None => return convert_object(ctx, value),
        },
    };
    finish(ctx, outcome)
}

fn convert_object(ctx: &mut Ctx<'_>, value: Value) -> Result {
    let class = ctx.class_of(value);
    for (name, text) in [
        (names::INT_, "__int__"),
        (names::INDEX, "__index__"),
        (names::TRUNC, "__trunc__"),
    ] {
        let Some(method) = ctx.interp.lookup(class, name) else {
            continue;
        };
        let result = ctx.call(method, &[value])?;
        if ctx.int_of(result).is_some() {
            return to_exact(ctx, result);
        }
        let given = ctx.type_name(result);
        return Err(ctx.type_error(format!("{text} returned non-int (type {given})")));
    }
    let name = ctx.type_name(value);
    Err(ctx.type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
    )))
}

/// The same number as an int and no instance of a subclass.
fn to_exact(ctx: &mut Ctx<'_>, value: Value) -> Result {
    match ctx.int_of(value).map(|int| int.to_int()) {
        Some(int) => Ok(ctx.from_int(int)),
        None => Ok(value),
    }
}

fn new_int(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::INT)?;
    if class == types::BOOL {
        return Err(ctx.type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    let value = call(ctx, rest)?;
    if class == types::INT {
        return Ok(value);
    }
    let big = ctx
        .int_of(value)
        .map(|int| int.big().into_owned())
        .unwrap_or_default();
    Ok(ctx.alloc(class, Body::Int(Box::new(big))))
}

fn call_bool(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "bool", 0, 1)?;
    Ok(Value::from(ctx.truth(args.get(0))?))
}

fn new_bool(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, rest) = ctx.new_class_argument(args, types::BOOL)?;
    call_bool(ctx, rest)
}

/// The receiver as an owned int.
fn this<const N: usize>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    required: usize,
) -> Result<(Int, [Value; N])> {
    let (value, rest) = ctx.method(args, types::INT, name, required)?;
    let int = ctx.int_of(value).map_or(Int::Small(0), |int| int.to_int());
    Ok((int, rest))
}

/// Methods that give the number itself.
macro_rules! identities {
    ($($rust:ident $name:literal;)*) => {$(
        fn $rust(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
            let (int, []) = this(ctx, args, $name, 0)?;
            Ok(ctx.from_int(int))
        }
    )*};
}

identities! {
    plain "__int__";
    conjugate "conjugate";
    trunc "__trunc__";
    floor "__floor__";
    ceil "__ceil__";
}

fn bit_length(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (int, []) = this(ctx, args, "bit_length", 0)?;
    Ok(Value::Int(int.as_ref().bit_length() as i64))
}

fn bit_count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (int, []) = this(ctx, args, "bit_count", 0)?;
    ctx.charge(int.as_ref().bit_length() as usize / 8, 300);
    Ok(Value::Int(int.as_ref().bit_count() as i64))
}

/// `big` or `little`.
fn is_big_endian(ctx: &mut Ctx<'_>, order: Value, function: &str) -> Result<bool> {
    if order.is_null() {
        return Ok(true);
    }
    let what = format!("{function}() argument 'byteorder'");
    match ctx.expect_str(order, &what)?.as_str() {
        "big" => Ok(true),
        "little" => Ok(false),
        _ => Err(ctx.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn to_bytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let value = ctx.receiver(args, types::INT, "to_bytes")?;
    let rest = args.skip_first();
    let [length, order, signed] =
        ctx.bind(rest, "to_bytes", ["length", "byteorder", "signed"], 0, 2)?;
    let length = match length {
        Value::Null => 1,
        length => ctx.ssize(length)?,
    };
    let big_endian = is_big_endian(ctx, order, "to_bytes")?;
    let signed = !signed.is_null() && ctx.truth(signed)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(ctx.value_error("length argument must be non-negative"));
    };
    ctx.reserve(length)?;
    ctx.charge(length, 500);
    let outcome = match ctx.int_of(value) {
        Some(int) => int.to_bytes(length, big_endian, signed),
        None => Ok(Vec::new()),
    };
    match outcome {
        Ok(bytes) => Ok(ctx.bytes(bytes)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn from_bytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let class = ctx.receiver(args, types::TYPE, "from_bytes")?;
    let rest = args.skip_first();
    let [bytes, order, signed] =
        ctx.bind(rest, "from_bytes", ["bytes", "byteorder", "signed"], 1, 2)?;
    let big_endian = is_big_endian(ctx, order, "from_bytes")?;
    let signed = !signed.is_null() && ctx.truth(signed)?;
    if ctx.int_of(bytes).is_some() || ctx.as_str(bytes).is_some() {
        let name = ctx.type_name(bytes);
        return Err(ctx.type_error(format!("cannot convert '{name}' object to bytes")));
    }
    let bytes = super::bytes::collect_bytes(ctx, bytes, "bytes")?;
    ctx.charge(bytes.len(), 500);
    let int = ctx.from_int(int::from_bytes(&bytes, big_endian, signed));
    match class {
        Value::Obj(types::INT) => Ok(int),
        class => ctx.tail_call(class, &[int]),
    }
}

fn as_integer_ratio(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (int, []) = this(ctx, args, "as_integer_ratio", 0)?;
    let numerator = ctx.from_int(int);
    Ok(ctx.tuple([numerator, Value::Int(1)]))
}

fn is_integer(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, []) = this(ctx, args, "is_integer", 0)?;
    Ok(Value::True)
}

fn denominator(_: &mut Ctx<'_>, _: Args<'_>) -> Result {
    Ok(Value::Int(1))
}

fn to_float(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (int, []) = this(ctx, args, "__float__", 0)?;
    match int.as_ref().to_f64() {
        Ok(float) => Ok(Value::from(float)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn abs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (int, []) = this(ctx, args, "__abs__", 0)?;
    Ok(ctx.from_int(int.as_ref().abs()))
}

fn pow(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (base, [exponent, modulus]) = ctx.method(args, types::INT, "__pow__", 1)?;
    if modulus.is_null() || modulus.is_none() {
        if ctx.int_of(exponent).is_none() {
            return Ok(Value::NotImplemented);
        }
        let power = ctx.binary_native(crate::bytecode::BinaryOp::Power, base, exponent)?;
        return Ok(power.unwrap_or(Value::NotImplemented));
    }
    let (Some(base), Some(exponent), Some(modulus)) =
        (ctx.int_of(base), ctx.int_of(exponent), ctx.int_of(modulus))
    else {
        return Ok(Value::NotImplemented);
    };
    let outcome = base.pow_mod(exponent, modulus);
    finish(ctx, outcome)
}

fn divmod_values(ctx: &mut Ctx<'_>, a: Value, b: Value) -> Result {
    let (Some(a), Some(b)) = (ctx.int_of(a), ctx.int_of(b)) else {
        return Ok(Value::NotImplemented);
    };
    match a.divmod(b) {
        Ok((quotient, rest)) => {
            let (quotient, rest) = (ctx.from_int(quotient), ctx.from_int(rest));
            Ok(ctx.tuple([quotient, rest]))
        }
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn divmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (a, [b]) = ctx.method(args, types::INT, "__divmod__", 1)?;
    divmod_values(ctx, a, b)
}

fn reflected_divmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (b, [a]) = ctx.method(args, types::INT, "__rdivmod__", 1)?;
    divmod_values(ctx, a, b)
}

fn round(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (int, [digits]) = this(ctx, args, "__round__", 0)?;
    if digits.is_null() || digits.is_none() {
        return Ok(ctx.from_int(int));
    }
    let digits = ctx.index_value(digits)?;
    let digits = ctx
        .int_of(digits)
        .map_or(Int::Small(0), |digits| digits.to_int());
    Ok(ctx.from_int(int.as_ref().round(digits.as_ref())))
}

fn getnewargs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (int, []) = this(ctx, args, "__getnewargs__", 0)?;
    let int = ctx.from_int(int);
    Ok(ctx.tuple([int]))
}
