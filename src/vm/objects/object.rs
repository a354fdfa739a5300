//! `object`: what every class inherits.

use super::{ClassDef, class_method, function, method, new, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::types::{self, Layout};
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[ClassDef::new(types::OBJECT, METHODS).called(&CALL)];

static CALL: NativeDef = function("object", call);

const METHODS: &[NativeDef] = &[
    new(new_object),
    wrapper("__init__", init),
    wrapper("__repr__", repr),
    wrapper("__str__", str),
    method("__format__", format),
    wrapper("__eq__", eq),
    wrapper("__ne__", ne),
    wrapper("__lt__", not_implemented),
    wrapper("__le__", not_implemented),
    wrapper("__gt__", not_implemented),
    wrapper("__ge__", not_implemented),
    wrapper("__hash__", hash),
    wrapper("__getattribute__", getattribute),
    wrapper("__setattr__", setattr),
    wrapper("__delattr__", delattr),
    method("__dir__", dir),
    method("__sizeof__", sizeof),
    class_method("__init_subclass__", init_subclass),
];

impl Ctx<'_> {
    /// Whether a class has this method from `object`.
    pub(super) fn inherits_from_object(&mut self, class: Ref, name: Ref) -> bool {
        let default = self.interp.lookup(types::OBJECT, name);
        match (self.interp.lookup(class, name), default) {
            (Some(own), Some(default)) => own.is(default),
            (own, _) => own.is_none(),
        }
    }

    /// TypeError if `__abstractmethods__` of the class is not empty.
    fn check_concrete(&mut self, class: Ref) -> Result<()> {
        let Some(dict) = self.interp.heap.dict_of(class) else {
            return Ok(());
        };
        let Some(Value::Obj(names)) = self.interp.dict_get_name(dict, names::ABSTRACTMETHODS)
        else {
            return Ok(());
        };
        let mut missing: Vec<String> = self
            .set_items(names)
            .into_iter()
            .filter_map(|name| Some(format!("'{}'", self.as_str(name)?.as_str())))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        missing.sort();
        let name = self.interp.class_name(class).to_string();
        let methods = if missing.len() == 1 {
            "method"
        } else {
            "methods"
        };
        let missing = missing.join(", ");
        Err(self.type_error(format!(
            "Can't instantiate abstract class {name} without an implementation for abstract {methods} {missing}"
        )))
    }
}

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if !args.is_empty() || args.has_keywords() {
        return Err(ctx.type_error("object() takes no arguments"));
    }
    Ok(ctx.alloc(types::OBJECT, Body::Instance))
}

fn new_object(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::OBJECT)?;
    if ctx.layout(class) != Layout::Instance {
        return Err(unsafe_new(ctx, class));
    }
    if !rest.is_empty() || rest.has_keywords() {
        if !ctx.inherits_from_object(class, names::NEW) {
            let message = "object.__new__() takes exactly one argument (the type to instantiate)";
            return Err(ctx.type_error(message));
        }
        if ctx.inherits_from_object(class, names::INIT) {
            let name = ctx.interp.class_name(class).to_string();
            return Err(ctx.type_error(format!("{name}() takes no arguments")));
        }
    }
    ctx.check_concrete(class)?;
    Ok(ctx.alloc(class, Body::Instance))
}

#[cold]
fn unsafe_new(ctx: &mut Ctx<'_>, class: Ref) -> crate::vm::native::Interrupt {
    let name = ctx.interp.class_name(class).to_string();
    if ctx.inherits_from_object(class, names::NEW) {
        let name = ctx.qualified_name(class);
        return ctx.type_error(format!("cannot create '{name}' instances"));
    }
    let mro = ctx.interp.class(class).map(|class| class.mro.clone());
    let base = mro
        .unwrap_or_default()
        .into_iter()
        .find(|&base| ctx.is_builtin_class(base));
    let base = ctx
        .interp
        .class_name(base.unwrap_or(types::OBJECT))
        .to_string();
    ctx.type_error(format!(
        "object.__new__({name}) is not safe, use {base}.__new__()"
    ))
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let this = ctx.receiver(args, types::OBJECT, "__init__")?;
    if args.len() > 1 || args.has_keywords() {
        let class = ctx.class_of(this);
        if class == types::OBJECT || !ctx.inherits_from_object(class, names::INIT) {
            let message =
                "object.__init__() takes exactly one argument (the instance to initialize)";
            return Err(ctx.type_error(message));
        }
        if ctx.inherits_from_object(class, names::NEW) {
            let name = ctx.interp.class_name(class).to_string();
            return Err(ctx.type_error(format!("{name}() takes no arguments")));
        }
    }
    Ok(Value::None)
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, []) = ctx.method(args, types::OBJECT, "__repr__", 0)?;
    // The values that are no heap objects have no other `__repr__` of their own.
    let text = match this {
        Value::Obj(_) => ctx.default_repr(this),
        _ => ctx.repr_native(this)?,
    };
    Ok(ctx.string(text))
}

fn str(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, []) = ctx.method(args, types::OBJECT, "__str__", 0)?;
    let text = ctx.repr(this)?;
    Ok(ctx.string(text))
}

fn format(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [spec]) = ctx.method(args, types::OBJECT, "__format__", 1)?;
    let spec = ctx.expect_str(spec, "__format__() argument")?;
    if !spec.is_empty() {
        let name = ctx.type_name(this);
        return Err(ctx.type_error(format!(
            "unsupported format string passed to {name}.__format__"
        )));
    }
    let text = ctx.to_str(this)?;
    Ok(ctx.string(text))
}

fn eq(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [other]) = ctx.method(args, types::OBJECT, "__eq__", 1)?;
    Ok(if this.is(other) {
        Value::True
    } else {
        Value::NotImplemented
    })
}

fn ne(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [other]) = ctx.method(args, types::OBJECT, "__ne__", 1)?;
    let class = ctx.class_of(this);
    let Some(method) = ctx.interp.lookup(class, names::EQ) else {
        return Ok(Value::NotImplemented);
    };
    match ctx.call(method, &[this, other])? {
        Value::NotImplemented => Ok(Value::NotImplemented),
        equal => Ok(Value::from(!ctx.truth(equal)?)),
    }
}

fn not_implemented(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, [_]) = ctx.method(args, types::OBJECT, "__lt__", 1)?;
    Ok(Value::NotImplemented)
}

fn hash(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, []) = ctx.method(args, types::OBJECT, "__hash__", 0)?;
    Ok(Value::Int(ctx.default_hash(this)?))
}

fn getattribute(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [name]) = ctx.method(args, types::OBJECT, "__getattribute__", 1)?;
    let name = ctx.attribute_name(name)?;
    match ctx.find_generic(this, name)? {
        Some(value) => Ok(value),
        None => Err(ctx.no_attribute(this, name)),
    }
}

fn setattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [name, value]) = ctx.method(args, types::OBJECT, "__setattr__", 2)?;
    let name = ctx.attribute_name(name)?;
    ctx.set_generic(this, name, value)?;
    Ok(Value::None)
}

fn delattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [name]) = ctx.method(args, types::OBJECT, "__delattr__", 1)?;
    let name = ctx.attribute_name(name)?;
    ctx.delete_generic(this, name)?;
    Ok(Value::None)
}

/// The object's own attributes, then those of its class and its bases.
fn dir(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, []) = ctx.method(args, types::OBJECT, "__dir__", 0)?;
    let class = ctx.class_of(this);
    let mut holders: Vec<Ref> = Vec::new();
    match (ctx.body(this), this) {
        (Some(Body::Class(class)), _) => holders.extend(&class.mro),
        (Some(_), Value::Obj(r)) => holders.push(r),
        _ => {}
    }
    if !matches!(ctx.body(this), Some(Body::Class(_) | Body::Module(_))) {
        holders.extend(ctx.interp.class(class).map_or(&[][..], |class| &class.mro));
    }
    let mut seen = rustc_hash::FxHashSet::default();
    let mut found = Vec::new();
    for holder in holders {
        let Some(dict) = ctx.interp.heap.dict_of(holder) else {
            continue;
        };
        for (key, _) in ctx.dict_entries(dict) {
            if let Some(name) = ctx.as_str(key)
                && seen.insert(name.as_str().to_string())
            {
                found.push(key);
            }
        }
    }
    Ok(ctx.list(found))
}

fn sizeof(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, []) = ctx.method(args, types::OBJECT, "__sizeof__", 0)?;
    Ok(Value::Int(16))
}

fn init_subclass(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if args.len() > 1 || args.has_keywords() {
        let name = match args.get(0) {
            Value::Obj(class) => ctx.interp.class_name(class).to_string(),
            _ => "object".to_string(),
        };
        return Err(ctx.type_error(format!(
            "{name}.__init_subclass__() takes no keyword arguments"
        )));
    }
    Ok(Value::None)
}
