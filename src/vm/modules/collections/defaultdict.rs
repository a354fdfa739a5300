//! `defaultdict`: a dict with a `default_factory`, which stands in the object's `__dict__`.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, Result};
use crate::vm::objects::{ClassDef, method, new, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static DEFAULTDICT: ClassDef = ClassDef {
    class: types::DEFAULTDICT,
    methods: &[
        new(new_defaultdict),
        wrapper("__init__", init),
        method("__missing__", missing),
        method("copy", copy),
        method("__copy__", copy),
        wrapper("__repr__", repr),
        wrapper("__or__", or),
        wrapper("__ror__", reflected_or),
    ],
    construct: None,
};

const FACTORY: &str = "default_factory";

/// A new one without entries.
fn make(ctx: &mut Ctx<'_>, class: Ref, factory: Value) -> Value {
    let dict = ctx.alloc(class, Body::Dict(Box::default()));
    set_factory(ctx, dict, factory);
    dict
}

fn set_factory(ctx: &mut Ctx<'_>, dict: Value, factory: Value) {
    if let Value::Obj(r) = dict {
        let attributes = ctx.interp.dict_of_or_new(r);
        ctx.interp.set_global(attributes, FACTORY, factory);
    }
}

fn factory_of(ctx: &mut Ctx<'_>, dict: Value) -> Value {
    let name = ctx.interp.intern(FACTORY);
    ctx.own_attribute(dict, name).unwrap_or(Value::None)
}

fn new_defaultdict(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, _) = ctx.new_class_argument(args, types::DEFAULTDICT)?;
    Ok(make(ctx, class, Value::None))
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, rest) = (args.get(0), args.skip_first());
    let factory = rest.get(0).some().unwrap_or(Value::None);
    if !factory.is_none() && !ctx.is_callable(factory) {
        return Err(ctx.type_error("first argument must be callable or None"));
    }
    let entries = rest.skip_first();
    if entries.len() > 1 {
        let message = format!("dict expected at most 1 argument, got {}", entries.len());
        return Err(ctx.type_error(message));
    }
    set_factory(ctx, this, factory);
    if let Value::Obj(r) = this {
        ctx.dict_fill(r, entries)?;
    }
    Ok(Value::None)
}

/// `__missing__(key)`: makes the value, keeps it, and returns it.
fn missing(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "__missing__", 1, 1)?;
    let (this, key) = (args.get(0), args.get(1));
    let factory = factory_of(ctx, this);
    if factory.is_none() {
        return Err(ctx.raise_with(types::KEY_ERROR, &[key]));
    }
    let value = ctx.call(factory, &[])?;
    if let Value::Obj(r) = this {
        ctx.dict_set(r, key, value)?;
    }
    Ok(value)
}

/// A defaultdict with the factory of one and the entries of these dicts, later ones winning.
fn merged(ctx: &mut Ctx<'_>, like: Value, sources: &[Value]) -> Result {
    let factory = factory_of(ctx, like);
    let class = ctx.class_of(like);
    let dict = ctx.once(|ctx| Ok(make(ctx, class, factory)))?;
    if let Value::Obj(r) = dict {
        for &source in sources {
            let entries = source.as_ref().map(|source| ctx.dict_entries(source));
            for (key, value) in entries.unwrap_or_default() {
                ctx.dict_set(r, key, value)?;
            }
        }
    }
    Ok(dict)
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    merged(ctx, args.get(0), &[args.get(0)])
}

fn is_dict(ctx: &Ctx<'_>, value: Value) -> bool {
    matches!(ctx.body(value), Some(Body::Dict(_)))
}

fn or(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if !is_dict(ctx, args.get(1)) {
        return Ok(Value::NotImplemented);
    }
    merged(ctx, args.get(0), &[args.get(0), args.get(1)])
}

fn reflected_or(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if !is_dict(ctx, args.get(1)) {
        return Ok(Value::NotImplemented);
    }
    merged(ctx, args.get(0), &[args.get(1), args.get(0)])
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let this = args.get(0);
    let factory = factory_of(ctx, this);
    let (factory, entries) = (ctx.repr(factory)?, ctx.repr_native(this)?);
    let class = ctx.class_of(this);
    let name = ctx.interp.class_name(class).to_string();
    Ok(ctx.string(format!("{name}({factory}, {entries})")))
}
