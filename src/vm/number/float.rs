//! Floats: `float`'s text, rounding and arithmetic (CPython's `floatobject.c`).

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::complex::Complex;
use super::int::{self, Int};
use crate::vm::text::{ErrorKind, TextError, char_class, repr};

/// The result of `float ** float`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    Real(f64),
    /// A negative base with a fractional exponent.
    Complex(Complex),
}

/// `repr(x)`: the shortest decimal that reads back as the same float.
pub fn repr_f64(value: f64) -> String {
    if let Some(name) = special_name(value) {
        return name.to_owned();
    }
    let (digits, exponent) = shortest_digits(value.abs());
    let mut out = String::with_capacity(24);
    if value.is_sign_negative() {
        out.push('-');
    }
    if (-4..16).contains(&exponent) {
        push_positional(&mut out, &digits, exponent);
        if !out.contains('.') {
            out.push_str(".0");
        }
    } else {
        push_scientific(&mut out, &digits, exponent, 'e');
    }
    out
}

/// `inf`, `-inf` or `nan`.
fn special_name(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("nan")
    } else if value.is_infinite() {
        Some(if value > 0.0 { "inf" } else { "-inf" })
    } else {
        None
    }
}

/// The shortest significant digits of a finite, non-negative float and the power of ten of the
/// first one.
pub(crate) fn shortest_digits(value: f64) -> (String, i32) {
    split_scientific(&format!("{value:e}"))
}

/// `count` significant digits (at least one), correctly rounded, and the power of ten of the
/// first one.
pub(crate) fn significant_digits(value: f64, count: usize) -> (String, i32) {
    let precision = count.saturating_sub(1);
    split_scientific(&format!("{value:.precision$e}"))
}

/// Splits `d.ddde±x`.
fn split_scientific(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.chars().filter(|c| *c != '.').collect();
    (digits, exponent.parse().unwrap_or(0))
}

/// Digits with the decimal point where `exponent` puts it; zeros fill the gap.
pub(crate) fn push_positional(out: &mut String, digits: &str, exponent: i32) {
    if exponent < 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        out.push_str(digits);
        return;
    }
    let whole = exponent as usize + 1;
    match digits.split_at_checked(whole) {
        Some((before, after)) => {
            out.push_str(before);
            if !after.is_empty() {
                out.push('.');
                out.push_str(after);
            }
        }
        None => {
            out.push_str(digits);
            out.extend(std::iter::repeat_n('0', whole - digits.len()));
        }
    }
}

/// Digits with a point after the first and an exponent of at least two digits.
pub(crate) fn push_scientific(out: &mut String, digits: &str, exponent: i32, mark: char) {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    out.push_str(first);
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    push_exponent(out, exponent, mark);
}

/// `e+05`.
pub(crate) fn push_exponent(out: &mut String, exponent: i32, mark: char) {
    out.push(mark);
    out.push(if exponent < 0 { '-' } else { '+' });
    let magnitude = exponent.unsigned_abs();
    if magnitude < 10 {
        out.push('0');
    }
    out.push_str(&magnitude.to_string());
}

/// `float(text)`.
///
/// # Errors
/// `ValueError` where the text is no number.
pub fn parse(text: &str) -> Result<f64, TextError> {
    parse_number(text).ok_or_else(|| {
        TextError::value(format!(
            "could not convert string to float: {}",
            repr::repr_str(text)
        ))
    })
}

/// `float(bytes)`.
///
/// # Errors
/// `ValueError` where the text is no number.
pub fn parse_bytes(bytes: &[u8]) -> Result<f64, TextError> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.is_ascii())
        .and_then(parse_number)
        .ok_or_else(|| {
            TextError::value(format!(
                "could not convert string to float: {}",
                repr::repr_bytes(bytes)
            ))
        })
}

fn parse_number(text: &str) -> Option<f64> {
    let trimmed = text.trim_matches(char_class::is_space_around_number);
    let mut plain = String::with_capacity(trimmed.len());
    let mut previous = '\0';
    let mut characters = trimmed.chars().peekable();
    while let Some(c) = characters.next() {
        let c = char_class::decimal_value(c)
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(c);
        if c == '_' {
            let next_is_digit = characters
                .peek()
                .is_some_and(|next| char_class::decimal_value(*next).is_some());
            if !previous.is_ascii_digit() || !next_is_digit {
                return None;
            }
        } else {
            plain.push(c);
        }
        previous = c;
    }
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let is_number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let is_name = ["inf", "infinity", "nan"]
        .iter()
        .any(|name| unsigned.eq_ignore_ascii_case(name));
    if !is_number && !is_name {
        return None;
    }
    plain.parse().ok()
}

/// `int(x)`: the integer towards zero.
///
/// # Errors
/// `OverflowError` for an infinity, `ValueError` for NaN.
pub fn to_int(value: f64) -> Result<Int, TextError> {
    if value.is_nan() {
        return Err(TextError::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(TextError::overflow(
            "cannot convert float infinity to integer",
        ));
    }
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&value) {
        return Ok(Int::Small(value as i64));
    }
    let (mantissa, exponent) = decompose(value);
    Ok(Int::from(BigInt::from(mantissa) << exponent.max(0)))
}

/// A finite float as `mantissa * 2**exponent`.
fn decompose(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (magnitude, exponent) = match (bits >> 52 & 0x7ff) as i32 {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    };
    let signed = if value.is_sign_negative() {
        -magnitude
    } else {
        magnitude
    };
    (signed, exponent)
}

/// `math.floor(x)`.
///
/// # Errors
/// As [`to_int`].
pub fn floor(value: f64) -> Result<Int, TextError> {
    to_int(libm::floor(value))
}

/// `math.ceil(x)`.
///
/// # Errors
/// As [`to_int`].
pub fn ceil(value: f64) -> Result<Int, TextError> {
    to_int(libm::ceil(value))
}

/// `round(x)`: the nearest integer, ties to even.
///
/// # Errors
/// As [`to_int`].
pub fn round_to_int(value: f64) -> Result<Int, TextError> {
    to_int(libm::rint(value))
}

/// `round(x, ndigits)`, of the float's exact value.
///
/// # Errors
/// `OverflowError` where the rounded value is out of range.
pub fn round(value: f64, ndigits: i64) -> Result<f64, TextError> {
    // Beyond these, every digit is kept, or none.
    const MOST_DIGITS: i64 = 323;
    const FEWEST_DIGITS: i64 = -308;
    if !value.is_finite() || ndigits > MOST_DIGITS {
        return Ok(value);
    }
    if ndigits < FEWEST_DIGITS {
        return Ok(value * 0.0);
    }
    if ndigits >= 0 {
        let places = ndigits as usize;
        return Ok(format!("{value:.places$}").parse().unwrap_or(value));
    }
    let whole = libm::trunc(value);
    let unit = BigInt::from(10).pow(ndigits.unsigned_abs() as u32);
    let rounded = int::round_half_even(&to_int(whole)?.as_ref().big(), &unit, value != whole);
    match rounded.to_f64() {
        Some(result) if result.is_finite() => Ok(libm::copysign(result, value)),
        _ => Err(TextError::overflow("rounded value too large to represent")),
    }
}

/// `x / y`.
///
/// # Errors
/// `ZeroDivisionError`.
#[inline]
pub fn true_div(x: f64, y: f64) -> Result<f64, TextError> {
    if y == 0.0 {
        return Err(TextError::zero_division("float division by zero"));
    }
    Ok(x / y)
}

/// `x // y`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn floor_div(x: f64, y: f64) -> Result<f64, TextError> {
    if y == 0.0 {
        return Err(TextError::zero_division("float floor division by zero"));
    }
    Ok(div_mod(x, y).0)
}

/// `x % y`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn modulo(x: f64, y: f64) -> Result<f64, TextError> {
    if y == 0.0 {
        return Err(TextError::zero_division("float modulo by zero"));
    }
    Ok(div_mod(x, y).1)
}

/// `divmod(x, y)`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn divmod(x: f64, y: f64) -> Result<(f64, f64), TextError> {
    if y == 0.0 {
        return Err(TextError::zero_division("float divmod()"));
    }
    Ok(div_mod(x, y))
}

/// Quotient and rest with the rest's sign that of `y`, which is not zero.
fn div_mod(x: f64, y: f64) -> (f64, f64) {
    let mut rest = x % y;
    let mut quotient = (x - rest) / y;
    if rest == 0.0 {
        rest = libm::copysign(0.0, y);
    } else if (y < 0.0) != (rest < 0.0) {
        rest += y;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (libm::copysign(0.0, x / y), rest);
    }
    let floor = libm::floor(quotient);
    let floor = if quotient - floor > 0.5 {
        floor + 1.0
    } else {
        floor
    };
    (floor, rest)
}

/// `x ** y`.
///
/// # Errors
/// `ZeroDivisionError` for zero to a negative power; `OverflowError`, whose arguments are
/// `(34, 'Numerical result out of range')`.
pub fn pow(x: f64, y: f64) -> Result<Power, TextError> {
    if y == 0.0 || x == 1.0 {
        return Ok(Power::Real(1.0));
    }
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(TextError::zero_division(
            "0.0 cannot be raised to a negative power",
        ));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y != libm::floor(y) {
        return Complex::real(x).pow(Complex::real(y)).map(Power::Complex);
    }
    let result = x.powf(y);
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(TextError::new(ErrorKind::OutOfRange, ""));
    }
    Ok(Power::Real(result))
}

/// `x.is_integer()`.
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && libm::floor(value) == value
}

/// `x.as_integer_ratio()`: numerator and denominator in lowest terms.
///
/// # Errors
/// `OverflowError` for an infinity, `ValueError` for NaN.
pub fn as_integer_ratio(value: f64) -> Result<(Int, Int), TextError> {
    if value.is_nan() {
        return Err(TextError::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(TextError::overflow(
            "cannot convert Infinity to integer ratio",
        ));
    }
    let (mantissa, exponent) = decompose(value);
    if mantissa == 0 {
        return Ok((Int::Small(0), Int::Small(1)));
    }
    let zeros = mantissa.trailing_zeros() as i32;
    let (odd, exponent) = (mantissa >> zeros, exponent + zeros);
    let scale = BigInt::from(1) << exponent.unsigned_abs();
    Ok(if exponent >= 0 {
        (Int::from(odd * scale), Int::Small(1))
    } else {
        (Int::Small(odd), Int::from(scale))
    })
}

/// `x.hex()`.
pub fn hex(value: f64) -> String {
    if let Some(name) = special_name(value) {
        return name.to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let biased = (bits >> 52 & 0x7ff) as i32;
    match (biased, fraction) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, _) => format!("{sign}0x0.{fraction:013x}p-1022"),
        _ => format!("{sign}0x1.{fraction:013x}p{:+}", biased - 1023),
    }
}
