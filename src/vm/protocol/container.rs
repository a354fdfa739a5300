//! Dicts and sets with any hashable key, and ranges.

use std::mem;

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::Result;
use crate::vm::number::hash::hash_frozenset;
use crate::vm::number::{Int, IntRef};
use crate::vm::object::{Range, Set};
use crate::vm::table::Probe;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl Ctx<'_> {
    /// The slot of a key, and its hash.
    fn dict_slot(&mut self, dict: Ref, key: Value) -> Result<(i64, Option<usize>)> {
        let hash = self.hash(key)?;
        if let Some(slot) = self.dict_slot_of_str(dict, key, hash) {
            return Ok((hash, slot));
        }
        let mut probe = Probe::new(hash);
        loop {
            let Some(table) = self.interp.dict(dict) else {
                return Ok((hash, None));
            };
            let Some(slot) = table.next_candidate(&mut probe) else {
                return Ok((hash, None));
            };
            let Some(found) = table.slot(slot).map(|entry| entry.key) else {
                continue;
            };
            if self.eq(found, key)? {
                return Ok((hash, Some(slot)));
            }
        }
    }

    /// The slot of a string key, where only strings have to be compared with it.
    fn dict_slot_of_str(&self, dict: Ref, key: Value, hash: i64) -> Option<Option<usize>> {
        let heap = &self.interp.heap;
        let text = |value: Value| {
            let object = heap.get(value.as_ref()?);
            match &object.body {
                Body::Str(s) if object.class() == types::STR => Some(s),
                _ => None,
            }
        };
        let (wanted, table) = (text(key)?, self.interp.dict(dict)?);
        let found = table.lookup(hash, |&other| {
            if other.is(key) {
                return Ok(true);
            }
            text(other).map(|other| other.equals(wanted)).ok_or(())
        });
        found.ok()
    }

    #[inline]
    pub fn dict_get(&mut self, dict: Ref, key: Value) -> Result<Option<Value>> {
        let (_, slot) = self.dict_slot(dict, key)?;
        let table = self.interp.dict(dict);
        Ok(slot.and_then(|slot| Some(table?.slot(slot)?.value)))
    }

    pub fn dict_contains(&mut self, dict: Ref, key: Value) -> Result<bool> {
        Ok(self.dict_slot(dict, key)?.1.is_some())
    }

    /// Sets a key and returns the value it had.
    pub fn dict_set(&mut self, dict: Ref, key: Value, value: Value) -> Result<Option<Value>> {
        let (hash, slot) = self.dict_slot(dict, key)?;
        self.interp.heap.grew(48);
        let Some(table) = self.interp.dict_mut(dict) else {
            return Ok(None);
        };
        match slot.and_then(|slot| table.slot_mut(slot)) {
            Some(entry) => Ok(Some(mem::replace(&mut entry.value, value))),
            None => {
                table.insert_new(hash, key, value);
                Ok(None)
            }
        }
    }

    pub fn dict_remove(&mut self, dict: Ref, key: Value) -> Result<Option<Value>> {
        let entry = self.dict_take(dict, key)?;
        Ok(entry.map(|(_, _, value)| value))
    }

    /// Removes a key; its hash, the key as it stood in the dict, and its value.
    pub fn dict_take(&mut self, dict: Ref, key: Value) -> Result<Option<(i64, Value, Value)>> {
        let (_, slot) = self.dict_slot(dict, key)?;
        let table = self.interp.dict_mut(dict);
        let entry = slot.and_then(|slot| table?.remove_at(slot));
        Ok(entry.map(|entry| (entry.hash, entry.key, entry.value)))
    }

    /// Keys and values in order.
    pub fn dict_entries(&self, dict: Ref) -> Vec<(Value, Value)> {
        match self.interp.dict(dict) {
            Some(table) => table.iter().map(|entry| (entry.key, entry.value)).collect(),
            None => Vec::new(),
        }
    }

    /// KeyError with the key itself as its argument.
    pub fn key_error(&mut self, key: Value) -> crate::vm::native::Interrupt {
        self.raise_with(types::KEY_ERROR, &[key])
    }

    // Sets

    pub fn set(&self, r: Ref) -> Option<&Set> {
        match self.interp.heap.body(r) {
            Body::Set(set) => Some(set),
            _ => None,
        }
    }

    pub fn set_items(&self, r: Ref) -> Vec<Value> {
        self.set(r)
            .map_or_else(Vec::new, |set| set.iter().map(|(_, &item)| item).collect())
    }

    /// Lets `work` use the table while equality may look at the heap.
    pub fn with_set<T>(
        &mut self,
        r: Ref,
        work: impl FnOnce(&mut Self, &mut Set) -> Result<T>,
    ) -> Result<T> {
        let Body::Set(set) = self.interp.heap.body_mut(r) else {
            return Err(self.type_error("a set is required"));
        };
        let mut set = mem::replace(set, Box::new(Set::new()));
        let result = work(self, &mut set);
        if let Body::Set(place) = self.interp.heap.body_mut(r) {
            *place = set;
        }
        result
    }

    /// Whether the item is new.
    pub fn set_add(&mut self, r: Ref, item: Value) -> Result<bool> {
        let hash = self.hash(item)?;
        self.interp.heap.grew(24);
        self.with_set(r, |ctx, set| {
            set.add(hash, item, |&other| ctx.eq(other, item))
        })
    }

    /// The hash of what is looked for in a set: a set stands for the frozenset of its items.
    fn hash_in_set(&mut self, item: Value) -> Result<i64> {
        match self.body(item) {
            Some(Body::Set(set)) if !self.interp.is_instance(item, types::FROZENSET) => {
                Ok(hash_frozenset(set.iter().map(|(hash, _)| hash)))
            }
            _ => self.hash(item),
        }
    }

    pub fn set_contains(&mut self, r: Ref, item: Value) -> Result<bool> {
        let hash = self.hash_in_set(item)?;
        self.with_set(r, |ctx, set| {
            Ok(set.lookup(hash, |&other| ctx.eq(other, item))?.is_some())
        })
    }

    /// Whether it was there.
    pub fn set_discard(&mut self, r: Ref, item: Value) -> Result<bool> {
        let hash = self.hash_in_set(item)?;
        self.with_set(r, |ctx, set| {
            Ok(set.discard(hash, |&other| ctx.eq(other, item))?.is_some())
        })
    }

    /// A new set or frozenset of `class` with these items, added in this order.
    pub fn new_set(&mut self, class: Ref, items: &[Value]) -> Result {
        let mut set = Set::new();
        for &item in items {
            let hash = self.hash(item)?;
            set.add(hash, item, |&other| self.eq(other, item))?;
        }
        Ok(self.alloc(class, Body::Set(Box::new(set))))
    }

    // Ranges

    /// `len(range)`; saturates beyond 64 bits.
    pub fn range_length(&self, range: Range) -> u64 {
        let parts = (
            self.i64_of(range.start),
            self.i64_of(range.stop),
            self.i64_of(range.step),
        );
        let (Some(start), Some(stop), Some(step)) = parts else {
            return self.long_range_length(range).unwrap_or(u64::MAX);
        };
        let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
        let length = if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else if step < 0 && start > stop {
            (start - stop - 1) / -step + 1
        } else {
            0
        };
        length as u64
    }

    fn long_range_length(&self, range: Range) -> Option<u64> {
        let length = self.range_length_int(range)?;
        length
            .as_ref()
            .to_i64()
            .and_then(|length| u64::try_from(length).ok())
    }

    /// `len(range)`, of any size.
    fn range_length_int(&self, range: Range) -> Option<Int> {
        let (start, stop) = (self.int_of(range.start)?, self.int_of(range.stop)?);
        let step = self.int_of(range.step)?;
        let span = if step.is_negative() {
            start.sub(stop)
        } else {
            stop.sub(start)
        };
        if span.as_ref().is_negative() || span.as_ref().is_zero() {
            return Some(Int::Small(0));
        }
        let step = step.abs();
        let steps = span.as_ref().sub(IntRef::Small(1));
        let steps = steps.as_ref().floor_div(step.as_ref()).ok()?;
        Some(steps.as_ref().add(IntRef::Small(1)))
    }

    /// `range[key]` of a range longer than 64 bits can count.
    pub(super) fn long_range_item(&mut self, range: Range, key: Value) -> Result {
        let key = self.index_value(key)?;
        let item = match (
            self.range_length_int(range),
            self.int_of(key),
            self.int_of(range.start),
            self.int_of(range.step),
        ) {
            (Some(length), Some(index), Some(start), Some(step)) => {
                let (length, mut index) =
                    (length.as_ref().big().into_owned(), index.big().into_owned());
                if index.sign() == num_bigint::Sign::Minus {
                    index += &length;
                }
                let inside = index.sign() != num_bigint::Sign::Minus && index < length;
                inside.then(|| start.big().into_owned() + step.big().into_owned() * index)
            }
            _ => None,
        };
        match item {
            Some(item) => Ok(self.int(item)),
            None => Err(self.raise(types::INDEX_ERROR, "range object index out of range")),
        }
    }

    /// `range[index]` for an index in `0..len`.
    pub fn range_item(&mut self, range: Range, index: u64) -> Value {
        let item = match (self.int_of(range.start), self.int_of(range.step)) {
            (Some(start), Some(step)) => {
                let index = num_bigint::BigInt::from(index);
                let offset = step.big().into_owned() * index;
                start.big().into_owned() + offset
            }
            _ => return Value::None,
        };
        self.int(item)
    }

    pub(super) fn ranges_equal(&mut self, a: Range, b: Range) -> bool {
        let (x, y) = (self.range_length(a), self.range_length(b));
        let same = |ctx: &Self, a: Value, b: Value| match (ctx.int_of(a), ctx.int_of(b)) {
            (Some(a), Some(b)) => a.compare(b).is_eq(),
            _ => false,
        };
        x == y
            && (x == 0 || (same(self, a.start, b.start) && (x == 1 || same(self, a.step, b.step))))
    }
}
