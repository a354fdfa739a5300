//! `_traceback`: what `traceback` (the library's) asks the interpreter to lay out.

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, Result};
use crate::vm::objects::function;
use crate::vm::value::Value;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_traceback",
    functions: &[
        function("format_exception", format_exception),
        function("format_exception_only", format_exception_only),
        function("source_line", source_line),
    ],
    init: |_, _| {},
};

fn format_exception(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "format_exception", 1, 1)?;
    let text = ctx.format_exception(args.get(0))?;
    Ok(ctx.string(text))
}

fn format_exception_only(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "format_exception_only", 1, 1)?;
    let text = ctx.format_exception_only(args.get(0))?;
    Ok(ctx.string(text))
}

/// `linecache.getline(filename, lineno)`: empty where there is no such line.
fn source_line(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "source_line", 2, 2)?;
    let filename = ctx.expect_str(args.get(0), "filename")?;
    let line = match args.get(1) {
        Value::Int(line) => u32::try_from(line).unwrap_or(0),
        _ => 0,
    };
    let text = ctx.interp.host.source_line(&filename, line);
    Ok(match text {
        Some(text) => ctx.string(text + "\n"),
        None => ctx.str(""),
    })
}
