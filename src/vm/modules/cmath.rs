//! `cmath`, through the C library of the machine as [`math`](super::math) is.

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, Interrupt, NativeDef, Result};
use crate::vm::number::Complex;
use crate::vm::number::complex_math::{self as functions, Fault, Outcome};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "cmath",
    functions: FUNCTIONS,
    init,
};

fn init(interp: &mut Interpreter, namespace: Ref) {
    let imaginary = |imag| Complex::new(0.0, imag);
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        interp.set_global(namespace, name, Value::from(value));
    }
    for (name, value) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        let value = interp.new_complex(imaginary(value));
        interp.set_global(namespace, name, value);
    }
}

/// What a function costs beyond the call, in nanoseconds.
const COST: u64 = 30;

/// Functions of one complex number.
macro_rules! unary {
    ($($native:ident $name:literal $function:path;)*) => {
        $(fn $native(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
            let z = argument(ctx, args, concat!("cmath.", $name))?;
            answer(ctx, $function(z))
        })*
        const FUNCTIONS: &[NativeDef] = &[
            $(function($name, $native),)*
            function("isclose", isclose),
            function("isfinite", isfinite),
            function("isinf", isinf),
            function("isnan", isnan),
            function("log", log),
            function("phase", phase),
            function("polar", polar),
            function("rect", rect),
        ];
    };
}

unary! {
    acos "acos" functions::acos;
    acosh "acosh" functions::acosh;
    asin "asin" functions::asin;
    asinh "asinh" functions::asinh;
    atan "atan" functions::atan;
    atanh "atanh" functions::atanh;
    cos "cos" functions::cos;
    cosh "cosh" functions::cosh;
    exp "exp" functions::exp;
    log10 "log10" functions::log10;
    sin "sin" functions::sin;
    sinh "sinh" functions::sinh;
    sqrt "sqrt" functions::sqrt;
    tan "tan" functions::tan;
    tanh "tanh" functions::tanh;
}

fn argument(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<Complex> {
    ctx.arity(args, name, 1, 1)?;
    ctx.cost += COST;
    ctx.as_complex(args.get(0))
}

fn answer(ctx: &mut Ctx<'_>, outcome: Outcome) -> Result {
    match outcome {
        Ok(z) => Ok(ctx.interp.new_complex(z)),
        Err(fault) => Err(error(ctx, fault)),
    }
}

#[cold]
fn error(ctx: &mut Ctx<'_>, fault: Fault) -> Interrupt {
    match fault {
        Fault::Domain => ctx.value_error("math domain error"),
        Fault::Range => ctx.raise(types::OVERFLOW_ERROR, "math range error"),
    }
}

fn log(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "log", 1, 2)?;
    ctx.cost += COST;
    let z = ctx.as_complex(args.get(0))?;
    let outcome = match args.get(1).some() {
        Some(base) => functions::log_to_base(z, ctx.as_complex(base)?),
        None => functions::log(z),
    };
    answer(ctx, outcome)
}

fn phase(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let z = argument(ctx, args, "cmath.phase")?;
    Ok(Value::from(z.imag.atan2(z.real)))
}

fn polar(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let z = argument(ctx, args, "cmath.polar")?;
    let Some(length) = z.length() else {
        return Err(error(ctx, Fault::Range));
    };
    let parts = [length, z.imag.atan2(z.real)].map(Value::from);
    Ok(ctx.tuple(parts))
}

fn rect(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "rect", 2, 2)?;
    ctx.cost += COST;
    let mut parts = [0.0; 2];
    for (part, &value) in parts.iter_mut().zip(args.positional) {
        *part = ctx.as_real(value)?;
    }
    let [length, angle] = parts;
    answer(ctx, functions::rect(Complex::new(length, angle)))
}

fn isfinite(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let z = argument(ctx, args, "cmath.isfinite")?;
    Ok(Value::from(z.is_finite()))
}

fn isinf(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let z = argument(ctx, args, "cmath.isinf")?;
    Ok(Value::from(z.is_infinite()))
}

fn isnan(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let z = argument(ctx, args, "cmath.isnan")?;
    Ok(Value::from(z.real.is_nan() || z.imag.is_nan()))
}

fn isclose(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let names = ["a", "b", "rel_tol", "abs_tol"];
    let [a, b, relative, absolute] = ctx.bind(args, "isclose", names, 2, 2)?;
    let (a, b) = (ctx.as_complex(a)?, ctx.as_complex(b)?);
    let mut tolerances = [1e-9, 0.0];
    for (tolerance, value) in tolerances.iter_mut().zip([relative, absolute]) {
        if let Some(value) = value.some() {
            *tolerance = ctx.as_real(value)?;
        }
    }
    let [relative, absolute] = tolerances;
    if relative < 0.0 || absolute < 0.0 {
        return Err(ctx.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::True);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::False);
    }
    let length = |z: Complex| z.real.hypot(z.imag);
    let distance = length(a.sub(b));
    Ok(Value::from(
        distance <= relative * length(b)
            || distance <= relative * length(a)
            || distance <= absolute,
    ))
}
