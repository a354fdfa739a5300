//! What a method is called with: its receiver, checked, and its arguments, counted.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, Result};
use crate::vm::protocol::iterators::Iter;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// Methods with such a name that CPython defines like any other, not as a slot.
const PLAIN_DUNDERS: [&str; 11] = [
    "__bytes__",
    "__ceil__",
    "__dir__",
    "__floor__",
    "__format__",
    "__getnewargs__",
    "__length_hint__",
    "__reversed__",
    "__round__",
    "__sizeof__",
    "__trunc__",
];

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

impl Ctx<'_> {
    /// The receiver of `class.name` and its up to `N` arguments, of which `required` must be
    /// there; absent ones are `Null`. TypeError in CPython's words otherwise.
    pub(super) fn method<const N: usize>(
        &mut self,
        args: Args<'_>,
        class: Ref,
        name: &str,
        required: usize,
    ) -> Result<(Value, [Value; N])> {
        let receiver = self.receiver(args, class, name)?;
        let mut values = [Value::Null; N];
        let given = args.len() - 1;
        if args.has_keywords() || given > N || given < required {
            return Err(self.wrong_arguments(args, class, name, required, N));
        }
        for (slot, &value) in values.iter_mut().zip(&args.positional[1..]) {
            *slot = value;
        }
        Ok((receiver, values))
    }

    /// The first argument, if it is an instance of `class`.
    pub(super) fn receiver(&mut self, args: Args<'_>, class: Ref, name: &str) -> Result {
        let receiver = args.get(0);
        let given = self.class_of(receiver);
        if !receiver.is_null() && (given == class || self.interp.is_subclass(given, class)) {
            return Ok(receiver);
        }
        let owner = self.interp.class_name(class).to_string();
        let given = self.interp.class_name(given).to_string();
        let dunder = name.starts_with("__");
        Err(self.type_error(match (receiver.is_null(), dunder) {
            (true, true) => format!("descriptor '{name}' of '{owner}' object needs an argument"),
            (true, false) => format!("unbound method {owner}.{name}() needs an argument"),
            (false, true) => {
                format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'")
            }
            (false, false) => format!(
                "descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object"
            ),
        }))
    }

    #[cold]
    fn wrong_arguments(
        &mut self,
        args: Args<'_>,
        class: Ref,
        name: &str,
        min: usize,
        max: usize,
    ) -> crate::vm::native::Interrupt {
        let given = args.len().saturating_sub(1);
        let owner = match args.get(0) {
            // A class method: the class it was called on.
            Value::Obj(r) if class == types::TYPE => self.interp.class_name(r).to_string(),
            _ => self.interp.class_name(class).to_string(),
        };
        let dunder = name.starts_with("__") && !PLAIN_DUNDERS.contains(&name);
        let message = match (args.has_keywords(), dunder) {
            (true, true) => format!("wrapper {name}() takes no keyword arguments"),
            (true, false) => format!("{owner}.{name}() takes no keyword arguments"),
            (false, true) => format!("expected {max} argument{}, got {given}", plural(max)),
            (false, false) => match (min, max) {
                (0, 0) => format!("{owner}.{name}() takes no arguments ({given} given)"),
                (1, 1) => format!("{owner}.{name}() takes exactly one argument ({given} given)"),
                _ if min == max => {
                    format!("{name} expected {min} argument{}, got {given}", plural(min))
                }
                _ if given < min => format!(
                    "{name} expected at least {min} argument{}, got {given}",
                    plural(min)
                ),
                _ => format!(
                    "{name} expected at most {max} argument{}, got {given}",
                    plural(max)
                ),
            },
        };
        self.type_error(message)
    }

    /// The class that a `__new__` is asked to make an instance of, and the other arguments.
    pub fn new_class_argument<'a>(&mut self, args: Args<'a>, base: Ref) -> Result<(Ref, Args<'a>)> {
        let name = self.interp.class_name(base).to_string();
        let class = args.get(0);
        if class.is_null() {
            return Err(self.type_error(format!("{name}.__new__(): not enough arguments")));
        }
        let Some(class) = class.as_ref().filter(|&r| self.interp.class(r).is_some()) else {
            let given = self.type_name(class);
            return Err(self.type_error(format!(
                "{name}.__new__(X): X is not a type object ({given})"
            )));
        };
        let given = self.interp.class_name(class).to_string();
        if !self.interp.is_subclass(class, base) {
            return Err(self.type_error(format!(
                "{name}.__new__({given}): {given} is not a subtype of {name}"
            )));
        }
        Ok((class, args.skip_first()))
    }

    /// Only instances of user classes come here with a class of their own: keyword arguments
    /// that a subclass takes in `__init__` are none of the built-in `__new__`'s business.
    pub(super) fn is_plain_subclass(&mut self, class: Ref, base: Ref) -> bool {
        class == base
            || match (
                self.interp.lookup(class, crate::vm::names::INIT),
                self.interp.lookup(types::OBJECT, crate::vm::names::INIT),
            ) {
                (Some(own), Some(default)) => own.is(default),
                _ => true,
            }
    }

    pub(super) fn list_mut(&mut self, value: Value) -> Option<&mut Vec<Value>> {
        match self.interp.heap.body_mut(value.as_ref()?) {
            Body::List(items) => Some(items),
            _ => None,
        }
    }

    /// The items of a list or tuple, empty for anything else.
    pub(super) fn items_of(&self, value: Value) -> Vec<Value> {
        match self.body(value) {
            Some(Body::List(items)) => items.clone(),
            Some(Body::Tuple(items)) => items.to_vec(),
            _ => Vec::new(),
        }
    }

    /// As [`Ctx::collect`], for natives that can be interrupted afterwards: an iterator is
    /// consumed once, however often the native runs again.
    pub fn collect_once(&mut self, iterable: Value) -> Result<Vec<Value>> {
        if !matches!(self.body(iterable), Some(Body::Iter(_))) {
            return self.collect(iterable);
        }
        let list = self.once(|ctx| {
            let items = ctx.collect(iterable)?;
            Ok(ctx.list(items))
        })?;
        Ok(self.items_of(list))
    }

    /// Does `work` for every item, in time linear in their number even where each `work` is
    /// interrupted. `work` itself may have an effect only at its end.
    pub(super) fn for_each(
        &mut self,
        items: Vec<Value>,
        mut work: impl FnMut(&mut Self, Value) -> Result<()>,
    ) -> Result<()> {
        let iterator = self.once(|ctx| {
            let Value::Obj(list) = ctx.list(items) else {
                return Ok(Value::Null);
            };
            Ok(ctx.new_iter(Iter::List { list, at: 0 }))
        })?;
        loop {
            let mark = self.mark();
            let Some(item) = self.next_once(iterator)? else {
                return Ok(());
            };
            work(self, item)?;
            self.forget(mark);
        }
    }

    /// Whether hashing and comparing this value can run no Python code.
    pub(super) fn hashes_natively(&self, value: Value) -> bool {
        let Value::Obj(r) = value else { return true };
        let object = self.interp.heap.get(r);
        self.is_builtin_class(object.class())
            && match &object.body {
                Body::Tuple(items) => items.iter().all(|&item| {
                    !matches!(self.body(item), Some(Body::Tuple(_))) && self.hashes_natively(item)
                }),
                Body::Instance | Body::Other(_) | Body::Slice(_) | Body::BoundMethod(_) => false,
                _ => true,
            }
    }

    /// An argument of C type `Py_ssize_t`.
    pub(super) fn ssize(&mut self, value: Value) -> Result<i64> {
        let index = self.index_value(value)?;
        match self.i64_of(index) {
            Some(index) => Ok(index),
            None => Err(self.raise(
                types::OVERFLOW_ERROR,
                "Python int too large to convert to C ssize_t",
            )),
        }
    }

    /// A bound of a search, clamped to 64 bits; `None` for an absent one, and for None where
    /// that is allowed.
    pub(super) fn search_bound(&mut self, value: Value, or_none: bool) -> Result<Option<i64>> {
        if value.is_null() || (or_none && value.is_none()) {
            return Ok(None);
        }
        let class = self.class_of(value);
        if self.int_of(value).is_none()
            && self.interp.lookup(class, crate::vm::names::INDEX).is_none()
        {
            let none = if or_none { "None or " } else { "" };
            return Err(self.type_error(format!(
                "slice indices must be integers or {none}have an __index__ method"
            )));
        }
        let index = self.index_value(value)?;
        Ok(self.int_of(index).map(|int| {
            int.to_i64().unwrap_or(if int.is_negative() {
                i64::MIN
            } else {
                i64::MAX
            })
        }))
    }

    /// `start` and `stop` of a search as indices into `length` items, `start <= length`.
    pub(super) fn search_range(
        &mut self,
        start: Value,
        stop: Value,
        length: usize,
    ) -> Result<(usize, usize)> {
        let start = self.search_bound(start, false)?.unwrap_or(0);
        let stop = self.search_bound(stop, false)?.unwrap_or(i64::MAX);
        let clamp = |bound: i64| {
            let bound = if bound < 0 {
                bound.saturating_add(length as i64).max(0)
            } else {
                bound
            };
            usize::try_from(bound).unwrap_or(usize::MAX)
        };
        Ok((clamp(start), clamp(stop).min(length)))
    }
}
