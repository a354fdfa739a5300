//! Functions of ints.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::number::work;
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::Value;

pub const FUNCTIONS: &[NativeDef] = &[
    function("comb", comb),
    function("factorial", factorial),
    function("gcd", gcd),
    function("isqrt", isqrt),
    function("lcm", lcm),
    function("perm", perm),
];

/// The most bits that a product may have.
const MAX_BITS: u64 = 1 << 26;

fn whole(ctx: &mut Ctx<'_>, value: Value) -> Result<BigInt> {
    let value = ctx.index_value(value)?;
    Ok(ctx
        .int_of(value)
        .map(|int| int.big().into_owned())
        .unwrap_or_default())
}

/// Charges for so many steps.
///
/// # Errors
/// `MemoryError` where they would take too long.
fn take(ctx: &mut Ctx<'_>, steps: u64) -> Result<()> {
    match work::within(steps) {
        Ok(steps) => {
            ctx.charge(usize::try_from(steps).unwrap_or(usize::MAX), work::STEP);
            Ok(())
        }
        Err(_) => Err(ctx.raise_with(types::MEMORY_ERROR, &[])),
    }
}

fn gcd(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    fold(ctx, args, BigInt::zero(), |a, b| {
        // One division first where the lengths differ: what is left is as long as the shorter.
        let (longer, shorter) = if a.magnitude() < b.magnitude() {
            (b, a)
        } else {
            (a, b)
        };
        if shorter.is_zero() {
            return longer.clone();
        }
        (longer % shorter).gcd(shorter)
    })
}

fn lcm(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    fold(ctx, args, BigInt::one(), |a, b| a.lcm(b))
}

fn fold(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    start: BigInt,
    combine: fn(&BigInt, &BigInt) -> BigInt,
) -> Result {
    let mut result = start;
    for &value in args.positional {
        let value = whole(ctx, value)?;
        let (longer, shorter) = (
            result.bits().max(value.bits()),
            result.bits().min(value.bits()),
        );
        // A common divisor is found bit by bit.
        let steps = work::steps(shorter, shorter).saturating_mul(64);
        take(ctx, steps.saturating_add(work::division(longer, shorter)))?;
        result = combine(&result, &value);
        if result.bits() > MAX_BITS {
            return Err(ctx.raise_with(types::MEMORY_ERROR, &[]));
        }
    }
    Ok(ctx.int(result.abs()))
}

fn isqrt(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.isqrt", 1, 1)?;
    let value = whole(ctx, args.get(0))?;
    if value.is_negative() {
        return Err(ctx.value_error("isqrt() argument must be nonnegative"));
    }
    take(ctx, work::steps(value.bits(), value.bits()))?;
    Ok(ctx.int(value.sqrt()))
}

/// The product of `from..=to`, by halves, so that the factors stay alike in size.
fn product(from: u64, to: u64) -> BigInt {
    if from > to {
        return BigInt::one();
    }
    if to - from < 8 {
        return (from..=to).map(BigInt::from).product();
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle + 1, to)
}

/// MemoryError where the product of `count` numbers up to `largest` would be too large.
fn check_product(ctx: &mut Ctx<'_>, count: u64, largest: u64) -> Result<()> {
    let bits = count.saturating_mul(u64::from(64 - largest.leading_zeros()));
    if bits > MAX_BITS {
        return Err(ctx.raise_with(types::MEMORY_ERROR, &[]));
    }
    ctx.charge(usize::try_from(count).unwrap_or(usize::MAX), 15_000);
    Ok(())
}

fn factorial(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "math.factorial", 1, 1)?;
    let value = whole(ctx, args.get(0))?;
    factorial_of(ctx, &value)
}

fn factorial_of(ctx: &mut Ctx<'_>, value: &BigInt) -> Result {
    if value.is_negative() {
        return Err(ctx.value_error("factorial() not defined for negative values"));
    }
    let Some(n) = value.to_i64().map(|n| n as u64) else {
        return Err(ctx.raise(
            types::OVERFLOW_ERROR,
            "factorial() argument should not exceed 9223372036854775807",
        ));
    };
    check_product(ctx, n, n)?;
    Ok(ctx.int(product(1, n)))
}

/// The two arguments of `comb` and `perm`, or which of them is negative.
fn non_negative(ctx: &mut Ctx<'_>, value: Value, name: &str) -> Result<BigInt> {
    let value = whole(ctx, value)?;
    if value.is_negative() {
        return Err(ctx.value_error(format!("{name} must be a non-negative integer")));
    }
    Ok(value)
}

fn comb(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "comb", 2, 2)?;
    let n = non_negative(ctx, args.get(0), "n")?;
    let k = non_negative(ctx, args.get(1), "k")?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = k.clone().min(&n - &k);
    let (top, k) = falling(ctx, &n, &k, "min(n - k, k)")?;
    take(ctx, work::division(top.bits(), top.bits() / 2))?;
    Ok(ctx.int(top / product(1, k)))
}

fn perm(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "perm", 1, 2)?;
    if matches!(args.get(1), Value::Null | Value::None) {
        let n = whole(ctx, args.get(0))?;
        return factorial_of(ctx, &n);
    }
    let n = non_negative(ctx, args.get(0), "n")?;
    let k = non_negative(ctx, args.get(1), "k")?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let (product, _) = falling(ctx, &n, &k, "k")?;
    Ok(ctx.int(product))
}

/// `n * (n - 1) * … ` of `k` factors, and `k`.
fn falling(ctx: &mut Ctx<'_>, n: &BigInt, k: &BigInt, name: &str) -> Result<(BigInt, u64)> {
    let Some(k) = k.to_u64() else {
        let message = format!("{name} must not exceed 18446744073709551615");
        return Err(ctx.raise(types::OVERFLOW_ERROR, message));
    };
    if let Some(n) = n.to_u64() {
        check_product(ctx, k, n)?;
        return Ok((product(n - k + 1, n), k));
    }
    if k.saturating_mul(n.bits()) > MAX_BITS {
        return Err(ctx.raise_with(types::MEMORY_ERROR, &[]));
    }
    let mut result = BigInt::one();
    for i in 0..k {
        result *= n - i;
    }
    Ok((result, k))
}
