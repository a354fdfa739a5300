//! Iteration: `iter`, `next`, and collecting an iterable.

use super::iterators::{DictPart, Iter};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{CallTarget, Result, Then};
use crate::vm::object::GeneratorState;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl Ctx<'_> {
    pub fn new_iter(&mut self, iter: Iter) -> Value {
        self.alloc(iter.class(), Body::Iter(Box::new(iter)))
    }

    /// The iterator over a built-in container, if `value` is one.
    pub fn builtin_iter(&mut self, value: Value) -> Option<Value> {
        let Value::Obj(r) = value else { return None };
        let iter = match self.interp.heap.body(r) {
            Body::List(_) => Iter::List { list: r, at: 0 },
            Body::Tuple(_) => Iter::Tuple { tuple: r, at: 0 },
            Body::Str(_) => Iter::Str { text: r, byte: 0 },
            Body::Bytes(_) | Body::ByteArray(_) => Iter::Bytes { bytes: r, at: 0 },
            Body::Dict(dict) => Iter::Dict {
                dict: r,
                slot: 0,
                size: dict.len(),
                what: DictPart::Keys,
            },
            Body::DictView(dict, what) => {
                let (dict, what) = (*dict, *what);
                let size = self.interp.dict(dict).map_or(0, |dict| dict.len());
                Iter::Dict {
                    dict,
                    slot: 0,
                    size,
                    what,
                }
            }
            Body::Set(set) => Iter::Set {
                set: r,
                slot: 0,
                size: set.len(),
            },
            Body::Range(range) => {
                let range = **range;
                let left = self.range_length(range);
                match (
                    self.i64_of(range.start),
                    self.i64_of(range.stop),
                    self.i64_of(range.step),
                ) {
                    (Some(next), Some(_), Some(step)) => Iter::Range { next, step, left },
                    _ => Iter::LongRange {
                        range: r,
                        at: 0,
                        left,
                    },
                }
            }
            Body::Iter(_) => return Some(value),
            Body::Generator(_) if self.class_of(value) == types::GENERATOR => return Some(value),
            _ => return None,
        };
        Some(self.new_iter(iter))
    }

    /// `iter(value)`.
    pub fn iter(&mut self, value: Value) -> Result {
        let class = self.class_of(value);
        if self.is_builtin_class(class)
            && let Some(iterator) = self.builtin_iter(value)
        {
            return Ok(iterator);
        }
        match self.interp.lookup(class, names::ITER) {
            Some(Value::None) => {}
            Some(method) => {
                let iterator = self.call(method, &[value])?;
                if self.is_iterator(iterator) {
                    return Ok(iterator);
                }
                let name = self.type_name(iterator);
                return Err(
                    self.type_error(format!("iter() returned non-iterator of type '{name}'"))
                );
            }
            None => {
                if let Some(iterator) = self.builtin_iter(value) {
                    return Ok(iterator);
                }
                if self.interp.lookup(class, names::GETITEM).is_some() {
                    return Ok(self.new_iter(Iter::Sequence {
                        object: value,
                        at: 0,
                    }));
                }
            }
        }
        let name = self.type_name(value);
        Err(self.type_error(format!("'{name}' object is not iterable")))
    }

    pub fn is_iterator(&mut self, value: Value) -> bool {
        matches!(self.body(value), Some(Body::Iter(_)))
            || self
                .interp
                .lookup(self.class_of(value), names::NEXT)
                .is_some()
    }

    /// Whether `next` of this iterator can neither run Python code nor be interrupted.
    fn is_plain_iterator(&self, iterator: Value) -> bool {
        self.is_plain_to(iterator, 8)
    }

    /// As [`Ctx::is_plain_iterator`], of iterators within one another up to `depth`.
    fn is_plain_to(&self, iterator: Value, depth: u32) -> bool {
        let Some(deeper) = depth.checked_sub(1) else {
            return false;
        };
        match self.body(iterator) {
            Some(Body::Iter(iter)) => match **iter {
                Iter::Enumerate { inner, .. } => self.is_plain_to(inner, deeper),
                Iter::Zip { inner, .. } => self.as_tuple(Value::Obj(inner)).is_some_and(|inner| {
                    inner.iter().all(|&inner| self.is_plain_to(inner, deeper))
                }),
                Iter::Callable { .. }
                | Iter::Sequence { .. }
                | Iter::SequenceReversed { .. }
                | Iter::Map { .. }
                | Iter::Filter { .. } => false,
                // Those of them that forget what they were when they end: a native that runs
                // again has to see what it saw before.
                Iter::Exhausted => !matches!(
                    self.class_of(iterator),
                    types::CALLABLE_ITERATOR | types::SEQUENCE_ITERATOR
                ),
                _ => true,
            },
            _ => false,
        }
    }

    /// Calls what an iterator calls for its next item. A StopIteration out of it is the
    /// iterator's end, too: `None`.
    fn call_of_iterator(&mut self, function: Value, args: &[Value]) -> Result<Option<Value>> {
        let outcome = self.call_catching(types::STOP_ITERATION, function, args)?;
        Ok(outcome.ok())
    }

    /// `next(iterator)`; `None` at its end.
    pub fn next(&mut self, iterator: Value) -> Result<Option<Value>> {
        let r = match iterator {
            Value::Obj(r) => r,
            _ => return Err(self.not_an_iterator(iterator)),
        };
        match self.interp.heap.body(r) {
            Body::Iter(iter) => {
                let iter = **iter;
                self.step(r, iter)
            }
            Body::Generator(generator) => {
                if matches!(generator.state, GeneratorState::Finished) {
                    return Ok(None);
                }
                let then = Then::ResumeOrCatch(types::STOP_ITERATION);
                let reply = self.resume(iterator, CallTarget::Send, Value::None, then)?;
                Ok(reply.ok())
            }
            _ => {
                let class = self.class_of(iterator);
                match self.interp.lookup(class, names::NEXT) {
                    Some(method) => {
                        let stop = types::STOP_ITERATION;
                        Ok(self.call_catching(stop, method, &[iterator])?.ok())
                    }
                    None => Err(self.not_an_iterator(iterator)),
                }
            }
        }
    }

    fn not_an_iterator(&mut self, value: Value) -> crate::vm::native::Interrupt {
        let name = self.type_name(value);
        self.type_error(format!("'{name}' object is not an iterator"))
    }

    /// `next` that happens once even if the native around it runs again.
    pub fn next_once(&mut self, iterator: Value) -> Result<Option<Value>> {
        let value = self.once(|ctx| Ok(ctx.next(iterator)?.unwrap_or(Value::Null)))?;
        Ok(value.some())
    }

    fn set_iter(&mut self, r: Ref, iter: Iter) {
        if let Body::Iter(place) = self.interp.heap.body_mut(r) {
            **place = iter;
        }
    }

    /// One step of a built-in iterator.
    fn step(&mut self, r: Ref, iter: Iter) -> Result<Option<Value>> {
        let heap = &self.interp.heap;
        let (item, next) = match iter {
            Iter::List { list, at } => match heap.body(list) {
                Body::List(items) if at < items.len() => {
                    (Some(items[at]), Iter::List { list, at: at + 1 })
                }
                _ => (None, Iter::Exhausted),
            },
            Iter::ListReversed { list, at } => match heap.body(list) {
                Body::List(items) if at > 0 && at <= items.len() => {
                    (Some(items[at - 1]), Iter::ListReversed { list, at: at - 1 })
                }
                _ => (None, Iter::Exhausted),
            },
            Iter::Tuple { tuple, at } => match heap.body(tuple) {
                Body::Tuple(items) if at < items.len() => {
                    (Some(items[at]), Iter::Tuple { tuple, at: at + 1 })
                }
                _ => (None, Iter::Exhausted),
            },
            Iter::Str { text, byte } => {
                let next = match heap.body(text) {
                    Body::Str(s) => s.as_str().get(byte..).and_then(|rest| rest.chars().next()),
                    _ => None,
                };
                match next {
                    Some(c) => {
                        let item = self.interp.new_char(c);
                        (
                            Some(item),
                            Iter::Str {
                                text,
                                byte: byte + c.len_utf8(),
                            },
                        )
                    }
                    None => (None, Iter::Exhausted),
                }
            }
            Iter::Bytes { bytes, at } => {
                let byte = match heap.body(bytes) {
                    Body::Bytes(b) => b.get(at),
                    Body::ByteArray(b) => b.get(at),
                    _ => None,
                };
                match byte {
                    Some(&byte) => (
                        Some(Value::Int(byte.into())),
                        Iter::Bytes { bytes, at: at + 1 },
                    ),
                    None => (None, Iter::Exhausted),
                }
            }
            Iter::Range { next, step, left } => match left {
                0 => (None, iter),
                _ => {
                    let after = next.wrapping_add(step);
                    (
                        Some(Value::Int(next)),
                        Iter::Range {
                            next: after,
                            step,
                            left: left - 1,
                        },
                    )
                }
            },
            Iter::LongRange { range, at, left } => match heap.body(range) {
                Body::Range(parts) if at < left => {
                    let parts = **parts;
                    let item = self.range_item(parts, at);
                    (
                        Some(item),
                        Iter::LongRange {
                            range,
                            at: at + 1,
                            left,
                        },
                    )
                }
                _ => (None, Iter::Exhausted),
            },
            Iter::Dict {
                dict,
                slot,
                size,
                what,
            } => {
                return self.step_dict(r, dict, slot, size, what);
            }
            Iter::DictReversed {
                dict,
                slot,
                size,
                what,
            } => {
                let Some(table) = self.interp.dict(dict) else {
                    return Ok(None);
                };
                if table.len() != size {
                    return Err(self.changed_size("dictionary"));
                }
                match table.last_before(slot) {
                    Some((at, entry)) => {
                        let (key, value) = (entry.key, entry.value);
                        let item = self.dict_part(what, key, value);
                        (
                            Some(item),
                            Iter::DictReversed {
                                dict,
                                slot: at,
                                size,
                                what,
                            },
                        )
                    }
                    None => (None, Iter::Exhausted),
                }
            }
            Iter::Set { set, slot, size } => {
                let Some(table) = self.set(set) else {
                    return Ok(None);
                };
                if table.len() != size {
                    return Err(self.changed_size("Set"));
                }
                match table.next_from(slot) {
                    Some((at, &item)) => (
                        Some(item),
                        Iter::Set {
                            set,
                            slot: at + 1,
                            size,
                        },
                    ),
                    None => (None, Iter::Exhausted),
                }
            }
            Iter::Exhausted => return Ok(None),
            // Iterators over iterators over iterators.
            _ => return self.nested("", |ctx| ctx.step_composite(r, iter)),
        };
        self.set_iter(r, next);
        Ok(item)
    }

    fn changed_size(&mut self, what: &str) -> crate::vm::native::Interrupt {
        self.raise(
            types::RUNTIME_ERROR,
            format!("{what} changed size during iteration"),
        )
    }

    fn step_dict(
        &mut self,
        r: Ref,
        dict: Ref,
        slot: usize,
        size: usize,
        what: DictPart,
    ) -> Result<Option<Value>> {
        let Some(table) = self.interp.dict(dict) else {
            return Ok(None);
        };
        if table.len() != size {
            return Err(self.changed_size("dictionary"));
        }
        let Some((at, entry)) = table.next_from(slot) else {
            self.set_iter(r, Iter::Exhausted);
            return Ok(None);
        };
        let (key, value) = (entry.key, entry.value);
        self.set_iter(
            r,
            Iter::Dict {
                dict,
                slot: at + 1,
                size,
                what,
            },
        );
        Ok(Some(self.dict_part(what, key, value)))
    }

    fn dict_part(&mut self, what: DictPart, key: Value, value: Value) -> Value {
        match what {
            DictPart::Keys => key,
            DictPart::Values => value,
            DictPart::Items => self.tuple([key, value]),
        }
    }

    /// Iterators over iterators and callables.
    fn step_composite(&mut self, r: Ref, iter: Iter) -> Result<Option<Value>> {
        match iter {
            Iter::Enumerate { inner, count } => {
                let Some(item) = self.next(inner)? else {
                    return Ok(None);
                };
                let following = match count {
                    Value::Int(i) if i < i64::MAX => Value::Int(i + 1),
                    other => self.binary(crate::bytecode::BinaryOp::Add, other, Value::Int(1))?,
                };
                self.set_iter(
                    r,
                    Iter::Enumerate {
                        inner,
                        count: following,
                    },
                );
                Ok(Some(self.tuple([count, item])))
            }
            Iter::Zip { inner, strict } => self.step_zip(inner, strict),
            Iter::Map { function, inner } => {
                let iterators = self.as_tuple(Value::Obj(inner)).unwrap_or(&[]).to_vec();
                let plain = iterators.iter().all(|&inner| self.is_plain_iterator(inner));
                let tail =
                    plain && self.may_tail_call() && self.interp.native_callee(function).is_none();
                let mut args = Vec::with_capacity(iterators.len());
                for inner in iterators {
                    let next = if tail {
                        self.next(inner)?
                    } else {
                        self.next_once(inner)?
                    };
                    match next {
                        Some(item) => args.push(item),
                        None => return Ok(None),
                    }
                }
                if tail {
                    self.tail_call(function, &args).map(Some)
                } else {
                    self.call_of_iterator(function, &args)
                }
            }
            Iter::Filter { function, inner } => loop {
                let mark = self.mark();
                self.breathe()?;
                let Some(item) = self.next_once(inner)? else {
                    return Ok(None);
                };
                let keep = match function {
                    Value::None => self.truth(item)?,
                    _ => {
                        let Some(verdict) = self.call_of_iterator(function, &[item])? else {
                            return Ok(None);
                        };
                        self.truth(verdict)?
                    }
                };
                if keep {
                    return Ok(Some(item));
                }
                self.forget(mark);
            },
            Iter::Callable { callable, sentinel } => {
                let Some(item) = self.call_of_iterator(callable, &[])? else {
                    return Ok(None);
                };
                if self.eq(item, sentinel)? {
                    self.set_iter(r, Iter::Exhausted);
                    return Ok(None);
                }
                Ok(Some(item))
            }
            Iter::Sequence { object, at } => match self.sequence_item(object, at)? {
                Some(item) => {
                    self.set_iter(
                        r,
                        Iter::Sequence {
                            object,
                            at: at.saturating_add(1),
                        },
                    );
                    Ok(Some(item))
                }
                None => {
                    self.set_iter(r, Iter::Exhausted);
                    Ok(None)
                }
            },
            Iter::SequenceReversed { object, at } if at >= 0 => {
                let item = self.sequence_item(object, at)?;
                self.set_iter(r, Iter::SequenceReversed { object, at: at - 1 });
                Ok(item)
            }
            _ => Ok(None),
        }
    }

    fn sequence_item(&mut self, object: Value, at: i64) -> Result<Option<Value>> {
        let class = self.class_of(object);
        let Some(method) = self.interp.lookup(class, names::GETITEM) else {
            return Ok(None);
        };
        let args = [object, Value::Int(at)];
        match self.call_catching(types::LOOKUP_ERROR, method, &args)? {
            Ok(item) => Ok(Some(item)),
            Err(e) if self.interp.is_instance(e, types::INDEX_ERROR) => Ok(None),
            Err(e) => Err(crate::vm::native::Interrupt::Raise(e)),
        }
    }

    fn step_zip(&mut self, inner: Ref, strict: bool) -> Result<Option<Value>> {
        let iterators = self.as_tuple(Value::Obj(inner)).unwrap_or(&[]).to_vec();
        let plain = iterators.iter().all(|&inner| self.is_plain_iterator(inner));
        let mut items = Vec::with_capacity(iterators.len());
        for (index, &iterator) in iterators.iter().enumerate() {
            let next = if plain {
                self.next(iterator)?
            } else {
                self.next_once(iterator)?
            };
            match next {
                Some(item) => items.push(item),
                None => {
                    if strict {
                        self.check_zip_lengths(&iterators, index)?;
                    }
                    return Ok(None);
                }
            }
        }
        if items.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.tuple(items)))
    }

    /// ValueError unless all of them end where number `ended` did.
    fn check_zip_lengths(&mut self, iterators: &[Value], ended: usize) -> Result<()> {
        let others = |index: usize| match index {
            1 => "argument 1".to_string(),
            _ => format!("arguments 1-{index}"),
        };
        if ended > 0 {
            let message = format!(
                "zip() argument {} is shorter than {}",
                ended + 1,
                others(ended)
            );
            return Err(self.value_error(message));
        }
        for (index, &iterator) in iterators.iter().enumerate().skip(1) {
            if self.next_once(iterator)?.is_some() {
                let message = format!(
                    "zip() argument {} is longer than {}",
                    index + 1,
                    others(index)
                );
                return Err(self.value_error(message));
            }
        }
        Ok(())
    }

    /// All items of an iterable.
    pub fn collect(&mut self, iterable: Value) -> Result<Vec<Value>> {
        let class = self.class_of(iterable);
        if let Some(r) = iterable.as_ref()
            && self.is_builtin_class(class)
        {
            match self.interp.heap.body(r) {
                Body::List(items) => return Ok(items.clone()),
                Body::Tuple(items) => return Ok(items.to_vec()),
                Body::Other(_) => {
                    if let Some(items) = self.deque_items(iterable) {
                        return Ok(items);
                    }
                }
                _ => {}
            }
            if let Body::Range(range) = self.interp.heap.body(r) {
                let length = self.range_length(**range);
                self.reserve(
                    usize::try_from(length)
                        .unwrap_or(usize::MAX)
                        .saturating_mul(16),
                )?;
            }
            if let Some(iterator) = self.builtin_iter(iterable)
                && self.is_plain_iterator(iterator)
            {
                let mut items = Vec::new();
                while let Some(item) = self.next(iterator)? {
                    items.push(item);
                    if items.len() % 65_536 == 0 {
                        self.reserve(items.len() * 16)?;
                    }
                }
                self.charge(items.len(), 8_000);
                return Ok(items);
            }
        }
        let collected = self.prelude("collect", &[iterable])?;
        Ok(self.as_list(collected).cloned().unwrap_or_default())
    }
}
