//! How the iterators begin: their arguments.

use super::select::Selection;
use super::step::next;
use super::{Tool, itself, new_tool, tool};
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::{ClassDef, class_method, function, wrapper};
use crate::vm::types;
use crate::vm::value::Value;

const PLAIN: &[NativeDef] = &[wrapper("__iter__", itself), wrapper("__next__", next)];
const SHOWN: &[NativeDef] = &[
    wrapper("__iter__", itself),
    wrapper("__next__", next),
    wrapper("__repr__", repr),
    wrapper("__length_hint__", length_hint),
];
const CHAINED: &[NativeDef] = &[
    wrapper("__iter__", itself),
    wrapper("__next__", next),
    class_method("from_iterable", chain_from_iterable),
];

macro_rules! classes {
    ($($class:ident $name:literal $construct:ident $methods:ident;)*) => {
        pub const CLASSES: &[&ClassDef] = &[$(
            &ClassDef::new(types::$class, $methods).called(&function($name, $construct)),
        )*];
    };
}

classes! {
    COUNT "count" count SHOWN;
    REPEAT "repeat" repeat SHOWN;
    CHAIN "chain" chain CHAINED;
    CYCLE "cycle" cycle PLAIN;
    ISLICE "islice" islice PLAIN;
    TAKEWHILE "takewhile" takewhile PLAIN;
    DROPWHILE "dropwhile" dropwhile PLAIN;
    FILTERFALSE "filterfalse" filterfalse PLAIN;
    COMPRESS "compress" compress PLAIN;
    STARMAP "starmap" starmap PLAIN;
    ACCUMULATE "accumulate" accumulate PLAIN;
    ZIP_LONGEST "zip_longest" zip_longest PLAIN;
    PAIRWISE "pairwise" pairwise PLAIN;
    BATCHED "batched" batched PLAIN;
    PRODUCT "product" product PLAIN;
    PERMUTATIONS "permutations" permutations PLAIN;
    COMBINATIONS "combinations" combinations PLAIN;
    COMBINATIONS_WITH_REPLACEMENT "combinations_with_replacement" combinations_again PLAIN;
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [start, step] = ctx.bind(args, "count", ["start", "step"], 0, 2)?;
    let (start, step) = (
        start.some().unwrap_or(Value::Int(0)),
        step.some().unwrap_or(Value::Int(1)),
    );
    for value in [start, step] {
        if ctx.number(value).is_none() && !ctx.has_method(value, crate::vm::names::INDEX) {
            let class = ctx.class_of(value);
            if ctx.is_builtin_class(class) || !ctx.has_method(value, crate::vm::names::ADD) {
                return Err(ctx.type_error("a number is required"));
            }
        }
    }
    new_tool(ctx, types::COUNT, Tool::Count { next: start, step })
}

fn repeat(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [item, times] = ctx.bind(args, "repeat", ["object", "times"], 1, 2)?;
    let left = match times.some() {
        Some(times) => Some(u64::try_from(ctx.index(times)?).unwrap_or(0)),
        None => None,
    };
    new_tool(ctx, types::REPEAT, Tool::Repeat { item, left })
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let text = match *tool(ctx, args.get(0))? {
        Tool::Count { next, step } => {
            let next = ctx.repr(next)?;
            match step {
                Value::Int(1) => format!("count({next})"),
                step => format!("count({next}, {})", ctx.repr(step)?),
            }
        }
        Tool::Repeat { item, left } => {
            let item = ctx.repr(item)?;
            match left {
                Some(left) => format!("repeat({item}, {left})"),
                None => format!("repeat({item})"),
            }
        }
        _ => String::new(),
    };
    Ok(ctx.string(text))
}

fn length_hint(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    match *tool(ctx, args.get(0))? {
        Tool::Repeat {
            left: Some(left), ..
        } => Ok(Value::Int(i64::try_from(left).unwrap_or(i64::MAX))),
        _ => Err(ctx.type_error("len() of unsized object")),
    }
}

fn chain(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if args.has_keywords() {
        return Err(ctx.type_error("chain() takes no keyword arguments"));
    }
    let iterables = ctx.tuple(args.positional.to_vec());
    let outer = ctx.iter(iterables)?;
    let inner = Value::Null;
    new_tool(ctx, types::CHAIN, Tool::Chain { outer, inner })
}

fn chain_from_iterable(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "chain.from_iterable", 1, 1)?;
    let outer = ctx.iter(args.get(1))?;
    let inner = Value::Null;
    new_tool(ctx, types::CHAIN, Tool::Chain { outer, inner })
}

fn cycle(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "cycle", 1, 1)?;
    let inner = ctx.iter(args.get(0))?;
    let cycle = Tool::Cycle {
        inner,
        saved: Vec::new(),
        at: 0,
    };
    new_tool(ctx, types::CYCLE, cycle)
}

fn bound(ctx: &mut Ctx<'_>, value: Value, what: &str) -> Result<Option<u64>> {
    if matches!(value, Value::Null | Value::None) {
        return Ok(None);
    }
    let given = match ctx.int_of(value) {
        Some(int) => int.to_i64().and_then(|bound| u64::try_from(bound).ok()),
        None => None,
    };
    match given {
        Some(bound) => Ok(Some(bound)),
        None => Err(ctx.value_error(format!(
            "{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        ))),
    }
}

fn islice(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "islice", 2, 4)?;
    let (start, stop, step) = match args.positional {
        &[_, stop] => (None, bound(ctx, stop, "Stop argument")?, None),
        _ => (
            bound(ctx, args.get(1), "Indices")?,
            bound(ctx, args.get(2), "Stop argument")?,
            match args.get(3) {
                Value::Null | Value::None => None,
                step => match ctx.i64_of(step).and_then(|step| u64::try_from(step).ok()) {
                    Some(step) if step > 0 => Some(step),
                    _ => {
                        let message = "Step for islice() must be a positive integer or None.";
                        return Err(ctx.value_error(message));
                    }
                },
            },
        ),
    };
    let inner = ctx.iter(args.get(0))?;
    let slice = Tool::Slice {
        inner,
        taken: 0,
        next: start.unwrap_or(0),
        stop,
        step: step.unwrap_or(1),
    };
    new_tool(ctx, types::ISLICE, slice)
}

/// A function and an iterator over the second argument.
fn with_function(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<(Value, Value)> {
    ctx.arity(args, name, 2, 2)?;
    let inner = ctx.iter(args.get(1))?;
    Ok((args.get(0), inner))
}

fn takewhile(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (predicate, inner) = with_function(ctx, args, "takewhile")?;
    new_tool(ctx, types::TAKEWHILE, Tool::TakeWhile { predicate, inner })
}

fn dropwhile(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (predicate, inner) = with_function(ctx, args, "dropwhile")?;
    let dropping = true;
    let tool = Tool::DropWhile {
        predicate,
        inner,
        dropping,
    };
    new_tool(ctx, types::DROPWHILE, tool)
}

fn filterfalse(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (predicate, inner) = with_function(ctx, args, "filterfalse")?;
    new_tool(
        ctx,
        types::FILTERFALSE,
        Tool::FilterFalse { predicate, inner },
    )
}

fn starmap(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (function, inner) = with_function(ctx, args, "starmap")?;
    new_tool(ctx, types::STARMAP, Tool::StarMap { function, inner })
}

fn compress(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [data, selectors] = ctx.bind(args, "compress", ["data", "selectors"], 2, 2)?;
    let (data, selectors) = (ctx.iter(data)?, ctx.iter(selectors)?);
    new_tool(ctx, types::COMPRESS, Tool::Compress { data, selectors })
}

fn accumulate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let parameters = ["iterable", "func", "initial"];
    let [iterable, function, initial] = ctx.bind(args, "accumulate", parameters, 1, 2)?;
    let inner = ctx.iter(iterable)?;
    let total = match initial {
        Value::None => Value::Null,
        initial => initial,
    };
    let accumulate = Tool::Accumulate {
        inner,
        function: function.some().unwrap_or(Value::None),
        total,
        initial: !total.is_null(),
    };
    new_tool(ctx, types::ACCUMULATE, accumulate)
}

fn zip_longest(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut fill = Value::None;
    for (name, value) in args.keywords() {
        if ctx.interp.text(name) != "fillvalue" {
            return Err(ctx.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value;
    }
    let mut inner = Vec::with_capacity(args.len());
    for &iterable in args.positional {
        inner.push(ctx.iter(iterable)?);
    }
    new_tool(ctx, types::ZIP_LONGEST, Tool::ZipLongest { inner, fill })
}

fn pairwise(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "pairwise", 1, 1)?;
    let inner = ctx.iter(args.get(0))?;
    let previous = Value::Null;
    new_tool(ctx, types::PAIRWISE, Tool::Pairwise { inner, previous })
}

fn batched(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let parameters = ["iterable", "n", "strict"];
    let [iterable, size, strict] = ctx.bind(args, "batched", parameters, 2, 2)?;
    let size = match usize::try_from(ctx.index(size)?) {
        Ok(size) if size > 0 => size,
        _ => return Err(ctx.value_error("n must be at least one")),
    };
    let strict = !strict.is_null() && ctx.truth(strict)?;
    let inner = ctx.iter(iterable)?;
    let tool = Tool::Batched {
        inner,
        size,
        strict,
    };
    new_tool(ctx, types::BATCHED, tool)
}

fn product(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        if ctx.interp.text(name) != "repeat" {
            return Err(ctx.type_error("product() got an unexpected keyword argument"));
        }
        repeat = match usize::try_from(ctx.index(value)?) {
            Ok(repeat) => repeat,
            Err(_) => return Err(ctx.value_error("repeat argument cannot be negative")),
        };
    }
    let mut pools = Vec::with_capacity(args.len());
    for &iterable in args.positional {
        pools.push(ctx.collect_once(iterable)?);
    }
    // The places, and a tuple of as many items.
    let item = size_of::<usize>() + size_of::<Value>();
    ctx.reserve(pools.len().saturating_mul(repeat).saturating_mul(item))?;
    let selection = Selection::product(pools, repeat);
    new_tool(ctx, types::PRODUCT, Tool::Select(selection))
}

/// The pool and how many to take of it.
fn pool_and_count(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    required: usize,
) -> Result<(Vec<Value>, usize)> {
    let [iterable, count] = ctx.bind(args, name, ["iterable", "r"], required, 2)?;
    let pool = ctx.collect_once(iterable)?;
    let count = match count {
        Value::Null | Value::None if required == 1 => pool.len(),
        count => match usize::try_from(ctx.index(count)?) {
            Ok(count) => count,
            Err(_) => return Err(ctx.value_error("r must be non-negative")),
        },
    };
    Ok((pool, count))
}

fn permutations(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (pool, count) = pool_and_count(ctx, args, "permutations", 1)?;
    let selection = Selection::permutations(pool, count);
    new_tool(ctx, types::PERMUTATIONS, Tool::Select(selection))
}

fn combinations(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (pool, count) = pool_and_count(ctx, args, "combinations", 2)?;
    let selection = Selection::combinations(pool, count);
    new_tool(ctx, types::COMBINATIONS, Tool::Select(selection))
}

fn combinations_again(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = "combinations_with_replacement";
    let (pool, count) = pool_and_count(ctx, args, name, 2)?;
    ctx.reserve(count.saturating_mul(16))?;
    let selection = Selection::with_replacement(pool, count);
    let class = types::COMBINATIONS_WITH_REPLACEMENT;
    new_tool(ctx, class, Tool::Select(selection))
}
