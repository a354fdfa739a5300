//! `set` and `frozenset`. The order of the elements is CPython's, which depends on how a set came
//! to hold them: each method fills its table the way CPython does.

use super::{ClassDef, function, method, new, operators, wrapper};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::object::Set;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

const SET: u64 = types::SET.0;
const FROZENSET: u64 = types::FROZENSET.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::SET, METHODS).called(&CALL_SET),
    ClassDef::new(types::SET, &shared::<SET>()),
    ClassDef::new(types::SET, &operators::comparisons::<SET>()),
    ClassDef::new(types::SET, &operators::container::<SET>()),
    ClassDef::new(types::FROZENSET, FROZEN).called(&CALL_FROZENSET),
    ClassDef::new(types::FROZENSET, &shared::<FROZENSET>()),
    ClassDef::new(types::FROZENSET, &operators::comparisons::<FROZENSET>()),
    ClassDef::new(types::FROZENSET, &operators::container::<FROZENSET>()),
];

static CALL_SET: NativeDef = function("set", call_set);
static CALL_FROZENSET: NativeDef = function("frozenset", call_frozenset);

const METHODS: &[NativeDef] = &[
    new(new_set),
    wrapper("__init__", init),
    method("add", add),
    method("remove", remove),
    method("discard", discard),
    method("pop", pop),
    method("clear", clear),
    method("update", update),
    method("intersection_update", intersection_update),
    method("difference_update", difference_update),
    method("symmetric_difference_update", symmetric_difference_update),
    operators::in_place::<SET, { operators::OR }>(),
    operators::in_place::<SET, { operators::AND }>(),
    operators::in_place::<SET, { operators::SUB }>(),
    operators::in_place::<SET, { operators::XOR }>(),
];

const FROZEN: &[NativeDef] = &[
    new(new_frozenset),
    wrapper("__hash__", operators::hash::<FROZENSET>),
];

const fn shared<const CLASS: u64>() -> [NativeDef; 16] {
    [
        method("copy", copy::<CLASS>),
        method("union", union::<CLASS>),
        method("intersection", intersection::<CLASS>),
        method("difference", difference::<CLASS>),
        method("symmetric_difference", symmetric_difference::<CLASS>),
        method("issubset", issubset::<CLASS>),
        method("issuperset", issuperset::<CLASS>),
        method("isdisjoint", isdisjoint::<CLASS>),
        operators::forward::<CLASS, { operators::OR }>(),
        operators::forward::<CLASS, { operators::AND }>(),
        operators::forward::<CLASS, { operators::SUB }>(),
        operators::forward::<CLASS, { operators::XOR }>(),
        operators::reflected::<CLASS, { operators::OR }>(),
        operators::reflected::<CLASS, { operators::AND }>(),
        operators::reflected::<CLASS, { operators::SUB }>(),
        operators::reflected::<CLASS, { operators::XOR }>(),
    ]
}

/// What one element costs to hash and place.
const ELEMENT_PICOSECONDS: u64 = 20_000;

impl Ctx<'_> {
    fn equal(&mut self, a: &Value, b: &Value) -> Result<bool> {
        self.eq(*a, *b)
    }

    /// `set.update(other)` with a set, a dict or any iterable.
    pub fn set_update(&mut self, set: Ref, other: Value) -> Result<()> {
        if other.is(Value::Obj(set)) {
            return Ok(());
        }
        let table = match self.body(other) {
            Some(Body::Set(table)) => Some((**table).clone()),
            _ => None,
        };
        if let Some(table) = table {
            self.charge(table.len(), ELEMENT_PICOSECONDS / 2);
            self.interp.heap.grew(table.len() * 24);
            return self.with_set(set, |ctx, set| set.merge(&table, |a, b| ctx.equal(a, b)));
        }
        if let Some(dict) = other.as_ref()
            && let Some(table) = self.interp.dict(dict)
        {
            let count = table.len();
            if !self.has_answer() {
                self.with_set(set, |_, set| {
                    set.reserve_for_merge(count);
                    Ok(())
                })?;
            }
        }
        let items = self.collect_once(other)?;
        self.charge(items.len(), ELEMENT_PICOSECONDS);
        if items.iter().all(|&item| self.hashes_natively(item)) {
            for item in items {
                self.set_add(set, item)?;
            }
            return Ok(());
        }
        self.for_each(items, |ctx, item| {
            ctx.set_add(set, item)?;
            Ok(())
        })
    }

    /// `set |= other` and its like, of a set that can change and another set.
    pub fn combine_in_place(&mut self, op: BinaryOp, set: Ref, other: Ref) -> Result<()> {
        match op {
            BinaryOp::Or => self.set_update(set, Value::Obj(other)),
            BinaryOp::And => {
                let table = intersect_all(self, set, &[Value::Obj(other)])?;
                replace_table(self, set, table);
                Ok(())
            }
            BinaryOp::Subtract => self.subtract_in_place(set, Value::Obj(other)),
            _ => self.toggle_in_place(set, Value::Obj(other)),
        }
    }

    /// `set.difference_update(other)`.
    pub(super) fn subtract_in_place(&mut self, set: Ref, other: Value) -> Result<()> {
        if other.is(Value::Obj(set)) {
            replace_table(self, set, Set::new());
            return Ok(());
        }
        let other = self.table_of(other)?;
        self.charge(other.len(), ELEMENT_PICOSECONDS);
        self.with_set(set, |ctx, set| {
            set.difference_update(&other, |a, b| ctx.equal(a, b))
        })
    }

    /// `set.symmetric_difference_update(other)`.
    pub(super) fn toggle_in_place(&mut self, set: Ref, other: Value) -> Result<()> {
        if other.is(Value::Obj(set)) {
            replace_table(self, set, Set::new());
            return Ok(());
        }
        let items: Vec<(i64, Value)> = match other.as_ref().and_then(|r| self.interp.dict(r)) {
            // A dict is walked as it is, anything else as the set that it makes.
            Some(dict) => dict.iter().map(|entry| (entry.hash, entry.key)).collect(),
            None => {
                let table = self.table_of(other)?;
                table.iter().map(|(hash, &item)| (hash, item)).collect()
            }
        };
        let mut table = self.set(set).cloned().unwrap_or_default();
        self.toggle(&mut table, items)?;
        replace_table(self, set, table);
        Ok(())
    }

    /// Takes out of `table` those of the items (with their hashes) that are in it, and adds the
    /// others.
    pub fn toggle(
        &mut self,
        table: &mut Set,
        items: impl IntoIterator<Item = (i64, Value)>,
    ) -> Result<()> {
        for (hash, item) in items {
            self.charge(1, ELEMENT_PICOSECONDS);
            let known = table.discard(hash, |&mine| self.eq(mine, item))?;
            if known.is_none() {
                table.add(hash, item, |&mine| self.eq(mine, item))?;
            }
        }
        Ok(())
    }

    /// A new, empty set of a class, the same one however often the native runs.
    pub(super) fn empty_set(&mut self, class: Ref) -> Result<Ref> {
        let set = self.once(|ctx| Ok(ctx.alloc(class, Body::Set(Box::default()))))?;
        match set {
            Value::Obj(r) => Ok(r),
            _ => Err(self.raise(types::SYSTEM_ERROR, "a set is an object")),
        }
    }

    /// The other operand of a set method as a table: that of a set, or one made of an iterable.
    pub(super) fn table_of(&mut self, other: Value) -> Result<Set> {
        if let Some(Body::Set(table)) = self.body(other) {
            return Ok((**table).clone());
        }
        let scratch = self.empty_set(types::SET)?;
        self.set_update(scratch, other)?;
        Ok(self.set(scratch).cloned().unwrap_or_default())
    }
}

fn set_value(ctx: &mut Ctx<'_>, class: Ref, table: Set) -> Value {
    ctx.interp.heap.grew(table.slots() * 24);
    ctx.alloc(class, Body::Set(Box::new(table)))
}

fn call_set(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "set", 0, 1)?;
    match args.get(0) {
        Value::Null => Ok(ctx.alloc(types::SET, Body::Set(Box::default()))),
        iterable => {
            let set = ctx.empty_set(types::SET)?;
            ctx.set_update(set, iterable)?;
            Ok(Value::Obj(set))
        }
    }
}

fn new_set(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, _) = ctx.new_class_argument(args, types::SET)?;
    Ok(ctx.alloc(class, Body::Set(Box::default())))
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let this = ctx.receiver(args, types::SET, "__init__")?;
    let rest = args.skip_first();
    ctx.arity(rest, "set", 0, 1)?;
    let Value::Obj(set) = this else {
        return Ok(Value::None);
    };
    if !ctx.has_answer() {
        ctx.with_set(set, |_, set| {
            set.clear();
            Ok(())
        })?;
    }
    if let Some(iterable) = rest.get(0).some() {
        ctx.set_update(set, iterable)?;
    }
    Ok(Value::None)
}

fn call_frozenset(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "frozenset", 0, 1)?;
    make_frozenset(ctx, types::FROZENSET, args.get(0))
}

fn make_frozenset(ctx: &mut Ctx<'_>, class: Ref, iterable: Value) -> Result {
    if class == types::FROZENSET && ctx.class_of(iterable) == types::FROZENSET {
        return Ok(iterable);
    }
    let set = ctx.empty_set(class)?;
    if !iterable.is_null() {
        ctx.set_update(set, iterable)?;
    }
    Ok(Value::Obj(set))
}

fn new_frozenset(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::FROZENSET)?;
    if rest.has_keywords() && ctx.is_plain_subclass(class, types::FROZENSET) {
        return Err(ctx.type_error("frozenset() takes no keyword arguments"));
    }
    ctx.arity(Args::positional(rest.positional), "frozenset", 0, 1)?;
    make_frozenset(ctx, class, rest.get(0))
}

/// The receiver's heap index, and the arguments.
fn this<const N: usize>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    class: u64,
    name: &str,
) -> Result<(Ref, [Value; N])> {
    let (value, rest) = ctx.method(args, Ref(class), name, N)?;
    match value {
        Value::Obj(r) => Ok((r, rest)),
        _ => Err(ctx.type_error("a set is required")),
    }
}

/// The receiver of a method that takes any number of others.
fn this_and_others<'a>(
    ctx: &mut Ctx<'_>,
    args: Args<'a>,
    class: u64,
    name: &str,
) -> Result<(Ref, &'a [Value])> {
    let value = ctx.receiver(args, Ref(class), name)?;
    if args.has_keywords() {
        let owner = ctx.interp.class_name(Ref(class)).to_string();
        return Err(ctx.type_error(format!("{owner}.{name}() takes no keyword arguments")));
    }
    match value {
        Value::Obj(r) => Ok((r, args.skip_first().positional)),
        _ => Err(ctx.type_error("a set is required")),
    }
}

fn add(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [item]) = this(ctx, args, SET, "add")?;
    ctx.set_add(set, item)?;
    Ok(Value::None)
}

fn remove(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [item]) = this(ctx, args, SET, "remove")?;
    match ctx.set_discard(set, item)? {
        true => Ok(Value::None),
        false => Err(ctx.key_error(item)),
    }
}

fn discard(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [item]) = this(ctx, args, SET, "discard")?;
    ctx.set_discard(set, item)?;
    Ok(Value::None)
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, []) = this(ctx, args, SET, "pop")?;
    match ctx.with_set(set, |_, set| Ok(set.pop()))? {
        Some(item) => Ok(item),
        None => Err(ctx.raise(types::KEY_ERROR, "pop from an empty set")),
    }
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, []) = this(ctx, args, SET, "clear")?;
    ctx.with_set(set, |_, set| {
        set.clear();
        Ok(())
    })?;
    Ok(Value::None)
}

fn copy<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, []) = this(ctx, args, CLASS, "copy")?;
    if CLASS == FROZENSET && ctx.class_of(Value::Obj(set)) == types::FROZENSET {
        return Ok(Value::Obj(set));
    }
    Ok(ctx.copy_of_set(Ref(CLASS), set))
}

fn update(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, others) = this_and_others(ctx, args, SET, "update")?;
    for &other in others {
        ctx.set_update(set, other)?;
    }
    Ok(Value::None)
}

fn union<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, others) = this_and_others(ctx, args, CLASS, "union")?;
    let result = ctx.once(|ctx| Ok(ctx.copy_of_set(Ref(CLASS), set)))?;
    if let Value::Obj(target) = result {
        for &other in others {
            if !other.is(Value::Obj(set)) {
                ctx.set_update(target, other)?;
            }
        }
    }
    Ok(result)
}

/// `set & other` for one other.
fn intersect(ctx: &mut Ctx<'_>, table: &Set, other: Value) -> Result<Set> {
    if matches!(ctx.body(other), Some(Body::Set(_))) {
        let other = ctx.table_of(other)?;
        return table.intersection(&other, |a, b| ctx.equal(a, b));
    }
    let mut result = Set::new();
    for item in ctx.collect_once(other)? {
        let hash = ctx.hash(item)?;
        if table.lookup(hash, |&mine| ctx.eq(mine, item))?.is_some() {
            result.add(hash, item, |&mine| ctx.eq(mine, item))?;
        }
    }
    Ok(result)
}

fn intersect_all(ctx: &mut Ctx<'_>, set: Ref, others: &[Value]) -> Result<Set> {
    let mut table = ctx.set(set).cloned().unwrap_or_default();
    if others.is_empty() {
        return Ok(table.copy());
    }
    for &other in others {
        ctx.charge(table.len(), ELEMENT_PICOSECONDS);
        table = if other.is(Value::Obj(set)) && others.len() == 1 {
            table.copy()
        } else {
            intersect(ctx, &table, other)?
        };
    }
    Ok(table)
}

fn intersection<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, others) = this_and_others(ctx, args, CLASS, "intersection")?;
    let table = intersect_all(ctx, set, others)?;
    Ok(set_value(ctx, Ref(CLASS), table))
}

fn replace_table(ctx: &mut Ctx<'_>, set: Ref, table: Set) {
    if let Body::Set(place) = ctx.interp.heap.body_mut(set) {
        **place = table;
    }
}

fn intersection_update(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, others) = this_and_others(ctx, args, SET, "intersection_update")?;
    let table = intersect_all(ctx, set, others)?;
    replace_table(ctx, set, table);
    Ok(Value::None)
}

fn subtract(ctx: &mut Ctx<'_>, set: Ref, others: &[Value]) -> Result<Set> {
    let mut table = ctx.set(set).cloned().unwrap_or_default();
    let Some((&first, rest)) = others.split_first() else {
        return Ok(table.copy());
    };
    ctx.charge(table.len(), ELEMENT_PICOSECONDS);
    if first.is(Value::Obj(set)) {
        return Ok(Set::new());
    }
    let is_table = matches!(ctx.body(first), Some(Body::Set(_) | Body::Dict(_)));
    let other = ctx.table_of(first)?;
    if is_table {
        table = table.difference(&other, |a, b| ctx.equal(a, b))?;
    } else {
        table = table.copy();
        table.difference_update(&other, |a, b| ctx.equal(a, b))?;
    }
    for &other in rest {
        let other = ctx.table_of(other)?;
        table.difference_update(&other, |a, b| ctx.equal(a, b))?;
    }
    Ok(table)
}

fn difference<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, others) = this_and_others(ctx, args, CLASS, "difference")?;
    let table = subtract(ctx, set, others)?;
    Ok(set_value(ctx, Ref(CLASS), table))
}

fn difference_update(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, others) = this_and_others(ctx, args, SET, "difference_update")?;
    for &other in others {
        ctx.subtract_in_place(set, other)?;
    }
    Ok(Value::None)
}

fn symmetric_difference<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [other]) = this(ctx, args, CLASS, "symmetric_difference")?;
    // CPython makes a set of the other operand and toggles the elements of this one in it.
    let is_set = matches!(ctx.body(other), Some(Body::Set(_)));
    let mut result = ctx.table_of(other)?;
    if is_set {
        result = result.copy();
    }
    let table = ctx.set(set).cloned().unwrap_or_default();
    ctx.toggle(&mut result, table.iter().map(|(hash, &item)| (hash, item)))?;
    Ok(set_value(ctx, Ref(CLASS), result))
}

fn symmetric_difference_update(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [other]) = this(ctx, args, SET, "symmetric_difference_update")?;
    ctx.toggle_in_place(set, other)?;
    Ok(Value::None)
}

/// The other operand as a set object, for comparisons.
fn as_set(ctx: &mut Ctx<'_>, other: Value) -> Result {
    if matches!(ctx.body(other), Some(Body::Set(_))) {
        return Ok(other);
    }
    let set = ctx.empty_set(types::SET)?;
    ctx.set_update(set, other)?;
    Ok(Value::Obj(set))
}

fn compare_with(ctx: &mut Ctx<'_>, op: CompareOp, set: Ref, other: Value) -> Result {
    let other = as_set(ctx, other)?;
    let verdict = ctx.compare_native(op, Value::Obj(set), other)?;
    Ok(verdict.unwrap_or(Value::False))
}

fn issubset<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [other]) = this(ctx, args, CLASS, "issubset")?;
    compare_with(ctx, CompareOp::Le, set, other)
}

fn issuperset<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [other]) = this(ctx, args, CLASS, "issuperset")?;
    compare_with(ctx, CompareOp::Ge, set, other)
}

fn isdisjoint<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (set, [other]) = this(ctx, args, CLASS, "isdisjoint")?;
    let items = match other {
        Value::Obj(r) if ctx.set(r).is_some() => ctx.set_items(r),
        _ => ctx.collect_once(other)?,
    };
    ctx.charge(items.len(), ELEMENT_PICOSECONDS);
    for item in items {
        if ctx.set_contains(set, item)? {
            return Ok(Value::False);
        }
    }
    Ok(Value::True)
}
