//! `+=`, `*=`, `|=`, `&=`, `-=`, `^=` of mutable built-in containers: they change in place.

use std::mem;

use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::Result;
use crate::vm::value::{Ref, Value};

impl Ctx<'_> {
    /// `None` where the left operand is no mutable container or the operator is not its own.
    pub fn in_place_native(&mut self, op: BinaryOp, a: Value, b: Value) -> Result<Option<Value>> {
        let Value::Obj(r) = a else { return Ok(None) };
        match (self.interp.heap.body(r), op) {
            (Body::List(_), BinaryOp::Add) => {
                self.list_extend(r, b)?;
                Ok(Some(a))
            }
            (Body::List(_) | Body::ByteArray(_), BinaryOp::Multiply) => {
                let Some(Value::Obj(result)) = self.binary_native(op, a, b)? else {
                    return Ok(None);
                };
                self.move_body(result, r);
                Ok(Some(a))
            }
            (Body::ByteArray(_), BinaryOp::Add) => {
                let Some(Value::Obj(result)) = self.binary_native(op, a, b)? else {
                    return Ok(None);
                };
                self.move_body(result, r);
                Ok(Some(a))
            }
            (Body::Dict(_), BinaryOp::Or) => {
                self.dict_update(r, b)?;
                Ok(Some(a))
            }
            (Body::Set(_), BinaryOp::Or | BinaryOp::And | BinaryOp::Subtract | BinaryOp::Xor)
                if !self.interp.is_instance(a, crate::vm::types::FROZENSET) =>
            {
                let Some(rb) = b.as_ref().filter(|&rb| self.set(rb).is_some()) else {
                    return Ok(None);
                };
                self.combine_in_place(op, r, rb)?;
                Ok(Some(a))
            }
            _ => Ok(None),
        }
    }

    /// Moves what a fresh object is made of into another one.
    fn move_body(&mut self, from: Ref, to: Ref) {
        let body = mem::replace(self.interp.heap.body_mut(from), Body::Instance);
        *self.interp.heap.body_mut(to) = body;
    }

    /// `list.extend`.
    pub fn list_extend(&mut self, list: Ref, items: Value) -> Result<()> {
        let items = self.collect(items)?;
        self.reserve(items.len() * 16)?;
        self.charge(items.len(), 2_000);
        self.interp.heap.grew(items.len() * 16);
        if let Body::List(list) = self.interp.heap.body_mut(list) {
            list.extend(items);
        }
        Ok(())
    }

    /// `dict.update(other)`: a mapping, or an iterable of pairs.
    pub fn dict_update(&mut self, dict: Ref, other: Value) -> Result<()> {
        for (key, value) in self.pairs(other)? {
            self.dict_set(dict, key, value)?;
        }
        Ok(())
    }

    /// The pairs of a mapping or of an iterable of pairs.
    pub fn pairs(&mut self, other: Value) -> Result<Vec<(Value, Value)>> {
        if let Some(r) = other.as_ref() {
            if self.interp.dict(r).is_some() {
                return Ok(self.dict_entries(r));
            }
            if self.has_method(other, crate::vm::names::KEYS) {
                let keys = self.call_method(other, crate::vm::names::KEYS, &[])?;
                let mut pairs = Vec::new();
                for key in self.collect_once(keys)? {
                    pairs.push((key, self.getitem(other, key)?));
                }
                return Ok(pairs);
            }
        }
        let mut pairs = Vec::new();
        for (index, item) in self.collect(other)?.into_iter().enumerate() {
            let not_iterable = self
                .interp
                .lookup(self.class_of(item), crate::vm::names::ITER);
            if not_iterable.is_none() && self.as_tuple(item).is_none() {
                let message = format!(
                    "cannot convert dictionary update sequence element #{index} to a sequence"
                );
                return Err(self.type_error(message));
            }
            let pair = self.collect(item)?;
            match pair[..] {
                [key, value] => pairs.push((key, value)),
                _ => {
                    let length = pair.len();
                    return Err(self.value_error(format!(
                        "dictionary update sequence element #{index} has length {length}; 2 is required"
                    )));
                }
            }
        }
        Ok(pairs)
    }
}
