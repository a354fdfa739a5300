//! Constant folding, as CPython 3.13's `ast_opt.c` does it on the tree.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::bytecode::Const;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, Literal, UnaryOperator};

const MAX_INT_BITS: u64 = 128;
const MAX_COLLECTION_SIZE: u64 = 256;
const MAX_STR_SIZE: u64 = 4096;
const MAX_TOTAL_ITEMS: i64 = 1024;

/// The value of an expression that is constant at compile time.
pub(super) fn fold(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        ExprKind::Literal(literal) => Some(literal_const(literal)),
        ExprKind::Name(name) if name == "__debug__" => Some(Const::Bool(true)),
        ExprKind::Tuple(items) => fold_all(items).map(Const::Tuple),
        ExprKind::Unary { op, operand } => unary(*op, &fold(operand)?),
        ExprKind::Binary { first, rest } => {
            let mut value = fold(first)?;
            for term in rest {
                value = binary(term.op, &value, &fold(&term.right)?)?;
            }
            Some(value)
        }
        ExprKind::Subscript { value, index } => subscript(&fold(value)?, &fold(index)?),
        _ => None,
    }
}

/// The constants of a display whose items all are constant.
pub(super) fn fold_all(items: &[Expr]) -> Option<Box<[Const]>> {
    items.iter().map(fold).collect()
}

pub(super) fn literal_const(literal: &Literal) -> Const {
    match literal {
        Literal::None => Const::None,
        Literal::Ellipsis => Const::Ellipsis,
        Literal::Bool(value) => Const::Bool(*value),
        Literal::Int(value) => Const::Int(*value),
        Literal::BigInt(value) => Const::BigInt(value.clone()),
        Literal::Float(value) => Const::Float(*value),
        Literal::Imaginary(value) => Const::Complex(0.0, *value),
        Literal::Str(value) => Const::Str(value.clone()),
        Literal::Bytes(value) => Const::Bytes(value.clone()),
    }
}

pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Ellipsis | Const::Code(_) => true,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::BigInt(value) => !value.is_zero(),
        Const::Float(value) => *value != 0.0,
        Const::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
        Const::Str(value) => !value.is_empty(),
        Const::Bytes(value) => !value.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

fn normal(value: BigInt) -> Const {
    match value.to_i64() {
        Some(small) => Const::Int(small),
        None => Const::BigInt(value),
    }
}

fn integer(value: &Const) -> Option<BigInt> {
    match value {
        Const::Bool(value) => Some(BigInt::from(u8::from(*value))),
        Const::Int(value) => Some(BigInt::from(*value)),
        Const::BigInt(value) => Some(value.clone()),
        _ => None,
    }
}

/// Exactly representable or already a float; other integers wait for run time.
fn float(value: &Const) -> Option<f64> {
    const EXACT: i64 = 1 << 53;
    match value {
        Const::Float(value) => Some(*value),
        Const::Bool(value) => Some(f64::from(u8::from(*value))),
        Const::Int(value) if (-EXACT..=EXACT).contains(value) => Some(*value as f64),
        _ => None,
    }
}

fn unary(op: UnaryOperator, operand: &Const) -> Option<Const> {
    match (op, operand) {
        (UnaryOperator::Not, value) => Some(Const::Bool(!truth(value))),
        (UnaryOperator::Minus, Const::Float(value)) => Some(Const::Float(-value)),
        (UnaryOperator::Plus, Const::Float(value)) => Some(Const::Float(*value)),
        (UnaryOperator::Minus, Const::Complex(real, imaginary)) => {
            Some(Const::Complex(-real, -imaginary))
        }
        (UnaryOperator::Plus, Const::Complex(..)) => Some(operand.clone()),
        (UnaryOperator::Minus, value) => Some(normal(-integer(value)?)),
        (UnaryOperator::Plus, value) => Some(normal(integer(value)?)),
        (UnaryOperator::Invert, value) => Some(normal(-integer(value)? - 1)),
    }
}

pub(super) fn binary(op: BinaryOperator, left: &Const, right: &Const) -> Option<Const> {
    if let (Some(a), Some(b)) = (integer(left), integer(right)) {
        return int_binary(op, a, b, left, right);
    }
    if matches!(left, Const::Complex(..)) || matches!(right, Const::Complex(..)) {
        return complex_binary(op, left, right);
    }
    if matches!(left, Const::Float(_)) || matches!(right, Const::Float(_)) {
        return float_binary(op, float(left)?, float(right)?);
    }
    match op {
        BinaryOperator::Add => concatenate(left, right),
        BinaryOperator::Multiply => repeat(left, right).or_else(|| repeat(right, left)),
        _ => None,
    }
}

fn int_binary(
    op: BinaryOperator,
    a: BigInt,
    b: BigInt,
    left: &Const,
    right: &Const,
) -> Option<Const> {
    let bools = matches!((left, right), (Const::Bool(_), Const::Bool(_)));
    let value = match op {
        BinaryOperator::Add => a + b,
        BinaryOperator::Subtract => a - b,
        BinaryOperator::Multiply => {
            if !a.is_zero() && !b.is_zero() && a.bits() + b.bits() > MAX_INT_BITS {
                return None;
            }
            a * b
        }
        BinaryOperator::Divide => {
            let (a, b) = (float(left)?, float(right)?);
            return (b != 0.0).then(|| Const::Float(a / b));
        }
        BinaryOperator::FloorDivide if b.is_zero() => return None,
        BinaryOperator::FloorDivide => num_integer::Integer::div_floor(&a, &b),
        BinaryOperator::Remainder if b.is_zero() => return None,
        BinaryOperator::Remainder => num_integer::Integer::mod_floor(&a, &b),
        BinaryOperator::Power => {
            if b.is_negative() {
                return float_binary(op, float(left)?, float(right)?);
            }
            let exponent = b.to_u32()?;
            if exponent > 0 && a.bits() > MAX_INT_BITS / u64::from(exponent) {
                return None;
            }
            a.pow(exponent)
        }
        BinaryOperator::LeftShift => {
            let shift = b.to_u64()?;
            if !a.is_zero() && (shift > MAX_INT_BITS || a.bits() > MAX_INT_BITS - shift) {
                return None;
            }
            if a.is_zero() { a } else { a << shift }
        }
        BinaryOperator::RightShift => {
            if b.is_negative() {
                return None;
            }
            match b.to_u64() {
                Some(shift) if shift <= a.bits() => a >> shift,
                _ if a.is_negative() => BigInt::from(-1),
                _ => BigInt::zero(),
            }
        }
        BinaryOperator::BitOr if bools => return Some(Const::Bool(!a.is_zero() || !b.is_zero())),
        BinaryOperator::BitXor if bools => return Some(Const::Bool(a != b)),
        BinaryOperator::BitAnd if bools => return Some(Const::Bool(!a.is_zero() && !b.is_zero())),
        BinaryOperator::BitOr => a | b,
        BinaryOperator::BitXor => a ^ b,
        BinaryOperator::BitAnd => a & b,
        BinaryOperator::MatrixMultiply => return None,
    };
    Some(normal(value))
}

fn float_binary(op: BinaryOperator, a: f64, b: f64) -> Option<Const> {
    let value = match op {
        BinaryOperator::Add => a + b,
        BinaryOperator::Subtract => a - b,
        BinaryOperator::Multiply => a * b,
        BinaryOperator::Divide if b != 0.0 => a / b,
        BinaryOperator::FloorDivide if b != 0.0 => float_divmod(a, b).0,
        BinaryOperator::Remainder if b != 0.0 => float_divmod(a, b).1,
        // Zero to a negative power raises; a negative base may leave the real line.
        BinaryOperator::Power if a > 0.0 || (a == 0.0 && b >= 0.0) || libm::trunc(b) == b => {
            if a == 0.0 && b < 0.0 {
                return None;
            }
            let value = a.powf(b);
            if value.is_infinite() && a.is_finite() && b.is_finite() {
                return None;
            }
            value
        }
        _ => return None,
    };
    Some(Const::Float(value))
}

/// `float_divmod`: the remainder has the divisor's sign.
fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = libm::fmod(a, b);
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 {
        if (b < 0.0) != (remainder < 0.0) {
            remainder += b;
            quotient -= 1.0;
        }
    } else {
        remainder = libm::copysign(0.0, b);
    }
    let floored = if quotient != 0.0 {
        let floor = libm::floor(quotient);
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        libm::copysign(0.0, a / b)
    };
    (floored, remainder)
}

fn complex_binary(op: BinaryOperator, left: &Const, right: &Const) -> Option<Const> {
    let parts = |value: &Const| match value {
        Const::Complex(real, imaginary) => Some((*real, *imaginary)),
        other => float(other).map(|real| (real, 0.0)),
    };
    let ((a, b), (c, d)) = (parts(left)?, parts(right)?);
    match op {
        BinaryOperator::Add => Some(Const::Complex(a + c, b + d)),
        BinaryOperator::Subtract => Some(Const::Complex(a - c, b - d)),
        BinaryOperator::Multiply => Some(Const::Complex(a * c - b * d, a * d + b * c)),
        _ => None,
    }
}

fn concatenate(left: &Const, right: &Const) -> Option<Const> {
    Some(match (left, right) {
        (Const::Str(a), Const::Str(b)) => Const::Str([&**a, &**b].concat().into()),
        (Const::Bytes(a), Const::Bytes(b)) => Const::Bytes([&**a, &**b].concat().into()),
        (Const::Tuple(a), Const::Tuple(b)) => Const::Tuple([&**a, &**b].concat().into()),
        _ => return None,
    })
}

fn repeat(sequence: &Const, count: &Const) -> Option<Const> {
    let (length, limit) = match sequence {
        Const::Str(text) => (text.chars().count(), MAX_STR_SIZE),
        Const::Bytes(bytes) => (bytes.len(), MAX_STR_SIZE),
        Const::Tuple(items) => (items.len(), MAX_COLLECTION_SIZE),
        _ => return None,
    };
    let count = integer(count)?;
    if length == 0 {
        return Some(sequence.clone());
    }
    let count = count.to_u64()?;
    if count > limit / length as u64 {
        return None;
    }
    let times = count as usize;
    Some(match sequence {
        Const::Str(text) => Const::Str(text.repeat(times).into()),
        Const::Bytes(bytes) => Const::Bytes(bytes.repeat(times).into()),
        Const::Tuple(items) => {
            if count > 0 {
                let budget = MAX_TOTAL_ITEMS / i64::try_from(count).ok()?;
                remaining_items(sequence, budget)?;
            }
            Const::Tuple(
                std::iter::repeat_n(items, times)
                    .flatten()
                    .cloned()
                    .collect(),
            )
        }
        _ => return None,
    })
}

/// `check_complexity`: what is left of `budget` after all items, nested ones included.
fn remaining_items(value: &Const, mut budget: i64) -> Option<i64> {
    if let Const::Tuple(items) = value {
        budget -= items.len() as i64;
        for item in items {
            if budget < 0 {
                return None;
            }
            budget = remaining_items(item, budget)?;
        }
    }
    (budget >= 0).then_some(budget)
}

fn subscript(value: &Const, index: &Const) -> Option<Const> {
    let position = |length: usize| -> Option<usize> {
        let index = integer(index)?.to_i64()?;
        let length = i64::try_from(length).ok()?;
        let index = if index < 0 { index + length } else { index };
        (0..length).contains(&index).then_some(index as usize)
    };
    match value {
        Const::Str(text) => {
            let at = position(text.chars().count())?;
            let character = text.chars().nth(at)?;
            Some(Const::Str(character.to_string().into()))
        }
        Const::Bytes(bytes) => {
            let at = position(bytes.len())?;
            bytes.get(at).map(|&byte| Const::Int(i64::from(byte)))
        }
        Const::Tuple(items) => items.get(position(items.len())?).cloned(),
        _ => None,
    }
}
