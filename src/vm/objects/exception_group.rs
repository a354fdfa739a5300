//! `BaseExceptionGroup` and `ExceptionGroup`. Taking a group apart calls back into the program
//! (`derive`), so it is done in the prelude.

use super::{ClassDef, class_method, getter, method, new, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::types;
use crate::vm::value::Value;

pub const CLASSES: &[ClassDef] = &[ClassDef::new(types::BASE_EXCEPTION_GROUP, METHODS)];

const METHODS: &[NativeDef] = &[
    new(new_group),
    wrapper("__init__", init),
    wrapper("__str__", str),
    getter("message", message),
    getter("exceptions", exceptions),
    method("derive", derive),
    method("split", split),
    method("subgroup", subgroup),
    class_method("__class_getitem__", class_getitem),
];

fn new_group(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::BASE_EXCEPTION_GROUP)?;
    if rest.len() != 2 || rest.has_keywords() {
        let given = rest.len();
        return Err(ctx.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)"
        )));
    }
    if ctx.as_str(rest.get(0)).is_none() {
        let given = ctx.type_name(rest.get(0));
        return Err(ctx.type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {given}"
        )));
    }
    let members = match (ctx.as_list(rest.get(1)), ctx.as_tuple(rest.get(1))) {
        (Some(list), _) => list.clone(),
        (_, Some(tuple)) => tuple.to_vec(),
        _ => return Err(ctx.type_error("second argument (exceptions) must be a sequence")),
    };
    if members.is_empty() {
        return Err(ctx.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    for (index, &member) in members.iter().enumerate() {
        if ctx.exception(member).is_none() {
            return Err(ctx.value_error(format!(
                "Item {index} of second argument (exceptions) is not an exception"
            )));
        }
    }
    let plain = members
        .iter()
        .all(|&member| ctx.interp.is_instance(member, types::EXCEPTION));
    let class = if class == types::BASE_EXCEPTION_GROUP && plain {
        types::EXCEPTION_GROUP
    } else {
        class
    };
    if !plain && ctx.interp.is_subclass(class, types::EXCEPTION) {
        let message = if class == types::EXCEPTION_GROUP {
            "Cannot nest BaseExceptions in an ExceptionGroup".to_string()
        } else {
            let name = ctx.interp.class_name(class);
            format!("Cannot nest BaseExceptions in '{name}'")
        };
        return Err(ctx.type_error(message));
    }
    Ok(super::exception::make(ctx, class, rest.positional))
}

/// All is done when `__init__` comes.
fn init(_: &mut Ctx<'_>, _: Args<'_>) -> Result {
    Ok(Value::None)
}

impl Ctx<'_> {
    /// The members of an exception group; `None` for any other exception.
    pub fn group_members(&self, exception: Value) -> Option<Vec<Value>> {
        if !self
            .interp
            .is_instance(exception, types::BASE_EXCEPTION_GROUP)
        {
            return None;
        }
        let args = self.exception(exception)?.args;
        let members = self.as_tuple(args)?.get(1).copied()?;
        match (self.as_list(members), self.as_tuple(members)) {
            (Some(list), _) => Some(list.clone()),
            (_, Some(tuple)) => Some(tuple.to_vec()),
            _ => None,
        }
    }
}

fn message(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let group = ctx.receiver(args, types::BASE_EXCEPTION_GROUP, "message")?;
    Ok(ctx.first_arg(group))
}

fn exceptions(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let group = ctx.receiver(args, types::BASE_EXCEPTION_GROUP, "exceptions")?;
    let members = ctx.group_members(group).unwrap_or_default();
    Ok(ctx.tuple(members))
}

fn str(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (group, []) = ctx.method(args, types::BASE_EXCEPTION_GROUP, "__str__", 0)?;
    let text = ctx.exception_text(group)?;
    Ok(ctx.string(text))
}

fn derive(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (group, [members]) = ctx.method(args, types::BASE_EXCEPTION_GROUP, "derive", 1)?;
    let message = ctx.first_arg(group);
    ctx.call(Value::Obj(types::BASE_EXCEPTION_GROUP), &[message, members])
}

fn split(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (group, [condition]) = ctx.method(args, types::BASE_EXCEPTION_GROUP, "split", 1)?;
    ctx.prelude("split_group", &[group, condition])
}

fn subgroup(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (group, [condition]) = ctx.method(args, types::BASE_EXCEPTION_GROUP, "subgroup", 1)?;
    ctx.prelude("subgroup", &[group, condition])
}

fn class_getitem(_: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(args.get(0))
}
