//! Complex numbers: `complex`'s arithmetic and text (CPython's `complexobject.c`).

use super::float::repr_f64;
use super::hash::hash_f64;
use crate::vm::text::{TextError, char_class, repr};

/// A complex number in rectangular coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    pub real: f64,
    pub imag: f64,
}

pub const ONE: Complex = Complex::new(1.0, 0.0);

#[expect(
    clippy::should_implement_trait,
    reason = "named as the slots of CPython's type; division can fail"
)]
impl Complex {
    pub const fn new(real: f64, imag: f64) -> Complex {
        Complex { real, imag }
    }

    pub const fn real(real: f64) -> Complex {
        Complex::new(real, 0.0)
    }

    pub fn is_zero(self) -> bool {
        self.real == 0.0 && self.imag == 0.0
    }

    pub fn is_infinite(self) -> bool {
        self.real.is_infinite() || self.imag.is_infinite()
    }

    pub fn is_finite(self) -> bool {
        self.real.is_finite() && self.imag.is_finite()
    }

    pub fn neg(self) -> Complex {
        Complex::new(-self.real, -self.imag)
    }

    pub fn conjugate(self) -> Complex {
        Complex::new(self.real, -self.imag)
    }

    pub fn add(self, other: Complex) -> Complex {
        Complex::new(self.real + other.real, self.imag + other.imag)
    }

    pub fn sub(self, other: Complex) -> Complex {
        Complex::new(self.real - other.real, self.imag - other.imag)
    }

    /// The schoolbook product, without C99's rules for infinities, as up to CPython 3.13.
    pub fn mul(self, other: Complex) -> Complex {
        Complex::new(
            self.real * other.real - self.imag * other.imag,
            self.real * other.imag + self.imag * other.real,
        )
    }

    /// The quotient by Smith's method (divide by the larger part first); `None` where the divisor
    /// is zero.
    pub fn quotient(self, other: Complex) -> Option<Complex> {
        if other.is_zero() {
            return None;
        }
        if other.real.abs() >= other.imag.abs() {
            let ratio = other.imag / other.real;
            let divisor = other.real + other.imag * ratio;
            return Some(Complex::new(
                (self.real + self.imag * ratio) / divisor,
                (self.imag - self.real * ratio) / divisor,
            ));
        }
        if other.imag.abs() >= other.real.abs() {
            let ratio = other.real / other.imag;
            let divisor = other.real * ratio + other.imag;
            return Some(Complex::new(
                (self.real * ratio + self.imag) / divisor,
                (self.imag * ratio - self.real) / divisor,
            ));
        }
        Some(Complex::new(f64::NAN, f64::NAN))
    }

    /// `x / y`.
    ///
    /// # Errors
    /// `ZeroDivisionError`.
    pub fn div(self, other: Complex) -> Result<Complex, TextError> {
        self.quotient(other)
            .ok_or_else(|| TextError::zero_division("complex division by zero"))
    }

    /// `x ** y`: by squaring for whole exponents up to a hundred, else in polar coordinates.
    ///
    /// # Errors
    /// `ZeroDivisionError` for zero to a negative or complex power; `OverflowError`.
    pub fn pow(self, exponent: Complex) -> Result<Complex, TextError> {
        const MOST_BY_SQUARING: f64 = 100.0;
        let undefined = || TextError::zero_division("0.0 to a negative or complex power");
        let whole = exponent.imag == 0.0
            && exponent.real == libm::floor(exponent.real)
            && exponent.real.abs() <= MOST_BY_SQUARING;
        let power = if whole {
            let times = self.times(exponent.real.abs() as u32);
            if exponent.real > 0.0 {
                times
            } else {
                ONE.quotient(times).ok_or_else(undefined)?
            }
        } else if exponent.is_zero() {
            ONE
        } else if self.is_zero() {
            if exponent.imag != 0.0 || exponent.real < 0.0 {
                return Err(undefined());
            }
            Complex::real(0.0)
        } else {
            self.polar_power(exponent)
        };
        if power.is_infinite() {
            return Err(TextError::overflow("complex exponentiation"));
        }
        Ok(power)
    }

    /// The product of `count` of these.
    fn times(self, count: u32) -> Complex {
        let (mut result, mut square) = (ONE, self);
        let mut bit = 1;
        while bit <= count {
            if count & bit != 0 {
                result = result.mul(square);
            }
            bit <<= 1;
            square = square.mul(square);
        }
        result
    }

    fn polar_power(self, exponent: Complex) -> Complex {
        let length = self.real.hypot(self.imag);
        let angle = self.imag.atan2(self.real);
        let mut new_length = length.powf(exponent.real);
        let mut phase = angle * exponent.real;
        if exponent.imag != 0.0 {
            new_length *= (-angle * exponent.imag).exp();
            phase += exponent.imag * length.ln();
        }
        Complex::new(new_length * phase.cos(), new_length * phase.sin())
    }

    /// The distance from zero; `None` where it is too large for a float.
    pub fn length(self) -> Option<f64> {
        if self.is_infinite() {
            return Some(f64::INFINITY);
        }
        if self.real.is_nan() || self.imag.is_nan() {
            return Some(f64::NAN);
        }
        Some(self.real.hypot(self.imag)).filter(|length| length.is_finite())
    }

    /// `abs(x)`.
    ///
    /// # Errors
    /// `OverflowError`.
    pub fn abs(self) -> Result<f64, TextError> {
        self.length()
            .ok_or_else(|| TextError::overflow("absolute value too large"))
    }

    /// `hash(x)`: that of the float where there is no imaginary part.
    pub fn hash(self) -> i64 {
        const IMAGINARY: i64 = 1_000_003;
        let part = |value| hash_f64(value).unwrap_or(0);
        match part(self.real).wrapping_add(IMAGINARY.wrapping_mul(part(self.imag))) {
            -1 => -2,
            hash => hash,
        }
    }

    /// `repr(x)`: no real part where that is zero and positive.
    pub fn repr(self) -> String {
        let imag = part_repr(self.imag);
        if self.real == 0.0 && self.real.is_sign_positive() {
            return format!("{imag}j");
        }
        let sign = if imag.starts_with('-') { "" } else { "+" };
        format!("({}{sign}{imag}j)", part_repr(self.real))
    }
}

/// A part's digits: those of a float, without `.0`.
fn part_repr(value: f64) -> String {
    let mut text = repr_f64(value);
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}

/// `complex(text)`: `1`, `2j`, `1+2j`, in parentheses or not.
///
/// # Errors
/// `ValueError` where the text is no complex number.
pub fn parse(text: &str) -> Result<Complex, TextError> {
    let Some(plain) = plain_digits(text) else {
        return Err(TextError::value(format!(
            "could not convert string to complex: {}",
            repr::repr_str(text)
        )));
    };
    parse_plain(&plain).ok_or_else(|| TextError::value("complex() arg is a malformed string"))
}

/// The text with ASCII digits and spaces and without underscores between digits; `None` where an
/// underscore stands elsewhere.
fn plain_digits(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = characters.next() {
        if c == '_' {
            let next = characters.peek().copied();
            if !after_digit || next.is_none_or(|it| char_class::decimal_value(it).is_none()) {
                return None;
            }
            continue;
        }
        let digit = char_class::decimal_value(c).and_then(|it| char::from_digit(it, 10));
        after_digit = digit.is_some();
        plain.push(match digit {
            Some(digit) => digit,
            None if char_class::is_space_around_number(c) => ' ',
            None => c,
        });
    }
    Some(plain)
}

fn parse_plain(text: &str) -> Option<Complex> {
    let trimmed = text.trim_matches(' ');
    let inner = match trimmed.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?.trim_matches(' '),
        None => trimmed,
    };
    let (first, rest) = split_float(inner);
    let Some(imaginary) = rest.strip_suffix(['j', 'J']) else {
        let whole = !first.is_empty() && rest.is_empty();
        return whole
            .then(|| first.parse().ok().map(Complex::real))
            .flatten();
    };
    let sign_alone = |text: &str| match text {
        "+" => Some(1.0),
        "-" => Some(-1.0),
        _ => None,
    };
    if first.is_empty() {
        let unit = if imaginary.is_empty() {
            Some(1.0)
        } else {
            sign_alone(imaginary)
        };
        return unit.map(|unit| Complex::new(0.0, unit));
    }
    let first = first.parse().ok()?;
    if imaginary.is_empty() {
        return Some(Complex::new(0.0, first));
    }
    if let Some(unit) = sign_alone(imaginary) {
        return Some(Complex::new(first, unit));
    }
    let signed = imaginary.starts_with(['+', '-']);
    let (second, rest) = split_float(imaginary);
    let whole = signed && !second.is_empty() && rest.is_empty();
    let imag = whole.then(|| second.parse().ok()).flatten()?;
    Some(Complex::new(first, imag))
}

/// The longest start that is a float (empty where there is none), and the rest.
fn split_float(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().take_while(|it| it.is_ascii_digit()).count()
    };
    let is = |at: usize, wanted: &[u8]| bytes.get(at).is_some_and(|it| wanted.contains(it));
    let start = usize::from(is(0, b"+-"));
    let lower = text.get(start..).unwrap_or("").to_ascii_lowercase();
    for name in ["infinity", "inf", "nan"] {
        if lower.starts_with(name) {
            return text.split_at(start + name.len());
        }
    }
    let whole = digits(start);
    let mut end = whole;
    let mut found = whole - start;
    if is(end, b".") {
        end = digits(whole + 1);
        found += end - whole - 1;
    }
    if found == 0 {
        return ("", text);
    }
    if is(end, b"eE") {
        let exponent = end + 1 + usize::from(is(end + 1, b"+-"));
        let after = digits(exponent);
        if after > exponent {
            end = after;
        }
    }
    text.split_at(end)
}
