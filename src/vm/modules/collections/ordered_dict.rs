//! `OrderedDict`: a dict that can move its entries, and whose order counts when it is compared
//! with another one.

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
        wrapper("__or__", or),
        wrapper("__ror__", reflected_or),
    ],
    construct: None,
};

fn this(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Ref> {
    match args.get(0) {
        Value::Obj(r) if ctx.interp.dict(r).is_some() => Ok(r),
        _ => Err(ctx.type_error("an OrderedDict is required")),
    }
}

/// The `last` argument of `move_to_end` and `popitem`: true unless given.
fn to_the_end(ctx: &mut Ctx<'_>, last: Value) -> Result<bool> {
    match last {
        Value::Null => Ok(true),
        last => ctx.truth(last),
    }
}

fn move_to_end(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let dict = this(ctx, args)?;
    let names = ["key", "last"];
    let [key, last] = ctx.bind(args.skip_first(), "move_to_end", names, 1, 2)?;
    let last = to_the_end(ctx, last)?;
    // The last thing that can interrupt: what follows looks up nothing.
    let Some((hash, key, value)) = ctx.dict_take(dict, key)? else {
        return Err(ctx.raise_with(types::KEY_ERROR, &[key]));
    };
    let Some(table) = ctx.interp.dict_mut(dict) else {
        return Ok(Value::None);
    };
    let rest = if last {
        None
    } else {
        Some(std::mem::take(table))
    };
    table.insert_new(hash, key, value);
    for entry in rest.iter().flat_map(|rest| rest.iter()) {
        table.insert_new(entry.hash, entry.key, entry.value);
    }
    Ok(Value::None)
}

fn popitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let dict = this(ctx, args)?;
    let [last] = ctx.bind(args.skip_first(), "popitem", ["last"], 0, 1)?;
    let last = to_the_end(ctx, last)?;
    let table = ctx.interp.dict_mut(dict);
    let entry = table.and_then(|table| {
        if last {
            return table.pop_last();
        }
        let first = table.next_from(0).map(|(slot, _)| slot)?;
        table.remove_at(first)
    });
    match entry {
        Some(entry) => Ok(ctx.tuple([entry.key, entry.value])),
        None => Err(ctx.raise(types::KEY_ERROR, "dictionary is empty")),
    }
}

/// An object of the class of `like` with the entries of these dicts, later ones winning.
fn merged(ctx: &mut Ctx<'_>, like: Value, sources: &[Value]) -> Result {
    let class = ctx.class_of(like);
    let dict = ctx.once(|ctx| Ok(ctx.alloc(class, Body::Dict(Box::<Dict>::default()))))?;
    if let Value::Obj(r) = dict {
        for source in sources {
            let entries = source.as_ref().map(|source| ctx.dict_entries(source));
            for (key, value) in entries.unwrap_or_default() {
                ctx.dict_set(r, key, value)?;
            }
        }
    }
    Ok(dict)
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    this(ctx, args)?;
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

/// Equal as dicts; and with another OrderedDict, in the same order.
fn same(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Option<bool>> {
    let (a, b) = (args.get(0), args.get(1));
    let (Value::Obj(left), Value::Obj(right)) = (a, b) else {
        return Ok(None);
    };
    if !is_dict(ctx, a) || !is_dict(ctx, b) {
        return Ok(None);
    }
    let (mine, others) = (ctx.dict_entries(left), ctx.dict_entries(right));
    if mine.len() != others.len() {
        return Ok(Some(false));
    }
    let ordered = ctx.interp.is_instance(b, types::ORDERED_DICT);
    for (&(key, value), &(other_key, _)) in mine.iter().zip(&others) {
        if ordered && !ctx.eq(key, other_key)? {
            return Ok(Some(false));
        }
        let found = ctx.dict_get(right, key)?;
        let Some(found) = found else {
            return Ok(Some(false));
        };
        if !value.is(found) && !ctx.eq(value, found)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn eq(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(same(ctx, args)?.map_or(Value::NotImplemented, Value::from))
}

fn ne(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let same = same(ctx, args)?;
    Ok(same.map_or(Value::NotImplemented, |same| Value::from(!same)))
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let dict = this(ctx, args)?;
    let class = ctx.class_of(args.get(0));
    let name = ctx.interp.class_name(class).to_string();
    if ctx.interp.dict(dict).is_some_and(Dict::is_empty) {
        return Ok(ctx.string(format!("{name}()")));
    }
    let entries = ctx.repr_native(args.get(0))?;
    Ok(ctx.string(format!("{name}({entries})")))
}
