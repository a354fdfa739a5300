//! `property`, `staticmethod`, `classmethod` and `super`.

use super::{ClassDef, function, method, new, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, Interrupt, NativeDef, Result};
use crate::vm::object::{Property, Super};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::PROPERTY, PROPERTY).called(&CALL_PROPERTY),
    ClassDef::new(types::STATICMETHOD, STATIC_METHOD).called(&CALL_STATIC_METHOD),
    ClassDef::new(types::CLASSMETHOD, CLASS_METHOD).called(&CALL_CLASS_METHOD),
    ClassDef::new(types::SUPER, &[]).called(&CALL_SUPER),
];

static CALL_PROPERTY: NativeDef = function("property", call_property);
static CALL_STATIC_METHOD: NativeDef = function("staticmethod", call_static_method);
static CALL_CLASS_METHOD: NativeDef = function("classmethod", call_class_method);
static CALL_SUPER: NativeDef = function("super", call_super);

const PROPERTY: &[NativeDef] = &[
    new(new_property),
    wrapper("__init__", init_property),
    wrapper("__get__", get_property),
    wrapper("__set__", set_property),
    wrapper("__delete__", delete_property),
    method("getter", getter),
    method("setter", setter),
    method("deleter", deleter),
];

const STATIC_METHOD: &[NativeDef] = &[
    wrapper("__get__", get_static_method),
    wrapper("__call__", call_wrapped),
];

const CLASS_METHOD: &[NativeDef] = &[wrapper("__get__", get_class_method)];

const NO_PROPERTY: Property = Property {
    get: Value::Null,
    set: Value::Null,
    delete: Value::Null,
    doc: Value::Null,
};

fn property_parts(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Property> {
    let names = ["fget", "fset", "fdel", "doc"];
    let parts = ctx.bind(args, "property", names, 0, 4)?;
    let [get, set, delete, mut doc] = parts.map(|part| match part {
        Value::None => Value::Null,
        part => part,
    });
    if doc.is_null() && !get.is_null() {
        doc = ctx.find_attr(get, names::DOC)?.unwrap_or(Value::None);
    }
    Ok(Property {
        get,
        set,
        delete,
        doc,
    })
}

fn call_property(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let property = property_parts(ctx, args)?;
    Ok(ctx.alloc(types::PROPERTY, Body::Property(Box::new(property))))
}

fn new_property(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, _) = ctx.new_class_argument(args, types::PROPERTY)?;
    Ok(ctx.alloc(class, Body::Property(Box::new(NO_PROPERTY))))
}

fn init_property(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let this = ctx.receiver(args, types::PROPERTY, "__init__")?;
    let property = property_parts(ctx, args.skip_first())?;
    if let Value::Obj(r) = this
        && let Body::Property(place) = ctx.interp.heap.body_mut(r)
    {
        **place = property;
    }
    Ok(Value::None)
}

fn property_of(ctx: &Ctx<'_>, value: Value) -> Property {
    match ctx.body(value) {
        Some(Body::Property(property)) => **property,
        _ => NO_PROPERTY,
    }
}

/// A copy with one accessor replaced, of the same class.
fn copy_with(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    change: impl FnOnce(&mut Property, Value),
) -> Result {
    let (this, [accessor]) = ctx.method(args, types::PROPERTY, name, 1)?;
    let mut property = property_of(ctx, this);
    change(&mut property, accessor);
    let class = ctx.class_of(this);
    if class == types::PROPERTY {
        return Ok(ctx.alloc(class, Body::Property(Box::new(property))));
    }
    let parts = [property.get, property.set, property.delete, property.doc];
    let parts = parts.map(|part| part.some().unwrap_or(Value::None));
    ctx.call(Value::Obj(class), &parts)
}

fn getter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    copy_with(ctx, args, "getter", |property, get| property.get = get)
}

fn setter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    copy_with(ctx, args, "setter", |property, set| property.set = set)
}

fn deleter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    copy_with(ctx, args, "deleter", |property, delete| {
        property.delete = delete;
    })
}

fn no_accessor(ctx: &mut Ctx<'_>, object: Value, what: &str) -> Interrupt {
    let name = ctx.type_name(object);
    ctx.raise(
        types::ATTRIBUTE_ERROR,
        format!("property of '{name}' object has no {what}"),
    )
}

fn get_property(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [object, _]) = ctx.method(args, types::PROPERTY, "__get__", 1)?;
    match property_of(ctx, this).get {
        _ if object.is_none() => Ok(this),
        Value::Null => Err(no_accessor(ctx, object, "getter")),
        get => ctx.tail_call(get, &[object]),
    }
}

fn set_property(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [object, value]) = ctx.method(args, types::PROPERTY, "__set__", 2)?;
    match property_of(ctx, this).set {
        Value::Null => Err(no_accessor(ctx, object, "setter")),
        set => {
            ctx.call(set, &[object, value])?;
            Ok(Value::None)
        }
    }
}

fn delete_property(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [object]) = ctx.method(args, types::PROPERTY, "__delete__", 1)?;
    match property_of(ctx, this).delete {
        Value::Null => Err(no_accessor(ctx, object, "deleter")),
        delete => {
            ctx.call(delete, &[object])?;
            Ok(Value::None)
        }
    }
}

fn only_argument(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result {
    if args.len() != 1 && !args.has_keywords() {
        let given = args.len();
        return Err(ctx.type_error(format!("{name} expected 1 argument, got {given}")));
    }
    ctx.arity(args, name, 1, 1)?;
    Ok(args.get(0))
}

fn call_static_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let function = only_argument(ctx, args, "staticmethod")?;
    Ok(ctx.alloc(types::STATICMETHOD, Body::StaticMethod(function)))
}

fn call_class_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let function = only_argument(ctx, args, "classmethod")?;
    Ok(ctx.alloc(types::CLASSMETHOD, Body::ClassMethod(function)))
}

fn wrapped(ctx: &Ctx<'_>, value: Value) -> Value {
    match ctx.body(value) {
        Some(Body::StaticMethod(function) | Body::ClassMethod(function)) => *function,
        _ => value,
    }
}

fn get_static_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [_, _]) = ctx.method(args, types::STATICMETHOD, "__get__", 1)?;
    Ok(wrapped(ctx, this))
}

fn call_wrapped(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let this = ctx.receiver(args, types::STATICMETHOD, "__call__")?;
    let function = wrapped(ctx, this);
    let keywords: Vec<(Ref, Value)> = args.keywords().collect();
    ctx.call_kw(function, args.skip_first().positional, &keywords)
}

fn get_class_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (this, [object, class]) = ctx.method(args, types::CLASSMETHOD, "__get__", 1)?;
    let class = match class {
        Value::Null | Value::None => Value::Obj(ctx.class_of(object)),
        class => class,
    };
    let function = wrapped(ctx, this);
    Ok(ctx.bind_method(function, class))
}

/// `super(class, object_or_class)`. Without arguments it needs the caller's frame, which the
/// compiler's own instruction has; a call under another name has not.
fn call_super(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if args.is_empty() {
        return Err(ctx.raise(types::RUNTIME_ERROR, "super(): no arguments"));
    }
    ctx.arity(args, "super", 1, 2)?;
    let (class, object) = (args.get(0), args.get(1));
    let Some(start) = class.as_ref().filter(|&r| ctx.interp.class(r).is_some()) else {
        let name = ctx.type_name(class);
        return Err(ctx.type_error(format!("super() argument 1 must be a type, not {name}")));
    };
    let as_class = object
        .as_ref()
        .filter(|&r| ctx.interp.class(r).is_some() && ctx.interp.is_subclass(r, start));
    let object_class = match as_class {
        Some(class) => class,
        None if !object.is_null() && ctx.interp.is_instance(object, start) => ctx.class_of(object),
        None => {
            let (given, name) = (
                ctx.type_name(object),
                ctx.interp.class_name(start).to_string(),
            );
            return Err(ctx.type_error(format!(
                "super(type, obj): obj (instance of {given}) is not an instance or subtype of type ({name})."
            )));
        }
    };
    let parts = Super {
        class,
        object,
        object_class: Value::Obj(object_class),
    };
    Ok(ctx.alloc(types::SUPER, Body::Super(Box::new(parts))))
}
