//! `math`, through the C library of the machine, as CPython's: the same digits as CPython prints on
//! that machine. (What is exact anyway comes from the `libm` crate.)

mod float;
mod integer;
mod sequence;

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Interrupt, Result};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "math",
    functions: &[],
    init,
};

fn init(interp: &mut Interpreter, namespace: Ref) {
    for native in [
        float::UNARY,
        float::FUNCTIONS,
        integer::FUNCTIONS,
        sequence::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
    {
        let function = crate::vm::objects::native_value(interp, native);
        interp.set_global(namespace, native.name, function);
    }
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        interp.set_global(namespace, name, Value::from(value));
    }
}

#[cold]
fn domain_error(ctx: &mut Ctx<'_>) -> Interrupt {
    ctx.value_error("math domain error")
}

#[cold]
fn range_error(ctx: &mut Ctx<'_>) -> Interrupt {
    ctx.raise(types::OVERFLOW_ERROR, "math range error")
}

/// An argument as a float.
fn real(ctx: &mut Ctx<'_>, value: Value) -> Result<f64> {
    if let Value::Float(f) = value {
        return Ok(f.get());
    }
    ctx.as_real(value)
}
