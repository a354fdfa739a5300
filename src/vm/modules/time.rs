//! `time`: virtual time, unless the driver has a real clock. The simulated machine's clock stands
//! at [`EPOCH`] when a run begins.

use super::ModuleDef;
use crate::nanos::{Nanos, SECOND};
use crate::vm::ctx::Ctx;
use crate::vm::exit::Syscall;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::{function, native_value};
use crate::vm::text::strftime::{self as calendar, StructTime};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "time",
    functions: FUNCTIONS,
    init,
};

/// `time.time()` at the start of a run: 2026-01-01 00:00:00 UTC.
pub const EPOCH: i64 = 1_767_225_600;

const FUNCTIONS: &[NativeDef] = &[
    function("time", time),
    function("time_ns", time_ns),
    function("monotonic", monotonic),
    function("monotonic_ns", monotonic_ns),
    function("perf_counter", monotonic),
    function("perf_counter_ns", monotonic_ns),
    function("process_time", process_time),
    function("process_time_ns", process_time_ns),
    function("thread_time", thread_time),
    function("thread_time_ns", thread_time_ns),
    function("sleep", sleep),
    function("gmtime", gmtime),
    function("localtime", gmtime),
    function("mktime", mktime),
    function("asctime", asctime),
    function("ctime", ctime),
    function("strftime", strftime),
    function("strptime", strptime),
    function("get_clock_info", get_clock_info),
];

static CLOCK: NativeDef = function("clock", clock);

fn init(interp: &mut Interpreter, namespace: Ref) {
    interp.set_class(namespace, types::STRUCT_TIME);
    if interp.profile.version.minor() < 8 {
        let clock = native_value(interp, &CLOCK);
        interp.set_global(namespace, CLOCK.name, clock);
    }
    for name in ["timezone", "altzone", "daylight"] {
        interp.set_global(namespace, name, Value::Int(0));
    }
    let utc = interp.new_str("UTC");
    let names = interp.new_tuple(vec![utc, utc]);
    interp.set_global(namespace, "tzname", names);
}

fn seconds(nanoseconds: Nanos) -> Value {
    // As CPython divides, so that a whole number of seconds comes out exact.
    Value::from(nanoseconds as f64 / 1e9)
}

fn wall_clock(ctx: &Ctx<'_>) -> i64 {
    if let Some(clock) = &ctx.interp.clock {
        return clock.since_epoch();
    }
    let nanoseconds = i64::try_from(ctx.clock()).unwrap_or(i64::MAX);
    (EPOCH * SECOND as i64).saturating_add(nanoseconds)
}

fn time(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.time", 0, 0)?;
    Ok(Value::from(wall_clock(ctx) as f64 / 1e9))
}

fn time_ns(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.time_ns", 0, 0)?;
    Ok(Value::Int(wall_clock(ctx)))
}

fn monotonic(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.monotonic", 0, 0)?;
    Ok(seconds(ctx.clock()))
}

fn monotonic_ns(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.monotonic_ns", 0, 0)?;
    Ok(Value::Int(ctx.clock() as i64))
}

fn thread_clock(ctx: &Ctx<'_>) -> Nanos {
    match &ctx.interp.clock {
        Some(clock) => clock.thread_cpu(),
        None => ctx.interp.own_cpu_time(ctx.clock()),
    }
}

fn process_clock(ctx: &Ctx<'_>) -> Nanos {
    match &ctx.interp.clock {
        Some(clock) => clock.process_cpu(),
        None => thread_clock(ctx).saturating_add(ctx.interp.others_cpu_time()),
    }
}

fn process_time(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.process_time", 0, 0)?;
    Ok(seconds(process_clock(ctx)))
}

/// Processor time, on Unix; gone since 3.8.
fn clock(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.clock", 0, 0)?;
    Ok(seconds(process_clock(ctx)))
}

fn process_time_ns(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.process_time_ns", 0, 0)?;
    Ok(Value::Int(process_clock(ctx) as i64))
}

fn thread_time(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.thread_time", 0, 0)?;
    Ok(seconds(thread_clock(ctx)))
}

fn thread_time_ns(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.thread_time_ns", 0, 0)?;
    Ok(Value::Int(thread_clock(ctx) as i64))
}

/// A number of seconds in nanoseconds, rounded away from zero (`_PyTime_FromSecondsObject`);
/// `None` for a negative one.
pub fn duration(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<Nanos>> {
    const OUT_OF_RANGE: &str = "timestamp out of range for platform time_t";
    if let Some(Body::Float(f)) = ctx.body(value) {
        let f = *f;
        return duration(ctx, Value::from(f));
    }
    if let Value::Float(f) = value {
        let f = f.get();
        if f.is_nan() {
            return Err(ctx.value_error("Invalid value NaN (not a number)"));
        }
        let nanoseconds = f * 1e9;
        if nanoseconds.abs() >= i64::MAX as f64 {
            return Err(ctx.raise(types::OVERFLOW_ERROR, OUT_OF_RANGE));
        }
        return Ok((nanoseconds >= 0.0).then(|| nanoseconds.ceil() as Nanos));
    }
    let whole = ctx.index_value(value)?;
    match ctx.i64_of(whole) {
        Some(whole) if whole < 0 => Ok(None),
        Some(whole) => match (whole as u64).checked_mul(SECOND) {
            Some(nanoseconds) if nanoseconds <= i64::MAX as u64 => Ok(Some(nanoseconds)),
            _ => Err(ctx.raise(types::OVERFLOW_ERROR, OUT_OF_RANGE)),
        },
        None => Err(ctx.raise(types::OVERFLOW_ERROR, OUT_OF_RANGE)),
    }
}

fn sleep(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.sleep", 1, 1)?;
    match duration(ctx, args.get(0))? {
        Some(time) => ctx.ask(Syscall::Sleep(time), Value::None),
        None => Err(ctx.value_error("sleep length must be non-negative")),
    }
}

/// The moment that an optional timestamp means: now, if it is missing or None.
fn time_argument(ctx: &mut Ctx<'_>, value: Value) -> Result<StructTime> {
    let timestamp = match value {
        Value::Null | Value::None => Some(wall_clock(ctx).div_euclid(SECOND as i64)),
        Value::Float(f) if f.get().is_nan() => {
            return Err(ctx.value_error("Invalid value NaN (not a number)"));
        }
        Value::Float(f) => (f.get().abs() < i64::MAX as f64).then(|| f.get().floor() as i64),
        value => {
            let value = ctx.index_value(value)?;
            ctx.i64_of(value)
        }
    };
    match timestamp {
        Some(timestamp) => StructTime::from_epoch(timestamp).map_err(|e| ctx.raise_text(e)),
        None => Err(ctx.raise(
            types::OVERFLOW_ERROR,
            "timestamp out of range for platform time_t",
        )),
    }
}

/// The moment that a time tuple means.
fn time_of_tuple(ctx: &mut Ctx<'_>, value: Value, who: &str) -> Result<StructTime> {
    let Some(items) = ctx.as_tuple(value).map(<[Value]>::to_vec) else {
        return Err(ctx.type_error("Tuple or struct_time argument required"));
    };
    if items.len() != 9 {
        return Err(ctx.type_error(format!("{who}(): illegal time tuple argument")));
    }
    let mut fields = [0; 9];
    for (field, item) in fields.iter_mut().zip(items) {
        let item = ctx.index(item)?;
        *field = match i32::try_from(item) {
            Ok(item) => item,
            Err(_) => {
                let message = "Python int too large to convert to C int";
                return Err(ctx.raise(types::OVERFLOW_ERROR, message));
            }
        };
    }
    let [
        year,
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        yearday,
        isdst,
    ] = fields;
    Ok(StructTime {
        year,
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        yearday,
        isdst,
        zone: "UTC",
    })
}

fn gmtime(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "gmtime", 0, 1)?;
    let t = time_argument(ctx, args.get(0))?;
    let fields = [
        t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.yearday, t.isdst,
    ];
    let items = fields.map(|field| Value::Int(field.into())).to_vec();
    Ok(ctx.interp.new_structure(types::STRUCT_TIME, items))
}

fn mktime(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.mktime", 1, 1)?;
    let time = time_of_tuple(ctx, args.get(0), "mktime")?;
    Ok(Value::from(time.to_epoch() as f64))
}

fn asctime(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "asctime", 0, 1)?;
    let time = match args.get(0).some() {
        Some(tuple) => time_of_tuple(ctx, tuple, "asctime")?,
        None => time_argument(ctx, Value::None)?,
    };
    let text = calendar::asctime(&time).map_err(|e| ctx.raise_text(e))?;
    Ok(ctx.string(text))
}

fn ctime(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "ctime", 0, 1)?;
    let time = time_argument(ctx, args.get(0))?;
    let text = calendar::asctime(&time).map_err(|e| ctx.raise_text(e))?;
    Ok(ctx.string(text))
}

fn strftime(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "strftime", 1, 2)?;
    let format = match ctx.as_str(args.get(0)) {
        Some(s) => s.as_str().to_string(),
        None => {
            let name = ctx.type_name(args.get(0));
            let message = format!("strftime() argument 1 must be str, not {name}");
            return Err(ctx.type_error(message));
        }
    };
    let time = match args.get(1).some() {
        Some(tuple) => time_of_tuple(ctx, tuple, "strftime")?,
        None => StructTime {
            zone: "UTC",
            ..time_argument(ctx, Value::None)?
        },
    };
    let limit = ctx.interp.limits.max_heap;
    let text = calendar::strftime(&format, &time, limit).map_err(|e| ctx.raise_text(e))?;
    ctx.reserve(text.len())?;
    ctx.charge(text.len(), 40_000);
    Ok(ctx.string(text))
}

/// `strptime(text, format)`: in Python, as in CPython.
fn strptime(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "strptime", 1, 2)?;
    ctx.prelude("parse_time", args.positional)
}

fn get_clock_info(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "time.get_clock_info", 1, 1)?;
    let name = ctx.expect_str(args.get(0), "get_clock_info() argument 1")?;
    let clock = match name.as_str() {
        "time" => "CLOCK_REALTIME",
        "monotonic" | "perf_counter" => "CLOCK_MONOTONIC",
        "process_time" => "CLOCK_PROCESS_CPUTIME_ID",
        "thread_time" => "CLOCK_THREAD_CPUTIME_ID",
        _ => return Err(ctx.value_error("unknown clock")),
    };
    let wall = name == "time";
    let implementation = ctx.string(format!("clock_gettime({clock})"));
    Ok(ctx.interp.new_namespace(&[
        ("implementation", implementation),
        ("monotonic", Value::from(!wall)),
        ("adjustable", Value::from(wall)),
        ("resolution", Value::from(1e-9)),
    ]))
}
