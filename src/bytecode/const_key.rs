//! [`ConstKey`]: which constants are one.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Const;

/// Constants that a program cannot tell apart: `1`, `1.0` and `True` are three, `0.0` and `-0.0`
/// two (`_PyCode_ConstantKey`).
#[derive(Clone, Debug)]
pub struct ConstKey(pub Const);

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

impl PartialEq for ConstKey {
    fn eq(&self, other: &Self) -> bool {
        identical(&self.0, &other.0)
    }
}

impl Eq for ConstKey {}

impl Hash for ConstKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}
