//! Exceptions.

use super::{ClassDef, method, new, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::ExceptionObject;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::BASE_EXCEPTION, BASE),
    ClassDef::new(types::OS_ERROR, &[new(new_os_error)]),
    ClassDef::new(
        types::IMPORT_ERROR,
        &[wrapper("__init__", init_import_error)],
    ),
    ClassDef::new(types::NAME_ERROR, &[wrapper("__init__", init_name_error)]),
    ClassDef::new(
        types::ATTRIBUTE_ERROR,
        &[wrapper("__init__", init_attribute_error)],
    ),
];

const BASE: &[NativeDef] = &[
    new(new_exception),
    wrapper("__init__", init),
    wrapper("__str__", str),
    wrapper("__repr__", operators::repr::<{ types::BASE_EXCEPTION.0 }>),
    method("with_traceback", with_traceback),
    method("add_note", add_note),
];

pub(super) fn make(ctx: &mut Ctx<'_>, class: Ref, args: &[Value]) -> Value {
    let args = ctx.tuple(args);
    let body = ExceptionObject {
        args,
        traceback: Value::None,
        cause: Value::None,
        context: Value::None,
        suppress_context: false,
    };
    ctx.alloc(class, Body::Exception(Box::new(body)))
}

fn new_exception(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::BASE_EXCEPTION)?;
    Ok(make(ctx, class, rest.positional))
}

/// The subclass of OSError for an `errno` (Linux).
pub fn os_error_class(errno: i64) -> Ref {
    match errno {
        1 | 13 => types::PERMISSION_ERROR,
        2 => types::FILE_NOT_FOUND_ERROR,
        3 => types::PROCESS_LOOKUP_ERROR,
        4 => types::INTERRUPTED_ERROR,
        10 => types::CHILD_PROCESS_ERROR,
        11 | 114 | 115 => types::BLOCKING_IO_ERROR,
        17 => types::FILE_EXISTS_ERROR,
        20 => types::NOT_A_DIRECTORY_ERROR,
        21 => types::IS_A_DIRECTORY_ERROR,
        32 | 108 => types::BROKEN_PIPE_ERROR,
        103 => types::CONNECTION_ABORTED_ERROR,
        104 => types::CONNECTION_RESET_ERROR,
        110 => types::TIMEOUT_ERROR,
        111 => types::CONNECTION_REFUSED_ERROR,
        _ => types::OS_ERROR,
    }
}

fn new_os_error(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (mut class, rest) = ctx.new_class_argument(args, types::OS_ERROR)?;
    if class == types::OS_ERROR
        && rest.len() >= 2
        && let Some(errno) = ctx.i64_of(rest.get(0))
    {
        class = os_error_class(errno);
    }
    Ok(make(ctx, class, rest.positional))
}

/// Sets the arguments. Keywords named in `allowed` become attributes; others are a TypeError.
fn init_with(ctx: &mut Ctx<'_>, args: Args<'_>, allowed: &[&str]) -> Result {
    let exception = ctx.receiver(args, types::BASE_EXCEPTION, "__init__")?;
    for (name, _) in args.keywords() {
        let name = ctx.interp.text(name).to_string();
        if allowed.contains(&name.as_str()) {
            continue;
        }
        let class = ctx.type_name(exception);
        return Err(ctx.type_error(if allowed.is_empty() {
            format!("{class}() takes no keyword arguments")
        } else {
            format!("{class}() got an unexpected keyword argument '{name}'")
        }));
    }
    let tuple = ctx.tuple(args.skip_first().positional);
    let Value::Obj(r) = exception else {
        return Ok(Value::None);
    };
    if let Body::Exception(e) = ctx.interp.heap.body_mut(r) {
        e.args = tuple;
    }
    for (name, value) in args.keywords() {
        let dict = ctx.interp.dict_of_or_new(r);
        ctx.interp.dict_set_name(dict, name, value);
    }
    Ok(Value::None)
}

pub(super) fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    init_with(ctx, args, &[])
}

fn init_import_error(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    init_with(ctx, args, &["name", "path", "name_from"])
}

fn init_name_error(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    init_with(ctx, args, &["name"])
}

fn init_attribute_error(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    init_with(ctx, args, &["name", "obj"])
}

fn str(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (exception, []) = ctx.method(args, types::BASE_EXCEPTION, "__str__", 0)?;
    let text = ctx.exception_text(exception)?;
    Ok(ctx.string(text))
}

fn with_traceback(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (exception, [traceback]) = ctx.method(args, types::BASE_EXCEPTION, "with_traceback", 1)?;
    if !traceback.is_none() && !matches!(ctx.body(traceback), Some(Body::Traceback(_))) {
        return Err(ctx.type_error("__traceback__ must be a traceback or None"));
    }
    if let Value::Obj(r) = exception
        && let Body::Exception(e) = ctx.interp.heap.body_mut(r)
    {
        e.traceback = traceback;
    }
    Ok(exception)
}

fn add_note(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (exception, [note]) = ctx.method(args, types::BASE_EXCEPTION, "add_note", 1)?;
    if ctx.as_str(note).is_none() {
        let given = ctx.type_name(note);
        return Err(ctx.type_error(format!("note must be a str, not '{given}'")));
    }
    let Value::Obj(r) = exception else {
        return Ok(Value::None);
    };
    let dict = ctx.interp.dict_of_or_new(r);
    match ctx.interp.dict_get_name(dict, names::NOTES) {
        Some(notes) => match ctx.list_mut(notes) {
            Some(notes) => notes.push(note),
            None => return Err(ctx.type_error("Cannot add note: __notes__ is not a list")),
        },
        None => {
            let notes = ctx.list(vec![note]);
            ctx.interp.dict_set_name(dict, names::NOTES, notes);
        }
    }
    Ok(Value::None)
}
