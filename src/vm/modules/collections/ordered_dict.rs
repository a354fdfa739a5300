//! `OrderedDict`: a dict (they all keep their order) whose equality looks at the order.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, Result};
use crate::vm::object::Dict;
use crate::vm::objects::{ClassDef, method, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static ORDERED_DICT: ClassDef = ClassDef {
    class: types::ORDERED_DICT,
    methods: &[
        method("move_to_end", move_to_end),
        method("popitem", popitem),
        method("copy", copy),
        method("__copy__", copy),
        wrapper("__eq__", eq),
        wrapper("__ne__", ne),
        wrapper("__repr__", repr),
    ],
    construct: None,
};

fn this(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Ref> {
    match args.get(0) {
        Value::Obj(r) if ctx.interp.dict(r).is_some() => Ok(r),
        _ => Err(ctx.type_error("an OrderedDict is required")),
    }
}

fn move_to_end(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let r = this(ctx, args)?;
    let [key, last] = ctx.bind(args.skip_first(), "move_to_end", ["key", "last"], 1, 2)?;
    let last = last.is_null() || ctx.truth(last)?;
    let hash = ctx.hash(key)?;
    let Some(value) = ctx.dict_get(r, key)? else {
        return Err(ctx.raise_with(types::KEY_ERROR, &[key]));
    };
    if last {
        ctx.dict_remove(r, key)?;
        if let Some(dict) = ctx.interp.dict_mut(r) {
            dict.insert_new(hash, key, value);
        }
        return Ok(Value::None);
    }
    ctx.dict_remove(r, key)?;
    if let Some(dict) = ctx.interp.dict_mut(r) {
        let mut moved = Dict::new();
        moved.insert_new(hash, key, value);
        for entry in dict.iter() {
            moved.insert_new(entry.hash, entry.key, entry.value);
        }
        let length = moved.len();
        *dict = moved;
        ctx.charge(length, 10_000);
    }
    Ok(Value::None)
}

fn popitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let r = this(ctx, args)?;
    let [last] = ctx.bind(args.skip_first(), "popitem", ["last"], 0, 1)?;
    let last = last.is_null() || ctx.truth(last)?;
    let entry = ctx.interp.dict_mut(r).and_then(|dict| {
        if last {
            return dict.pop_last();
        }
        let (slot, _) = dict.next_from(0)?;
        dict.remove_at(slot)
    });
    match entry {
        Some(entry) => Ok(ctx.tuple([entry.key, entry.value])),
        None => {
            let message = ctx.str("dictionary is empty");
            Err(ctx.raise_with(types::KEY_ERROR, &[message]))
        }
    }
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let r = this(ctx, args)?;
    let mut copy = Dict::new();
    if let Some(dict) = ctx.interp.dict(r) {
        for entry in dict.iter() {
            copy.insert_new(entry.hash, entry.key, entry.value);
        }
    }
    ctx.charge(copy.len(), 10_000);
    let class = ctx.class_of(args.get(0));
    Ok(ctx.alloc(class, Body::Dict(Box::new(copy))))
}

/// Equal to another OrderedDict in the same order, to any other dict in any order.
fn equal(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Option<bool>> {
    let r = this(ctx, args)?;
    let other = match args.get(1) {
        Value::Obj(other) if ctx.interp.dict(other).is_some() => other,
        _ => return Ok(None),
    };
    let (own, its) = (ctx.dict_entries(r), ctx.dict_entries(other));
    if own.len() != its.len() {
        return Ok(Some(false));
    }
    if ctx.interp.is_instance(args.get(1), types::ORDERED_DICT) {
        for (&(a, _), &(b, _)) in own.iter().zip(&its) {
            if !ctx.eq(a, b)? {
                return Ok(Some(false));
            }
        }
    }
    for (key, value) in own {
        match ctx.dict_get(other, key)? {
            Some(its) if ctx.eq(value, its)? => {}
            _ => return Ok(Some(false)),
        }
    }
    Ok(Some(true))
}

fn eq(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(equal(ctx, args)?.map_or(Value::NotImplemented, Value::Bool))
}

fn ne(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let equal = equal(ctx, args)?;
    Ok(equal.map_or(Value::NotImplemented, |equal| Value::Bool(!equal)))
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let r = this(ctx, args)?;
    let class = ctx.class_of(args.get(0));
    let name = ctx.interp.class_name(class).to_string();
    if ctx.interp.repr_running.contains(&r) {
        return Ok(ctx.str("..."));
    }
    if ctx.interp.dict(r).is_none_or(|dict| dict.is_empty()) {
        return Ok(ctx.string(format!("{name}()")));
    }
    let entries = ctx.repr_native(args.get(0))?;
    // Since 3.12 it shows itself like a dict; before, as a list of pairs.
    if ctx.interp.profile.version.minor() >= 12 {
        return Ok(ctx.string(format!("{name}({entries})")));
    }
    let mut pairs = Vec::new();
    for (key, value) in ctx.dict_entries(r) {
        pairs.push(ctx.tuple([key, value]));
    }
    let list = ctx.list(pairs);
    let text = ctx.guarded(r, |ctx| ctx.repr(list))?;
    Ok(ctx.string(format!("{name}({text})")))
}
