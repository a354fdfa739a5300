//! `list`.

use std::mem;

use super::{ClassDef, function, method, new, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, Interrupt, NativeDef, Result};
use crate::vm::protocol::iterators::Iter;
use crate::vm::types;
use crate::vm::value::Value;

const LIST: u64 = types::LIST.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::LIST, METHODS).called(&CALL),
    ClassDef::new(types::LIST, &operators::comparisons::<LIST>()),
    ClassDef::new(types::LIST, &operators::container::<LIST>()),
    ClassDef::new(types::LIST, &operators::sequence::<LIST>()),
    ClassDef::new(types::LIST, &operators::items::<LIST>()),
];

static CALL: NativeDef = function("list", call);

const METHODS: &[NativeDef] = &[
    new(new_list),
    wrapper("__init__", init),
    method("append", append),
    method("extend", extend),
    method("insert", insert),
    method("remove", remove),
    method("pop", pop),
    method("clear", clear),
    method("index", index),
    method("count", count),
    method("sort", sort),
    method("reverse", reverse),
    method("copy", copy),
    method("__reversed__", reversed),
    operators::in_place::<LIST, { operators::ADD }>(),
    operators::in_place::<LIST, { operators::MUL }>(),
];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "list", 0, 1)?;
    let items = match args.get(0) {
        Value::Null => Vec::new(),
        iterable => ctx.collect(iterable)?,
    };
    ctx.reserve(items.len() * 16)?;
    Ok(ctx.list(items))
}

fn new_list(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, _) = ctx.new_class_argument(args, types::LIST)?;
    Ok(ctx.alloc(class, Body::List(Vec::new())))
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let list = ctx.receiver(args, types::LIST, "__init__")?;
    let rest = args.skip_first();
    ctx.arity(rest, "list", 0, 1)?;
    let items = match rest.get(0) {
        Value::Null => Vec::new(),
        iterable => ctx.collect(iterable)?,
    };
    ctx.interp.heap.grew(items.len() * 16);
    if let Some(list) = ctx.list_mut(list) {
        *list = items;
    }
    Ok(Value::None)
}

fn append(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, [item]) = ctx.method(args, types::LIST, "append", 1)?;
    if let Some(list) = ctx.list_mut(list) {
        list.push(item);
    }
    ctx.interp.heap.grew(16);
    Ok(Value::None)
}

fn extend(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, [items]) = ctx.method(args, types::LIST, "extend", 1)?;
    if let Value::Obj(list) = list {
        ctx.list_extend(list, items)?;
    }
    Ok(Value::None)
}

fn insert(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, [index, item]) = ctx.method(args, types::LIST, "insert", 2)?;
    let index = ctx.ssize(index)?;
    ctx.interp.heap.grew(16);
    let Some(items) = ctx.list_mut(list) else {
        return Ok(Value::None);
    };
    let length = items.len() as i64;
    let index = if index < 0 {
        index.saturating_add(length).max(0)
    } else {
        index.min(length)
    };
    items.insert(index as usize, item);
    ctx.charge((length - index) as usize, 300);
    Ok(Value::None)
}

/// The place of the first item in `start..stop` that equals `value`.
fn find(
    ctx: &mut Ctx<'_>,
    list: Value,
    value: Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>> {
    let mut at = start;
    while at < stop {
        let Some(item) = ctx.as_list(list).and_then(|items| items.get(at).copied()) else {
            break;
        };
        if ctx.eq(item, value)? {
            ctx.charge_scan(list, start, at);
            return Ok(Some(at));
        }
        at += 1;
    }
    ctx.charge_scan(list, start, at);
    Ok(None)
}

fn remove(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, [value]) = ctx.method(args, types::LIST, "remove", 1)?;
    let Some(at) = find(ctx, list, value, 0, usize::MAX)? else {
        return Err(ctx.value_error("list.remove(x): x not in list"));
    };
    if let Some(items) = ctx.list_mut(list)
        && at < items.len()
    {
        let moved = items.len() - at;
        items.remove(at);
        ctx.charge(moved, 300);
    }
    Ok(Value::None)
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, [index]) = ctx.method(args, types::LIST, "pop", 0)?;
    let index = match index {
        Value::Null => -1,
        index => ctx.ssize(index)?,
    };
    let length = ctx.as_list(list).map_or(0, Vec::len);
    if length == 0 {
        return Err(ctx.raise(types::INDEX_ERROR, "pop from empty list"));
    }
    let Some(at) = ctx.position(index, length) else {
        return Err(ctx.raise(types::INDEX_ERROR, "pop index out of range"));
    };
    ctx.charge(length - at - 1, 300);
    Ok(ctx
        .list_mut(list)
        .map_or(Value::None, |items| items.remove(at)))
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, []) = ctx.method(args, types::LIST, "clear", 0)?;
    if let Some(items) = ctx.list_mut(list) {
        *items = Vec::new();
    }
    Ok(Value::None)
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, [value, start, stop]) = ctx.method(args, types::LIST, "index", 1)?;
    let length = ctx.as_list(list).map_or(0, Vec::len);
    let (start, stop) = ctx.search_range(start, stop, length)?;
    match find(ctx, list, value, start, stop)? {
        Some(at) => Ok(Value::Int(at as i64)),
        None => {
            let shown = ctx.repr(value)?;
            Err(ctx.value_error(format!("{shown} is not in list")))
        }
    }
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, [value]) = ctx.method(args, types::LIST, "count", 1)?;
    let mut count = 0;
    let mut at = 0;
    while let Some(item) = ctx.as_list(list).and_then(|items| items.get(at).copied()) {
        if ctx.eq(item, value)? {
            count += 1;
        }
        at += 1;
    }
    ctx.charge_scan(list, 0, at);
    Ok(Value::Int(count))
}

/// The list is empty while it is sorted, as in CPython: a key function that changes it is found
/// out.
fn sort(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let list = ctx.receiver(args, types::LIST, "sort")?;
    let rest = args.skip_first();
    if !rest.is_empty() {
        return Err(ctx.type_error("sort() takes no positional arguments"));
    }
    let [key, reverse] = ctx.bind(rest, "sort", ["key", "reverse"], 0, 0)?;
    let reverse = !reverse.is_null() && ctx.truth(reverse)?;
    let taken = ctx.once(|ctx| {
        let items = ctx.list_mut(list).map(mem::take).unwrap_or_default();
        Ok(ctx.list(items))
    })?;
    let items = ctx.items_of(taken);
    let (items, error) =
        match ctx.sort_values(items.clone(), key.some().unwrap_or(Value::None), reverse) {
            Ok(sorted) => (sorted, None),
            Err(Interrupt::Raise(exception)) => (items, Some(exception)),
            Err(interrupt) => return Err(interrupt),
        };
    let before = ctx
        .list_mut(list)
        .map(|place| mem::replace(place, items))
        .unwrap_or_default();
    match error {
        Some(exception) => Err(Interrupt::Raise(exception)),
        None if !before.is_empty() => Err(ctx.value_error("list modified during sort")),
        None => Ok(Value::None),
    }
}

fn reverse(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, []) = ctx.method(args, types::LIST, "reverse", 0)?;
    let length = ctx.list_mut(list).map_or(0, |items| {
        items.reverse();
        items.len()
    });
    ctx.charge(length, 500);
    Ok(Value::None)
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, []) = ctx.method(args, types::LIST, "copy", 0)?;
    let items = ctx.items_of(list);
    ctx.reserve(items.len() * 16)?;
    ctx.charge(items.len(), 1_500);
    Ok(ctx.list(items))
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (list, []) = ctx.method(args, types::LIST, "__reversed__", 0)?;
    let at = ctx.as_list(list).map_or(0, Vec::len);
    Ok(match list {
        Value::Obj(list) => ctx.new_iter(Iter::ListReversed { list, at }),
        other => other,
    })
}
