//! `_interpreters` and `_interpqueues` in one: what `concurrent.interpreters` stands on.

use super::ModuleDef;
use crate::bytecode::Opcode;
use crate::vm::code::LoadedCode;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{Crossing, InterpreterCall, Syscall};
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::value::Value;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_interpreters",
    functions: FUNCTIONS,
    init: |_, _| {},
};

const FUNCTIONS: &[NativeDef] = &[
    function("create", create),
    function("destroy", destroy),
    function("list_all", list_all),
    function("get_current", get_current),
    function("is_running", is_running),
    function("is_stateless", is_stateless),
    function("is_script", is_script),
    function("enter", enter),
    function("leave", leave),
    function("take_work", take_work),
    function("queue_create", queue_create),
    function("queue_put", queue_put),
    function("queue_get", queue_get),
    function("queue_state", queue_state),
    function("queue_close", queue_close),
    function("queue_list", queue_list),
];

fn ask(ctx: &mut Ctx<'_>, call: InterpreterCall) -> Result {
    ctx.ask(Syscall::Interpreters(call), Value::None)
}

/// The only argument, a number.
fn number(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<i64> {
    ctx.arity(args, name, 1, 1)?;
    ctx.index(args.get(0))
}

fn bytes(ctx: &mut Ctx<'_>, value: Value) -> Result<Vec<u8>> {
    match ctx.body(value) {
        Some(Body::Bytes(bytes)) => Ok(bytes.to_vec()),
        _ => Err(ctx.type_error("a bytes object is required")),
    }
}

fn create(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "create", 0, 0)?;
    ask(ctx, InterpreterCall::Create)
}

fn destroy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let interpreter = number(ctx, args, "destroy")?;
    ask(ctx, InterpreterCall::Destroy(interpreter))
}

fn list_all(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "list_all", 0, 0)?;
    ask(ctx, InterpreterCall::List)
}

fn get_current(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "get_current", 0, 0)?;
    Ok(Value::Int(ctx.interp.number))
}

fn is_running(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let interpreter = number(ctx, args, "is_running")?;
    ask(ctx, InterpreterCall::IsRunning(interpreter))
}

/// `enter(id, work, functions)`: what the work comes to, as bytes. The functions are a tuple of
/// those that `is_stateless` or `is_script` have found fit to go along.
fn enter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "enter", 3, 3)?;
    let interpreter = ctx.index(args.get(0))?;
    let work = bytes(ctx, args.get(1))?;
    let functions = ctx.as_tuple(args.get(2)).unwrap_or(&[]).iter();
    let functions = functions.filter_map(|&function| match ctx.body(function) {
        Some(Body::Function(function)) => Some(function.code.code.clone()),
        _ => None,
    });
    let crossing = Crossing {
        interpreter,
        work,
        functions: functions.collect(),
    };
    ctx.ask(Syscall::Enter(Box::new(crossing)), Value::None)
}

/// `leave(answer)`: back to where the thread came from.
fn leave(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "leave", 1, 1)?;
    let answer = bytes(ctx, args.get(0))?;
    ctx.ask(Syscall::Leave(answer), Value::None)
}

/// What the thread has brought along: bytes, and a tuple of functions.
fn take_work(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "take_work", 0, 0)?;
    match ctx.interp.take_work() {
        Some((work, functions)) => {
            let work = ctx.bytes(work);
            let functions = ctx.tuple(functions);
            Ok(ctx.tuple([work, functions]))
        }
        None => Err(ctx.value_error("this thread has come from no other interpreter")),
    }
}

/// Whether a function of the program needs nothing but its arguments and the built-ins:
/// `_PyFunction_VerifyStateless`.
fn is_stateless(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "is_stateless", 1, 1)?;
    let Some(Body::Function(function)) = ctx.body(args.get(0)) else {
        return Ok(Value::False);
    };
    let globals = function.globals;
    let stands_alone = function.closure.is_empty()
        && function.defaults.is_empty()
        && function.kwdefaults.is_null();
    let names = global_names(&function.code);
    let builtins = ctx.interp.builtins;
    let has = |namespace, name| ctx.interp.dict_get_name(namespace, name).is_some();
    let built_in_alone = names.is_some_and(|names| {
        let mut names = names.into_iter();
        names.all(|name| has(builtins, name) && !has(globals, name))
    });
    Ok(Value::from(stands_alone && built_in_alone))
}

/// Whether a function can be run as a script is: no parameters, nothing from an outer function.
fn is_script(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "is_script", 1, 1)?;
    let Some(Body::Function(function)) = ctx.body(args.get(0)) else {
        return Ok(Value::False);
    };
    Ok(Value::from(
        function.closure.is_empty() && function.code.parameters == 0,
    ))
}

/// The global names that a function reads; `None` where it writes one.
fn global_names(code: &LoadedCode) -> Option<Vec<crate::vm::value::Ref>> {
    let mut names = Vec::new();
    for instruction in &code.code.instructions {
        match instruction.opcode {
            Opcode::LOAD_GLOBAL => {
                names.extend(code.names.get((instruction.oparg >> 1) as usize));
            }
            Opcode::STORE_GLOBAL | Opcode::DELETE_GLOBAL => return None,
            _ => {}
        }
    }
    Some(names)
}

fn queue_create(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "queue_create", 2, 2)?;
    let limit = ctx.index(args.get(0))?;
    let unbound = ctx.index(args.get(1))?;
    ask(ctx, InterpreterCall::NewQueue { limit, unbound })
}

fn queue_put(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "queue_put", 3, 3)?;
    let queue = ctx.index(args.get(0))?;
    let item = bytes(ctx, args.get(1))?;
    let unbound = ctx.index(args.get(2))?;
    ask(
        ctx,
        InterpreterCall::Put {
            queue,
            item,
            unbound,
        },
    )
}

fn queue_get(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let queue = number(ctx, args, "queue_get")?;
    ask(ctx, InterpreterCall::Get(queue))
}

fn queue_state(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let queue = number(ctx, args, "queue_state")?;
    ask(ctx, InterpreterCall::QueueState(queue))
}

fn queue_close(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let queue = number(ctx, args, "queue_close")?;
    ask(ctx, InterpreterCall::CloseQueue(queue))
}

fn queue_list(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "queue_list", 0, 0)?;
    ask(ctx, InterpreterCall::Queues)
}
