//! Subscription, `len`, `in`, `__index__`.

use super::slice::SliceRange;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::Result;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// An index into `length` items, negative ones from the end; `None` where out of range.
pub fn position(index: i64, length: usize) -> Option<usize> {
    let length = length as i64;
    let index = match index {
        index if index < 0 => index.checked_add(length)?,
        index => index,
    };
    (0..length).contains(&index).then_some(index as usize)
}

impl Ctx<'_> {
    /// `operator.index(value)` as 64 bits; larger ones are clamped if `clamp`, else IndexError.
    pub fn index(&mut self, value: Value) -> Result<i64> {
        match self.index_value(value)? {
            Value::Int(i) => Ok(i),
            other => match self.i64_of(other) {
                Some(i) => Ok(i),
                None => Err(self.raise(
                    types::INDEX_ERROR,
                    "cannot fit 'int' into an index-sized integer",
                )),
            },
        }
    }

    /// `operator.index(value)`: an int.
    pub fn index_value(&mut self, value: Value) -> Result {
        match value {
            Value::Int(_) => return Ok(value),
            Value::True => return Ok(Value::Int(1)),
            Value::False => return Ok(Value::Int(0)),
            _ => {}
        }
        if let Some(int) = self.int_of(value) {
            let int = int.to_int();
            return Ok(self.from_int(int));
        }
        let class = self.class_of(value);
        match self.interp.lookup(class, names::INDEX) {
            Some(method) => {
                let result = self.call(method, &[value])?;
                if self.int_of(result).is_some() {
                    return Ok(result);
                }
                let name = self.type_name(result);
                Err(self.type_error(format!("__index__ returned non-int (type {name})")))
            }
            None => {
                let name = self.type_name(value);
                Err(self.type_error(format!(
                    "'{name}' object cannot be interpreted as an integer"
                )))
            }
        }
    }

    /// An index into `length` items, negative ones from the end; `None` where out of range.
    pub fn position(&self, index: i64, length: usize) -> Option<usize> {
        position(index, length)
    }

    /// `value[key]`.
    pub fn getitem(&mut self, value: Value, key: Value) -> Result {
        let class = self.class_of(value);
        if self.is_builtin_class(class)
            && let Some(item) = self.getitem_native(value, key)?
        {
            return Ok(item);
        }
        if let Some(method) = self.interp.lookup(class, names::GETITEM) {
            return self.tail_call(method, &[value, key]);
        }
        if let Some(item) = self.getitem_native(value, key)? {
            return Ok(item);
        }
        if let Some(Body::Class(_)) = self.body(value) {
            return self.class_getitem(value, key);
        }
        let name = self.type_name(value);
        Err(self.type_error(format!("'{name}' object is not subscriptable")))
    }

    fn class_getitem(&mut self, class: Value, key: Value) -> Result {
        let Value::Obj(r) = class else {
            return Ok(class);
        };
        if let Some(Value::Obj(hook)) = self.interp.lookup(r, names::CLASS_GETITEM) {
            let function = match self.interp.heap.body(hook) {
                Body::ClassMethod(function) => *function,
                _ => Value::Obj(hook),
            };
            return self.tail_call(function, &[class, key]);
        }
        const GENERIC: [Ref; 9] = [
            types::LIST,
            types::DICT,
            types::TUPLE,
            types::SET,
            types::FROZENSET,
            types::TYPE,
            types::DEQUE,
            types::DEFAULTDICT,
            types::ORDERED_DICT,
        ];
        if GENERIC.contains(&r) {
            let args = match self.as_tuple(key) {
                Some(_) => key,
                None => self.tuple([key]),
            };
            return Ok(self.alloc(
                types::GENERIC_ALIAS,
                Body::Slice(Box::new([class, args, Value::None])),
            ));
        }
        let name = self.interp.class_name(r).to_string();
        Err(self.type_error(format!("type '{name}' is not subscriptable")))
    }

    /// Subscription of built-in layouts; `None` where this is none that has items.
    pub fn getitem_native(&mut self, value: Value, key: Value) -> Result<Option<Value>> {
        let Value::Obj(r) = value else {
            return Ok(None);
        };
        if self.interp.dict(r).is_some() {
            return self.dict_item(value, r, key).map(Some);
        }
        if let Body::DictView(dict, _) = self.interp.heap.body(r)
            && self.class_of(value) == types::MAPPINGPROXY
        {
            let dict = *dict;
            return self.dict_item(value, dict, key).map(Some);
        }
        let (length, what) = match self.interp.heap.body(r) {
            Body::List(items) => (items.len(), "list"),
            Body::Tuple(items) => (items.len(), "tuple"),
            Body::Str(s) => (s.len(), "string"),
            Body::Bytes(b) => (b.len(), "index"),
            Body::ByteArray(b) => (b.len(), "bytearray"),
            Body::Range(range) => {
                let range = **range;
                let length = usize::try_from(self.range_length(range)).unwrap_or(usize::MAX);
                if length > i64::MAX as usize && self.slice_parts(key).is_none() {
                    return self.long_range_item(range, key).map(Some);
                }
                (length, "range object")
            }
            _ => return Ok(None),
        };
        if let Some(parts) = self.slice_parts(key) {
            let range = self.slice_range(parts, length)?;
            return self.slice_native(r, range).map(Some);
        }
        let index = match key {
            Value::Int(index) => index,
            _ => self.sequence_index(value, key)?,
        };
        let Some(at) = self.position(index, length) else {
            let message = match what {
                "index" => "index out of range".to_string(),
                _ => format!("{what} index out of range"),
            };
            return Err(self.raise(types::INDEX_ERROR, message));
        };
        Ok(Some(match self.interp.heap.body(r) {
            Body::List(items) => items[at],
            Body::Tuple(items) => items[at],
            Body::Bytes(b) => Value::Int(b[at].into()),
            Body::ByteArray(b) => Value::Int(b[at].into()),
            Body::Str(s) => {
                let c = if s.ascii {
                    s.as_str().as_bytes().get(at).map(|&b| char::from(b))
                } else {
                    s.as_str().chars().nth(at)
                };
                self.interp.new_char(c.unwrap_or_default())
            }
            Body::Range(range) => {
                let range = **range;
                self.range_item(range, at as u64)
            }
            _ => return Ok(None),
        }))
    }

    fn sequence_index(&mut self, value: Value, key: Value) -> Result<i64> {
        let class = self.class_of(key);
        if self.int_of(key).is_none() && self.interp.lookup(class, names::INDEX).is_none() {
            let (kind, name) = (self.type_name(value), self.type_name(key));
            let message = match self.body(value) {
                Some(Body::Str(_)) => format!("string indices must be integers, not '{name}'"),
                Some(Body::Bytes(_)) => {
                    format!("byte indices must be integers or slices, not {name}")
                }
                Some(Body::Tuple(_)) => {
                    format!("tuple indices must be integers or slices, not {name}")
                }
                _ => format!("{kind} indices must be integers or slices, not {name}"),
            };
            return Err(self.type_error(message));
        }
        self.index(key)
    }

    fn dict_item(&mut self, value: Value, dict: Ref, key: Value) -> Result {
        if let Some(item) = self.dict_get(dict, key)? {
            return Ok(item);
        }
        let class = self.class_of(value);
        if class != types::DICT
            && let Some(method) = self.interp.lookup(class, names::MISSING)
        {
            return self.tail_call(method, &[value, key]);
        }
        Err(self.key_error(key))
    }

    /// `value[key] = item`.
    pub fn setitem(&mut self, value: Value, key: Value, item: Value) -> Result<()> {
        let class = self.class_of(value);
        if self.is_builtin_class(class) && self.setitem_native(value, key, item)? {
            return Ok(());
        }
        if let Some(method) = self.interp.lookup(class, names::SETITEM) {
            self.call(method, &[value, key, item])?;
            return Ok(());
        }
        if self.setitem_native(value, key, item)? {
            return Ok(());
        }
        let name = self.type_name(value);
        Err(self.type_error(format!("'{name}' object does not support item assignment")))
    }

    /// Item assignment of built-in layouts; false where this is none that has it.
    pub fn setitem_native(&mut self, value: Value, key: Value, item: Value) -> Result<bool> {
        let Value::Obj(r) = value else {
            return Ok(false);
        };
        match self.interp.heap.body(r) {
            Body::Dict(_) => {
                self.dict_set(r, key, item)?;
                Ok(true)
            }
            Body::List(items) => {
                let length = items.len();
                if let Some(parts) = self.slice_parts(key) {
                    self.assign_slice(r, parts, item)?;
                    return Ok(true);
                }
                let index = match key {
                    Value::Int(index) => index,
                    _ => self.sequence_index(value, key)?,
                };
                let Some(at) = self.position(index, length) else {
                    let message = "list assignment index out of range";
                    return Err(self.raise(types::INDEX_ERROR, message));
                };
                if let Body::List(items) = self.interp.heap.body_mut(r) {
                    items[at] = item;
                }
                Ok(true)
            }
            Body::ByteArray(bytes) => {
                let length = bytes.len();
                if let Some(parts) = self.slice_parts(key) {
                    self.assign_bytes(r, parts, item)?;
                    return Ok(true);
                }
                let index = self.sequence_index(value, key)?;
                let byte = self.index(item)?;
                let Ok(byte) = u8::try_from(byte) else {
                    return Err(self.value_error("byte must be in range(0, 256)"));
                };
                let Some(at) = self.position(index, length) else {
                    let message = "bytearray index out of range";
                    return Err(self.raise(types::INDEX_ERROR, message));
                };
                if let Body::ByteArray(bytes) = self.interp.heap.body_mut(r) {
                    bytes[at] = byte;
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// `del value[key]`.
    pub fn delitem(&mut self, value: Value, key: Value) -> Result<()> {
        let class = self.class_of(value);
        if self.is_builtin_class(class) && self.delitem_native(value, key)? {
            return Ok(());
        }
        if let Some(method) = self.interp.lookup(class, names::DELITEM) {
            self.call(method, &[value, key])?;
            return Ok(());
        }
        if self.delitem_native(value, key)? {
            return Ok(());
        }
        let name = self.type_name(value);
        Err(self.type_error(format!("'{name}' object doesn't support item deletion")))
    }

    /// Item deletion of built-in layouts; false where this is none that has it.
    pub fn delitem_native(&mut self, value: Value, key: Value) -> Result<bool> {
        let Value::Obj(r) = value else {
            return Ok(false);
        };
        match self.interp.heap.body(r) {
            Body::Dict(_) => match self.dict_remove(r, key)? {
                Some(_) => Ok(true),
                None => Err(self.key_error(key)),
            },
            Body::List(items) => {
                let length = items.len();
                if let Some(parts) = self.slice_parts(key) {
                    let range = self.slice_range(parts, length)?;
                    if let Body::List(items) = self.interp.heap.body_mut(r) {
                        range.remove_from(items);
                    }
                    return Ok(true);
                }
                let index = self.sequence_index(value, key)?;
                let Some(at) = self.position(index, length) else {
                    let message = "list assignment index out of range";
                    return Err(self.raise(types::INDEX_ERROR, message));
                };
                self.charge(length - at, 300);
                if let Body::List(items) = self.interp.heap.body_mut(r) {
                    items.remove(at);
                }
                Ok(true)
            }
            Body::ByteArray(bytes) => {
                let length = bytes.len();
                let range = match self.slice_parts(key) {
                    Some(parts) => self.slice_range(parts, length)?,
                    None => {
                        let index = self.sequence_index(value, key)?;
                        let Some(at) = self.position(index, length) else {
                            let message = "bytearray index out of range";
                            return Err(self.raise(types::INDEX_ERROR, message));
                        };
                        SliceRange {
                            start: at as i64,
                            stop: at as i64 + 1,
                            step: 1,
                            count: 1,
                        }
                    }
                };
                if let Body::ByteArray(bytes) = self.interp.heap.body_mut(r) {
                    range.remove_from(bytes);
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// `len(value)`.
    pub fn len(&mut self, value: Value) -> Result<usize> {
        let class = self.class_of(value);
        if self.is_builtin_class(class)
            && let Some(length) = self.len_native(value)
        {
            return Ok(length);
        }
        if let Some(method) = self.interp.lookup(class, names::LEN) {
            let result = self.call(method, &[value])?;
            let length = self.index(result)?;
            return match usize::try_from(length) {
                Ok(length) => Ok(length),
                Err(_) => Err(self.value_error("__len__() should return >= 0")),
            };
        }
        if let Some(length) = self.len_native(value) {
            return Ok(length);
        }
        let name = self.type_name(value);
        Err(self.type_error(format!("object of type '{name}' has no len()")))
    }

    /// `len` of built-in layouts.
    pub fn len_native(&self, value: Value) -> Option<usize> {
        Some(match self.body(value)? {
            Body::Str(s) => s.len(),
            Body::Bytes(b) => b.len(),
            Body::ByteArray(b) => b.len(),
            Body::List(items) => items.len(),
            Body::Tuple(items) => items.len(),
            Body::Dict(dict) => dict.len(),
            Body::Set(set) => set.len(),
            Body::DictView(dict, _) => self.interp.dict(*dict)?.len(),
            Body::Range(range) => usize::try_from(self.range_length(**range)).unwrap_or(usize::MAX),
            _ => return None,
        })
    }

    /// `item in container`.
    pub fn contains(&mut self, container: Value, item: Value) -> Result<bool> {
        let class = self.class_of(container);
        if !self.is_builtin_class(class) || matches!(self.body(container), Some(Body::Other(_))) {
            match self.interp.lookup(class, names::CONTAINS) {
                Some(Value::None) => {
                    let name = self.type_name(container);
                    return Err(self.type_error(format!("'{name}' object is not a container")));
                }
                Some(method) => {
                    let result = self.call(method, &[container, item])?;
                    return self.truth(result);
                }
                None => {}
            }
        }
        self.contains_native(container, item)
    }

    /// `in` for built-in layouts, and by iteration for the rest.
    pub fn contains_native(&mut self, container: Value, item: Value) -> Result<bool> {
        if let Value::Obj(r) = container {
            match self.interp.heap.body(r) {
                Body::Dict(_) => return self.dict_contains(r, item),
                Body::DictView(dict, what) => {
                    let (dict, what) = (*dict, *what);
                    return self.view_contains(dict, what, item);
                }
                Body::Set(_) => return self.set_contains(r, item),
                Body::Str(text) => {
                    let Some(needle) = self.as_str(item) else {
                        let name = self.type_name(item);
                        return Err(self.type_error(format!(
                            "'in <string>' requires string as left operand, not {name}"
                        )));
                    };
                    let found = text.as_str().contains(needle.as_str());
                    let length = text.as_str().len();
                    self.charge(length, 100);
                    return Ok(found);
                }
                Body::Bytes(_) | Body::ByteArray(_) => return self.bytes_contains(r, item),
                Body::Range(range) if self.int_of(item).is_some() => {
                    let range = **range;
                    return Ok(self.range_contains(range, item));
                }
                Body::List(_) | Body::Tuple(_) => return self.sequence_contains(container, item),
                _ => {}
            }
        }
        let class = self.class_of(container);
        if self.interp.lookup(class, names::ITER).is_none()
            && self.interp.lookup(class, names::GETITEM).is_none()
            && !self.is_iterator(container)
        {
            let name = self.type_name(container);
            return Err(self.type_error(format!("argument of type '{name}' is not iterable")));
        }
        let found = self.prelude("contains", &[container, item])?;
        self.truth(found)
    }

    fn sequence_contains(&mut self, container: Value, item: Value) -> Result<bool> {
        let mut at = 0;
        loop {
            let next = match self.body(container) {
                Some(Body::List(items)) => items.get(at).copied(),
                Some(Body::Tuple(items)) => items.get(at).copied(),
                _ => None,
            };
            let Some(candidate) = next else {
                self.charge_scan(container, 0, at);
                return Ok(false);
            };
            if self.eq(candidate, item)? {
                self.charge_scan(container, 0, at);
                return Ok(true);
            }
            at += 1;
        }
    }

    fn range_contains(&mut self, range: crate::vm::object::Range, item: Value) -> bool {
        let parts = [item, range.start, range.stop, range.step].map(|value| {
            self.int_of(value)
                .map(|int| int.big().into_owned())
                .unwrap_or_default()
        });
        let [item, start, stop, step] = parts;
        let zero = num_bigint::BigInt::default();
        let inside = if step > zero {
            start <= item && item < stop
        } else {
            stop < item && item <= start
        };
        inside && step != zero && (item - start) % step == zero
    }

    fn bytes_contains(&mut self, r: Ref, item: Value) -> Result<bool> {
        let haystack = match self.interp.heap.body(r) {
            Body::Bytes(b) => b.to_vec(),
            Body::ByteArray(b) => b.clone(),
            _ => Vec::new(),
        };
        self.charge(haystack.len(), 100);
        if let Some(byte) = self.int_of(item) {
            return match byte.to_i64().and_then(|byte| u8::try_from(byte).ok()) {
                Some(byte) => Ok(haystack.contains(&byte)),
                None => Err(self.value_error("byte must be in range(0, 256)")),
            };
        }
        match self.bytes_of(item) {
            Some(needle) => {
                Ok(crate::vm::text::bytes::find(&haystack, needle, None, None).is_some())
            }
            None => Err(self.no_bytes(item)),
        }
    }

    fn view_contains(
        &mut self,
        dict: Ref,
        what: super::iterators::DictPart,
        item: Value,
    ) -> Result<bool> {
        use super::iterators::DictPart;
        match what {
            DictPart::Keys => self.dict_contains(dict, item),
            DictPart::Values => {
                for (_, value) in self.dict_entries(dict) {
                    if self.eq(value, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            DictPart::Items => {
                let Some(&[key, value]) = self.as_tuple(item) else {
                    return Ok(false);
                };
                match self.dict_get(dict, key)? {
                    Some(found) => self.eq(found, value),
                    None => Ok(false),
                }
            }
        }
    }
}
