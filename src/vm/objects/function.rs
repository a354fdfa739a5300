//! Functions and methods as objects: calling and binding them by name.

use super::{ClassDef, function, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::BoundMethod;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::FUNCTION, &callable::<{ types::FUNCTION.0 }>()),
    ClassDef::new(types::FUNCTION, &binding::<{ types::FUNCTION.0 }>()),
    ClassDef::new(
        types::BUILTIN_FUNCTION,
        &callable::<{ types::BUILTIN_FUNCTION.0 }>(),
    ),
    ClassDef::new(
        types::METHOD_DESCRIPTOR,
        &callable::<{ types::METHOD_DESCRIPTOR.0 }>(),
    ),
    ClassDef::new(
        types::METHOD_DESCRIPTOR,
        &binding::<{ types::METHOD_DESCRIPTOR.0 }>(),
    ),
    ClassDef::new(
        types::WRAPPER_DESCRIPTOR,
        &callable::<{ types::WRAPPER_DESCRIPTOR.0 }>(),
    ),
    ClassDef::new(
        types::WRAPPER_DESCRIPTOR,
        &binding::<{ types::WRAPPER_DESCRIPTOR.0 }>(),
    ),
    ClassDef::new(types::METHOD, &callable::<{ types::METHOD.0 }>()).called(&CALL_METHOD),
    ClassDef::new(
        types::METHOD,
        &operators::comparisons::<{ types::METHOD.0 }>(),
    ),
    ClassDef::new(types::CELL, &[]).called(&CALL_CELL),
];

static CALL_METHOD: NativeDef = function("method", new_method);
static CALL_CELL: NativeDef = function("cell", new_cell);

const fn callable<const CLASS: u64>() -> [NativeDef; 3] {
    [
        wrapper("__call__", call::<CLASS>),
        wrapper("__hash__", operators::hash::<CLASS>),
        wrapper("__repr__", operators::repr::<CLASS>),
    ]
}

const fn binding<const CLASS: u64>() -> [NativeDef; 1] {
    [wrapper("__get__", get::<CLASS>)]
}

fn call<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let function = ctx.receiver(args, Ref(CLASS), "__call__")?;
    let keywords: Vec<(Ref, Value)> = args.keywords().collect();
    let rest = args.skip_first().positional;
    if keywords.is_empty() {
        return ctx.tail_call(function, rest);
    }
    ctx.call_kw(function, rest, &keywords)
}

fn get<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (function, [object, class]) = ctx.method(args, Ref(CLASS), "__get__", 1)?;
    match object {
        Value::None if !class.is_null() => Ok(function),
        object => Ok(ctx.bind_method(function, object)),
    }
}

fn new_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "method", 2, 2)?;
    let (function, receiver) = (args.get(0), args.get(1));
    if receiver.is_none() {
        return Err(ctx.type_error("instance must not be None"));
    }
    let method = BoundMethod { function, receiver };
    Ok(ctx.alloc(types::METHOD, Body::BoundMethod(method)))
}

fn new_cell(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "cell", 0, 1)?;
    Ok(ctx.alloc(types::CELL, Body::Cell(args.get(0))))
}
