//! `_gilsim`: what a program asks of the simulated machine. The module `gilsim` is its front.

use super::ModuleDef;
use super::time::duration;
use crate::nanos::Nanos;
use crate::vm::ctx::Ctx;
use crate::vm::exit::{Syscall, Work};
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_gilsim",
    functions: FUNCTIONS,
    init,
};

const FUNCTIONS: &[NativeDef] = &[
    function("io", io),
    function("c_call", c_call),
    function("spin", spin),
    function("mark", mark),
];

/// The longest that `spin` works at a time: short enough not to be seen as a C call of its own.
const SPIN: Nanos = 1_000;

fn init(interp: &mut Interpreter, namespace: Ref) {
    interp.set_global(namespace, "SPIN", Value::Int(SPIN as i64));
}

/// `io(device, bytes=0)`: waits for a device without the GIL.
fn io(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [device, bytes] = ctx.bind(args, "io", ["device", "bytes"], 1, 2)?;
    let device = ctx.expect_str(device, "io() argument 'device'")?;
    let bytes = match bytes.some() {
        Some(bytes) => match u64::try_from(ctx.index(bytes)?) {
            Ok(bytes) => bytes,
            Err(_) => return Err(ctx.value_error("io() argument 'bytes' must not be negative")),
        },
        None => 0,
    };
    ctx.ask(Syscall::Io { device, bytes }, Value::None)
}

/// `c_call(seconds, releases_gil=False)`: one call into C that works so long.
fn c_call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [seconds, releases] = ctx.bind(args, "c_call", ["seconds", "releases_gil"], 1, 2)?;
    let cost = duration(ctx, seconds)?;
    let Some(cost) = cost else {
        return Err(ctx.value_error("c_call() argument 'seconds' must not be negative"));
    };
    let releases_gil = !releases.is_null() && ctx.truth(releases)?;
    let syscall = Syscall::Native {
        what: "c_call".to_string(),
        cost,
        releases_gil,
        work: Work::Time,
    };
    ctx.ask(syscall, Value::None)
}

/// `spin(nanoseconds)`: keeps the core busy for that long, `SPIN` at most, within an instruction.
fn spin(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "spin", 1, 1)?;
    let nanoseconds = ctx.index(args.get(0))?;
    let nanoseconds = Nanos::try_from(nanoseconds).unwrap_or(0).min(SPIN);
    ctx.cost += nanoseconds;
    if let Some(clock) = &ctx.interp.clock {
        let end = clock.now().saturating_add(nanoseconds);
        while clock.now() < end {
            std::hint::spin_loop();
        }
    }
    Ok(Value::None)
}

/// `mark(text)`: a note on the timeline.
fn mark(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "mark", 1, 1)?;
    let text = ctx.to_str(args.get(0))?;
    ctx.ask(Syscall::Note(text), Value::None)
}
