//! Built-in functions that are close to the machinery: `__build_class__`, `__import__`, `exec`,
//! `eval`, `locals`.

use super::operate;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::host::Mode;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::value::Value;

pub const FUNCTIONS: &[NativeDef] = &[
    function("__build_class__", operate::build_class),
    function("__import__", import),
    function("exec", exec),
    function("eval", eval),
    function("compile", compile),
];

/// The functions that look at their caller's frame: the call itself knows it. Where they are
/// called from Rust, they see the module.
pub static OF_FRAME: [NativeDef; 4] = [
    function("locals", no_frame),
    function("vars", crate::vm::builtins::vars),
    function("dir", crate::vm::builtins::dir),
    function("_getframe", no_frame),
];

fn no_frame(ctx: &mut Ctx<'_>, _: Args<'_>) -> Result {
    Ok(Value::Obj(ctx.globals))
}

fn import(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let names = ["name", "globals", "locals", "fromlist", "level"];
    let [name, _, _, from_list, level] = ctx.bind(args, "__import__", names, 1, 5)?;
    let from_list = from_list.some().unwrap_or(Value::None);
    super::import::import_name(ctx, name, from_list, level.some().unwrap_or(Value::Int(0)))
}

/// The code of a string or code object, as a function to run, and its namespace.
fn prepare(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, mode: Mode) -> Result<(Value, Value)> {
    let [source, globals, locals] = ctx.bind(args, name, ["source", "globals", "locals"], 1, 3)?;
    let globals = match globals {
        Value::Obj(r) if ctx.interp.dict(r).is_some() => r,
        Value::Null | Value::None => ctx.globals,
        other => {
            let given = ctx.type_name(other);
            return Err(ctx.type_error(format!("{name}() globals must be a dict, not {given}")));
        }
    };
    let namespace = match locals {
        Value::Null | Value::None => Value::Obj(globals),
        other => other,
    };
    if let Some(text) = ctx.as_str(source) {
        let length = text.as_str().len();
        ctx.charge_compiling(length);
    }
    let function = ctx.once(|ctx| {
        let code = match ctx.body(source) {
            Some(Body::Code(code)) => code.clone(),
            Some(Body::Str(text)) => {
                let text = text.as_str().to_string();
                let text = if mode == Mode::Eval {
                    text.trim_start().to_string()
                } else {
                    text
                };
                match ctx.interp.compile_text(&text, "<string>", mode) {
                    Ok(code) => code,
                    Err(error) => return Err(ctx.syntax_error(&error)),
                }
            }
            _ => {
                return Err(ctx.type_error(format!(
                    "{name}() arg 1 must be a string, bytes or code object"
                )));
            }
        };
        Ok(ctx.interp.module_function(code, globals))
    })?;
    Ok((function, namespace))
}

fn exec(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (function, namespace) = prepare(ctx, args, "exec", Mode::Exec)?;
    ctx.run_body(function, namespace)?;
    Ok(Value::None)
}

fn eval(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (function, namespace) = prepare(ctx, args, "eval", Mode::Eval)?;
    ctx.run_body(function, namespace)
}

fn compile(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let names = [
        "source",
        "filename",
        "mode",
        "flags",
        "dont_inherit",
        "optimize",
    ];
    let [source, filename, mode, ..] = ctx.bind(args, "compile", names, 3, 6)?;
    let source = ctx.expect_str(source, "compile() arg 1")?;
    let filename = ctx.expect_str(filename, "compile() arg 2")?;
    let mode = match ctx.expect_str(mode, "compile() arg 3")?.as_str() {
        "exec" | "single" => Mode::Exec,
        "eval" => Mode::Eval,
        _ => return Err(ctx.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    ctx.charge_compiling(source.len());
    match ctx.interp.compile_text(&source, &filename, mode) {
        Ok(code) => Ok(ctx.alloc(crate::vm::types::CODE, Body::Code(code))),
        Err(error) => Err(ctx.syntax_error(&error)),
    }
}

impl Ctx<'_> {
    /// Charges for parsing and compiling so many bytes of text.
    fn charge_compiling(&mut self, length: usize) {
        self.charge(1, 4_000_000);
        self.charge(length, 200_000);
    }
}
