//! Generators and coroutines, and what they share with asynchronous generators.

use super::frame::FrameView;
use super::{ClassDef, getter, method, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, CallTarget, Interrupt, NativeDef, Result, Then};
use crate::vm::object::GeneratorState;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::GENERATOR, GENERATOR),
    ClassDef::new(types::COROUTINE, COROUTINE),
    ClassDef::new(types::COROUTINE_WRAPPER, WRAPPER),
];

const G: u64 = types::GENERATOR.0;
const C: u64 = types::COROUTINE.0;

const GENERATOR: &[NativeDef] = &[
    wrapper("__iter__", iter),
    wrapper("__next__", next),
    wrapper("__repr__", operators::repr::<G>),
    method("send", send::<G>),
    method("throw", throw::<G>),
    method("close", close::<G>),
    getter("gi_running", running::<G>),
    getter("gi_suspended", suspended::<G>),
    getter("gi_frame", frame::<G>),
    getter("gi_code", code::<G>),
    getter("gi_yieldfrom", awaited::<G>),
];

const COROUTINE: &[NativeDef] = &[
    wrapper("__await__", await_coroutine),
    wrapper("__repr__", operators::repr::<C>),
    method("send", send::<C>),
    method("throw", throw::<C>),
    method("close", close::<C>),
    getter("cr_running", running::<C>),
    getter("cr_suspended", suspended::<C>),
    getter("cr_frame", frame::<C>),
    getter("cr_code", code::<C>),
    getter("cr_await", awaited::<C>),
];

/// What `coroutine.__await__()` gives: an iterator around it.
const WRAPPER: &[NativeDef] = &[
    wrapper("__iter__", wrapper_iter),
    wrapper("__next__", wrapper_next),
    method("send", wrapper_send),
    method("throw", wrapper_throw),
    method("close", wrapper_close),
];

/// What a generator's state allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Created,
    Suspended,
    Running,
    Finished,
}

pub(super) fn stage(ctx: &Ctx<'_>, generator: Value) -> Stage {
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

/// What a generator of this class is called in messages.
pub fn kind(class: Ref) -> &'static str {
    match class {
        types::COROUTINE => "coroutine",
        types::ASYNC_GENERATOR => "async generator",
        _ => "generator",
    }
}

fn already_executing(ctx: &mut Ctx<'_>, generator: Value) -> Interrupt {
    let kind = kind(ctx.class_of(generator));
    ctx.value_error(format!("{kind} already executing"))
}

impl Ctx<'_> {
    /// Whether somebody waits for the coroutine already: it is suspended in an `await`.
    pub fn is_being_awaited(&self, coroutine: Value) -> bool {
        self.awaited_by(coroutine).is_some()
    }

    /// What a suspended generator delegates to, by `yield from` or `await`.
    fn awaited_by(&self, generator: Value) -> Option<Value> {
        match self.body(generator)? {
            Body::Generator(generator) => match &generator.state {
                GeneratorState::Suspended(suspended) => self.interp.delegate_of(suspended),
                _ => None,
            },
            _ => None,
        }
    }

    /// Finishes a generator that never began.
    pub(super) fn discard_generator(&mut self, generator: Value) {
        if let Value::Obj(r) = generator
            && let Body::Generator(generator) = self.interp.heap.body_mut(r)
        {
            generator.state = GeneratorState::Finished;
        }
    }
}

fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::GENERATOR, "__iter__", 0)?;
    Ok(generator)
}

fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, types::GENERATOR, "__next__", 0)?;
    resume_with(ctx, generator, Value::None)
}

fn send<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, [value]) = ctx.method(args, Ref(CLASS), "send", 1)?;
    resume_with(ctx, generator, value)
}

fn resume_with(ctx: &mut Ctx<'_>, generator: Value, value: Value) -> Result {
    if !ctx.has_answer() {
        match stage(ctx, generator) {
            Stage::Running => return Err(already_executing(ctx, generator)),
            Stage::Finished if ctx.class_of(generator) == types::COROUTINE => {
                return Err(ctx.raise(
                    types::RUNTIME_ERROR,
                    "cannot reuse already awaited coroutine",
                ));
            }
            Stage::Finished => return Err(ctx.stop_iteration(Value::None)),
            Stage::Created if !value.is_none() => {
                let kind = kind(ctx.class_of(generator));
                let message = format!("can't send non-None value to a just-started {kind}");
                return Err(ctx.type_error(message));
            }
            _ => {}
        }
    }
    ctx.resume_tail(generator, CallTarget::Send, value)
}

/// The exception that `throw(type, value, traceback)` means.
pub(super) fn thrown(ctx: &mut Ctx<'_>, kind: Value, value: Value, traceback: Value) -> Result {
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

fn throw<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, [kind, value, traceback]) = ctx.method(args, Ref(CLASS), "throw", 1)?;
    throw_into(ctx, generator, [kind, value, traceback])
}

fn throw_into(ctx: &mut Ctx<'_>, generator: Value, what: [Value; 3]) -> Result {
    let [kind, value, traceback] = what;
    let exception = thrown(ctx, kind, value, traceback)?;
    if !ctx.has_answer() {
        match stage(ctx, generator) {
            Stage::Running => return Err(already_executing(ctx, generator)),
            Stage::Finished if ctx.class_of(generator) == types::COROUTINE => {
                return Err(ctx.raise(
                    types::RUNTIME_ERROR,
                    "cannot reuse already awaited coroutine",
                ));
            }
            Stage::Finished | Stage::Created | Stage::Suspended => {}
        }
    }
    ctx.resume_tail(generator, CallTarget::Throw, exception)
}

fn close<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (generator, []) = ctx.method(args, Ref(CLASS), "close", 0)?;
    close_generator(ctx, generator)
}

fn close_generator(ctx: &mut Ctx<'_>, generator: Value) -> Result {
    if !ctx.has_answer() {
        match stage(ctx, generator) {
            Stage::Running => return Err(already_executing(ctx, generator)),
            Stage::Finished => return Ok(Value::None),
            Stage::Created => {
                ctx.discard_generator(generator);
                return Ok(Value::None);
            }
            Stage::Suspended => {}
        }
    }
    let exit = ctx.interp.new_exception(types::GENERATOR_EXIT, &[]);
    let then = Then::ResumeOrCatch(types::BASE_EXCEPTION);
    match ctx.resume(generator, CallTarget::Throw, exit, then)? {
        Ok(_) => {
            let kind = kind(ctx.class_of(generator));
            let message = format!("{kind} ignored GeneratorExit");
            Err(ctx.raise(types::RUNTIME_ERROR, message))
        }
        Err(e) if ctx.interp.is_instance(e, types::STOP_ITERATION) => Ok(ctx.first_arg(e)),
        Err(e) if ctx.interp.is_instance(e, types::GENERATOR_EXIT) => Ok(Value::None),
        Err(e) => Err(Interrupt::Raise(e)),
    }
}

pub(super) fn running<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, Ref(CLASS), "running")?;
    Ok(Value::from(stage(ctx, generator) == Stage::Running))
}

pub(super) fn suspended<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, Ref(CLASS), "suspended")?;
    Ok(Value::from(stage(ctx, generator) == Stage::Suspended))
}

/// None once the generator is finished; before, its frame. A running one shows its first line.
pub(super) fn frame<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, Ref(CLASS), "frame")?;
    let Some(Body::Generator(object)) = ctx.body(generator) else {
        return Ok(Value::None);
    };
    let (lasti, globals) = match &object.state {
        GeneratorState::Suspended(suspended) => {
            let frame = &suspended.frame;
            (frame.pc.saturating_sub(1), frame.globals)
        }
        GeneratorState::Running => (0, ctx.globals),
        GeneratorState::Finished => return Ok(Value::None),
    };
    let code = object.code.clone();
    let locals = Value::Obj(ctx.interp.new_dict());
    let view = FrameView {
        code,
        lasti,
        globals,
        locals,
        back: Value::None,
    };
    Ok(ctx.alloc(types::FRAME, Body::Other(Box::new(view))))
}

pub(super) fn code<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, Ref(CLASS), "code")?;
    let Some(Body::Generator(generator)) = ctx.body(generator) else {
        return Ok(Value::None);
    };
    let code = generator.code.clone();
    Ok(ctx.alloc(types::CODE, Body::Code(code)))
}

pub(super) fn awaited<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let generator = ctx.receiver(args, Ref(CLASS), "await")?;
    Ok(ctx.awaited_by(generator).unwrap_or(Value::None))
}

fn await_coroutine(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (coroutine, []) = ctx.method(args, types::COROUTINE, "__await__", 0)?;
    Ok(ctx.alloc(types::COROUTINE_WRAPPER, Body::Cell(coroutine)))
}

/// The coroutine inside a wrapper.
fn wrapped(ctx: &Ctx<'_>, wrapper: Value) -> Value {
    match ctx.body(wrapper) {
        Some(Body::Cell(coroutine)) => *coroutine,
        _ => Value::None,
    }
}

fn wrapper_iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (wrapper, []) = ctx.method(args, types::COROUTINE_WRAPPER, "__iter__", 0)?;
    Ok(wrapper)
}

fn wrapper_next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (wrapper, []) = ctx.method(args, types::COROUTINE_WRAPPER, "__next__", 0)?;
    let coroutine = wrapped(ctx, wrapper);
    resume_with(ctx, coroutine, Value::None)
}

fn wrapper_send(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (wrapper, [value]) = ctx.method(args, types::COROUTINE_WRAPPER, "send", 1)?;
    let coroutine = wrapped(ctx, wrapper);
    resume_with(ctx, coroutine, value)
}

fn wrapper_throw(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (wrapper, what) = ctx.method(args, types::COROUTINE_WRAPPER, "throw", 1)?;
    let coroutine = wrapped(ctx, wrapper);
    throw_into(ctx, coroutine, what)
}

fn wrapper_close(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (wrapper, []) = ctx.method(args, types::COROUTINE_WRAPPER, "close", 0)?;
    let coroutine = wrapped(ctx, wrapper);
    close_generator(ctx, coroutine)
}
