//! Small modules about the interpreter itself: `atexit`, `gc`, `_traceback`.

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::thread::Entry;
use crate::vm::value::{Ref, Value};

fn nothing_more(_interp: &mut Interpreter, _namespace: Ref) {}

pub static ATEXIT: ModuleDef = ModuleDef {
    name: "atexit",
    functions: &[
        function("register", register),
        function("unregister", unregister),
        function("_pop", pop),
    ],
    init: nothing_more,
};

fn register(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let Some((&callable, rest)) = args.positional.split_first() else {
        return Err(ctx.type_error("register() takes at least 1 argument (0 given)"));
    };
    if !ctx.is_callable(callable) {
        return Err(ctx.type_error("the first argument must be callable"));
    }
    let mut values = rest.to_vec();
    values.extend(args.keyword_values);
    ctx.interp.atexit.push(Entry {
        callable,
        args: values,
        keyword_names: args.keyword_names.to_vec(),
    });
    Ok(callable)
}

fn unregister(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "unregister", 1, 1)?;
    let gone = args.get(0);
    let mut kept = Vec::new();
    for entry in ctx.interp.atexit.clone() {
        if !ctx.eq(entry.callable, gone)? {
            kept.push(entry);
        }
    }
    ctx.interp.atexit = kept;
    Ok(Value::None)
}

/// `_pop()`: the callback that is due next, with its arguments and keyword arguments, or `None`.
fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "_pop", 0, 0)?;
    let Some(entry) = ctx.interp.atexit.pop() else {
        return Ok(Value::None);
    };
    let named = entry.keyword_names.len().min(entry.args.len());
    let (positional, values) = entry.args.split_at(entry.args.len() - named);
    let positional = ctx.tuple(positional);
    let keywords = ctx.interp.new_dict();
    for (&name, &value) in entry.keyword_names.iter().zip(values) {
        ctx.interp.dict_set_name(keywords, name, value);
    }
    Ok(ctx.tuple([entry.callable, positional, Value::Obj(keywords)]))
}

pub static GC: ModuleDef = ModuleDef {
    name: "gc",
    functions: GC_FUNCTIONS,
    init: nothing_more,
};

const GC_FUNCTIONS: &[NativeDef] = &[
    function("collect", collect),
    function("enable", enable),
    function("disable", disable),
    function("isenabled", isenabled),
    function("get_count", get_count),
    function("get_threshold", get_threshold),
    function("set_threshold", nothing),
    function("freeze", nothing),
    function("unfreeze", nothing),
];

fn nothing(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::None)
}

/// `collect()`: at the next safe point. There are no reference counts, so that nobody can say how
/// much of what goes then was in cycles: 0.
fn collect(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [_generation] = ctx.bind(args, "collect", ["generation"], 0, 1)?;
    let objects = ctx.interp.heap.object_count();
    ctx.charge(objects, 20_000);
    ctx.interp.collect_soon();
    Ok(Value::Int(0))
}

fn enable(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    ctx.interp.gc_enabled = true;
    Ok(Value::None)
}

/// `disable()`: only `isenabled` will tell. gilsim's collector takes no virtual time by itself.
fn disable(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    ctx.interp.gc_enabled = false;
    Ok(Value::None)
}

fn isenabled(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::from(ctx.interp.gc_enabled))
}

fn get_count(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(ctx.tuple([Value::Int(0); 3]))
}

fn get_threshold(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(ctx.tuple([Value::Int(2000), Value::Int(10), Value::Int(0)]))
}

pub static TRACEBACK: ModuleDef = ModuleDef {
    name: "_traceback",
    functions: &[
        function("format_exception", format_exception),
        function("format_exception_only", format_exception_only),
        function("source_line", source_line),
    ],
    init: nothing_more,
};

fn format_exception(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "format_exception", 1, 1)?;
    let text = ctx.format_exception(args.get(0))?;
    ctx.charge(text.len(), 30_000);
    Ok(ctx.string(text))
}

fn format_exception_only(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "format_exception_only", 1, 1)?;
    let text = ctx.format_exception_only(args.get(0))?;
    Ok(ctx.string(text))
}

/// `source_line(filename, line)`: its text, or nothing.
fn source_line(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "source_line", 2, 2)?;
    let filename = ctx.to_str(args.get(0))?;
    let line = u32::try_from(ctx.index(args.get(1))?).unwrap_or(0);
    let text = ctx.interp.host.source_line(&filename, line);
    Ok(ctx.string(text.unwrap_or_default()))
}
