//! Integers to text and back: `int(text, base)`, `str`, `hex`, `oct`, `bin`.

use num_bigint::{BigInt, Sign};
use num_traits::Num;

use super::{Int, IntRef};
use crate::vm::text::{TextError, char_class, repr};

/// Up to this many digits, conversion to and from decimal is never refused
/// (`sys.int_info.str_digits_check_threshold`).
const DIGITS_ALWAYS_ALLOWED: usize = 640;

/// `int(text, base)`; `base` is 10 where Python code gives none. `max_digits` is
/// `sys.get_int_max_str_digits()`, 0 for no limit.
///
/// # Errors
/// `ValueError`: no such base, no such number, or too many digits.
pub fn parse(text: &str, base: i64, max_digits: usize) -> Result<Int, TextError> {
    check_base(base)?;
    parse_number(text, base, max_digits, || repr::repr_str(text))
}

/// `int(bytes, base)`.
///
/// # Errors
/// As [`parse`].
pub fn parse_bytes(bytes: &[u8], base: i64, max_digits: usize) -> Result<Int, TextError> {
    check_base(base)?;
    let text = if bytes.is_ascii() {
        std::str::from_utf8(bytes).unwrap_or("")
    } else {
        ""
    };
    parse_number(text, base, max_digits, || repr::repr_bytes(bytes))
}

fn check_base(base: i64) -> Result<(), TextError> {
    if base == 0 || (2..=36).contains(&base) {
        return Ok(());
    }
    Err(TextError::value("int() base must be >= 2 and <= 36, or 0"))
}

fn parse_number(
    text: &str,
    base: i64,
    max_digits: usize,
    shown: impl FnOnce() -> String,
) -> Result<Int, TextError> {
    let Some((negative, digits, base)) = scan(text, base) else {
        let shown: String = shown().chars().take(200).collect();
        return Err(TextError::value(format!(
            "invalid literal for int() with base {base}: {shown}"
        )));
    };
    if !base.is_power_of_two()
        && max_digits > 0
        && digits.len() > max_digits.max(DIGITS_ALWAYS_ALLOWED)
    {
        return Err(TextError::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {} \
             digits; use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    if let Ok(value) = i64::from_str_radix(&digits, base) {
        return Ok(Int::Small(if negative { -value } else { value }));
    }
    let value = BigInt::from_str_radix(&digits, base).unwrap_or_default();
    Ok(Int::from(if negative { -value } else { value }))
}

/// Checks the literal. Gives its sign, its digits without underscores, and its base.
fn scan(text: &str, base: i64) -> Option<(bool, String, u32)> {
    let trimmed = text.trim_matches(char_class::is_space_around_number);
    let plain: String = trimmed
        .chars()
        .map(|c| {
            char_class::decimal_value(c)
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or(c)
        })
        .collect();
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let negative = plain.starts_with('-');
    let prefix_base = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let prefixed = prefix_base != 0 && (base == 0 || base == prefix_base);
    let (body, radix) = match (prefixed, base) {
        (true, _) => {
            let body = unsigned.get(2..)?;
            (body.strip_prefix('_').unwrap_or(body), prefix_base)
        }
        (false, 0) => (unsigned, 10),
        (false, base) => (unsigned, base),
    };
    let radix = u32::try_from(radix).ok()?;
    let mut digits = String::with_capacity(body.len());
    let mut after_underscore = true;
    for c in body.chars() {
        if c == '_' {
            if after_underscore {
                return None;
            }
            after_underscore = true;
        } else if c.is_digit(radix) {
            digits.push(c);
            after_underscore = false;
        } else {
            return None;
        }
    }
    if after_underscore {
        return None;
    }
    // Without a base, "012" is an old octal and no number; zeros alone are zero.
    let old_octal = base == 0 && !prefixed && digits.starts_with('0');
    if old_octal && digits.bytes().any(|digit| digit != b'0') {
        return None;
    }
    Some((negative, digits, radix))
}

/// `str(x)`. `max_digits` is `sys.get_int_max_str_digits()`, 0 for no limit.
///
/// # Errors
/// `ValueError` where there are more digits.
pub fn to_decimal(value: IntRef<'_>, max_digits: usize) -> Result<String, TextError> {
    let IntRef::Big(big) = value else {
        return Ok(value.to_i64().unwrap_or(0).to_string());
    };
    let limit = max_digits.max(DIGITS_ALWAYS_ALLOWED) as u64;
    let too_long = || {
        TextError::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    // A digit is less than 10/3 bits: what is surely too long is not converted first.
    if max_digits > 0 && big.bits() / 10 * 3 > limit {
        return Err(too_long());
    }
    let text = big.to_string();
    let digits = text.len() - usize::from(big.sign() == Sign::Minus);
    if max_digits > 0 && digits as u64 > limit {
        return Err(too_long());
    }
    Ok(text)
}

/// The magnitude's digits in base 2, 8 or 16, without a prefix, in small letters.
pub fn magnitude_digits(value: IntRef<'_>, radix: u32) -> String {
    match (value, radix) {
        (IntRef::Small(value), 2) => format!("{:b}", value.unsigned_abs()),
        (IntRef::Small(value), 8) => format!("{:o}", value.unsigned_abs()),
        (IntRef::Small(value), _) => format!("{:x}", value.unsigned_abs()),
        (IntRef::Big(value), radix) => value.magnitude().to_str_radix(radix),
    }
}

/// `bin(x)`, `oct(x)` or `hex(x)`, by the radix.
pub fn with_prefix(value: IntRef<'_>, radix: u32) -> String {
    let sign = if value.is_negative() { "-" } else { "" };
    let prefix = match radix {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    format!("{sign}{prefix}{}", magnitude_digits(value, radix))
}
