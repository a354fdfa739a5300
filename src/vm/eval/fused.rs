//! Superinstructions at work: see [`fusion`](crate::vm::fusion).

use super::quick::{quick_binary, quick_compare};
use super::{Executor, Probe};
use crate::vm::code::LoadedCode;
use crate::vm::fusion::{Consequence, Fusion, Operand, Work};
use crate::vm::heap::Body;
use crate::vm::protocol::iterators::Iter;
use crate::vm::value::Value;

impl<P: Probe> Executor<'_, P> {
    /// Does a sequence of instructions, if its operands are simple. Returns where to go on;
    /// `None` where nothing was done.
    #[inline(always)]
    pub(super) fn superinstruction(
        &mut self,
        fusion: &Fusion,
        code: &LoadedCode,
        stack: &mut [Value],
        base: usize,
        sp: &mut usize,
    ) -> Option<usize> {
        let next = fusion.next as usize;
        match fusion.work {
            Work::Operator { left, right, then } => {
                let a = Self::operand(left, code, stack, base, *sp);
                let b = Self::operand(right, code, stack, base, *sp);
                let taken = usize::from(left == Operand::Stack);
                match then {
                    Consequence::Jump { op, when, target } => {
                        let result = quick_compare(op, a, b)?;
                        *sp -= taken;
                        return Some(if result == when {
                            target as usize
                        } else {
                            next
                        });
                    }
                    Consequence::Store { op, slot } => {
                        stack[base + slot as usize] = quick_binary(op, a, b)?;
                        *sp -= taken;
                    }
                    Consequence::Push { op } => {
                        let value = quick_binary(op, a, b)?;
                        *sp -= taken;
                        stack[*sp] = value;
                        *sp += 1;
                    }
                }
            }
            Work::ForItem { slot } => {
                let item = self.item_for(stack[*sp - 1])?;
                stack[base + slot as usize] = item;
            }
            Work::LoadItem { container, key } => {
                let container = stack[base + container as usize];
                let key = stack[base + key as usize];
                stack[*sp] = self.quick_item(container, key)?;
                *sp += 1;
            }
            Work::StoreItem {
                value,
                container,
                key,
            } => {
                let taken = usize::from(value == Operand::Stack);
                let value = Self::operand(value, code, stack, base, *sp);
                let container = stack[base + container as usize];
                let key = stack[base + key as usize];
                if !self.quick_store(container, key, value) {
                    return None;
                }
                *sp -= taken;
            }
            Work::LoadAttribute {
                slot,
                name,
                method,
                at,
            } => {
                let owner = stack[base + slot as usize];
                let (at, name) = (at as usize, code.names[name as usize]);
                if method {
                    stack[*sp] = self.cached_method(code, at, owner, name)?;
                    *sp += 1;
                    stack[*sp] = owner.carry();
                } else {
                    stack[*sp] = self.cached_attribute(code, at, owner, name)?;
                }
                *sp += 1;
            }
            Work::AddToAttribute {
                slot,
                name,
                load,
                op,
                right,
                store,
            } => {
                let owner = stack[base + slot as usize];
                let name = code.names[name as usize];
                let old = self.cached_attribute(code, load as usize, owner, name)?;
                let value = quick_binary(op, old, Self::operand(right, code, stack, base, *sp))?;
                if !self.store_cached(code, store as usize, owner, name, value) {
                    return None;
                }
            }
        }
        Some(next)
    }

    #[inline(always)]
    fn operand(
        operand: Operand,
        code: &LoadedCode,
        stack: &[Value],
        base: usize,
        sp: usize,
    ) -> Value {
        match operand {
            Operand::Local(slot) => stack[base + slot as usize],
            Operand::Const(index) => code.consts[index as usize],
            Operand::Stack => stack[sp - 1],
        }
    }

    /// The next item of an iterator over a range, list or tuple that has one.
    #[inline]
    fn item_for(&mut self, iterator: Value) -> Option<Value> {
        let r = iterator.as_ref()?;
        let Body::Iter(iter) = self.interp.heap.body(r) else {
            return None;
        };
        let (item, after) = match **iter {
            Iter::Range { left: 0, .. } => return None,
            Iter::Range { next, step, left } => {
                let after = Iter::Range {
                    next: next.wrapping_add(step),
                    step,
                    left: left - 1,
                };
                (Value::Int(next), after)
            }
            Iter::List { list, at } => match self.interp.heap.body(list) {
                Body::List(items) => (*items.get(at)?, Iter::List { list, at: at + 1 }),
                _ => return None,
            },
            Iter::Tuple { tuple, at } => match self.interp.heap.body(tuple) {
                Body::Tuple(items) => (*items.get(at)?, Iter::Tuple { tuple, at: at + 1 }),
                _ => return None,
            },
            _ => return None,
        };
        if let Body::Iter(iter) = self.interp.heap.body_mut(r) {
            **iter = after;
        }
        Some(item.carry())
    }
}
