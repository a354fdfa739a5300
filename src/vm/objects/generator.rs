//! Generators.

use super::{ClassDef, getter, method, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, CallTarget, Interrupt, NativeDef, Result, Then};
use crate::vm::object::GeneratorState;
use crate::vm::types;
use crate::vm::value::Value;

pub const CLASSES: &[ClassDef] = &[ClassDef::new(types::GENERATOR, METHODS)];

const METHODS: &[NativeDef] = &[
    wrapper("__iter__", iter),
    wrapper("__next__", next),
    wrapper("__repr__", operators::repr::<{ types::GENERATOR.0 }>),
    method("send", send),
    method("throw", throw),
    method("close", close),
    getter("gi_running", running),
    getter("gi_suspended", suspended),
    getter("gi_frame", frame),
    getter("gi_code", code),
    getter("gi_yieldfrom", yield_from),
];

/// What a generator's state allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Created,
    Suspended,
    Running,
    Finished,
}

fn stage(ctx: &Ctx<'_>, generator: Value) -> Stage {
    match ctx.body(generator) {
        Some(Body::Generator(generator)) => match &generator.state {
            GeneratorState::Suspended(suspended) if suspended.started => Stage::Suspended,
            GeneratorState::Suspended(_) => Stage::Created,
            GeneratorState::Running => Stage::Running,
            GeneratorState::Finished => Stage::Finished,
        },
        _ => Stage::Finished,
    }
}

fn already_executing(ctx: &mut Ctx<'_>) -> Interrupt {
    ctx.value_error("generator already executing")
}

fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::GENERATOR, "__iter__", 0)?;
    Ok(generator)
}

fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::GENERATOR, "__next__", 0)?;
    resume_with(ctx, generator, Value::None)
}

fn send(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, [value]) = ctx.method(args, types::GENERATOR, "send", 1)?;
    resume_with(ctx, generator, value)
}

fn resume_with(ctx: &mut Ctx<'_>, generator: Value, value: Value) -> Result {
    if !ctx.has_answer() {
        match stage(ctx, generator) {
            Stage::Running => return Err(already_executing(ctx)),
            Stage::Finished => return Err(ctx.stop_iteration(Value::None)),
            Stage::Created if !value.is_none() => {
                let message = "can't send non-None value to a just-started generator";
                return Err(ctx.type_error(message));
            }
            _ => {}
        }
    }
    ctx.resume_tail(generator, CallTarget::Send, value)
}

/// The exception that `throw(type, value, traceback)` means.
fn thrown(ctx: &mut Ctx<'_>, kind: Value, value: Value, traceback: Value) -> Result {
    let is_class = matches!(
        ctx.body(kind),
        Some(Body::Class(class)) if class.mro.contains(&types::BASE_EXCEPTION)
    );
    let exception = if is_class {
        match value {
            Value::Null | Value::None => ctx.make_exception(kind)?,
            _ if kind
                .as_ref()
                .is_some_and(|class| ctx.interp.is_instance(value, class)) =>
            {
                value
            }
            _ => {
                let args = match ctx.as_tuple(value) {
                    Some(items) => items.to_vec(),
                    None => vec![value],
                };
                ctx.call(kind, &args)?
            }
        }
    } else if ctx.exception(kind).is_some() {
        if !value.is_null() && !value.is_none() {
            return Err(ctx.type_error("instance exception may not have a separate value"));
        }
        kind
    } else {
        let name = ctx.type_name(kind);
        return Err(ctx.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {name}"
        )));
    };
    if let (Some(Body::Traceback(_)), Value::Obj(r)) = (ctx.body(traceback), exception)
        && let Body::Exception(e) = ctx.interp.heap.body_mut(r)
    {
        e.traceback = traceback;
    }
    Ok(exception)
}

fn throw(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, [kind, value, traceback]) = ctx.method(args, types::GENERATOR, "throw", 1)?;
    let exception = thrown(ctx, kind, value, traceback)?;
    if !ctx.has_answer() {
        match stage(ctx, generator) {
            Stage::Running => return Err(already_executing(ctx)),
            Stage::Finished => return Err(Interrupt::Raise(exception)),
            Stage::Created | Stage::Suspended => {}
        }
    }
    ctx.resume_tail(generator, CallTarget::Throw, exception)
}

fn close(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::GENERATOR, "close", 0)?;
    if !ctx.has_answer() {
        match stage(ctx, generator) {
            Stage::Running => return Err(already_executing(ctx)),
            Stage::Finished => return Ok(Value::None),
            Stage::Created => {
                if let Value::Obj(r) = generator
                    && let Body::Generator(generator) = ctx.interp.heap.body_mut(r)
                {
                    generator.state = GeneratorState::Finished;
                }
                return Ok(Value::None);
            }
            Stage::Suspended => {}
        }
    }
    let exit = ctx.interp.new_exception(types::GENERATOR_EXIT, &[]);
    let then = Then::ResumeOrCatch(types::BASE_EXCEPTION);
    match ctx.resume(generator, CallTarget::Throw, exit, then)? {
        Ok(_) => Err(ctx.raise(types::RUNTIME_ERROR, "generator ignored GeneratorExit")),
        Err(e) if ctx.interp.is_instance(e, types::STOP_ITERATION) => Ok(ctx.first_arg(e)),
        Err(e) if ctx.interp.is_instance(e, types::GENERATOR_EXIT) => Ok(Value::None),
        Err(e) => Err(Interrupt::Raise(e)),
    }
}

fn running(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, types::GENERATOR, "gi_running")?;
    Ok(Value::from(stage(ctx, generator) == Stage::Running))
}

fn suspended(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, types::GENERATOR, "gi_suspended")?;
    Ok(Value::from(stage(ctx, generator) == Stage::Suspended))
}

/// None once the generator is finished; before, an object without attributes.
fn frame(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, types::GENERATOR, "gi_frame")?;
    Ok(match stage(ctx, generator) {
        Stage::Finished => Value::None,
        _ => ctx.alloc(types::FRAME, Body::Instance),
    })
}

fn code(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, types::GENERATOR, "gi_code")?;
    let Some(Body::Generator(generator)) = ctx.body(generator) else {
        return Ok(Value::None);
    };
    let code = generator.code.clone();
    Ok(ctx.alloc(types::CODE, Body::Code(code)))
}

fn yield_from(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.receiver(args, types::GENERATOR, "gi_yieldfrom")?;
    Ok(Value::None)
}
