//! `deque`. Every method is one instruction's work: atomic under the GIL, as in CPython.

use std::collections::VecDeque;

use super::deque_iterator::iterate;
use crate::bytecode::CompareOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, Result};
use crate::vm::objects::{ClassDef, getter, method, new, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

#[derive(Clone, Debug, Default)]
pub struct Deque {
    items: VecDeque<Value>,
    maxlen: Option<usize>,
    /// Counts changes, for iterators.
    version: u64,
}

impl crate::vm::heap::Payload for Deque {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.items.iter().for_each(|&item| visit(item));
    }

    fn size(&self) -> usize {
        self.items.capacity() * size_of::<Value>()
    }

    fn clone_box(&self) -> Box<dyn crate::vm::heap::Payload> {
        Box::new(self.clone())
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl Deque {
    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn get(&self, at: usize) -> Option<Value> {
        self.items.get(at).copied()
    }

    pub fn version(&self) -> u64 {
        self.version
    }

    fn push_back(&mut self, item: Value) {
        self.version += 1;
        self.items.push_back(item);
        if self.maxlen.is_some_and(|max| self.items.len() > max) {
            self.items.pop_front();
        }
    }

    fn push_front(&mut self, item: Value) {
        self.version += 1;
        self.items.push_front(item);
        if self.maxlen.is_some_and(|max| self.items.len() > max) {
            self.items.pop_back();
        }
    }
}

pub static DEQUE: ClassDef = ClassDef {
    class: types::DEQUE,
    methods: &[
        new(new_deque),
        wrapper("__init__", init),
        method("append", append),
        method("appendleft", appendleft),
        method("pop", pop),
        method("popleft", popleft),
        method("extend", extend),
        method("extendleft", extendleft),
        method("insert", insert),
        method("remove", remove),
        method("index", index),
        method("count", count),
        method("clear", clear),
        method("copy", copy),
        method("__copy__", copy),
        method("reverse", reverse),
        method("rotate", rotate),
        getter("maxlen", maxlen),
        wrapper("__len__", len),
        wrapper("__bool__", is_filled),
        wrapper("__iter__", iter),
        wrapper("__reversed__", reversed),
        wrapper("__contains__", contains),
        wrapper("__getitem__", getitem),
        wrapper("__setitem__", setitem),
        wrapper("__delitem__", delitem),
        wrapper("__add__", add),
        wrapper("__iadd__", iadd),
        wrapper("__mul__", mul),
        wrapper("__rmul__", mul),
        wrapper("__imul__", imul),
        wrapper("__eq__", eq),
        wrapper("__ne__", ne),
        wrapper("__lt__", lt),
        wrapper("__le__", le),
        wrapper("__gt__", gt),
        wrapper("__ge__", ge),
        wrapper("__repr__", repr),
    ],
    construct: None,
};

/// Memory that an item takes.
const ITEM: usize = size_of::<Value>();

fn this<'a>(ctx: &'a mut Ctx<'_>, args: Args<'_>) -> Result<&'a mut Deque> {
    ctx.expect_payload(args.get(0), "collections.deque")
}

/// One argument besides the deque itself.
fn argument(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result {
    ctx.arity(args.skip_first(), name, 1, 1)?;
    Ok(args.get(1))
}

fn items(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Vec<Value>> {
    Ok(this(ctx, args)?.items.iter().copied().collect())
}

impl Ctx<'_> {
    /// The items of a deque of exactly that class.
    pub fn deque_items(&self, value: Value) -> Option<Vec<Value>> {
        let deque = self.payload::<Deque>(value)?;
        (self.class_of(value) == types::DEQUE).then(|| deque.items.iter().copied().collect())
    }

    fn new_deque(&mut self, class: Ref, items: Vec<Value>, maxlen: Option<usize>) -> Value {
        let mut items = VecDeque::from(items);
        if let Some(max) = maxlen {
            items.drain(..items.len().saturating_sub(max));
        }
        let deque = Deque {
            items,
            maxlen,
            version: 0,
        };
        self.alloc(class, Body::Other(Box::new(deque)))
    }
}

fn new_deque(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, _) = ctx.new_class_argument(args, types::DEQUE)?;
    Ok(ctx.new_deque(class, Vec::new(), None))
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if args.len() > 3 {
        let given = args.len() - 1;
        let message = format!("deque() takes at most 2 arguments ({given} given)");
        return Err(ctx.type_error(message));
    }
    let parameters = ["iterable", "maxlen"];
    let [iterable, maxlen] = ctx.bind(args.skip_first(), "deque", parameters, 0, 2)?;
    let maxlen = match maxlen {
        Value::Null | Value::None => None,
        maxlen if ctx.int_of(maxlen).is_none() => {
            return Err(ctx.type_error("an integer is required"));
        }
        maxlen => match usize::try_from(ctx.index(maxlen)?) {
            Ok(maxlen) => Some(maxlen),
            Err(_) => return Err(ctx.value_error("maxlen must be non-negative")),
        },
    };
    let items = if iterable.is_null() {
        Vec::new()
    } else {
        ctx.collect(iterable)?
    };
    ctx.interp.heap.grew(items.len() * ITEM);
    let deque = this(ctx, args)?;
    deque.items.clear();
    deque.maxlen = maxlen;
    for item in items {
        deque.push_back(item);
    }
    Ok(Value::None)
}

fn append(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let item = argument(ctx, args, "deque.append")?;
    this(ctx, args)?.push_back(item);
    ctx.interp.heap.grew(ITEM);
    Ok(Value::None)
}

fn appendleft(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let item = argument(ctx, args, "deque.appendleft")?;
    this(ctx, args)?.push_front(item);
    ctx.interp.heap.grew(ITEM);
    Ok(Value::None)
}

fn taken(ctx: &mut Ctx<'_>, args: Args<'_>, item: Option<Value>) -> Result {
    match item {
        Some(item) => {
            this(ctx, args)?.version += 1;
            Ok(item)
        }
        None => Err(ctx.raise(types::INDEX_ERROR, "pop from an empty deque")),
    }
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "deque.pop", 0, 0)?;
    let item = this(ctx, args)?.items.pop_back();
    taken(ctx, args, item)
}

fn popleft(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "deque.popleft", 0, 0)?;
    let item = this(ctx, args)?.items.pop_front();
    taken(ctx, args, item)
}

fn extend(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let iterable = argument(ctx, args, "deque.extend")?;
    let items = ctx.collect(iterable)?;
    ctx.interp.heap.grew(items.len() * ITEM);
    ctx.charge(items.len(), 8_000);
    let deque = this(ctx, args)?;
    for item in items {
        deque.push_back(item);
    }
    Ok(Value::None)
}

fn extendleft(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let iterable = argument(ctx, args, "deque.extendleft")?;
    let items = ctx.collect(iterable)?;
    ctx.interp.heap.grew(items.len() * ITEM);
    ctx.charge(items.len(), 8_000);
    let deque = this(ctx, args)?;
    for item in items {
        deque.push_front(item);
    }
    Ok(Value::None)
}

fn insert(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "insert", 2, 2)?;
    let at = ctx.index(args.get(1))?;
    let deque = this(ctx, args)?;
    let length = deque.len();
    if deque.maxlen.is_some_and(|max| length >= max) {
        return Err(ctx.raise(types::INDEX_ERROR, "deque already at its maximum size"));
    }
    let at = clamp(at, length);
    deque.version += 1;
    deque.items.insert(at, args.get(2));
    ctx.interp.heap.grew(ITEM);
    Ok(Value::None)
}

/// An index from either end as a place within `0..=length`.
fn clamp(at: i64, length: usize) -> usize {
    let from_start = if at < 0 {
        at.saturating_add(length as i64).max(0)
    } else {
        at
    };
    usize::try_from(from_start).unwrap_or(length).min(length)
}

/// The first place of an equal item in a part of the deque.
fn find(ctx: &mut Ctx<'_>, args: Args<'_>, item: Value, from: i64, to: i64) -> Result<usize> {
    let items = items(ctx, args)?;
    let version = this(ctx, args)?.version;
    let (from, to) = (clamp(from, items.len()), clamp(to, items.len()));
    for (at, &candidate) in items.iter().enumerate().take(to).skip(from) {
        if ctx.eq(candidate, item)? {
            ctx.charge(at.saturating_sub(from), 8_000);
            if this(ctx, args)?.version != version {
                break;
            }
            return Ok(at);
        }
    }
    if this(ctx, args)?.version != version {
        return Err(ctx.raise(types::RUNTIME_ERROR, "deque mutated during iteration"));
    }
    ctx.charge(items.len(), 8_000);
    let item = ctx.repr(item)?;
    Err(ctx.value_error(format!("{item} is not in deque")))
}

fn remove(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let item = argument(ctx, args, "deque.remove")?;
    let at = find(ctx, args, item, 0, i64::MAX)?;
    let deque = this(ctx, args)?;
    deque.version += 1;
    deque.items.remove(at);
    Ok(Value::None)
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "index", 1, 3)?;
    let from = match args.get(2).some() {
        Some(from) => ctx.index(from)?,
        None => 0,
    };
    let to = match args.get(3).some() {
        Some(to) => ctx.index(to)?,
        None => i64::MAX,
    };
    let at = find(ctx, args, args.get(1), from, to)?;
    Ok(Value::Int(at as i64))
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let item = argument(ctx, args, "deque.count")?;
    let items = items(ctx, args)?;
    let mut count = 0;
    for &candidate in &items {
        if ctx.eq(candidate, item)? {
            count += 1;
        }
    }
    ctx.charge(items.len(), 8_000);
    Ok(Value::Int(count))
}

fn contains(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let item = argument(ctx, args, "deque.__contains__")?;
    let items = items(ctx, args)?;
    for (at, &candidate) in items.iter().enumerate() {
        if ctx.eq(candidate, item)? {
            ctx.charge(at, 8_000);
            return Ok(Value::True);
        }
    }
    ctx.charge(items.len(), 8_000);
    Ok(Value::False)
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let deque = this(ctx, args)?;
    deque.version += 1;
    deque.items.clear();
    Ok(Value::None)
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let copied = items(ctx, args)?;
    let maxlen = this(ctx, args)?.maxlen;
    ctx.charge(copied.len(), 4_000);
    let class = ctx.class_of(args.get(0));
    Ok(ctx.new_deque(class, copied, maxlen))
}

fn reverse(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let deque = this(ctx, args)?;
    deque.version += 1;
    deque.items.make_contiguous().reverse();
    Ok(Value::None)
}

fn rotate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "rotate", 0, 1)?;
    let steps = match args.get(1).some() {
        Some(steps) => ctx.index(steps)?,
        None => 1,
    };
    let deque = this(ctx, args)?;
    let length = deque.len();
    if length > 1 {
        deque.version += 1;
        let steps = steps.rem_euclid(length as i64) as usize;
        deque.items.rotate_right(steps);
        ctx.charge(steps.min(length - steps), 1_000);
    }
    Ok(Value::None)
}

fn maxlen(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let maxlen = this(ctx, args)?.maxlen;
    Ok(maxlen.map_or(Value::None, |max| Value::Int(max as i64)))
}

fn len(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(this(ctx, args)?.len() as i64))
}

fn is_filled(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args)?.len() > 0))
}

fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    this(ctx, args)?;
    Ok(iterate(ctx, args.get(0), false))
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    this(ctx, args)?;
    Ok(iterate(ctx, args.get(0), true))
}

/// The place that a subscript means.
fn place(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<usize> {
    let key = args.get(1);
    if ctx.int_of(key).is_none() && !ctx.has_method(key, crate::vm::names::INDEX) {
        let given = ctx.type_name(key);
        return Err(ctx.type_error(format!("sequence index must be integer, not '{given}'")));
    }
    let at = ctx.index(key)?;
    let length = this(ctx, args)?.len();
    match ctx.position(at, length) {
        Some(at) => Ok(at),
        None => Err(ctx.raise(types::INDEX_ERROR, "deque index out of range")),
    }
}

fn getitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "__getitem__", 1, 1)?;
    let at = place(ctx, args)?;
    Ok(this(ctx, args)?.get(at).unwrap_or(Value::None))
}

fn setitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "__setitem__", 2, 2)?;
    let at = place(ctx, args)?;
    if let Some(item) = this(ctx, args)?.items.get_mut(at) {
        *item = args.get(2);
    }
    Ok(Value::None)
}

fn delitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "__delitem__", 1, 1)?;
    let at = place(ctx, args)?;
    let deque = this(ctx, args)?;
    deque.version += 1;
    deque.items.remove(at);
    Ok(Value::None)
}

fn add(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let Some(other) = ctx.payload::<Deque>(args.get(1)) else {
        let given = ctx.type_name(args.get(1));
        let message = format!("can only concatenate deque (not \"{given}\") to deque");
        return Err(ctx.type_error(message));
    };
    let other: Vec<Value> = other.items.iter().copied().collect();
    let mut joined = items(ctx, args)?;
    joined.extend(other);
    let maxlen = this(ctx, args)?.maxlen;
    let class = ctx.class_of(args.get(0));
    ctx.charge(joined.len(), 4_000);
    Ok(ctx.new_deque(class, joined, maxlen))
}

fn iadd(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    extend(ctx, args)?;
    Ok(args.get(0))
}

/// The items so many times over, cut to what `maxlen` leaves.
fn repeated(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Vec<Value>> {
    if ctx.int_of(args.get(1)).is_none() {
        let given = ctx.type_name(args.get(1));
        let message = format!("can't multiply sequence by non-int of type '{given}'");
        return Err(ctx.type_error(message));
    }
    let times = usize::try_from(ctx.index(args.get(1))?).unwrap_or(0);
    let once = items(ctx, args)?;
    let all = once.len().saturating_mul(times);
    let length = this(ctx, args)?.maxlen.map_or(all, |max| all.min(max));
    ctx.reserve(length.saturating_mul(ITEM))?;
    ctx.charge(length, 4_000);
    let skipped = all - length;
    let repeated = (0..length).filter_map(|at| once.get((skipped + at) % once.len()).copied());
    Ok(repeated.collect())
}

fn mul(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let items = repeated(ctx, args)?;
    let maxlen = this(ctx, args)?.maxlen;
    let class = ctx.class_of(args.get(0));
    Ok(ctx.new_deque(class, items, maxlen))
}

fn imul(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let items = repeated(ctx, args)?;
    let deque = this(ctx, args)?;
    deque.version += 1;
    deque.items = items.into();
    Ok(args.get(0))
}

/// Compares two deques as lists compare.
fn compare(ctx: &mut Ctx<'_>, args: Args<'_>, op: CompareOp) -> Result {
    let Some(other) = ctx.payload::<Deque>(args.get(1)) else {
        return Ok(Value::NotImplemented);
    };
    let other: Vec<Value> = other.items.iter().copied().collect();
    let own = items(ctx, args)?;
    let (a, b) = (ctx.list(own), ctx.list(other));
    ctx.compare(op, a, b)
}

fn eq(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    compare(ctx, args, CompareOp::Eq)
}

fn ne(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    compare(ctx, args, CompareOp::Ne)
}

fn lt(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    compare(ctx, args, CompareOp::Lt)
}

fn le(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    compare(ctx, args, CompareOp::Le)
}

fn gt(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    compare(ctx, args, CompareOp::Gt)
}

fn ge(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    compare(ctx, args, CompareOp::Ge)
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let Value::Obj(r) = args.get(0) else {
        return Ok(Value::None);
    };
    if ctx.interp.repr_running.contains(&r) {
        return Ok(ctx.str("[...]"));
    }
    let items = items(ctx, args)?;
    let maxlen = this(ctx, args)?.maxlen;
    ctx.charge(items.len(), 40_000);
    let text = ctx.guarded(r, |ctx| {
        let list = ctx.list(items);
        ctx.repr_native(list)
    })?;
    let class = ctx.class_of(args.get(0));
    let name = ctx.interp.class_name(class).to_string();
    Ok(ctx.string(match maxlen {
        Some(max) => format!("{name}({text}, maxlen={max})"),
        None => format!("{name}({text})"),
    }))
}
