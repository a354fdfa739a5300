//! Iterators over built-in containers, and `enumerate`, `zip`, `map`, `filter`, `reversed`.

use super::{ClassDef, function, method, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::Range;
use crate::vm::protocol::iterators::Iter;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

macro_rules! iterators {
    ($($class:ident)*) => { &[$(ClassDef::new(types::$class, METHODS),)*] };
}

const PLAIN: &[ClassDef; 16] = iterators! {
    LIST_ITERATOR LIST_REVERSE_ITERATOR TUPLE_ITERATOR STR_ITERATOR STR_ASCII_ITERATOR
    BYTES_ITERATOR RANGE_ITERATOR DICT_KEY_ITERATOR DICT_VALUE_ITERATOR DICT_ITEM_ITERATOR
    DICT_REVERSE_KEY_ITERATOR SET_ITERATOR CALLABLE_ITERATOR SEQUENCE_ITERATOR REVERSED ENUMERATE
};

pub const CLASSES: &[ClassDef] = &[
    PLAIN[0],
    PLAIN[1],
    PLAIN[2],
    PLAIN[3],
    PLAIN[4],
    PLAIN[5],
    PLAIN[6],
    PLAIN[7],
    PLAIN[8],
    PLAIN[9],
    PLAIN[10],
    PLAIN[11],
    PLAIN[12],
    PLAIN[13],
    PLAIN[14].called(&REVERSED),
    PLAIN[15].called(&ENUMERATE),
    ClassDef::new(types::ZIP, METHODS).called(&ZIP),
    ClassDef::new(types::MAP, METHODS).called(&MAP),
    ClassDef::new(types::FILTER, METHODS).called(&FILTER),
];

const METHODS: &[NativeDef] = &[
    wrapper("__iter__", iter),
    wrapper("__next__", next),
    method("__length_hint__", length_hint),
];

static REVERSED: NativeDef = function("reversed", reversed);
static ENUMERATE: NativeDef = function("enumerate", enumerate);
static ZIP: NativeDef = function("zip", zip);
static MAP: NativeDef = function("map", map);
static FILTER: NativeDef = function("filter", filter);

/// The receiver, which is an iterator of any kind.
fn receiver(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result {
    let (iterator, []) = ctx.method(args, types::OBJECT, name, 0)?;
    if matches!(ctx.body(iterator), Some(Body::Iter(_))) {
        return Ok(iterator);
    }
    let given = ctx.type_name(iterator);
    Err(ctx.type_error(format!(
        "descriptor '{name}' requires an iterator but received a '{given}'"
    )))
}

fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    receiver(ctx, args, "__iter__")
}

fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let iterator = receiver(ctx, args, "__next__")?;
    match ctx.next(iterator)? {
        Some(item) => Ok(item),
        None => Err(ctx.stop_iteration(Value::None)),
    }
}

fn length_hint(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let iterator = receiver(ctx, args, "__length_hint__")?;
    let Some(Body::Iter(iter)) = ctx.body(iterator) else {
        return Ok(Value::NotImplemented);
    };
    let left = |container: Ref, at: usize| {
        ctx.len_native(Value::Obj(container))
            .map_or(0, |length| length.saturating_sub(at))
    };
    let hint = match **iter {
        Iter::List { list: r, at }
        | Iter::Tuple { tuple: r, at }
        | Iter::Bytes { bytes: r, at } => left(r, at),
        Iter::ListReversed { at, .. } => at,
        Iter::Str { text, byte } => match ctx.as_str(Value::Obj(text)) {
            Some(s) => s.as_str().get(byte..).map_or(0, |s| s.chars().count()),
            None => 0,
        },
        Iter::Range { left, .. } => usize::try_from(left).unwrap_or(usize::MAX),
        Iter::LongRange { at, left, .. } => {
            usize::try_from(left.saturating_sub(at)).unwrap_or(usize::MAX)
        }
        Iter::Dict { dict, slot, .. } => ctx
            .interp
            .dict(dict)
            .map_or(0, |table| table.len().saturating_sub(slot)),
        Iter::Set { size, .. } => size,
        Iter::SequenceReversed { at, .. } => usize::try_from(at + 1).unwrap_or(0),
        Iter::Exhausted => 0,
        _ => return Ok(Value::NotImplemented),
    };
    Ok(Value::Int(i64::try_from(hint).unwrap_or(i64::MAX)))
}

fn enumerate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let given = args.len() + args.keyword_names.len();
    if given > 2 {
        return Err(ctx.type_error(format!(
            "enumerate() takes at most 2 arguments ({given} given)"
        )));
    }
    if given == 0 {
        return Err(ctx.type_error("enumerate() missing required argument 'iterable'"));
    }
    let [iterable, start] = ctx.bind(args, "enumerate", ["iterable", "start"], 1, 2)?;
    let count = match start {
        Value::Null => Value::Int(0),
        start => ctx.index_value(start)?,
    };
    let inner = ctx.iter(iterable)?;
    Ok(ctx.new_iter(Iter::Enumerate { inner, count }))
}

/// A tuple of iterators over the given iterables.
fn iterators(ctx: &mut Ctx<'_>, iterables: &[Value]) -> Result<Ref> {
    let mut inner = Vec::with_capacity(iterables.len());
    for &iterable in iterables {
        inner.push(ctx.iter(iterable)?);
    }
    match ctx.tuple(inner) {
        Value::Obj(r) => Ok(r),
        _ => Err(ctx.raise(types::SYSTEM_ERROR, "a tuple is an object")),
    }
}

fn zip(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let keywords = Args {
        positional: &[],
        ..args
    };
    let [strict] = ctx.bind(keywords, "zip", ["strict"], 0, 0)?;
    let strict = !strict.is_null() && ctx.truth(strict)?;
    let inner = iterators(ctx, args.positional)?;
    Ok(ctx.new_iter(Iter::Zip { inner, strict }))
}

fn map(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if args.has_keywords() {
        return Err(ctx.type_error("map() takes no keyword arguments"));
    }
    let [function, iterables @ ..] = args.positional else {
        return Err(ctx.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(ctx.type_error("map() must have at least two arguments."));
    }
    let inner = iterators(ctx, iterables)?;
    Ok(ctx.new_iter(Iter::Map {
        function: *function,
        inner,
    }))
}

fn filter(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "filter", 2, 2)?;
    let inner = ctx.iter(args.get(1))?;
    Ok(ctx.new_iter(Iter::Filter {
        function: args.get(0),
        inner,
    }))
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if args.len() != 1 && !args.has_keywords() {
        let given = args.len();
        return Err(ctx.type_error(format!("reversed expected 1 argument, got {given}")));
    }
    ctx.arity(args, "reversed", 1, 1)?;
    let sequence = args.get(0);
    let class = ctx.class_of(sequence);
    match ctx.interp.lookup(class, names::REVERSED_) {
        Some(Value::None) => {}
        Some(method) => return ctx.tail_call(method, &[sequence]),
        None => {
            if let Some(iterator) = reversed_copy(ctx, sequence) {
                return Ok(iterator);
            }
            let is_sequence = ctx.interp.lookup(class, names::GETITEM).is_some()
                && ctx.interp.lookup(class, names::LEN).is_some()
                && ctx.mapping_dict(sequence).is_none();
            if is_sequence {
                let length = ctx.len(sequence)?;
                return Ok(ctx.new_iter(Iter::SequenceReversed {
                    object: sequence,
                    at: i64::try_from(length).unwrap_or(i64::MAX) - 1,
                }));
            }
        }
    }
    let name = ctx.type_name(sequence);
    Err(ctx.type_error(format!("'{name}' object is not reversible")))
}

/// `reversed` of the sequences that cannot change, over a list of their items.
fn reversed_copy(ctx: &mut Ctx<'_>, sequence: Value) -> Option<Value> {
    let class = ctx.class_of(sequence);
    if !ctx.is_builtin_class(class) {
        return None;
    }
    let items = match ctx.body(sequence)? {
        Body::Tuple(items) => items.to_vec(),
        Body::Str(s) => {
            let chars: Vec<char> = s.as_str().chars().collect();
            chars.into_iter().map(|c| ctx.interp.new_char(c)).collect()
        }
        Body::Bytes(bytes) => bytes.iter().map(|&b| Value::Int(b.into())).collect(),
        _ => return None,
    };
    let at = items.len();
    let Value::Obj(list) = ctx.list(items) else {
        return None;
    };
    let iter = Iter::ListReversed { list, at };
    Some(ctx.alloc(types::REVERSED, Body::Iter(Box::new(iter))))
}

impl Ctx<'_> {
    /// `reversed(range)`.
    pub(super) fn reversed_range(&mut self, range: Range) -> Value {
        let left = self.range_length(range);
        let last = match left {
            0 => range.start,
            _ => self.range_item(range, left - 1),
        };
        let parts = (
            self.i64_of(last),
            self.i64_of(range.start),
            self.i64_of(range.step),
        );
        if let (Some(next), Some(_), Some(step)) = parts
            && let Some(step) = step.checked_neg()
        {
            return self.new_iter(Iter::Range { next, step, left });
        }
        let step = self
            .int_of(range.step)
            .map(|step| step.neg())
            .map_or(Value::Int(1), |step| self.from_int(step));
        let reversed = Range {
            start: last,
            stop: range.start,
            step,
        };
        let range = self.alloc(types::RANGE, Body::Range(Box::new(reversed)));
        match range {
            Value::Obj(range) => self.new_iter(Iter::LongRange { range, at: 0, left }),
            other => other,
        }
    }
}
