//! Binary and unary operators on the built-in layouts.

use compact_str::CompactString;

use super::compare::Number;
use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Interrupt, Result};
use crate::vm::number::{Complex, Int, IntRef, float, int};
use crate::vm::object::Set;
use crate::vm::text::{ErrorKind, TextError};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// Largest int that a program may make, in bits: 8 MiB, as for `math`. More takes longer than a
/// limit on virtual time can wait, since one multiplication cannot be cut short.
const MAX_BITS: u64 = 1 << 26;

/// What a byte of a concatenation costs, in picoseconds.
pub const CONCATENATION: u64 = 60;

impl Ctx<'_> {
    /// Turns an error of the pure algorithms into an exception.
    #[cold]
    pub fn raise_text(&mut self, error: TextError) -> Interrupt {
        let class = match error.kind {
            ErrorKind::ValueError => types::VALUE_ERROR,
            ErrorKind::TypeError => types::TYPE_ERROR,
            ErrorKind::OverflowError | ErrorKind::OutOfRange => types::OVERFLOW_ERROR,
            ErrorKind::ZeroDivisionError => types::ZERO_DIVISION_ERROR,
            ErrorKind::KeyError => types::KEY_ERROR,
            ErrorKind::IndexError => types::INDEX_ERROR,
            ErrorKind::LookupError => types::LOOKUP_ERROR,
            ErrorKind::MemoryError => types::MEMORY_ERROR,
            ErrorKind::UnicodeEncodeError => types::UNICODE_ENCODE_ERROR,
            ErrorKind::UnicodeDecodeError => types::UNICODE_DECODE_ERROR,
        };
        if error.kind == ErrorKind::OutOfRange {
            let message = self.str("Numerical result out of range");
            return self.raise_with(class, &[Value::Int(34), message]);
        }
        if let Some(fault) = error.codec {
            let args = self.codec_arguments(*fault);
            return self.raise_with(class, &args);
        }
        if error.message.is_empty() {
            return self.raise_with(class, &[]);
        }
        self.raise(class, error.message)
    }

    /// `a op b` for built-in layouts; `None` is NotImplemented. In-place variants are given as
    /// their plain ones.
    pub fn binary_native(&mut self, op: BinaryOp, a: Value, b: Value) -> Result<Option<Value>> {
        match (self.number(a), self.number(b)) {
            (Some(x), Some(y)) => {
                let result = numeric(op, x, y);
                if let (Value::Obj(_), _) | (_, Value::Obj(_)) = (a, b) {
                    self.charge_bigint(op, a, b);
                }
                return match result {
                    Some(Ok(Outcome::Int(Int::Small(i)))) if keeps_bool(op, a, b) => {
                        Ok(Some(Value::from(i != 0)))
                    }
                    Some(Ok(Outcome::Int(i))) => Ok(Some(self.from_int(i))),
                    Some(Ok(Outcome::Float(f))) => Ok(Some(Value::from(f))),
                    Some(Ok(Outcome::Complex(c))) => Ok(Some(self.interp.new_complex(c))),
                    Some(Err(error)) => Err(self.raise_text(error)),
                    None => Ok(None),
                };
            }
            (Some(Number::Int(_)), None) if op == BinaryOp::Multiply => {
                if let Some(repeated) = self.repeat(b, a)? {
                    return Ok(Some(repeated));
                }
            }
            (None, Some(Number::Int(_))) if op == BinaryOp::Multiply => {
                if let Some(repeated) = self.repeat(a, b)? {
                    return Ok(Some(repeated));
                }
            }
            _ => {}
        }
        if let Some((x, y)) = self.complex_operands(a, b)? {
            return match complex(op, x, y) {
                Some(Ok(c)) => Ok(Some(self.interp.new_complex(c))),
                Some(Err(error)) => Err(self.raise_text(error)),
                None => Ok(None),
            };
        }
        let Value::Obj(ra) = a else { return Ok(None) };
        if op == BinaryOp::Remainder {
            return match self.interp.heap.body(ra) {
                Body::Str(_) => self.percent_format(a, b).map(Some),
                Body::Bytes(_) | Body::ByteArray(_) => self.percent_format_bytes(a, b).map(Some),
                _ => Ok(None),
            };
        }
        let Value::Obj(rb) = b else { return Ok(None) };
        match op {
            BinaryOp::Add => self.concatenate(ra, rb),
            BinaryOp::Or | BinaryOp::And | BinaryOp::Xor | BinaryOp::Subtract => {
                self.combine_sets(op, ra, rb)
            }
            _ => Ok(None),
        }
    }

    /// Two numbers of which one is complex, both as complex ones.
    fn complex_operands(&mut self, a: Value, b: Value) -> Result<Option<(Complex, Complex)>> {
        let (x, y) = (self.complex_of(a), self.complex_of(b));
        let real = |ctx: &mut Self, value| match ctx.number(value) {
            Some(_) => Ok(ctx.number_as_float(value)?.map(Complex::real)),
            None => Ok(None),
        };
        Ok(match (x, y) {
            (Some(x), Some(y)) => Some((x, y)),
            (Some(x), None) => real(self, b)?.map(|y| (x, y)),
            (None, Some(y)) => real(self, a)?.map(|x| (x, y)),
            (None, None) => None,
        })
    }

    /// Big-integer arithmetic costs by its digits: products by both, the rest by the longer.
    fn charge_bigint(&mut self, op: BinaryOp, a: Value, b: Value) {
        let words = |value| match self.int_of(value) {
            Some(IntRef::Big(big)) => (big.bits() / 64) as usize,
            _ => 1,
        };
        let (x, y) = (words(a), words(b));
        match op {
            BinaryOp::Multiply | BinaryOp::FloorDivide | BinaryOp::Remainder => {
                self.charge(x.saturating_mul(y), 1_000);
            }
            _ => self.charge(x.max(y), 1_000),
        }
    }

    fn concatenate(&mut self, a: Ref, b: Ref) -> Result<Option<Value>> {
        let heap = &self.interp.heap;
        let size = match (heap.body(a), heap.body(b)) {
            (Body::Str(x), Body::Str(y)) => x.as_str().len() + y.as_str().len(),
            (Body::List(x), Body::List(y)) => (x.len() + y.len()) * 16,
            (Body::Tuple(x), Body::Tuple(y)) => (x.len() + y.len()) * 16,
            (Body::Bytes(x), Body::Bytes(y)) => x.len() + y.len(),
            (Body::Bytes(x), Body::ByteArray(y)) | (Body::ByteArray(y), Body::Bytes(x)) => {
                x.len() + y.len()
            }
            (Body::ByteArray(x), Body::ByteArray(y)) => x.len() + y.len(),
            (Body::Bytes(x), Body::Other(_)) => x.len(),
            (Body::ByteArray(x), Body::Other(_)) => x.len(),
            _ => return Ok(None),
        };
        if let Body::Other(_) = heap.body(b) {
            return self.concatenate_buffer(a, b);
        }
        self.reserve(size)?;
        self.charge(size, CONCATENATION);
        let heap = &self.interp.heap;
        Ok(Some(match (heap.body(a), heap.body(b)) {
            (Body::Str(x), Body::Str(y)) => {
                let mut text = CompactString::with_capacity(size);
                text.push_str(x.as_str());
                text.push_str(y.as_str());
                self.string(text)
            }
            (Body::List(x), Body::List(y)) => {
                let items = [x.as_slice(), y.as_slice()].concat();
                self.list(items)
            }
            (Body::Tuple(x), Body::Tuple(y)) => {
                let items = [&**x, &**y].concat();
                self.tuple(items)
            }
            (Body::Bytes(x), Body::Bytes(y)) => {
                let bytes = [&**x, &**y].concat();
                self.bytes(bytes)
            }
            (Body::Bytes(x), Body::ByteArray(y)) => {
                let bytes = [&**x, y.as_slice()].concat();
                self.bytes(bytes)
            }
            (Body::ByteArray(x), Body::Bytes(y)) => {
                let bytes = [x.as_slice(), &**y].concat();
                self.alloc(types::BYTEARRAY, Body::ByteArray(bytes))
            }
            (Body::ByteArray(x), Body::ByteArray(y)) => {
                let bytes = [x.as_slice(), y.as_slice()].concat();
                self.alloc(types::BYTEARRAY, Body::ByteArray(bytes))
            }
            _ => return Ok(None),
        }))
    }

    /// bytes or a bytearray, and what a memoryview shows.
    fn concatenate_buffer(&mut self, a: Ref, b: Ref) -> Result<Option<Value>> {
        let Some(more) = self.buffer_bytes(Value::Obj(b))? else {
            return Ok(None);
        };
        let mut bytes = self.bytes_of(Value::Obj(a)).unwrap_or_default().to_vec();
        self.reserve(bytes.len().saturating_add(more.len()))?;
        bytes.extend(more);
        Ok(Some(match self.interp.heap.body(a) {
            Body::ByteArray(_) => self.alloc(types::BYTEARRAY, Body::ByteArray(bytes)),
            _ => self.bytes(bytes),
        }))
    }

    /// `sequence * count`.
    fn repeat(&mut self, sequence: Value, count: Value) -> Result<Option<Value>> {
        let Value::Obj(r) = sequence else {
            return Ok(None);
        };
        let length = match self.interp.heap.body(r) {
            Body::Str(s) => s.as_str().len(),
            Body::Bytes(b) => b.len(),
            Body::ByteArray(b) => b.len(),
            Body::List(items) => items.len() * 16,
            Body::Tuple(items) => items.len() * 16,
            _ => return Ok(None),
        };
        let count = match self.int_of(count) {
            Some(count) if count.is_negative() => 0,
            Some(count) => match count.to_i64().and_then(|count| usize::try_from(count).ok()) {
                Some(count) => count,
                None => {
                    let message = "cannot fit 'int' into an index-sized integer";
                    return Err(self.raise(types::OVERFLOW_ERROR, message));
                }
            },
            None => return Ok(None),
        };
        self.reserve(length.saturating_mul(count))?;
        self.charge(length.saturating_mul(count), 60);
        Ok(Some(match self.interp.heap.body(r) {
            Body::Str(s) => {
                let text = s.as_str().repeat(count);
                self.string(text)
            }
            Body::Bytes(b) => {
                let bytes = b.repeat(count);
                self.bytes(bytes)
            }
            Body::ByteArray(b) => {
                let bytes = b.repeat(count);
                self.alloc(types::BYTEARRAY, Body::ByteArray(bytes))
            }
            Body::List(items) => {
                let items = items.repeat(count);
                self.list(items)
            }
            Body::Tuple(items) => {
                let items = items.repeat(count);
                self.tuple(items)
            }
            _ => return Ok(None),
        }))
    }

    /// `|`, `&`, `^`, `-` of sets and frozensets, and `dict | dict`.
    fn combine_sets(&mut self, op: BinaryOp, a: Ref, b: Ref) -> Result<Option<Value>> {
        if let (Some(_), Some(_)) = (self.interp.dict(a), self.interp.dict(b)) {
            if op != BinaryOp::Or {
                return Ok(None);
            }
            let merged = self.interp.new_dict();
            for source in [a, b] {
                for (key, value) in self.dict_entries(source) {
                    self.dict_set(merged, key, value)?;
                }
            }
            return Ok(Some(Value::Obj(merged)));
        }
        let (Some(x), Some(y)) = (self.set(a).cloned(), self.set(b).cloned()) else {
            return Ok(None);
        };
        let class = if self.interp.is_instance(Value::Obj(a), types::FROZENSET) {
            types::FROZENSET
        } else {
            types::SET
        };
        self.charge(x.len() + y.len(), 20_000);
        let table = match op {
            // No room is made for a set that comes to itself.
            BinaryOp::Or if a == b => x.copy(),
            BinaryOp::Or => x.union(&y, |&a, &b| self.eq(a, b))?,
            BinaryOp::And if a == b => x.copy(),
            BinaryOp::And => x.intersection(&y, |&a, &b| self.eq(a, b))?,
            BinaryOp::Subtract if a == b => Set::new(),
            BinaryOp::Subtract => x.difference(&y, |&a, &b| self.eq(a, b))?,
            BinaryOp::Xor => {
                // The right operand is laid out anew, and the left one's elements toggled in it.
                let mut table = y.copy();
                self.toggle(&mut table, x.iter().map(|(hash, &item)| (hash, item)))?;
                table
            }
            _ => return Ok(None),
        };
        self.reserve(table.slots() * 24)?;
        Ok(Some(self.alloc(class, Body::Set(Box::new(table)))))
    }

    /// `set.copy()`: the table is laid out anew, as CPython does.
    pub fn copy_of_set(&mut self, class: Ref, r: Ref) -> Value {
        let copy = self.set(r).map(|set| set.copy()).unwrap_or_default();
        self.alloc(class, Body::Set(Box::new(copy)))
    }

    /// `-value`, `+value`, `~value` of numbers.
    pub fn unary_native(&mut self, op: Unary, value: Value) -> Option<Value> {
        if let Some(complex) = self.complex_of(value) {
            return match op {
                Unary::Negative => Some(self.interp.new_complex(complex.neg())),
                Unary::Positive => Some(self.interp.new_complex(complex)),
                Unary::Invert => None,
            };
        }
        let outcome = match (op, self.number(value)?) {
            (Unary::Negative, Number::Int(i)) => Outcome::Int(i.neg()),
            (Unary::Positive, Number::Int(i)) => Outcome::Int(i.to_int()),
            (Unary::Invert, Number::Int(i)) => Outcome::Int(i.invert()),
            (Unary::Negative, Number::Float(f)) => Outcome::Float(-f),
            (Unary::Positive, Number::Float(f)) => Outcome::Float(f),
            (Unary::Invert, Number::Float(_)) => return None,
        };
        Some(match outcome {
            Outcome::Int(i) => self.from_int(i),
            Outcome::Float(f) => Value::from(f),
            Outcome::Complex(c) => self.interp.new_complex(c),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    Negative,
    Positive,
    Invert,
}

enum Outcome {
    Int(Int),
    Float(f64),
    Complex(Complex),
}

/// `&`, `|`, `^` of two bools is a bool.
fn keeps_bool(op: BinaryOp, a: Value, b: Value) -> bool {
    matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor)
        && a.as_bool().is_some()
        && b.as_bool().is_some()
}

/// Arithmetic of two numbers; `None` where the operator is not defined for them.
fn numeric(
    op: BinaryOp,
    a: Number<'_>,
    b: Number<'_>,
) -> Option<std::result::Result<Outcome, TextError>> {
    let (x, y) = match (a, b) {
        (Number::Int(x), Number::Int(y)) => return integers(op, x, y),
        (Number::Float(x), Number::Float(y)) => (x, y),
        (Number::Int(x), Number::Float(y)) => match x.to_f64() {
            Ok(x) => (x, y),
            Err(error) => return Some(Err(error)),
        },
        (Number::Float(x), Number::Int(y)) => match y.to_f64() {
            Ok(y) => (x, y),
            Err(error) => return Some(Err(error)),
        },
    };
    let result = match op {
        BinaryOp::Add => Ok(x + y),
        BinaryOp::Subtract => Ok(x - y),
        BinaryOp::Multiply => Ok(x * y),
        BinaryOp::TrueDivide => float::true_div(x, y),
        BinaryOp::FloorDivide => float::floor_div(x, y),
        BinaryOp::Remainder => float::modulo(x, y),
        BinaryOp::Power => match float::pow(x, y) {
            Ok(float::Power::Real(f)) => Ok(f),
            Ok(float::Power::Complex(c)) => return Some(Ok(Outcome::Complex(c))),
            Err(error) => Err(error),
        },
        _ => return None,
    };
    Some(result.map(Outcome::Float))
}

/// Arithmetic of complex numbers; `None` where the operator is not defined for them.
fn complex(
    op: BinaryOp,
    x: Complex,
    y: Complex,
) -> Option<std::result::Result<Complex, TextError>> {
    match op {
        BinaryOp::Add => Some(Ok(x.add(y))),
        BinaryOp::Subtract => Some(Ok(x.sub(y))),
        BinaryOp::Multiply => Some(Ok(x.mul(y))),
        BinaryOp::TrueDivide => Some(x.div(y)),
        BinaryOp::Power => Some(x.pow(y)),
        _ => None,
    }
}

fn integers(
    op: BinaryOp,
    x: IntRef<'_>,
    y: IntRef<'_>,
) -> Option<std::result::Result<Outcome, TextError>> {
    let result = match op {
        BinaryOp::Add => Ok(x.add(y)),
        BinaryOp::Subtract => Ok(x.sub(y)),
        BinaryOp::Multiply => x.mul(y, MAX_BITS),
        BinaryOp::TrueDivide => return Some(x.true_div(y).map(Outcome::Float)),
        BinaryOp::FloorDivide => x.floor_div(y),
        BinaryOp::Remainder => x.modulo(y),
        BinaryOp::Power => match x.pow(y, MAX_BITS) {
            Ok(int::Power::Int(i)) => Ok(i),
            Ok(int::Power::Float(f)) => return Some(Ok(Outcome::Float(f))),
            Err(error) => Err(error),
        },
        BinaryOp::LShift => x.shl(y, MAX_BITS),
        BinaryOp::RShift => x.shr(y),
        BinaryOp::And => Ok(x.and(y)),
        BinaryOp::Or => Ok(x.or(y)),
        BinaryOp::Xor => Ok(x.xor(y)),
        _ => return None,
    };
    Some(result.map(Outcome::Int))
}
