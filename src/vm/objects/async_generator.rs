//! Asynchronous generators, and the awaitables that `__anext__`, `asend`, `athrow` and `aclose`
//! make.
//!
//! Such an awaitable drives the generator like a coroutine: what the generator awaits passes
//! through to the event loop, and what it yields (it is marked, see
//! `INTRINSIC_ASYNC_GEN_WRAP`) ends the awaiting.

use super::generator::{self, Stage, stage, thrown};
use super::{ClassDef, getter, method, operators, wrapper};
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, CallTarget, Interrupt, NativeDef, Result, Then};
use crate::vm::types;
use crate::vm::value::Value;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::ASYNC_GENERATOR, METHODS),
    ClassDef::new(types::ASYNC_GENERATOR_ASEND, STEP),
];

const A: u64 = types::ASYNC_GENERATOR.0;

const METHODS: &[NativeDef] = &[
    wrapper("__aiter__", aiter),
    wrapper("__anext__", anext),
    wrapper("__repr__", operators::repr::<A>),
    method("asend", asend),
    method("athrow", athrow),
    method("aclose", aclose),
    getter("ag_running", generator::running::<A>),
    getter("ag_suspended", generator::suspended::<A>),
    getter("ag_frame", generator::frame::<A>),
    getter("ag_code", generator::code::<A>),
    getter("ag_await", generator::awaited::<A>),
];

const STEP: &[NativeDef] = &[
    wrapper("__await__", itself),
    wrapper("__iter__", itself),
    wrapper("__next__", step_next),
    method("send", step_send),
    method("throw", step_throw),
    method("close", step_close),
];

/// What a step does when it is first awaited.
#[derive(Clone, Copy)]
enum Begin {
    Send(Value),
    Throw(Value),
    Close,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Begun,
    Over,
}

/// `async_generator_asend` and `async_generator_athrow`.
#[derive(Clone)]
struct Step {
    generator: Value,
    begin: Begin,
    state: State,
}

payload!(Step, |this, visit| {
    visit(this.generator);
    if let Begin::Send(value) | Begin::Throw(value) = this.begin {
        visit(value);
    }
});

fn new_step(ctx: &mut Ctx<'_>, generator: Value, begin: Begin) -> Value {
    let step = Step {
        generator,
        begin,
        state: State::New,
    };
    ctx.alloc(types::ASYNC_GENERATOR_ASEND, Body::Other(Box::new(step)))
}

fn aiter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::ASYNC_GENERATOR, "__aiter__", 0)?;
    Ok(generator)
}

fn anext(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::ASYNC_GENERATOR, "__anext__", 0)?;
    Ok(new_step(ctx, generator, Begin::Send(Value::None)))
}

fn asend(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, [value]) = ctx.method(args, types::ASYNC_GENERATOR, "asend", 1)?;
    Ok(new_step(ctx, generator, Begin::Send(value)))
}

fn athrow(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, [kind, value, traceback]) =
        ctx.method(args, types::ASYNC_GENERATOR, "athrow", 1)?;
    let exception = thrown(ctx, kind, value, traceback)?;
    Ok(new_step(ctx, generator, Begin::Throw(exception)))
}

fn aclose(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::ASYNC_GENERATOR, "aclose", 0)?;
    Ok(new_step(ctx, generator, Begin::Close))
}

fn itself(_: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(args.get(0))
}

fn step_next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (step, []) = ctx.method(args, types::ASYNC_GENERATOR_ASEND, "__next__", 0)?;
    advance(ctx, step, Ok(Value::None))
}

fn step_send(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (step, [value]) = ctx.method(args, types::ASYNC_GENERATOR_ASEND, "send", 1)?;
    advance(ctx, step, Ok(value))
}

fn step_throw(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (step, [kind, value, traceback]) =
        ctx.method(args, types::ASYNC_GENERATOR_ASEND, "throw", 1)?;
    let exception = thrown(ctx, kind, value, traceback)?;
    advance(ctx, step, Err(exception))
}

fn step_close(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (step, []) = ctx.method(args, types::ASYNC_GENERATOR_ASEND, "close", 0)?;
    set_state(ctx, step, State::Over);
    Ok(Value::None)
}

fn set_state(ctx: &mut Ctx<'_>, step: Value, state: State) {
    if let Some(step) = ctx.payload_mut::<Step>(step) {
        step.state = state;
    }
}

/// What a step that is awaited for the first time sends or throws; an error where it is over
/// before it began.
fn first(ctx: &mut Ctx<'_>, step: &Step, sent: Value) -> Result<(CallTarget, Value)> {
    let stage = stage(ctx, step.generator);
    match step.begin {
        Begin::Send(value) => {
            let value = if sent.is_none() { value } else { sent };
            match stage {
                Stage::Finished => Err(ctx.raise_with(types::STOP_ASYNC_ITERATION, &[])),
                Stage::Created if !value.is_none() => {
                    Err(ctx
                        .type_error("can't send non-None value to a just-started async generator"))
                }
                _ => Ok((CallTarget::Send, value)),
            }
        }
        Begin::Throw(exception) => match stage {
            Stage::Finished => Err(ctx.raise_with(types::STOP_ASYNC_ITERATION, &[])),
            _ => Ok((CallTarget::Throw, exception)),
        },
        Begin::Close => match stage {
            Stage::Finished => Err(ctx.stop_iteration(Value::None)),
            Stage::Created => {
                ctx.discard_generator(step.generator);
                Err(ctx.stop_iteration(Value::None))
            }
            _ => {
                let exit = ctx.interp.new_exception(types::GENERATOR_EXIT, &[]);
                Ok((CallTarget::Throw, exit))
            }
        },
    }
}

/// Drives the generator by one step: sends a value into it or throws an exception.
fn advance(ctx: &mut Ctx<'_>, this: Value, input: std::result::Result<Value, Value>) -> Result {
    let Some(step) = ctx.payload::<Step>(this).cloned() else {
        return Ok(Value::None);
    };
    if step.state == State::Over {
        let what = match step.begin {
            Begin::Send(_) => "__anext__()/asend()",
            _ => "aclose()/athrow()",
        };
        let message = format!("cannot reuse already awaited {what}");
        return Err(ctx.raise(types::RUNTIME_ERROR, message));
    }
    let (target, value) = match (input, step.state) {
        // The answer is all that counts.
        _ if ctx.has_answer() => (CallTarget::Send, Value::None),
        (Ok(sent), State::New) => match first(ctx, &step, sent) {
            Ok(first) => first,
            Err(interrupt) => {
                set_state(ctx, this, State::Over);
                return Err(interrupt);
            }
        },
        (Ok(sent), _) => (CallTarget::Send, sent),
        (Err(exception), _) => (CallTarget::Throw, exception),
    };
    if !ctx.has_answer() && stage(ctx, step.generator) == Stage::Running {
        let message = "anext(): asynchronous generator is already running";
        return Err(ctx.raise(types::RUNTIME_ERROR, message));
    }
    let then = Then::ResumeOrCatch(types::BASE_EXCEPTION);
    match ctx.resume(step.generator, target, value, then)? {
        Ok(value) => yielded(ctx, this, &step, value),
        Err(exception) => {
            set_state(ctx, this, State::Over);
            let ends = [types::STOP_ASYNC_ITERATION, types::GENERATOR_EXIT]
                .iter()
                .any(|&class| ctx.interp.is_instance(exception, class));
            if ends && matches!(step.begin, Begin::Close) {
                return Err(ctx.stop_iteration(Value::None));
            }
            Err(Interrupt::Raise(exception))
        }
    }
}

/// What came out of the generator: an item of its own, or what it awaits.
fn yielded(ctx: &mut Ctx<'_>, this: Value, step: &Step, value: Value) -> Result {
    let item = match ctx.body(value) {
        Some(Body::Cell(item)) if ctx.class_of(value) == types::ASYNC_GENERATOR_WRAPPED => *item,
        _ => {
            set_state(ctx, this, State::Begun);
            return Ok(value);
        }
    };
    set_state(ctx, this, State::Over);
    if matches!(step.begin, Begin::Close) {
        let message = "async generator ignored GeneratorExit";
        return Err(ctx.raise(types::RUNTIME_ERROR, message));
    }
    Err(ctx.stop_iteration(item))
}
