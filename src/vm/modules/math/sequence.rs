//! Functions of many numbers.

use super::real;
use crate::bytecode::BinaryOp;
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::Value;

pub const FUNCTIONS: &[NativeDef] = &[function("prod", prod), function("sumprod", sumprod)];

/// What one item costs, in picoseconds.
const ITEM: u64 = 12_000;

/// A sum of two floats and its rounding error.
fn two_sum(x: f64, y: f64) -> (f64, f64) {
    let sum = x + y;
    let (large, small) = if x.abs() < y.abs() { (y, x) } else { (x, y) };
    (sum, small - (sum - large))
}

/// The exactly rounded sum of finite floats, by Shewchuk's partial sums; `None` if a partial sum
/// overflows.
fn exact_sum(items: &[f64]) -> Option<f64> {
    let mut partials: Vec<f64> = Vec::new();
    for &item in items {
        let mut x = item;
        let mut kept = 0;
        for index in 0..partials.len() {
            let (sum, error) = two_sum(x, partials[index]);
            if error != 0.0 {
                partials[kept] = error;
                kept += 1;
            }
            x = sum;
        }
        partials.truncate(kept);
        if !x.is_finite() {
            return None;
        }
        if x != 0.0 {
            partials.push(x);
        }
    }
    let mut sum = partials.pop().unwrap_or(0.0);
    let mut error = 0.0;
    while let Some(next) = partials.pop() {
        let before = sum;
        sum = before + next;
        error = next - (sum - before);
        if error != 0.0 {
            break;
        }
    }
    // Where the rest pushes in the direction of a half-way error, round the other way.
    if let Some(&next) = partials.last()
        && ((error < 0.0 && next < 0.0) || (error > 0.0 && next > 0.0))
    {
        let doubled = error * 2.0;
        let rounded = sum + doubled;
        if doubled == rounded - sum {
            sum = rounded;
        }
    }
    Some(sum)
}

pub fn fsum(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.fsum", 1, 1)?;
    let values = ctx.collect(args.get(0))?;
    let mut finite = Vec::with_capacity(values.len());
    let (mut special, mut infinite) = (0.0, 0.0);
    ctx.charge(values.len(), 2 * ITEM);
    for value in values {
        let x = real(ctx, value)?;
        if x.is_finite() {
            finite.push(x);
            continue;
        }
        special += x;
        if x.is_infinite() {
            infinite += x;
        }
        // It swallows what came before, unless that was too large by itself.
        if exact_sum(&finite).is_none() {
            return Err(ctx.raise(types::OVERFLOW_ERROR, "intermediate overflow in fsum"));
        }
        finite.clear();
    }
    let Some(sum) = exact_sum(&finite) else {
        return Err(ctx.raise(types::OVERFLOW_ERROR, "intermediate overflow in fsum"));
    };
    if infinite.is_nan() {
        return Err(ctx.value_error("-inf + inf in fsum"));
    }
    Ok(Value::from(if special == 0.0 { sum } else { special }))
}

/// The Euclidean length of a vector, scaled so that squares neither overflow nor vanish, and with
/// a step of Newton's after the root: `vector_norm` in mathmodule.c.
fn length(items: &[f64]) -> f64 {
    if items.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if items.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let largest = items.iter().fold(0.0_f64, |max, x| max.max(x.abs()));
    if largest == 0.0 {
        return 0.0;
    }
    if items.len() == 1 {
        return largest;
    }
    let (_, exponent) = libm::frexp(largest);
    if exponent < f64::MIN_EXP - 2 {
        // Subnormal: the scale would be infinite.
        let larger: Vec<f64> = items.iter().map(|x| x / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * length(&larger);
    }
    let scale = libm::ldexp(1.0, -exponent);
    let mut sum = SquareSum::default();
    for x in items {
        let x = x * scale;
        sum.add(x, x);
    }
    let root = sum.value().sqrt();
    sum.add(-root, root);
    (root + sum.value() / (2.0 * root)) / scale
}

/// A sum of products below 1 in twice the precision, as `vector_norm` keeps it.
struct SquareSum {
    /// One more than the sum, so that no summand exceeds it.
    sum: f64,
    lost_in_products: f64,
    lost_in_sums: f64,
}

impl Default for SquareSum {
    fn default() -> Self {
        SquareSum {
            sum: 1.0,
            lost_in_products: 0.0,
            lost_in_sums: 0.0,
        }
    }
}

impl SquareSum {
    fn add(&mut self, x: f64, y: f64) {
        let product = x * y;
        let sum = self.sum + product;
        self.lost_in_products += x.mul_add(y, -product);
        self.lost_in_sums += (self.sum - sum) + product;
        self.sum = sum;
    }

    fn value(&self) -> f64 {
        self.sum - 1.0 + (self.lost_in_products + self.lost_in_sums)
    }
}

pub fn hypot(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut items = Vec::with_capacity(args.len());
    for &value in args.positional {
        items.push(real(ctx, value)?.abs());
    }
    ctx.charge(items.len(), ITEM);
    Ok(Value::from(length(&items)))
}

pub fn dist(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "dist", 2, 2)?;
    let (p, q) = (ctx.collect(args.get(0))?, ctx.collect(args.get(1))?);
    if p.len() != q.len() {
        let message = "both points must have the same number of dimensions";
        return Err(ctx.value_error(message));
    }
    let mut differences = Vec::with_capacity(p.len());
    for (a, b) in p.into_iter().zip(q) {
        differences.push((real(ctx, a)? - real(ctx, b)?).abs());
    }
    ctx.charge(differences.len(), ITEM);
    Ok(Value::from(length(&differences)))
}

fn prod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [iterable, start] = ctx.bind(args, "prod", ["iterable", "start"], 1, 1)?;
    let items = ctx.collect_once(iterable)?;
    let mut product = start.some().unwrap_or(Value::Int(1));
    for (index, &item) in items.iter().enumerate() {
        if ctx.number(product).is_none() || ctx.number(item).is_none() {
            let rest = items[index..].to_vec();
            let rest = ctx.once(|ctx| Ok(ctx.list(rest)))?;
            return ctx.prelude("multiply_up", &[rest, product]);
        }
        product = ctx.binary(BinaryOp::Multiply, product, item)?;
    }
    ctx.charge(items.len(), ITEM);
    Ok(product)
}

fn sumprod(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "sumprod", 2, 2)?;
    let (p, q) = (ctx.collect(args.get(0))?, ctx.collect(args.get(1))?);
    if p.len() != q.len() {
        return Err(ctx.value_error("Inputs are not the same length"));
    }
    ctx.charge(p.len(), 2 * ITEM);
    let floats = |items: &[Value]| -> Option<Vec<f64>> {
        items
            .iter()
            .map(|&item| match item {
                Value::Float(f) => Some(f.get()),
                Value::Int(i) => Some(i as f64),
                _ => None,
            })
            .collect()
    };
    let all_ints = p.iter().chain(&q).all(|v| matches!(v, Value::Int(_)));
    if !all_ints && let (Some(p), Some(q)) = (floats(&p), floats(&q)) {
        // Products and sums in twice the precision, as CPython's "triple length" arithmetic.
        let terms: Vec<f64> = p
            .iter()
            .zip(&q)
            .flat_map(|(&x, &y)| {
                let product = x * y;
                [product, libm::fma(x, y, -product)]
            })
            .collect();
        if terms.iter().all(|term| term.is_finite())
            && let Some(sum) = exact_sum(&terms)
        {
            return Ok(Value::from(sum));
        }
        return Ok(Value::from(
            p.iter().zip(&q).map(|(x, y)| x * y).sum::<f64>(),
        ));
    }
    let mut sum = Value::Int(0);
    for (x, y) in p.into_iter().zip(q) {
        let product = ctx.binary(BinaryOp::Multiply, x, y)?;
        sum = ctx.binary(BinaryOp::Add, sum, product)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values are CPython's `math.fsum`.
    fn check(items: &[f64], expect: Option<f64>) {
        assert_eq!(exact_sum(items), expect);
    }

    #[test]
    fn sums_are_exactly_rounded() {
        check(&[0.1; 10], Some(1.0));
        check(
            &[1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50],
            Some(1e-100),
        );
        check(&[1e16, 1.0, 1e-16], Some(10000000000000002.0));
        check(&[], Some(0.0));
        check(&[1e308, 1e308], None);
    }

    #[test]
    fn lengths_neither_overflow_nor_vanish() {
        assert_eq!(length(&[3e200, 4e200, 0.0]), 4.9999999999999995e200);
        assert_eq!(length(&[1e-320, 0.0, 0.0]), 1e-320);
        assert_eq!(length(&[1.0, 2.0, 2.0]), 3.0);
        assert!(length(&[f64::NAN, f64::INFINITY]).is_infinite());
    }
}
