//! [`ConstTable`]: `co_consts` while code is being written, without duplicates.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use crate::bytecode::Const;

/// Constants that a program cannot tell apart: `1`, `1.0` and `True` are three, `0.0` and `-0.0`
/// two (`_PyCode_ConstantKey`).
struct Key(Const);

fn identical(a: &Const, b: &Const) -> bool {
    let all = |a: &[Const], b: &[Const]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| identical(a, b))
    };
    match (a, b) {
        (Const::Float(a), Const::Float(b)) => a.to_bits() == b.to_bits(),
        (Const::Complex(a, b), Const::Complex(c, d)) => {
            a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits()
        }
        (Const::Tuple(a), Const::Tuple(b)) => all(a, b),
        // Whatever the order in which they were written: the first one stands for all.
        (Const::FrozenSet(a), Const::FrozenSet(b)) => {
            a.len() == b.len() && a.iter().all(|a| b.iter().any(|b| identical(a, b)))
        }
        (Const::Code(a), Const::Code(b)) => Arc::ptr_eq(a, b),
        _ => a == b,
    }
}

fn hash<H: Hasher>(value: &Const, state: &mut H) {
    std::mem::discriminant(value).hash(state);
    match value {
        Const::None | Const::Ellipsis => {}
        Const::Bool(value) => value.hash(state),
        Const::Int(value) => value.hash(state),
        Const::BigInt(value) => value.hash(state),
        Const::Float(value) => value.to_bits().hash(state),
        Const::Complex(real, imaginary) => (real.to_bits(), imaginary.to_bits()).hash(state),
        Const::Str(value) => value.hash(state),
        Const::Bytes(value) => value.hash(state),
        Const::Tuple(items) => items.iter().for_each(|item| hash(item, state)),
        Const::FrozenSet(items) => items.len().hash(state),
        Const::Code(code) => Arc::as_ptr(code).hash(state),
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        identical(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

#[derive(Default)]
pub(super) struct ConstTable {
    values: IndexSet<Key, FxBuildHasher>,
}

impl ConstTable {
    pub(super) fn add(&mut self, value: Const) -> u32 {
        self.values.insert_full(Key(value)).0 as u32
    }

    pub(super) fn get(&self, index: u32) -> Option<&Const> {
        self.values.get_index(index as usize).map(|key| &key.0)
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn into_values(self) -> impl Iterator<Item = Const> {
        self.values.into_iter().map(|key| key.0)
    }
}
