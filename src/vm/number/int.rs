//! Integers of any size: `int`'s arithmetic (CPython's `longobject.c`).
//!
//! Operations take [`IntRef`]s, so that a value that lives elsewhere need not be cloned, and give
//! normalised [`Int`]s. What can grow without bound takes `max_bits`, the size beyond which the
//! answer is a `MemoryError`.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_integer::{Integer, Roots};
use num_traits::{Signed, ToPrimitive, Zero};

use super::{float, hash, work};
use crate::vm::text::TextError;

/// An integer. Normalised: what fits 64 bits is `Small`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    Small(i64),
    Big(BigInt),
}

/// A borrowed integer. A `Big` that fits 64 bits is allowed.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    Small(i64),
    Big(&'a BigInt),
}

/// The result of `int ** int`.
#[derive(Clone, Debug, PartialEq)]
pub enum Power {
    Int(Int),
    /// The exponent was negative.
    Float(f64),
}

impl Int {
    #[inline]
    pub fn as_ref(&self) -> IntRef<'_> {
        match self {
            Int::Small(value) => IntRef::Small(*value),
            Int::Big(value) => IntRef::Big(value),
        }
    }
}

impl From<i64> for Int {
    #[inline]
    fn from(value: i64) -> Int {
        Int::Small(value)
    }
}

impl From<BigInt> for Int {
    #[inline]
    fn from(value: BigInt) -> Int {
        match value.to_i64() {
            Some(small) => Int::Small(small),
            None => Int::Big(value),
        }
    }
}

impl<'a> From<&'a Int> for IntRef<'a> {
    fn from(value: &'a Int) -> IntRef<'a> {
        value.as_ref()
    }
}

impl From<i64> for IntRef<'_> {
    fn from(value: i64) -> Self {
        IntRef::Small(value)
    }
}

/// Applies a checked operation to two small operands, or the plain one to big integers.
macro_rules! small_or_big {
    ($a:expr, $b:expr, $checked:ident, $operator:tt) => {
        match ($a, $b) {
            (IntRef::Small(x), IntRef::Small(y)) => match x.$checked(y) {
                Some(result) => Int::Small(result),
                None => Int::from(BigInt::from(x) $operator BigInt::from(y)),
            },
            (IntRef::Big(x), IntRef::Small(y)) => Int::from(x $operator y),
            (IntRef::Small(x), IntRef::Big(y)) => Int::from(x $operator y),
            (IntRef::Big(x), IntRef::Big(y)) => Int::from(x $operator y),
        }
    };
}

/// Applies a bitwise operator.
macro_rules! bitwise {
    ($a:expr, $b:expr, $operator:tt) => {
        match ($a, $b) {
            (IntRef::Small(x), IntRef::Small(y)) => Int::Small(x $operator y),
            (x, y) => Int::from(x.big().as_ref() $operator y.big().as_ref()),
        }
    };
}

fn by_zero() -> TextError {
    TextError::zero_division("integer division or modulo by zero")
}

fn too_large_for_float() -> TextError {
    TextError::overflow("int too large to convert to float")
}

#[expect(
    clippy::should_implement_trait,
    reason = "several of these can fail, and all read best as one family"
)]
impl<'a> IntRef<'a> {
    /// The value as a big integer.
    pub fn big(self) -> Cow<'a, BigInt> {
        match self {
            IntRef::Small(value) => Cow::Owned(BigInt::from(value)),
            IntRef::Big(value) => Cow::Borrowed(value),
        }
    }

    pub fn to_int(self) -> Int {
        match self {
            IntRef::Small(value) => Int::Small(value),
            IntRef::Big(value) => Int::from(value.clone()),
        }
    }

    /// The value if it fits.
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(value) => Some(value),
            IntRef::Big(value) => value.to_i64(),
        }
    }

    #[inline]
    pub fn is_zero(self) -> bool {
        match self {
            IntRef::Small(value) => value == 0,
            IntRef::Big(value) => value.is_zero(),
        }
    }

    #[inline]
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(value) => value < 0,
            IntRef::Big(value) => value.is_negative(),
        }
    }

    #[inline]
    pub fn add(self, other: IntRef<'_>) -> Int {
        small_or_big!(self, other, checked_add, +)
    }

    #[inline]
    pub fn sub(self, other: IntRef<'_>) -> Int {
        small_or_big!(self, other, checked_sub, -)
    }

    /// # Errors
    /// `MemoryError` where the product could exceed `max_bits`.
    #[inline]
    pub fn mul(self, other: IntRef<'_>, max_bits: u64) -> Result<Int, TextError> {
        if let (IntRef::Small(x), IntRef::Small(y)) = (self, other)
            && let Some(product) = x.checked_mul(y)
        {
            return Ok(Int::Small(product));
        }
        let bits = self.bit_length() + other.bit_length();
        if bits > max_bits && bits > 128 {
            return Err(TextError::memory());
        }
        Ok(small_or_big!(self, other, checked_mul, *))
    }

    pub fn neg(self) -> Int {
        match self {
            IntRef::Small(value) => match value.checked_neg() {
                Some(negated) => Int::Small(negated),
                None => Int::from(-BigInt::from(value)),
            },
            IntRef::Big(value) => Int::from(-value),
        }
    }

    pub fn abs(self) -> Int {
        if self.is_negative() {
            self.neg()
        } else {
            self.to_int()
        }
    }

    /// `~x`.
    pub fn invert(self) -> Int {
        match self {
            IntRef::Small(value) => Int::Small(!value),
            IntRef::Big(value) => Int::from(!value),
        }
    }

    pub fn and(self, other: IntRef<'_>) -> Int {
        bitwise!(self, other, &)
    }

    pub fn or(self, other: IntRef<'_>) -> Int {
        bitwise!(self, other, |)
    }

    pub fn xor(self, other: IntRef<'_>) -> Int {
        bitwise!(self, other, ^)
    }

    /// `x // y`.
    ///
    /// # Errors
    /// `ZeroDivisionError`; `MemoryError` where it would take too long.
    pub fn floor_div(self, other: IntRef<'_>) -> Result<Int, TextError> {
        if other.is_zero() {
            return Err(by_zero());
        }
        if let (IntRef::Small(x), IntRef::Small(y)) = (self, other)
            && let Some(quotient) = x.checked_div(y)
        {
            let inexact_and_negative = (x % y != 0) && ((x < 0) != (y < 0));
            return Ok(Int::Small(quotient - i64::from(inexact_and_negative)));
        }
        work::within(work::division(self.bit_length(), other.bit_length()))?;
        Ok(Int::from(self.big().div_floor(&other.big())))
    }

    /// `x % y`, with the sign of `y`.
    ///
    /// # Errors
    /// `ZeroDivisionError`; `MemoryError` where it would take too long.
    pub fn modulo(self, other: IntRef<'_>) -> Result<Int, TextError> {
        if other.is_zero() {
            return Err(TextError::zero_division("integer modulo by zero"));
        }
        if let (IntRef::Small(x), IntRef::Small(y)) = (self, other) {
            let rest = x.checked_rem(y).unwrap_or(0);
            let adjust = rest != 0 && ((rest < 0) != (y < 0));
            return Ok(Int::Small(if adjust { rest + y } else { rest }));
        }
        work::within(work::division(self.bit_length(), other.bit_length()))?;
        Ok(Int::from(self.big().mod_floor(&other.big())))
    }

    /// `divmod(x, y)`.
    ///
    /// # Errors
    /// `ZeroDivisionError`.
    pub fn divmod(self, other: IntRef<'_>) -> Result<(Int, Int), TextError> {
        if other.is_zero() {
            return Err(by_zero());
        }
        if let (IntRef::Small(_), IntRef::Small(_)) = (self, other) {
            return Ok((self.floor_div(other)?, self.modulo(other)?));
        }
        work::within(work::division(self.bit_length(), other.bit_length()))?;
        let (quotient, rest) = self.big().div_mod_floor(&other.big());
        Ok((Int::from(quotient), Int::from(rest)))
    }

    /// `x / y`, correctly rounded whatever the size of the operands.
    ///
    /// # Errors
    /// `ZeroDivisionError`; `OverflowError` where the quotient is too large for a float.
    pub fn true_div(self, other: IntRef<'_>) -> Result<f64, TextError> {
        const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;
        if other.is_zero() {
            return Err(TextError::zero_division("division by zero"));
        }
        if let (IntRef::Small(x), IntRef::Small(y)) = (self, other)
            && x.unsigned_abs() <= EXACT
            && y.unsigned_abs() <= EXACT
        {
            return Ok(x as f64 / y as f64);
        }
        if self.is_zero() {
            return Ok(if other.is_negative() { -0.0 } else { 0.0 });
        }
        divide_bigs(&self.big(), &other.big())
            .ok_or_else(|| TextError::overflow("integer division result too large for a float"))
    }

    /// `x ** y`.
    ///
    /// # Errors
    /// `MemoryError` where the result exceeds `max_bits`; `ZeroDivisionError` for zero to a
    /// negative power; `OverflowError` where a negative power needs a float out of range.
    pub fn pow(self, exponent: IntRef<'_>, max_bits: u64) -> Result<Power, TextError> {
        if exponent.is_negative() {
            return Ok(match float::pow(self.to_f64()?, exponent.to_f64()?)? {
                float::Power::Real(value) => Power::Float(value),
                // A negative base with an exponent that is whole has no imaginary part.
                float::Power::Complex(power) => Power::Float(power.real),
            });
        }
        let odd = match exponent {
            IntRef::Small(value) => value & 1 == 1,
            IntRef::Big(value) => value.is_odd(),
        };
        if exponent.is_zero() {
            return Ok(Power::Int(Int::Small(1)));
        }
        match self.to_i64() {
            Some(base @ (0 | 1)) => return Ok(Power::Int(Int::Small(base))),
            Some(-1) => return Ok(Power::Int(Int::Small(if odd { -1 } else { 1 }))),
            _ => {}
        }
        let exponent = exponent
            .to_i64()
            .and_then(|e| u32::try_from(e).ok())
            .ok_or_else(TextError::memory)?;
        if let IntRef::Small(base) = self
            && let Some(power) = base.checked_pow(exponent)
        {
            return Ok(Power::Int(Int::Small(power)));
        }
        if (self.bit_length() - 1).saturating_mul(u64::from(exponent)) > max_bits {
            return Err(TextError::memory());
        }
        Ok(Power::Int(Int::from(self.big().pow(exponent))))
    }

    /// `pow(x, y, m)`.
    ///
    /// # Errors
    /// `ValueError` for a modulus of zero, or a negative exponent where the base has no inverse;
    /// `MemoryError` where it would take too long.
    pub fn pow_mod(self, exponent: IntRef<'_>, modulus: IntRef<'_>) -> Result<Int, TextError> {
        if modulus.is_zero() {
            return Err(TextError::value("pow() 3rd argument cannot be 0"));
        }
        let bits = modulus.bit_length();
        let squarings = exponent.bit_length().max(1).saturating_mul(2);
        work::within(work::steps(bits, bits).saturating_mul(squarings))?;
        work::within(work::division(self.bit_length(), bits))?;
        let modulus = modulus.big();
        let positive = modulus.abs();
        let mut base = self.big().mod_floor(&positive);
        let mut exponent = exponent.big().into_owned();
        if exponent.is_negative() {
            work::within(work::steps(bits, bits).saturating_mul(64))?;
            base = base
                .modinv(&positive)
                .ok_or_else(|| TextError::value("base is not invertible for the given modulus"))?;
            exponent = -exponent;
        }
        let mut power = base.modpow(&exponent, &positive);
        if modulus.is_negative() && !power.is_zero() {
            power += modulus.as_ref();
        }
        Ok(Int::from(power))
    }

    /// `x << y`.
    ///
    /// # Errors
    /// `ValueError` for a negative count, `OverflowError` for one beyond 64 bits, `MemoryError`
    /// where the result exceeds `max_bits`.
    pub fn shl(self, count: IntRef<'_>, max_bits: u64) -> Result<Int, TextError> {
        if count.is_negative() {
            return Err(TextError::value("negative shift count"));
        }
        if self.is_zero() {
            return Ok(Int::Small(0));
        }
        let Some(count) = count.to_i64() else {
            return Err(TextError::overflow("too many digits in integer"));
        };
        let bits = self.bit_length().saturating_add(count as u64);
        if let IntRef::Small(value) = self
            && bits < 64
        {
            return Ok(Int::Small(value << count));
        }
        if bits > max_bits {
            return Err(TextError::memory());
        }
        Ok(Int::from(self.big().as_ref() << count))
    }

    /// `x >> y`, rounding down.
    ///
    /// # Errors
    /// `ValueError` for a negative count.
    pub fn shr(self, count: IntRef<'_>) -> Result<Int, TextError> {
        if count.is_negative() {
            return Err(TextError::value("negative shift count"));
        }
        let count = count.to_i64().unwrap_or(i64::MAX);
        Ok(match self {
            IntRef::Small(value) => Int::Small(value >> count.min(63)),
            IntRef::Big(value) if value.bits() <= count as u64 => {
                Int::Small(if value.is_negative() { -1 } else { 0 })
            }
            IntRef::Big(value) => Int::from(value >> count),
        })
    }

    #[inline]
    pub fn hash(self) -> i64 {
        match self {
            IntRef::Small(value) => hash::hash_i64(value),
            IntRef::Big(value) => hash::hash_bigint(value),
        }
    }

    /// `x.bit_length()`.
    #[inline]
    pub fn bit_length(self) -> u64 {
        match self {
            IntRef::Small(value) => u64::from(64 - value.unsigned_abs().leading_zeros()),
            IntRef::Big(value) => value.bits(),
        }
    }

    /// `x.bit_count()`: the ones in the magnitude.
    pub fn bit_count(self) -> u64 {
        match self {
            IntRef::Small(value) => u64::from(value.unsigned_abs().count_ones()),
            IntRef::Big(value) => value.magnitude().count_ones(),
        }
    }

    /// `math.isqrt(x)`.
    ///
    /// # Errors
    /// `ValueError` for a negative value.
    pub fn isqrt(self) -> Result<Int, TextError> {
        if self.is_negative() {
            return Err(TextError::value("isqrt() argument must be nonnegative"));
        }
        Ok(match self {
            IntRef::Small(value) => Int::Small(value.sqrt()),
            IntRef::Big(value) => Int::from(value.sqrt()),
        })
    }

    /// `float(x)`, correctly rounded.
    ///
    /// # Errors
    /// `OverflowError`.
    #[inline]
    pub fn to_f64(self) -> Result<f64, TextError> {
        match self {
            IntRef::Small(value) => Ok(value as f64),
            IntRef::Big(value) => match value.to_f64() {
                Some(float) if float.is_finite() => Ok(float),
                _ => Err(too_large_for_float()),
            },
        }
    }

    /// Compares two integers.
    #[inline]
    pub fn compare(self, other: IntRef<'_>) -> Ordering {
        match (self, other) {
            (IntRef::Small(x), IntRef::Small(y)) => x.cmp(&y),
            (x, y) => x.big().cmp(&y.big()),
        }
    }

    /// Compares with a float by value, without rounding either; `None` for NaN.
    pub fn compare_f64(self, other: f64) -> Option<Ordering> {
        if let IntRef::Small(value) = self
            && value.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS
        {
            return (value as f64).partial_cmp(&other);
        }
        if other.is_nan() {
            return None;
        }
        if other.is_infinite() {
            return 0.0.partial_cmp(&other);
        }
        let whole = libm::floor(other);
        let Ok(floor) = float::to_int(whole) else {
            return None;
        };
        Some(self.compare(floor.as_ref()).then(if other > whole {
            Ordering::Less
        } else {
            Ordering::Equal
        }))
    }

    /// `round(x, ndigits)` for a negative `ndigits`: to a multiple of ten to the `-ndigits`, ties
    /// to the even multiple.
    pub fn round(self, ndigits: IntRef<'_>) -> Int {
        if !ndigits.is_negative() {
            return self.to_int();
        }
        // With more zeros than there are digits, the answer is zero.
        let digits = self.bit_length() * 30_103 / 100_000 + 1;
        let zeros = match ndigits.to_i64() {
            Some(n) if n.unsigned_abs() <= digits => n.unsigned_abs() as u32,
            _ => return Int::Small(0),
        };
        let unit = BigInt::from(10).pow(zeros);
        Int::from(round_half_even(&self.big(), &unit, false))
    }

    /// `x.to_bytes(length, byteorder, signed=signed)`.
    ///
    /// # Errors
    /// `OverflowError` where it does not fit.
    pub fn to_bytes(
        self,
        length: usize,
        big_endian: bool,
        signed: bool,
    ) -> Result<Vec<u8>, TextError> {
        let value = self.big();
        if value.is_negative() && !signed {
            return Err(TextError::overflow(
                "can't convert negative int to unsigned",
            ));
        }
        let too_big = || TextError::overflow("int too big to convert");
        let mut bytes = match (signed, value.is_zero()) {
            (_, true) => Vec::new(),
            (true, false) => value.to_signed_bytes_le(),
            (false, false) => value.to_bytes_le().1,
        };
        let filler = if value.is_negative() { 0xff } else { 0 };
        if length == 0 && bytes == [filler] {
            // CPython checks the sign bit of the last byte only, and here there is none.
            bytes.clear();
        }
        if bytes.len() > length {
            return Err(too_big());
        }
        bytes.resize(length, filler);
        if big_endian {
            bytes.reverse();
        }
        Ok(bytes)
    }
}

/// `int.from_bytes(bytes, byteorder, signed=signed)`.
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> Int {
    Int::from(match (big_endian, signed) {
        (true, true) => BigInt::from_signed_bytes_be(bytes),
        (true, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (false, true) => BigInt::from_signed_bytes_le(bytes),
        (false, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
    })
}

/// Rounds to a multiple of `unit` (positive). A tie goes to the even multiple unless `beyond` says
/// that the true magnitude is a little greater than `value`'s.
pub(super) fn round_half_even(value: &BigInt, unit: &BigInt, beyond: bool) -> BigInt {
    let magnitude = value.abs();
    let (mut quotient, rest) = magnitude.div_rem(unit);
    let up = match (rest * 2u32).cmp(unit) {
        Ordering::Less => false,
        Ordering::Equal => beyond || quotient.is_odd(),
        Ordering::Greater => true,
    };
    if up {
        quotient += 1u32;
    }
    let rounded = quotient * unit;
    if value.is_negative() {
        -rounded
    } else {
        rounded
    }
}

/// The nearest float to `a / b`; `None` where that is out of range. Neither is zero.
fn divide_bigs(a: &BigInt, b: &BigInt) -> Option<f64> {
    const MANTISSA_BITS: i64 = f64::MANTISSA_DIGITS as i64;
    const MIN_EXP: i64 = f64::MIN_EXP as i64;
    const MAX_EXP: i64 = f64::MAX_EXP as i64;
    let sign = if a.is_negative() != b.is_negative() {
        -1.0
    } else {
        1.0
    };
    let difference = a.bits() as i64 - b.bits() as i64;
    if difference > MAX_EXP {
        return None;
    }
    if difference < MIN_EXP - MANTISSA_BITS - 1 {
        return Some(sign * 0.0);
    }
    // A quotient with two bits more than the float has, the last of them sticky.
    let shift = difference.max(MIN_EXP) - MANTISSA_BITS - 2;
    let (mut dividend, mut divisor) = (a.abs(), b.abs());
    if shift <= 0 {
        dividend <<= -shift;
    } else {
        divisor <<= shift;
    }
    let (quotient, rest) = dividend.div_rem(&divisor);
    let mut quotient = quotient.to_u64()?;
    if !rest.is_zero() {
        quotient |= 1;
    }
    let bits = i64::from(64 - quotient.leading_zeros());
    let extra_bits = bits.max(MIN_EXP - shift) - MANTISSA_BITS;
    let half = 1u64 << (extra_bits - 1);
    if quotient & half != 0 && quotient & (3 * half - 1) != 0 {
        quotient += half;
    }
    quotient &= !(2 * half - 1);
    let result = libm::scalbn(quotient as f64, shift as i32);
    result.is_finite().then_some(sign * result)
}
