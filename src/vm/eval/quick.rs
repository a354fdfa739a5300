//! Shortcuts for operands that need neither Python code nor an exception: what they cannot do
//! at once goes the long way through `operate`.

use compact_str::CompactString;

use super::{Executor, Probe};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::vm::heap::Body;
use crate::vm::protocol::CONCATENATION;
use crate::vm::protocol::iterators::Iter;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl<P: Probe> Executor<'_, P> {
    /// `str + str`, and its cost in nanoseconds.
    pub(super) fn quick_concatenation(
        &mut self,
        op: u32,
        a: Value,
        b: Value,
    ) -> Option<(Value, u64)> {
        let text = |value: Value| {
            let object = self.interp.heap.get(value.as_ref()?);
            match &object.body {
                Body::Str(s) if object.class() == types::STR => Some(s.as_str()),
                _ => None,
            }
        };
        if op != ADD && op != IADD {
            return None;
        }
        let (a, b) = (text(a)?, text(b)?);
        let size = a.len() + b.len();
        let heap = self.interp.heap.bytes().saturating_add(size);
        if size > MAX_QUICK_TEXT || heap > self.interp.limits.max_heap {
            return None;
        }
        let mut text = CompactString::with_capacity(size);
        text.push_str(a);
        text.push_str(b);
        let cost = size as u64 * CONCATENATION / 1000;
        Some((self.interp.new_string(text), cost))
    }

    /// Puts the items of a list or tuple of exactly this length into `stack`, in reverse.
    pub(super) fn quick_unpack(&self, sequence: Value, stack: &mut [Value], count: usize) -> bool {
        let Some(r) = sequence.as_ref() else {
            return false;
        };
        let items: &[Value] = match self.interp.heap.body(r) {
            Body::Tuple(items) => items,
            Body::List(items) => items,
            _ => return false,
        };
        if items.len() != count {
            return false;
        }
        for (place, &item) in stack.iter_mut().zip(items.iter().rev()) {
            *place = item;
        }
        true
    }

    /// `list[int]`, `tuple[int]` and `dict[str]` without detours.
    #[inline]
    pub(super) fn quick_item(&self, container: Value, key: Value) -> Option<Value> {
        let Value::Obj(r) = container else {
            return None;
        };
        let object = self.interp.heap.get(r);
        match (&object.body, key) {
            (Body::List(items), Value::Int(index)) if object.class() == types::LIST => {
                items.get(wrap(index, items.len())?).copied()
            }
            (Body::Tuple(items), Value::Int(index)) if object.class() == types::TUPLE => {
                items.get(wrap(index, items.len())?).copied()
            }
            (Body::Dict(_), Value::Obj(name)) if object.class() == types::DICT => {
                match self.interp.heap.get(name) {
                    key if key.class() == types::STR => self.interp.dict_get_name(r, name),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    #[inline]
    pub(super) fn quick_store(&mut self, container: Value, key: Value, value: Value) -> bool {
        let Value::Obj(r) = container else {
            return false;
        };
        let object = self.interp.heap.get_mut(r);
        let class = object.class();
        match (&mut object.body, key) {
            (Body::List(items), Value::Int(index)) if class == types::LIST => {
                let Some(at) = wrap(index, items.len()) else {
                    return false;
                };
                match items.get_mut(at) {
                    Some(place) => {
                        *place = value;
                        true
                    }
                    None => false,
                }
            }
            (Body::Dict(_), Value::Obj(name)) if class == types::DICT => {
                if self.interp.heap.get(name).class() != types::STR {
                    return false;
                }
                self.interp.dict_set_name(r, name, value);
                true
            }
            _ => false,
        }
    }

    /// The next item of the commonest iterators.
    #[inline]
    pub(super) fn quick_next(&mut self, iterator: Value) -> Quick {
        let Value::Obj(r) = iterator else {
            return Quick::Slow;
        };
        let iter = match self.interp.heap.body_mut(r) {
            Body::Iter(iter) => &mut **iter,
            Body::Generator(_) => return Quick::Generator,
            _ => return Quick::Slow,
        };
        match iter {
            Iter::Range { next, step, left } => {
                if *left == 0 {
                    return Quick::End;
                }
                let item = *next;
                *next = next.wrapping_add(*step);
                *left -= 1;
                Quick::Item(Value::Int(item))
            }
            Iter::List { list, at } => {
                let (list, index) = (*list, *at);
                *at += 1;
                if let Body::List(items) = self.interp.heap.body(list)
                    && let Some(&item) = items.get(index)
                {
                    return Quick::Item(item);
                }
                self.exhaust(r);
                Quick::End
            }
            Iter::Tuple { tuple, at } => {
                let (tuple, index) = (*tuple, *at);
                *at += 1;
                if let Body::Tuple(items) = self.interp.heap.body(tuple)
                    && let Some(&item) = items.get(index)
                {
                    return Quick::Item(item);
                }
                self.exhaust(r);
                Quick::End
            }
            _ => Quick::Slow,
        }
    }

    pub(super) fn exhaust(&mut self, iterator: Ref) {
        if let Body::Iter(iter) = self.interp.heap.body_mut(iterator) {
            **iter = Iter::Exhausted;
        }
    }
}

/// Up to this length a concatenation takes no noticeable time.
const MAX_QUICK_TEXT: usize = 4096;

/// What the commonest iterators answer.
pub(super) enum Quick {
    Item(Value),
    End,
    Generator,
    Slow,
}

/// A Python index as a Rust one; negative ones count from the end.
#[inline]
fn wrap(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 {
        index.checked_add(length as i64)?
    } else {
        index
    };
    usize::try_from(index).ok()
}

const ADD: u32 = BinaryOp::Add as u32;
const SUBTRACT: u32 = BinaryOp::Subtract as u32;
const MULTIPLY: u32 = BinaryOp::Multiply as u32;
const IADD: u32 = BinaryOp::InplaceAdd as u32;
const ISUBTRACT: u32 = BinaryOp::InplaceSubtract as u32;
const IMULTIPLY: u32 = BinaryOp::InplaceMultiply as u32;

/// Arithmetic on two small ints or two floats, where nothing can go wrong.
#[inline(always)]
pub(super) fn quick_binary(op: u32, a: Value, b: Value) -> Option<Value> {
    const FLOOR_DIVIDE: u32 = BinaryOp::FloorDivide as u32;
    const REMAINDER: u32 = BinaryOp::Remainder as u32;
    const AND: u32 = BinaryOp::And as u32;
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => Some(Value::Int(match op {
            ADD | IADD => x.checked_add(y)?,
            SUBTRACT | ISUBTRACT => x.checked_sub(y)?,
            MULTIPLY | IMULTIPLY => x.checked_mul(y)?,
            REMAINDER if y > 0 => x.rem_euclid(y),
            FLOOR_DIVIDE if y > 0 => x.div_euclid(y),
            AND => x & y,
            _ => return None,
        })),
        _ => quick_float(op, float(a)?, float(b)?),
    }
}

#[inline(never)]
fn quick_float(op: u32, x: f64, y: f64) -> Option<Value> {
    const DIVIDE: u32 = BinaryOp::TrueDivide as u32;
    Some(Value::from(match op {
        ADD | IADD => x + y,
        SUBTRACT | ISUBTRACT => x - y,
        MULTIPLY | IMULTIPLY => x * y,
        DIVIDE if y != 0.0 => x / y,
        _ => return None,
    }))
}

/// A number that a float holds exactly.
#[inline]
fn float(value: Value) -> Option<f64> {
    match value {
        Value::Float(f) => Some(f.get()),
        Value::Int(i) if i.unsigned_abs() < 1 << 53 => Some(i as f64),
        _ => None,
    }
}

#[inline(always)]
pub(super) fn quick_compare(op: CompareOp, a: Value, b: Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => Some(match op {
            CompareOp::Lt => x < y,
            CompareOp::Le => x <= y,
            CompareOp::Eq => x == y,
            CompareOp::Ne => x != y,
            CompareOp::Gt => x > y,
            CompareOp::Ge => x >= y,
        }),
        (Value::Float(x), Value::Float(y)) => {
            let (x, y) = (x.get(), y.get());
            Some(match op {
                CompareOp::Lt => x < y,
                CompareOp::Le => x <= y,
                CompareOp::Eq => x == y,
                CompareOp::Ne => x != y,
                CompareOp::Gt => x > y,
                CompareOp::Ge => x >= y,
            })
        }
        _ => None,
    }
}
