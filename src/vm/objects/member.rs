//! `member_descriptor`: the names of `__slots__` as a class shows them. The values stand with the
//! instance's other attributes.

use super::{ClassDef, getter, wrapper};
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[ClassDef::new(types::MEMBER_DESCRIPTOR, METHODS)];

const METHODS: &[NativeDef] = &[
    wrapper("__get__", get),
    wrapper("__set__", set),
    wrapper("__delete__", delete),
    wrapper("__repr__", repr),
    getter("__name__", name),
    getter("__objclass__", owner),
];

/// A slot of a class.
#[derive(Clone, Copy)]
pub struct Member {
    pub class: Ref,
    pub name: Ref,
}

payload!(Member, |this, visit| {
    visit(Value::Obj(this.class));
    visit(Value::Obj(this.name));
});

fn this<const N: usize>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    method: &str,
    required: usize,
) -> Result<(Member, [Value; N])> {
    let (value, rest) = ctx.method(args, types::MEMBER_DESCRIPTOR, method, required)?;
    match ctx.payload::<Member>(value) {
        Some(&member) => Ok((member, rest)),
        None => Err(ctx.type_error("a member descriptor is required")),
    }
}

/// TypeError unless the object has this slot.
fn check_owner(ctx: &mut Ctx<'_>, member: Member, object: Value) -> Result<()> {
    if ctx.interp.is_instance(object, member.class) {
        return Ok(());
    }
    let (given, name) = (
        ctx.type_name(object),
        ctx.interp.text(member.name).to_string(),
    );
    let owner = ctx.interp.class_name(member.class).to_string();
    Err(ctx.type_error(format!(
        "descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object"
    )))
}

fn get(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (member, [object, _]) = this(ctx, args, "__get__", 1)?;
    if object.is_none() {
        return Ok(args.get(0));
    }
    check_owner(ctx, member, object)?;
    match ctx.own_attribute(object, member.name) {
        Some(value) => Ok(value),
        None => Err(ctx.no_attribute(object, member.name)),
    }
}

fn set(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (member, [object, value]) = this(ctx, args, "__set__", 2)?;
    check_owner(ctx, member, object)?;
    if let Value::Obj(r) = object {
        let dict = ctx.interp.dict_of_or_new(r);
        ctx.interp.dict_set_name(dict, member.name, value);
    }
    Ok(Value::None)
}

fn delete(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (member, [object]) = this(ctx, args, "__delete__", 1)?;
    check_owner(ctx, member, object)?;
    let removed = object
        .as_ref()
        .and_then(|r| ctx.interp.heap.dict_of(r))
        .and_then(|dict| ctx.interp.dict_remove_name(dict, member.name));
    match removed {
        Some(_) => Ok(Value::None),
        None => Err(ctx.no_attribute(object, member.name)),
    }
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (member, []) = this(ctx, args, "__repr__", 0)?;
    let name = ctx.interp.text(member.name).to_string();
    let owner = ctx.interp.class_name(member.class).to_string();
    Ok(ctx.string(format!("<member '{name}' of '{owner}' objects>")))
}

fn name(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (member, []) = this(ctx, args, "__name__", 0)?;
    Ok(Value::Obj(member.name))
}

fn owner(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (member, []) = this(ctx, args, "__objclass__", 0)?;
    Ok(Value::Obj(member.class))
}
