//! `dict`.

use super::{ClassDef, class_method, function, method, new, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::Dict;
use crate::vm::protocol::iterators::{DictPart, Iter};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

const DICT: u64 = types::DICT.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::DICT, METHODS).called(&CALL),
    ClassDef::new(types::DICT, &operators::comparisons::<DICT>()),
    ClassDef::new(types::DICT, &operators::container::<DICT>()),
    ClassDef::new(types::DICT, &operators::items::<DICT>()),
];

static CALL: NativeDef = function("dict", call);

const METHODS: &[NativeDef] = &[
    new(new_dict),
    wrapper("__init__", init),
    wrapper("__getitem__", operators::getitem::<DICT>),
    method("get", get::<DICT>),
    method("setdefault", setdefault),
    method("pop", pop),
    method("popitem", popitem),
    method("keys", keys::<DICT>),
    method("values", values::<DICT>),
    method("items", items::<DICT>),
    method("update", update),
    method("clear", clear),
    method("copy", copy::<DICT>),
    class_method("fromkeys", fromkeys),
    method("__reversed__", reversed::<DICT>),
    operators::forward::<DICT, { operators::OR }>(),
    operators::reflected::<DICT, { operators::OR }>(),
    operators::in_place::<DICT, { operators::OR }>(),
];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(Args::positional(args.positional), "dict", 0, 1)?;
    let dict = ctx.once(|ctx| Ok(Value::Obj(ctx.interp.new_dict())))?;
    if let Value::Obj(r) = dict {
        ctx.dict_fill(r, args)?;
    }
    Ok(dict)
}

fn new_dict(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, _) = ctx.new_class_argument(args, types::DICT)?;
    Ok(ctx.alloc(class, Body::Dict(Box::default())))
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let dict = ctx.receiver(args, types::DICT, "__init__")?;
    let rest = args.skip_first();
    ctx.arity(Args::positional(rest.positional), "dict", 0, 1)?;
    if let Value::Obj(dict) = dict {
        ctx.dict_fill(dict, rest)?;
    }
    Ok(Value::None)
}

impl Ctx<'_> {
    /// `dict.update(*args, **keywords)`.
    pub fn dict_fill(&mut self, dict: Ref, args: Args<'_>) -> Result<()> {
        let other = args.get(0);
        let mut pairs = Vec::new();
        if let Some(Body::Iter(_)) = self.body(other) {
            // An iterator gives its items once, however often this runs.
            let list = self.once(|ctx| {
                let mut tuples = Vec::new();
                for (key, value) in ctx.pairs(other)? {
                    tuples.push(ctx.tuple([key, value]));
                }
                Ok(ctx.list(tuples))
            })?;
            for pair in self.items_of(list) {
                if let Some(&[key, value]) = self.as_tuple(pair) {
                    pairs.push((key, value));
                }
            }
        } else if !other.is_null() {
            pairs = self.pairs(other)?;
        }
        self.reserve(pairs.len() * 48)?;
        self.charge(pairs.len(), 20_000);
        if pairs.iter().all(|&(key, _)| self.hashes_natively(key)) {
            for (key, value) in pairs {
                self.dict_set(dict, key, value)?;
            }
        } else {
            let mut tuples = Vec::new();
            for (key, value) in pairs {
                tuples.push(self.tuple([key, value]));
            }
            self.for_each(tuples, |ctx, pair| {
                if let Some(&[key, value]) = ctx.as_tuple(pair) {
                    ctx.dict_set(dict, key, value)?;
                }
                Ok(())
            })?;
        }
        for (name, value) in args.keywords() {
            self.dict_set(dict, Value::Obj(name), value)?;
        }
        Ok(())
    }

    /// The dict behind a dict or a mappingproxy.
    pub(super) fn mapping_dict(&self, value: Value) -> Option<Ref> {
        let r = value.as_ref()?;
        match self.interp.heap.body(r) {
            Body::Dict(_) => Some(r),
            Body::DictView(dict, _) => Some(*dict),
            _ => None,
        }
    }

    fn dict_method<const N: usize>(
        &mut self,
        args: Args<'_>,
        class: u64,
        name: &str,
        required: usize,
    ) -> Result<(Ref, [Value; N])> {
        let (mapping, values) = self.method(args, Ref(class), name, required)?;
        match self.mapping_dict(mapping) {
            Some(dict) => Ok((dict, values)),
            None => Err(self.type_error("a dict is required")),
        }
    }
}

pub fn get<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if let [Value::Obj(dict), key, ref rest @ ..] = *args.positional
        && ctx.interp.heap.get(dict).class() == types::DICT
        && CLASS == DICT
        && rest.len() < 2
        && !args.has_keywords()
    {
        let default = rest.first().copied().unwrap_or(Value::None);
        return Ok(ctx.dict_get(dict, key)?.unwrap_or(default));
    }
    let (dict, [key, default]) = ctx.dict_method(args, CLASS, "get", 1)?;
    let found = ctx.dict_get(dict, key)?;
    Ok(found.or(default.some()).unwrap_or(Value::None))
}

fn setdefault(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, [key, default]) = ctx.dict_method(args, DICT, "setdefault", 1)?;
    if let Some(found) = ctx.dict_get(dict, key)? {
        return Ok(found);
    }
    let default = default.some().unwrap_or(Value::None);
    ctx.dict_set(dict, key, default)?;
    Ok(default)
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, [key, default]) = ctx.dict_method(args, DICT, "pop", 1)?;
    let is_empty = ctx.interp.dict(dict).is_none_or(|dict| dict.is_empty());
    let removed = if is_empty {
        None
    } else {
        ctx.dict_remove(dict, key)?
    };
    match removed.or(default.some()) {
        Some(value) => Ok(value),
        None => Err(ctx.key_error(key)),
    }
}

fn popitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, []) = ctx.dict_method(args, DICT, "popitem", 0)?;
    match ctx.interp.dict_mut(dict).and_then(Dict::pop_last) {
        Some(entry) => Ok(ctx.tuple([entry.key, entry.value])),
        None => Err(ctx.raise(types::KEY_ERROR, "popitem(): dictionary is empty")),
    }
}

fn view(ctx: &mut Ctx<'_>, dict: Ref, part: DictPart) -> Value {
    let class = match part {
        DictPart::Keys => types::DICT_KEYS,
        DictPart::Values => types::DICT_VALUES,
        DictPart::Items => types::DICT_ITEMS,
    };
    ctx.alloc(class, Body::DictView(dict, part))
}

pub fn keys<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, []) = ctx.dict_method(args, CLASS, "keys", 0)?;
    Ok(view(ctx, dict, DictPart::Keys))
}

pub fn values<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, []) = ctx.dict_method(args, CLASS, "values", 0)?;
    Ok(view(ctx, dict, DictPart::Values))
}

pub fn items<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, []) = ctx.dict_method(args, CLASS, "items", 0)?;
    Ok(view(ctx, dict, DictPart::Items))
}

fn update(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let dict = ctx.receiver(args, types::DICT, "update")?;
    let rest = args.skip_first();
    ctx.arity(Args::positional(rest.positional), "update", 0, 1)?;
    if let Value::Obj(dict) = dict {
        ctx.dict_fill(dict, rest)?;
    }
    Ok(Value::None)
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, []) = ctx.dict_method(args, DICT, "clear", 0)?;
    if let Some(dict) = ctx.interp.dict_mut(dict) {
        dict.clear();
    }
    Ok(Value::None)
}

/// CPython copies the table as it stands, or inserts anew where there are too many holes: the
/// order is the same.
pub fn copy<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (dict, []) = ctx.dict_method(args, CLASS, "copy", 0)?;
    let mut copy = Dict::new();
    if let Some(table) = ctx.interp.dict(dict) {
        copy = Dict::with_capacity(table.len());
        for entry in table.iter() {
            copy.insert_new(entry.hash, entry.key, entry.value);
        }
    }
    ctx.charge(copy.len(), 5_000);
    Ok(ctx.alloc(types::DICT, Body::Dict(Box::new(copy))))
}

fn fromkeys(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, [iterable, value]) = ctx.method(args, types::TYPE, "fromkeys", 1)?;
    let value = value.some().unwrap_or(Value::None);
    let dict = match class {
        Value::Obj(types::DICT) => ctx.once(|ctx| Ok(Value::Obj(ctx.interp.new_dict())))?,
        _ => ctx.call(class, &[])?,
    };
    let keys = ctx.collect_once(iterable)?;
    ctx.charge(keys.len(), 20_000);
    let plain = ctx.class_of(dict) == types::DICT;
    if plain && keys.iter().all(|&key| ctx.hashes_natively(key)) {
        if let Value::Obj(dict) = dict {
            for key in keys {
                ctx.dict_set(dict, key, value)?;
            }
        }
        return Ok(dict);
    }
    ctx.for_each(keys, |ctx, key| ctx.setitem(dict, key, value))?;
    Ok(dict)
}

pub fn reversed<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (mapping, []) = ctx.method::<0>(args, Ref(CLASS), "__reversed__", 0)?;
    let what = match ctx.body(mapping) {
        Some(Body::DictView(_, part)) => *part,
        _ => DictPart::Keys,
    };
    let Some(dict) = ctx.mapping_dict(mapping) else {
        return Ok(mapping);
    };
    let (slot, size) = ctx
        .interp
        .dict(dict)
        .map_or((0, 0), |table| (table.slots(), table.len()));
    Ok(ctx.new_iter(Iter::DictReversed {
        dict,
        slot,
        size,
        what,
    }))
}
