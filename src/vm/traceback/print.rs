//! What the interpreter itself prints: the exception that ended a thread or the program.
//!
//! These are natives, since a message may come from a `__str__` written in Python.

use crate::vm::ctx::Ctx;
use crate::vm::exit::{Stream, Syscall};
use crate::vm::native::{Args, NativeDef, NativeKind, Result};
use crate::vm::value::Value;

/// Prints an exception, with what to say before it as a second argument.
pub static PRINT_EXCEPTION: NativeDef = NativeDef {
    name: "print_exception",
    function: print_exception,
    kind: NativeKind::Function,
};

/// Prints what ended the main thread's wait for the others (`threading._shutdown`): Ctrl-C, mostly.
pub static PRINT_SHUTDOWN_EXCEPTION: NativeDef = NativeDef {
    name: "print_shutdown_exception",
    function: print_shutdown_exception,
    kind: NativeKind::Function,
};

/// What `sys.exit("message")` leaves behind.
pub static PRINT_EXIT_MESSAGE: NativeDef = NativeDef {
    name: "exit",
    function: print_exit_message,
    kind: NativeKind::Function,
};

/// `sys.excepthook(type, value, traceback)`.
pub static EXCEPTHOOK: NativeDef = NativeDef {
    name: "excepthook",
    function: excepthook,
    kind: NativeKind::Function,
};

fn excepthook(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "excepthook", 3, 3)?;
    let text = ctx.format_exception(args.get(1))?;
    write_to_stderr(ctx, text)
}

fn print_exception(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let text = ctx.format_exception(args.get(0))?;
    let introduction = match args.get(1) {
        Value::Null => String::new(),
        introduction => ctx.to_str(introduction)?,
    };
    write_to_stderr(ctx, introduction + &text)
}

/// `PyErr_WriteUnraisable`, which underlines no call that is the whole line and puts a colon after
/// the class even where there is no message. What was interrupted stands before it, but not in
/// 3.13.0.
fn print_shutdown_exception(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let text = ctx.format_exception(args.get(0))?;
    let version = ctx.interp.profile.version.minor();
    let mut introduction = String::new();
    if version < 13
        && let Some(module) = ctx.interp.get_module("threading")
    {
        introduction = format!("Exception ignored in: {}\n", ctx.repr(module)?);
    }
    let is_underline = |line: &&str| {
        let marks = line.trim_matches([' ', '\n']);
        !marks.is_empty() && marks.trim_matches(['~', '^']).is_empty()
    };
    let lines = text.split_inclusive('\n');
    let mut shown: String = lines.filter(|line| !is_underline(line)).collect();
    let class = ctx.type_name(args.get(0));
    if version >= 8 && shown.ends_with(&format!("\n{class}\n")) {
        shown.truncate(shown.len() - 1);
        shown.push_str(": \n");
    }
    write_to_stderr(ctx, introduction + &shown)
}

fn print_exit_message(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let text = ctx.to_str(args.get(0))?;
    write_to_stderr(ctx, text + "\n")
}

/// Prints to `sys.stderr`; past it, where that is the process's own.
fn write_to_stderr(ctx: &mut Ctx<'_>, text: String) -> Result {
    let mut attribute = |name| {
        let sys = ctx.interp.get_module("sys")?;
        let name = ctx.interp.intern(name);
        ctx.own_attribute(sys, name)
    };
    let (stderr, own) = (attribute("stderr"), attribute("__stderr__"));
    match (stderr, own) {
        (Some(Value::None), _) => return Ok(Value::None),
        (Some(stderr), Some(own)) if !stderr.is(own) => {
            let write = ctx.interp.intern("write");
            let text = ctx.string(text);
            return ctx.call_method(stderr, write, &[text]);
        }
        _ => {}
    }
    let stream = Stream::Stderr;
    let mut bytes = ctx.interp.output.flush(stream).unwrap_or_default();
    bytes.extend_from_slice(text.as_bytes());
    Err(ctx.syscall(Syscall::Write { stream, bytes }, Value::None))
}
