//! Built-in functions that look at an object: its attributes, its class, its text.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, NativeKind, Result};
use crate::vm::objects::function;
use crate::vm::protocol::text::identity;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const FUNCTIONS: &[NativeDef] = &[
    function("repr", repr),
    function("ascii", ascii),
    function("format", format),
    function("hash", hash),
    function("id", id),
    function("callable", callable),
    function("isinstance", isinstance),
    function("issubclass", issubclass),
    function("getattr", getattr),
    function("hasattr", hasattr),
    function("setattr", setattr),
    function("delattr", delattr),
    function("globals", globals),
];

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "repr", 1, 1)?;
    let text = ctx.repr(args.get(0))?;
    Ok(ctx.string(text))
}

fn ascii(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "ascii", 1, 1)?;
    let text = ctx.ascii(args.get(0))?;
    Ok(ctx.string(text))
}

fn format(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "format", 1, 2)?;
    let spec = match args.get(1).some() {
        None => String::new(),
        Some(spec) => match ctx.as_str(spec) {
            Some(s) => s.as_str().to_string(),
            None => {
                let name = ctx.type_name(spec);
                let message = format!("format() argument 2 must be str, not {name}");
                return Err(ctx.type_error(message));
            }
        },
    };
    let text = ctx.format(args.get(0), &spec)?;
    Ok(ctx.string(text))
}

fn hash(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "hash", 1, 1)?;
    ctx.hash(args.get(0)).map(Value::Int)
}

fn id(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "id", 1, 1)?;
    Ok(Value::Int(identity(args.get(0))))
}

impl Ctx<'_> {
    /// `callable(value)`.
    pub fn is_callable(&mut self, value: Value) -> bool {
        match self.body(value) {
            Some(
                Body::Class(_) | Body::Function(_) | Body::BoundMethod(_) | Body::StaticMethod(_),
            ) => true,
            Some(Body::Native(native)) => {
                native.def.kind != NativeKind::Getter || !native.receiver.is_null()
            }
            _ => {
                let class = self.class_of(value);
                class == types::GENERIC_ALIAS || self.interp.lookup(class, names::CALL).is_some()
            }
        }
    }
}

fn callable(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "callable", 1, 1)?;
    Ok(Value::from(ctx.is_callable(args.get(0))))
}

fn isinstance(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "isinstance", 2, 2)?;
    ctx.isinstance(args.get(0), args.get(1)).map(Value::from)
}

fn issubclass(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "issubclass", 2, 2)?;
    ctx.issubclass(args.get(0), args.get(1)).map(Value::from)
}

impl Ctx<'_> {
    /// The interned name of an attribute that a program gave as a str.
    pub fn attribute_name(&mut self, name: Value) -> Result<Ref> {
        match name {
            Value::Obj(r) if self.as_str(name).is_some() => Ok(self.interp.intern_ref(r)),
            _ => {
                let given = self.type_name(name);
                Err(self.type_error(format!("attribute name must be string, not '{given}'")))
            }
        }
    }

    /// Whether looking up this attribute runs no Python code.
    fn is_plain_attribute(&mut self, value: Value, name: Ref) -> bool {
        let class = self.class_of(value);
        let hooks = self
            .interp
            .class(class)
            .is_none_or(|class| class.special.getattr || class.special.getattribute);
        if hooks || matches!(self.body(value), Some(Body::Super(_))) {
            return false;
        }
        let mut found = vec![self.interp.lookup(class, name)];
        if let (Some(Body::Class(_)), Value::Obj(class)) = (self.body(value), value) {
            found.push(self.interp.lookup(class, name));
        }
        found.into_iter().flatten().all(|attribute| {
            matches!(
                self.body(attribute),
                None | Some(
                    Body::Function(_)
                        | Body::StaticMethod(_)
                        | Body::ClassMethod(_)
                        | Body::Str(_)
                        | Body::Int(_)
                        | Body::List(_)
                        | Body::Tuple(_)
                        | Body::Dict(_)
                        | Body::Set(_)
                        | Body::Class(_)
                )
            ) || matches!(self.body(attribute), Some(Body::Native(native))
                if native.def.kind != NativeKind::Getter)
        })
    }
}

fn getattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "getattr", 2, 3)?;
    let (value, default) = (args.get(0), args.get(2));
    let name = ctx.attribute_name(args.get(1))?;
    if default.is_null() {
        return ctx.getattr(value, name);
    }
    if ctx.is_plain_attribute(value, name) {
        return Ok(ctx.find_attr(value, name)?.unwrap_or(default));
    }
    ctx.prelude("get_attribute", &[value, Value::Obj(name), default])
}

fn hasattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "hasattr", 2, 2)?;
    let value = args.get(0);
    let name = ctx.attribute_name(args.get(1))?;
    if ctx.is_plain_attribute(value, name) {
        return Ok(Value::from(ctx.find_attr(value, name)?.is_some()));
    }
    ctx.prelude("has_attribute", &[value, Value::Obj(name)])
}

fn setattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "setattr", 3, 3)?;
    let name = ctx.attribute_name(args.get(1))?;
    ctx.setattr(args.get(0), name, args.get(2))?;
    Ok(Value::None)
}

fn delattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "delattr", 2, 2)?;
    let name = ctx.attribute_name(args.get(1))?;
    ctx.delattr(args.get(0), name)?;
    Ok(Value::None)
}

/// `vars(object)`. Without an argument the call itself gives the caller's names.
pub fn vars(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "vars", 0, 1)?;
    let Some(value) = args.get(0).some() else {
        return Ok(Value::Obj(ctx.globals));
    };
    match ctx.find_attr(value, names::DICT_)? {
        Some(dict) => Ok(dict),
        None => Err(ctx.type_error("vars() argument must have __dict__ attribute")),
    }
}

fn globals(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "globals", 0, 0)?;
    Ok(Value::Obj(ctx.globals))
}

/// `dir(object)`. Without an argument the call itself gives the caller's names.
pub fn dir(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "dir", 0, 1)?;
    let Some(value) = args.get(0).some() else {
        let names = namespace_names(ctx, ctx.globals);
        return Ok(sorted_names(ctx, names));
    };
    let class = ctx.class_of(value);
    if !ctx.is_builtin_class(class)
        && let Some(method) = ctx.interp.lookup(class, names::DIR)
    {
        let names = ctx.call(method, &[value])?;
        let names = ctx.collect_once(names)?;
        let names = ctx.sort_values(names, Value::None, false)?;
        return Ok(ctx.list(names));
    }
    let mut found = Vec::new();
    let is_module = matches!(ctx.body(value), Some(Body::Module(_)));
    let classes = match (ctx.body(value), value) {
        (Some(Body::Class(class)), _) => class.mro.clone(),
        _ if is_module => Vec::new(),
        _ => ctx
            .interp
            .class(class)
            .map_or_else(Vec::new, |class| class.mro.clone()),
    };
    for class in classes {
        if let Some(dict) = ctx.interp.heap.dict_of(class) {
            found.extend(namespace_names(ctx, dict));
        }
    }
    if let Some(dict) = value.as_ref().and_then(|r| ctx.interp.heap.dict_of(r)) {
        found.extend(namespace_names(ctx, dict));
    }
    Ok(sorted_names(ctx, found))
}

fn namespace_names(ctx: &Ctx<'_>, dict: Ref) -> Vec<String> {
    ctx.dict_entries(dict)
        .into_iter()
        .filter_map(|(key, _)| ctx.as_str(key).map(|s| s.as_str().to_string()))
        .collect()
}

fn sorted_names(ctx: &mut Ctx<'_>, mut names: Vec<String>) -> Value {
    names.sort_unstable();
    names.dedup();
    let names = names.into_iter().map(|name| ctx.string(name)).collect();
    ctx.list(names)
}
