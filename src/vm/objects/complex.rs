//! `complex`.

use super::{ClassDef, function, getter, method, new, operators, wrapper};
use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::{Complex, complex};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

const COMPLEX: u64 = types::COMPLEX.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::COMPLEX, METHODS).called(&CALL),
    ClassDef::new(types::COMPLEX, &operators::comparisons::<COMPLEX>()),
];

static CALL: NativeDef = function("complex", call);

const METHODS: &[NativeDef] = &[
    new(new_complex),
    getter("real", real),
    getter("imag", imag),
    method("conjugate", conjugate),
    method("__complex__", plain),
    method("__format__", operators::format::<COMPLEX>),
    method("__getnewargs__", getnewargs),
    operators::forward::<COMPLEX, { operators::ADD }>(),
    operators::reflected::<COMPLEX, { operators::ADD }>(),
    operators::forward::<COMPLEX, { operators::SUB }>(),
    operators::reflected::<COMPLEX, { operators::SUB }>(),
    operators::forward::<COMPLEX, { operators::MUL }>(),
    operators::reflected::<COMPLEX, { operators::MUL }>(),
    operators::forward::<COMPLEX, { operators::TRUEDIV }>(),
    operators::reflected::<COMPLEX, { operators::TRUEDIV }>(),
    wrapper("__pow__", pow),
    operators::reflected::<COMPLEX, { operators::POW }>(),
    wrapper("__neg__", operators::negative::<COMPLEX>),
    wrapper("__pos__", operators::positive::<COMPLEX>),
    wrapper("__abs__", abs),
    wrapper("__bool__", truth),
    wrapper("__hash__", operators::hash::<COMPLEX>),
    wrapper("__repr__", operators::repr::<COMPLEX>),
];

impl Interpreter {
    pub fn new_complex(&mut self, value: Complex) -> Value {
        Value::Obj(self.heap.alloc(types::COMPLEX, Body::Complex(value)))
    }
}

impl Ctx<'_> {
    /// What an object's `__complex__` returns, if it has one.
    fn complex_by_method(&mut self, value: Value) -> Result<Option<Complex>> {
        let class = self.class_of(value);
        if self.is_builtin_class(class) {
            return Ok(None);
        }
        let Some(method) = self.interp.lookup(class, names::COMPLEX_) else {
            return Ok(None);
        };
        let result = self.call(method, &[value])?;
        match self.complex_of(result) {
            Some(complex) => Ok(Some(complex)),
            None => {
                let given = self.type_name(result);
                let message = format!("__complex__ returned non-complex (type {given})");
                Err(self.type_error(message))
            }
        }
    }

    /// An argument as a complex number: `PyComplex_AsCComplex`.
    pub fn as_complex(&mut self, value: Value) -> Result<Complex> {
        if let Some(complex) = self.complex_of(value) {
            return Ok(complex);
        }
        if let Some(complex) = self.complex_by_method(value)? {
            return Ok(complex);
        }
        self.as_real(value).map(Complex::real)
    }

    /// An argument as a float: `PyFloat_AsDouble`.
    pub fn as_real(&mut self, value: Value) -> Result<f64> {
        match self.number_as_float(value)? {
            Some(real) => Ok(real),
            None => {
                let name = self.type_name(value);
                Err(self.type_error(format!("must be real number, not {name}")))
            }
        }
    }
}

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [first, second] = ctx.bind(args, "complex", ["real", "imag"], 0, 2)?;
    if ctx.class_of(first) == types::COMPLEX && second.is_null() {
        return Ok(first);
    }
    let complex = construct(ctx, first, second)?;
    Ok(ctx.interp.new_complex(complex))
}

fn construct(ctx: &mut Ctx<'_>, first: Value, second: Value) -> Result<Complex> {
    if let Some(text) = ctx.as_str(first) {
        if !second.is_null() {
            let message = "complex() can't take second arg if first is a string";
            return Err(ctx.type_error(message));
        }
        let length = text.as_str().len();
        let parsed = complex::parse(text.as_str());
        ctx.charge(length, 3_000);
        return parsed.map_err(|error| ctx.raise_text(error));
    }
    if ctx.as_str(second).is_some() {
        return Err(ctx.type_error("complex() second arg can't be a string"));
    }
    let first = part(
        ctx,
        first,
        "first argument must be a string or a number",
        true,
    )?;
    let given = !second.is_null();
    let second = part(ctx, second, "second argument must be a number", false)?;
    Ok(match (first, second) {
        (first, _) if !given => Complex::new(first.value.real, first.value.imag),
        (first, second) => {
            let mut sum = Complex::new(first.value.real, second.value.real);
            if second.is_complex {
                sum.real -= second.value.imag;
            }
            if first.is_complex {
                sum.imag += first.value.imag;
            }
            sum
        }
    })
}

/// What an argument of `complex()` stands for.
struct Part {
    value: Complex,
    is_complex: bool,
}

fn part(ctx: &mut Ctx<'_>, value: Value, what: &str, by_method: bool) -> Result<Part> {
    if value.is_null() {
        return Ok(Part {
            value: Complex::real(0.0),
            is_complex: false,
        });
    }
    let mut complex = ctx.complex_of(value);
    if by_method && let Some(converted) = ctx.complex_by_method(value)? {
        complex = Some(converted);
    }
    if let Some(value) = complex {
        return Ok(Part {
            value,
            is_complex: true,
        });
    }
    match ctx.number_as_float(value)? {
        Some(real) => Ok(Part {
            value: Complex::real(real),
            is_complex: false,
        }),
        None => {
            let name = ctx.type_name(value);
            Err(ctx.type_error(format!("complex() {what}, not '{name}'")))
        }
    }
}

fn new_complex(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::COMPLEX)?;
    if class == types::COMPLEX {
        return call(ctx, rest);
    }
    let [first, second] = ctx.bind(rest, "complex", ["real", "imag"], 0, 2)?;
    let complex = construct(ctx, first, second)?;
    Ok(ctx.alloc(class, Body::Complex(complex)))
}

fn this(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<Complex> {
    let (value, []) = ctx.method(args, Ref(COMPLEX), name, 0)?;
    Ok(ctx.complex_of(value).unwrap_or(Complex::real(0.0)))
}

fn real(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args, "real")?.real))
}

fn imag(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args, "imag")?.imag))
}

fn conjugate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let complex = this(ctx, args, "conjugate")?;
    Ok(ctx.interp.new_complex(complex.conjugate()))
}

fn plain(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let complex = this(ctx, args, "__complex__")?;
    Ok(ctx.interp.new_complex(complex))
}

fn abs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let complex = this(ctx, args, "__abs__")?;
    match complex.abs() {
        Ok(length) => Ok(Value::from(length)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn truth(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(!this(ctx, args, "__bool__")?.is_zero()))
}

fn pow(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (base, [exponent, modulus]) = ctx.method(args, types::COMPLEX, "__pow__", 1)?;
    if !modulus.is_null() && !modulus.is_none() {
        return Err(ctx.value_error("complex modulo"));
    }
    let power = ctx.binary_native(BinaryOp::Power, base, exponent)?;
    Ok(power.unwrap_or(Value::NotImplemented))
}

fn getnewargs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let complex = this(ctx, args, "__getnewargs__")?;
    Ok(ctx.tuple([Value::from(complex.real), Value::from(complex.imag)]))
}
