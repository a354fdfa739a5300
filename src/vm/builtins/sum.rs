//! `sum`, and adding up in general.

use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::Value;

pub const FUNCTIONS: &[NativeDef] = &[function("sum", sum)];

/// What adding one item costs, in picoseconds.
const ITEM: u64 = 8_000;

/// A running total of ints and floats. From 3.12 on, what float additions lose is added at the
/// end (Neumaier's compensated summation).
struct Total {
    value: Value,
    compensation: f64,
    compensated: bool,
}

impl Total {
    fn new(start: Value, compensated: bool) -> Total {
        Total {
            value: start,
            compensation: 0.0,
            compensated,
        }
    }

    /// Adds a number; false if it takes more than this to add it.
    fn add(&mut self, item: Value) -> bool {
        let item = match item {
            Value::True => Value::Int(1),
            Value::False => Value::Int(0),
            other => other,
        };
        match (self.value, item) {
            (Value::Int(total), Value::Int(item)) => match total.checked_add(item) {
                Some(sum) => {
                    self.value = Value::Int(sum);
                    true
                }
                None => false,
            },
            (Value::Float(total), Value::Float(item)) => {
                let (total, item) = (total.get(), item.get());
                let sum = total + item;
                if self.compensated {
                    self.compensation += if total.abs() >= item.abs() {
                        (total - sum) + item
                    } else {
                        (item - sum) + total
                    };
                }
                self.value = Value::from(sum);
                true
            }
            (Value::Int(total), Value::Float(item)) => {
                self.value = Value::from(total as f64 + item.get());
                true
            }
            (Value::Float(total), Value::Int(item)) => {
                self.value = Value::from(total.get() + item as f64);
                true
            }
            _ => false,
        }
    }

    fn finish(self) -> Value {
        match self.value {
            Value::Float(total) if self.compensation != 0.0 && self.compensation.is_finite() => {
                Value::from(total.get() + self.compensation)
            }
            value => value,
        }
    }
}

fn sum(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [iterable, start] = ctx.bind(args, "sum", ["iterable", "start"], 1, 2)?;
    let start = start.some().unwrap_or(Value::Int(0));
    let joined = match ctx.body(start) {
        Some(Body::Str(_)) => Some("strings [use ''.join(seq) instead]"),
        Some(Body::Bytes(_)) => Some("bytes [use b''.join(seq) instead]"),
        Some(Body::ByteArray(_)) => Some("bytearray [use b''.join(seq) instead]"),
        _ => None,
    };
    if let Some(what) = joined {
        return Err(ctx.type_error(format!("sum() can't sum {what}")));
    }
    if let Some(total) = sum_of_range(ctx, iterable, start) {
        return Ok(total);
    }
    let items = ctx.collect_once(iterable)?;
    let compensated = ctx.interp.profile.version.minor() >= 12;
    let mut total = Total::new(start, compensated);
    let added = items.iter().take_while(|&&item| total.add(item)).count();
    ctx.charge(added, ITEM);
    ctx.charge_references(iterable, 0, added);
    let mut total = total.finish();
    let rest = &items[added..];
    for (index, &item) in rest.iter().enumerate() {
        if ctx.number(total).is_none() || ctx.number(item).is_none() {
            let rest = rest[index..].to_vec();
            let rest = ctx.once(|ctx| Ok(ctx.list(rest)))?;
            return ctx.prelude("add_up", &[rest, total]);
        }
        total = ctx.binary(BinaryOp::Add, total, item)?;
    }
    ctx.charge(rest.len(), 3 * ITEM);
    Ok(total)
}

/// The sum of a range of 64-bit numbers, at the cost of adding them one by one.
fn sum_of_range(ctx: &mut Ctx<'_>, iterable: Value, start: Value) -> Option<Value> {
    let Some(Body::Range(range)) = ctx.body(iterable) else {
        return None;
    };
    let range = **range;
    let total = ctx
        .i64_of(start)
        .filter(|_| ctx.class_of(start) == types::INT)?;
    let (first, step) = (ctx.i64_of(range.start)?, ctx.i64_of(range.step)?);
    let count = i64::try_from(ctx.range_length(range)).ok()?;
    ctx.i64_of(range.stop)?;
    let (first, step, count) = (i128::from(first), i128::from(step), i128::from(count));
    let last = first + step * (count - 1).max(0);
    let sum = (first + last).checked_mul(count)? / 2;
    ctx.charge(count as usize, ITEM);
    let sum = num_bigint::BigInt::from(i128::from(total) + sum);
    Some(ctx.int(sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(items: &[f64], compensated: bool, expect: f64) {
        let mut total = Total::new(Value::Int(0), compensated);
        assert!(items.iter().all(|&item| total.add(Value::from(item))));
        match total.finish() {
            Value::Float(sum) => assert_eq!(sum.get(), expect),
            other => panic!("not a float: {other:?}"),
        }
    }

    #[test]
    fn floats_add_up_as_in_their_version() {
        check(&[0.1; 10], true, 1.0);
        check(&[0.1; 10], false, 0.9999999999999999);
        check(&[1e100, 1.0, -1e100], true, 1.0);
        check(&[1e308, 1e308], true, f64::INFINITY);
    }

    #[test]
    fn an_overflow_is_left_to_long_ints() {
        let mut total = Total::new(Value::Int(i64::MAX), true);
        assert!(!total.add(Value::Int(1)));
        assert!(total.add(Value::False));
    }
}
