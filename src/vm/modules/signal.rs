//! `_signal`: handlers, sending, the alarm clock.

use super::ModuleDef;
use crate::kernel::Call;
use crate::nanos::{Nanos, SECOND};
use crate::vm::ctx::Ctx;
use crate::vm::exit::{LockId, Syscall, Work};
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, Interrupt, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::signals::{Alarm, Delivery, NSIG, UNCATCHABLE};
use crate::vm::thread::Wait;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_signal",
    functions: &[
        function("signal", signal),
        function("getsignal", getsignal),
        function("raise_signal", raise_signal),
        function("default_int_handler", default_int_handler),
        function("pause", pause),
        function("setitimer", setitimer),
        function("getitimer", getitimer),
    ],
    init: |_, _| {},
};

/// Goes on with the wait that a signal has interrupted, once the handlers have run: the deadline
/// or None, the lock or None, the frame, the call to the kernel or None.
pub static RESUME: NativeDef = function("wait", resume);

fn number(ctx: &mut Ctx<'_>, value: Value) -> Result<u8> {
    let number = ctx.index(value)?;
    match u8::try_from(number) {
        Ok(number) if (1..NSIG).contains(&number) => Ok(number),
        _ => Err(ctx.value_error("signal number out of range")),
    }
}

/// `EINVAL`.
fn invalid_argument(ctx: &mut Ctx<'_>) -> Interrupt {
    let message = ctx.str("Invalid argument");
    ctx.raise_with(types::OS_ERROR, &[Value::Int(22), message])
}

/// Sets the handler, and returns the one before: `None` where none was ever set.
fn signal(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "signal", 2, 2)?;
    let handler = args.get(1);
    if !ctx.is_callable(handler) && !matches!(handler, Value::Int(0 | 1)) {
        let message = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
        return Err(ctx.type_error(message));
    }
    if ctx.thread != ctx.interp.main_thread || ctx.interp.number != 0 {
        let message = "signal only works in main thread of the main interpreter";
        return Err(ctx.value_error(message));
    }
    let number = number(ctx, args.get(0))?;
    if UNCATCHABLE.contains(&number) {
        return Err(invalid_argument(ctx));
    }
    let before = ctx.interp.signals.handler(number);
    ctx.interp.signals.set_handler(number, handler);
    Ok(before.unwrap_or(Value::None))
}

fn getsignal(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getsignal", 1, 1)?;
    let number = number(ctx, args.get(0))?;
    Ok(ctx.interp.signals.handler(number).unwrap_or(Value::None))
}

/// `raise(3)`: to the calling thread. Where that is the main one, the handler runs before it
/// returns; another does not wake the main thread.
fn raise_signal(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "raise_signal", 1, 1)?;
    let number = number(ctx, args.get(0))?;
    match ctx.interp.signals.deliver(number) {
        Delivery::Kills(_) => Err(ctx.syscall(Syscall::Crash(number), Value::None)),
        Delivery::Caught if ctx.thread == ctx.interp.main_thread => {
            // What the handler is told of the frame, only the eval loop knows.
            ctx.interp.signals.raise();
            let call = Syscall::Native {
                what: "raise".to_string(),
                cost: 0,
                releases_gil: false,
                work: Work::Done,
            };
            Err(ctx.syscall(call, Value::None))
        }
        Delivery::Ignored | Delivery::Caught => Ok(Value::None),
    }
}

/// `pause(2)`.
fn pause(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "pause", 0, 0)?;
    ctx.ask(Syscall::Sleep(Nanos::MAX), Value::None)
}

fn default_int_handler(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "default_int_handler", 2, 2)?;
    Err(ctx.raise_with(types::KEYBOARD_INTERRUPT, &[]))
}

/// `setitimer(seconds, interval)` of the clock that goes on while the program sleeps; returns
/// what was left of the one before.
fn setitimer(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "setitimer", 2, 2)?;
    let mut lengths = [0; 2];
    for (length, &value) in lengths.iter_mut().zip(args.positional) {
        let seconds = ctx.as_real(value)?;
        if seconds.is_nan() || seconds < 0.0 {
            return Err(invalid_argument(ctx));
        }
        *length = (seconds * SECOND as f64).round() as Nanos;
    }
    let [after, interval] = lengths;
    let before = ctx.once(|ctx| {
        let before = left(ctx);
        let at = ctx.clock().saturating_add(after);
        ctx.interp.signals.alarm = (after > 0).then_some(Alarm { at, interval });
        Ok(before)
    })?;
    ctx.ask(Syscall::SetAlarm { after, interval }, Value::None)?;
    Ok(before)
}

fn getitimer(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getitimer", 0, 0)?;
    Ok(left(ctx))
}

/// (seconds until the alarm, seconds between alarms)
fn left(ctx: &mut Ctx<'_>) -> Value {
    let now = ctx.clock();
    let (left, interval) = match ctx.interp.signals.alarm {
        // The times since when it came, if it repeats.
        Some(alarm) if alarm.at < now && alarm.interval > 0 => (
            alarm.interval - (now - alarm.at) % alarm.interval,
            alarm.interval,
        ),
        Some(alarm) => (alarm.at.saturating_sub(now), alarm.interval),
        None => (0, 0),
    };
    let seconds = |length: Nanos| Value::from(length as f64 / SECOND as f64);
    ctx.tuple([seconds(left), seconds(interval)])
}

fn resume(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.run_signal_handlers(args.get(2))?;
    let deadline = ctx.i64_of(args.get(0)).map(i64::unsigned_abs);
    let now = ctx.clock();
    let left = deadline.map(|deadline| deadline.saturating_sub(now));
    let numbers = ctx.as_tuple(args.get(3)).unwrap_or(&[]).iter();
    let numbers: Vec<i64> = numbers
        .filter_map(|number| match number {
            Value::Int(number) => Some(*number),
            _ => None,
        })
        .collect();
    if let Some(call) = call_of(&numbers, left) {
        return Err(ctx.syscall(Syscall::Kernel(call), Value::None));
    }
    let Value::Obj(lock) = args.get(1) else {
        return match left {
            None | Some(0) => Ok(Value::None),
            Some(left) => Err(ctx.syscall(Syscall::Sleep(left), Value::None)),
        };
    };
    let lock = LockId(lock.0 as u32);
    let thread = ctx.thread;
    if ctx.interp.try_acquire(thread, lock) {
        return Ok(Value::True);
    }
    match left {
        Some(0) => Ok(Value::False),
        timeout => Err(ctx.syscall(Syscall::Acquire { lock, timeout }, Value::None)),
    }
}

impl Ctx<'_> {
    /// `PyErr_CheckSignals` in the main thread.
    pub fn run_signal_handlers(&mut self, frame: Value) -> Result<()> {
        loop {
            let next = self.once(|ctx| {
                Ok(match ctx.interp.signals.take() {
                    Some((number, Delivery::Kills(_))) => Value::Int(-i64::from(number)),
                    Some((number, _)) => Value::Int(number.into()),
                    None => Value::None,
                })
            })?;
            let Value::Int(number) = next else {
                return Ok(());
            };
            if number < 0 {
                let signal = number.unsigned_abs() as u8;
                self.ask(Syscall::Crash(signal), Value::None)?;
                continue;
            }
            match self.interp.signals.handler(number as u8) {
                Some(handler) => {
                    self.call(handler, &[Value::Int(number), frame])?;
                }
                None => return Err(self.raise_with(types::KEYBOARD_INTERRUPT, &[])),
            }
        }
    }
}

impl Interpreter {
    /// A signal is sent to the program.
    pub fn signal(&mut self, number: u8) -> Delivery {
        self.signals.deliver(number)
    }
}

/// A call to the kernel as the last argument of [`RESUME`]: which it is, then its operands.
fn call_numbers(call: &Call) -> Vec<i64> {
    match call {
        Call::Read { fd, count } => vec![0, *fd, i64::try_from(*count).unwrap_or(i64::MAX)],
        Call::Poll { fds, .. } => std::iter::once(1).chain(fds.iter().copied()).collect(),
        Call::WaitPid { child, .. } => vec![2, *child],
        Call::SemaphoreWait { semaphore, .. } => vec![3, *semaphore],
        _ => Vec::new(),
    }
}

/// The call again, for what is left of its time.
fn call_of(numbers: &[i64], timeout: Option<Nanos>) -> Option<Call> {
    Some(match *numbers {
        [0, fd, count] => Call::Read {
            fd,
            count: usize::try_from(count).unwrap_or(0),
        },
        [1, ref fds @ ..] => Call::Poll {
            fds: fds.to_vec(),
            timeout,
        },
        [2, child] => Call::WaitPid {
            child,
            blocks: true,
        },
        [3, semaphore] => Call::SemaphoreWait {
            semaphore,
            blocks: true,
            timeout,
        },
        _ => return None,
    })
}

impl Interpreter {
    /// The arguments of [`RESUME`].
    pub fn resume_arguments(&mut self, wait: &Wait, frame: Value) -> Vec<Value> {
        let deadline = wait
            .deadline
            .map(|at| i64::try_from(at).unwrap_or(i64::MAX));
        let call = wait.call.as_deref().map(call_numbers);
        let call = call.map(|numbers| numbers.into_iter().map(Value::Int).collect());
        vec![
            deadline.map_or(Value::None, Value::Int),
            wait.lock
                .map_or(Value::None, |lock| Value::Obj(Ref(lock.0.into()))),
            frame,
            call.map_or(Value::None, |numbers| self.new_tuple(numbers)),
        ]
    }
}
