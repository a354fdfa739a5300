//! Slices: what they select, and reading, assigning and deleting it.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::Result;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// A slice applied to a sequence: `count` items from `start` in steps of `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceRange {
    pub start: i64,
    /// Where it ends at the latest, as `slice.indices` says it.
    pub stop: i64,
    pub step: i64,
    pub count: usize,
}

impl SliceRange {
    /// The indices, in order; each within the sequence.
    pub fn indices(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |i| (self.start + i * self.step) as usize)
    }

    /// Takes the items at these indices out.
    pub fn remove_from<T>(self, items: &mut Vec<T>) {
        let mut gone: Vec<usize> = self.indices().collect();
        gone.sort_unstable();
        let mut gone = gone.into_iter().peekable();
        let mut at = 0;
        items.retain(|_| {
            let remove = gone.next_if_eq(&at).is_some();
            at += 1;
            !remove
        });
    }
}

impl Ctx<'_> {
    /// A bound of a slice, clamped to 64 bits.
    fn slice_bound(&mut self, value: Value) -> Result<Option<i64>> {
        if value.is_none() {
            return Ok(None);
        }
        let class = self.class_of(value);
        if self.int_of(value).is_none() && self.interp.lookup(class, names::INDEX).is_none() {
            let message = "slice indices must be integers or None or have an __index__ method";
            return Err(self.type_error(message));
        }
        let index = self.index_value(value)?;
        Ok(Some(match self.int_of(index) {
            Some(int) => int.to_i64().unwrap_or(if int.is_negative() {
                i64::MIN
            } else {
                i64::MAX
            }),
            None => 0,
        }))
    }

    /// `slice.indices(length)`: start, stop and step.
    pub fn slice_bounds(&mut self, parts: [Value; 3], length: usize) -> Result<(i64, i64, i64)> {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let step = self.slice_bound(parts[2])?.unwrap_or(1);
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let step = step.max(-i64::MAX);
        let (low, high) = if step > 0 {
            (0, length)
        } else {
            (-1, length - 1)
        };
        let clamp = |bound: i64| {
            let bound = if bound < 0 {
                bound.saturating_add(length)
            } else {
                bound
            };
            bound.clamp(low, high)
        };
        let (start, stop) = (self.slice_bound(parts[0])?, self.slice_bound(parts[1])?);
        let start = start.map_or(if step > 0 { low } else { high }, clamp);
        let stop = stop.map_or(if step > 0 { high } else { low }, clamp);
        Ok((start, stop, step))
    }

    /// `slice.indices(length)`, ready to walk.
    pub fn slice_range(&mut self, parts: [Value; 3], length: usize) -> Result<SliceRange> {
        let (start, stop, step) = self.slice_bounds(parts, length)?;
        let count = if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else if step < 0 && stop < start {
            (start - stop - 1) / -step + 1
        } else {
            0
        };
        Ok(SliceRange {
            start,
            stop,
            step,
            count: count as usize,
        })
    }

    pub fn slice_parts(&self, key: Value) -> Option<[Value; 3]> {
        match self.body(key)? {
            Body::Slice(parts) => Some(**parts),
            _ => None,
        }
    }

    pub(super) fn slice_native(&mut self, r: Ref, range: SliceRange) -> Result {
        if let Body::Range(parts) = self.interp.heap.body(r) {
            let parts = **parts;
            return self.slice_of_range(parts, range);
        }
        self.reserve(range.count.saturating_mul(16))?;
        self.charge(range.count, 1_500);
        Ok(match self.interp.heap.body(r) {
            Body::List(items) => {
                let part = range.indices().map(|at| items[at]).collect();
                self.list(part)
            }
            Body::Tuple(items) => {
                let part: Vec<Value> = range.indices().map(|at| items[at]).collect();
                self.tuple(part)
            }
            Body::Bytes(b) => {
                let part: Vec<u8> = range.indices().map(|at| b[at]).collect();
                self.bytes(part)
            }
            Body::ByteArray(b) => {
                let part: Vec<u8> = range.indices().map(|at| b[at]).collect();
                self.alloc(types::BYTEARRAY, Body::ByteArray(part))
            }
            Body::Str(s) => {
                let text = s.as_str();
                let part: String = if s.ascii && range.step == 1 {
                    let start = range.start as usize;
                    text.get(start..start + range.count)
                        .unwrap_or_default()
                        .to_string()
                } else if s.ascii {
                    range
                        .indices()
                        .map(|at| char::from(text.as_bytes()[at]))
                        .collect()
                } else {
                    let chars: Vec<char> = text.chars().collect();
                    range.indices().map(|at| chars[at]).collect()
                };
                self.string(part)
            }
            _ => Value::None,
        })
    }

    /// `compute_slice` of a range: another range, however long.
    fn slice_of_range(&mut self, of: crate::vm::object::Range, range: SliceRange) -> Result {
        use crate::bytecode::BinaryOp;
        let start = self.range_at(of, range.start)?;
        let stop = self.range_at(of, range.stop)?;
        let step = self.binary(BinaryOp::Multiply, of.step, Value::Int(range.step))?;
        let sliced = crate::vm::object::Range { start, stop, step };
        Ok(self.alloc(types::RANGE, Body::Range(Box::new(sliced))))
    }

    /// `start + index * step` of a range, wherever that is.
    fn range_at(&mut self, range: crate::vm::object::Range, index: i64) -> Result {
        use crate::bytecode::BinaryOp;
        let offset = self.binary(BinaryOp::Multiply, range.step, Value::Int(index))?;
        self.binary(BinaryOp::Add, range.start, offset)
    }

    pub(super) fn assign_slice(
        &mut self,
        list: Ref,
        parts: [Value; 3],
        source: Value,
    ) -> Result<()> {
        let class = self.class_of(source);
        if self.as_list(source).is_none()
            && self.as_tuple(source).is_none()
            && self.interp.lookup(class, names::ITER).is_none()
            && self.iter(source).is_err()
        {
            return Err(self.type_error("must assign iterable to extended slice"));
        }
        let items = self.collect(source)?;
        let length = self
            .as_list(Value::Obj(list))
            .map_or(0, |items| items.len());
        let range = self.slice_range(parts, length)?;
        if range.step == 1 {
            self.interp.heap.grew(items.len() * 16);
            if let Body::List(list) = self.interp.heap.body_mut(list) {
                let start = range.start as usize;
                list.splice(start..start + range.count, items);
            }
            return Ok(());
        }
        if items.len() != range.count {
            let message = format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                items.len(),
                range.count
            );
            return Err(self.value_error(message));
        }
        if let Body::List(list) = self.interp.heap.body_mut(list) {
            for (at, item) in range.indices().zip(items) {
                list[at] = item;
            }
        }
        Ok(())
    }

    /// `bytearray[start:stop:step] = source`.
    pub(super) fn assign_bytes(&mut self, r: Ref, parts: [Value; 3], source: Value) -> Result<()> {
        let copied = self.buffer_bytes(source)?;
        let source = match (copied, self.body(source), self.int_of(source)) {
            (Some(bytes), ..) => bytes,
            (_, Some(Body::Str(_)), _) | (_, _, Some(_)) => {
                let message =
                    "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
                return Err(self.type_error(message));
            }
            _ => {
                let mut bytes = Vec::new();
                for item in self.collect(source)? {
                    let item = self.index(item)?;
                    let Ok(byte) = u8::try_from(item) else {
                        return Err(self.value_error("byte must be in range(0, 256)"));
                    };
                    bytes.push(byte);
                }
                bytes
            }
        };
        let length = match self.interp.heap.body(r) {
            Body::ByteArray(bytes) => bytes.len(),
            _ => 0,
        };
        let range = self.slice_range(parts, length)?;
        if range.step != 1 && !source.is_empty() && source.len() != range.count {
            let message = format!(
                "attempt to assign bytes of size {} to extended slice of size {}",
                source.len(),
                range.count
            );
            return Err(self.value_error(message));
        }
        self.reserve(source.len())?;
        self.interp.heap.grew(source.len());
        if let Body::ByteArray(bytes) = self.interp.heap.body_mut(r) {
            if range.step == 1 {
                let start = range.start as usize;
                bytes.splice(start..start + range.count, source);
            } else if source.is_empty() {
                range.remove_from(bytes);
            } else {
                for (at, byte) in range.indices().zip(source) {
                    bytes[at] = byte;
                }
            }
        }
        Ok(())
    }
}
