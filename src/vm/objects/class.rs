//! `type`, and what one writes in annotations: `list[int]`, `int | None`.

use super::{ClassDef, function, getter, method, new, operators, wrapper};
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::protocol::BuildClass;
use crate::vm::types::{self, Layout};
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::TYPE, TYPE).called(&CALL),
    ClassDef::new(types::UNION_TYPE, UNION),
    ClassDef::new(types::GENERIC_ALIAS, ALIAS),
];

static CALL: NativeDef = function("type", call);

const TYPE: &[NativeDef] = &[
    new(new_type),
    wrapper("__init__", init),
    wrapper("__call__", instantiate),
    wrapper("__repr__", operators::repr::<{ types::TYPE.0 }>),
    getter("__base__", base),
    method("mro", mro),
    method("__subclasses__", subclasses),
    method("__instancecheck__", instance_check),
    method("__subclasscheck__", subclass_check),
    wrapper("__or__", or),
    wrapper("__ror__", reflected_or),
];

const UNION: &[NativeDef] = &[
    getter("__args__", union_args),
    wrapper("__repr__", union_repr),
    wrapper("__eq__", union_eq),
    wrapper("__hash__", union_hash),
    wrapper("__or__", or),
    wrapper("__ror__", reflected_or),
];

const ALIAS: &[NativeDef] = &[
    getter("__origin__", alias_origin),
    getter("__args__", alias_args),
    wrapper("__call__", alias_call),
    wrapper("__or__", or),
    wrapper("__ror__", reflected_or),
];

/// `int | None`.
#[derive(Clone)]
pub struct Union {
    pub members: Vec<Value>,
}

payload!(Union, |this, visit| this
    .members
    .iter()
    .for_each(|&v| visit(v)));

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    match (args.positional, args.has_keywords()) {
        (&[value], false) => Ok(Value::Obj(ctx.class_of(value))),
        (&[name, bases, namespace], _) => {
            let all = ctx
                .as_tuple(bases)
                .map(<[Value]>::to_vec)
                .unwrap_or_default();
            let winner = ctx.most_derived_metaclass(types::TYPE, &all)?;
            if winner != types::TYPE {
                let keywords: Vec<(Ref, Value)> = args.keywords().collect();
                return ctx.call_kw(Value::Obj(winner), args.positional, &keywords);
            }
            make(ctx, types::TYPE, [name, bases, namespace], args)
        }
        _ => Err(ctx.type_error("type() takes 1 or 3 arguments")),
    }
}

fn new_type(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (metaclass, rest) = ctx.new_class_argument(args, types::TYPE)?;
    match *rest.positional {
        [name, bases, namespace] => make(ctx, metaclass, [name, bases, namespace], rest),
        _ => Err(ctx.type_error("type.__new__() takes exactly 3 arguments")),
    }
}

/// All is done when `__init__` comes.
fn init(_: &mut Ctx<'_>, _: Args<'_>) -> Result {
    Ok(Value::None)
}

/// `type(name, bases, namespace)`.
fn make(ctx: &mut Ctx<'_>, metaclass: Ref, parts: [Value; 3], args: Args<'_>) -> Result {
    let [name, bases, namespace] = parts;
    let wrong = |ctx: &mut Ctx<'_>, index: usize, wanted: &str| {
        let given = ctx.type_name(parts[index - 1]);
        ctx.type_error(format!(
            "type.__new__() argument {index} must be {wanted}, not {given}"
        ))
    };
    if ctx.as_str(name).is_none() {
        return Err(wrong(ctx, 1, "str"));
    }
    let Some(bases) = ctx.as_tuple(bases).map(<[Value]>::to_vec) else {
        return Err(wrong(ctx, 2, "tuple"));
    };
    let Some(source) = namespace.as_ref().filter(|&r| ctx.interp.dict(r).is_some()) else {
        return Err(wrong(ctx, 3, "dict"));
    };
    let metaclass = ctx.most_derived_metaclass(metaclass, &bases)?;
    let cell = ctx.interp.dict_get_name(source, names::CLASSCELL);
    let namespace = ctx.interp.new_dict();
    for (key, value) in ctx.dict_entries(source) {
        if let Value::Obj(key) = key {
            ctx.interp.dict_set_name(namespace, key, value);
        }
    }
    if ctx
        .interp
        .dict_get_name(namespace, names::MODULE_)
        .is_none()
        && let Some(module) = ctx.interp.dict_get_name(ctx.globals, names::NAME)
    {
        ctx.interp.dict_set_name(namespace, names::MODULE_, module);
    }
    ctx.build_class(BuildClass {
        name,
        bases,
        namespace,
        keywords: args.keywords().collect(),
        cell: cell.unwrap_or(Value::None),
        metaclass,
    })
}

fn instantiate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let class = ctx.receiver(args, types::TYPE, "__call__")?;
    let Value::Obj(class) = class else {
        return Ok(class);
    };
    let vectorcall = ctx.interp.class(class).and_then(|class| class.vectorcall);
    match vectorcall {
        Some(def) => (def.function)(ctx, args.skip_first()),
        None => crate::vm::eval::construct(ctx, class, args.skip_first()),
    }
}

fn mro(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, []) = ctx.method(args, types::TYPE, "mro", 0)?;
    let mro = match ctx.body(class) {
        Some(Body::Class(class)) => class.mro.iter().map(|&r| Value::Obj(r)).collect(),
        _ => Vec::new(),
    };
    Ok(ctx.list(mro))
}

/// The base that decides how instances are laid out.
fn base(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let class = ctx.receiver(args, types::TYPE, "__base__")?;
    let bases = match ctx.body(class) {
        Some(Body::Class(class)) => class.bases.clone(),
        _ => Vec::new(),
    };
    let solid = bases
        .iter()
        .find(|&&base| ctx.layout(base) != Layout::Instance);
    Ok(solid
        .or(bases.first())
        .map_or(Value::None, |&base| Value::Obj(base)))
}

fn subclasses(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, []) = ctx.method(args, types::TYPE, "__subclasses__", 0)?;
    let subclasses = match ctx.body(class) {
        Some(Body::Class(class)) => class.subclasses.iter().map(|&r| Value::Obj(r)).collect(),
        _ => Vec::new(),
    };
    Ok(ctx.list(subclasses))
}

fn instance_check(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, [value]) = ctx.method(args, types::TYPE, "__instancecheck__", 1)?;
    let is = class
        .as_ref()
        .is_some_and(|class| ctx.interp.is_instance(value, class));
    Ok(Value::from(is))
}

fn subclass_check(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, [other]) = ctx.method(args, types::TYPE, "__subclasscheck__", 1)?;
    Ok(Value::from(ctx.issubclass(other, class)?))
}

/// The members of what can stand beside `|`.
fn members(ctx: &Ctx<'_>, value: Value) -> Option<Vec<Value>> {
    if let Some(union) = ctx.payload::<Union>(value) {
        return Some(union.members.clone());
    }
    let fits = value.is_none()
        || matches!(ctx.body(value), Some(Body::Class(_)))
        || ctx.class_of(value) == types::GENERIC_ALIAS;
    fits.then(|| vec![value])
}

fn or(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (a, b) = (args.get(0), args.get(1));
    let (Some(mut union), Some(right)) = (members(ctx, a), members(ctx, b)) else {
        return Ok(Value::NotImplemented);
    };
    for member in right {
        if !union.iter().any(|&m| m.is(member)) {
            union.push(member);
        }
    }
    if let [only] = union[..] {
        return Ok(only);
    }
    let union = Union { members: union };
    Ok(ctx.alloc(types::UNION_TYPE, Body::Other(Box::new(union))))
}

fn reflected_or(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    or(ctx, Args::positional(&[args.get(1), args.get(0)]))
}

fn union_members(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<Vec<Value>> {
    let union = ctx.receiver(args, types::UNION_TYPE, name)?;
    Ok(members(ctx, union).unwrap_or_default())
}

fn union_args(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let members = union_members(ctx, args, "__args__")?;
    Ok(ctx.tuple(members))
}

fn union_repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut parts = Vec::new();
    for member in union_members(ctx, args, "__repr__")? {
        parts.push(match member {
            Value::Obj(r) if ctx.interp.class(r).is_some() => ctx.qualified_name(r),
            other => ctx.repr(other)?,
        });
    }
    Ok(ctx.string(parts.join(" | ")))
}

fn union_eq(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (union, [other]) = ctx.method(args, types::UNION_TYPE, "__eq__", 1)?;
    let (Some(a), Some(b)) = (ctx.payload::<Union>(union), ctx.payload::<Union>(other)) else {
        return Ok(Value::NotImplemented);
    };
    let inside =
        |x: &Union, y: &Union| x.members.iter().all(|m| y.members.iter().any(|n| n.is(*m)));
    Ok(Value::from(inside(a, b) && inside(b, a)))
}

fn union_hash(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut hash = 0;
    for member in union_members(ctx, args, "__hash__")? {
        hash ^= ctx.hash(member)?;
    }
    Ok(Value::Int(hash))
}

fn alias_part(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, index: usize) -> Result {
    let alias = ctx.receiver(args, types::GENERIC_ALIAS, name)?;
    Ok(match ctx.body(alias) {
        Some(Body::Slice(parts)) => parts[index],
        _ => Value::None,
    })
}

fn alias_origin(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    alias_part(ctx, args, "__origin__", 0)
}

fn alias_args(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    alias_part(ctx, args, "__args__", 1)
}

fn alias_call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let origin = alias_part(ctx, args, "__call__", 0)?;
    let keywords: Vec<(Ref, Value)> = args.keywords().collect();
    ctx.call_kw(origin, args.skip_first().positional, &keywords)
}
