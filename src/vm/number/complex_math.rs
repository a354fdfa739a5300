//! The functions of `cmath` (CPython's `cmathmodule.c`): the same steps in the same order, for the
//! same last digit. What they make of infinities and NaNs is C99's Annex G, kept in tables.

use std::f64::consts::{E, FRAC_PI_2, FRAC_PI_4, LN_2, LN_10, PI};

use super::complex::Complex;
use super::special;

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Domain,
    Range,
}

pub type Outcome = Result<Complex, Fault>;

/// Parts above this are halved before they are squared.
const LARGE: f64 = f64::MAX / 4.0;
/// `sqrt(LARGE)`.
const SQRT_LARGE: f64 = 6.703_903_964_971_298e153;
/// `log(LARGE)`: the exponential of more overflows.
const LOG_LARGE: f64 = 708.396_418_532_264_1;
/// `sqrt(f64::MIN_POSITIVE)`.
const SQRT_TINY: f64 = 1.491_668_146_240_041_3e-154;

/// Results by the classes of the real part (rows) and the imaginary part (columns): -inf, negative,
/// -0, +0, positive, +inf, NaN. A letter for each part of a result: `0`, `1`, `i` for infinity,
/// `n` for NaN, `p`, `h`, `q`, `t` for pi, its half, quarter, three quarters; `z`, `m` and capitals
/// are their negatives. `!!` is a domain error; `..` is found otherwise.
type Table = [&'static str; 7];

const ACOS: Table = [
    "ti pi pi pI pI tI ni",
    "hi .. .. .. .. hI nn",
    "hi .. .. .. .. hI hn",
    "hi .. .. .. .. hI hn",
    "hi .. .. .. .. hI nn",
    "qi 0i 0i 0I 0I qI ni",
    "ni nn nn nn nn nI nn",
];
const ACOSH: Table = [
    "iT iP iP ip ip it in",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ iz iz i0 i0 iq in",
    "in nn nn nn nn in nn",
];
const ASINH: Table = [
    "IQ Iz Iz I0 I0 Iq In",
    "IH .. .. .. .. Ih nn",
    "IH .. .. .. .. Ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ iz iz i0 i0 iq in",
    "in nn nz n0 nn in nn",
];
const ATANH: Table = [
    "zH zH zH zh zh zh zn",
    "zH .. .. .. .. zh nn",
    "zH .. .. .. .. zh zn",
    "0H .. .. .. .. 0h 0n",
    "0H .. .. .. .. 0h nn",
    "0H 0H 0H 0h 0h 0h 0n",
    "0H nn nn nn nn 0h nn",
];
const COSH: Table = [
    "!! .. i0 iz .. !! in",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! n0",
    "!! .. .. .. .. !! n0",
    "!! .. .. .. .. !! nn",
    "!! .. iz i0 .. !! in",
    "nn nn n0 n0 nn nn nn",
];
const EXP: Table = [
    "00 .. 0z 00 .. 00 00",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. iz i0 .. !! in",
    "nn nn nz n0 nn nn nn",
];
const LOG: Table = ACOSH;
const SINH: Table = [
    "!! .. Iz I0 .. !! in",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! 0n",
    "!! .. .. .. .. !! 0n",
    "!! .. .. .. .. !! nn",
    "!! .. iz i0 .. !! in",
    "nn nn nz n0 nn nn nn",
];
const SQRT: Table = [
    "iI 0I 0I 0i 0i ii ni",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI iz iz i0 i0 ii in",
    "iI nn nn nn nn ii nn",
];
const TANH: Table = [
    "m0 .. mz m0 .. m0 m0",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "10 .. 1z 10 .. 10 10",
    "nn nn nz n0 nn nn nn",
];
const RECT: Table = [
    "!! .. I0 Iz .. !! in",
    "!! .. .. .. .. !! nn",
    "00 .. .. .. .. 00 00",
    "00 .. .. .. .. 00 00",
    "!! .. .. .. .. !! nn",
    "!! .. iz i0 .. !! in",
    "nn nn n0 n0 nn nn nn",
];

fn class(value: f64) -> usize {
    match value {
        _ if value.is_nan() => 6,
        f64::INFINITY => 5,
        f64::NEG_INFINITY => 0,
        0.0 => 2 + usize::from(value.is_sign_positive()),
        _ => 1 + 3 * usize::from(value > 0.0),
    }
}

/// What the table says of parts that are not both finite.
fn special_value(table: &Table, z: Complex) -> Outcome {
    let entry = 3 * class(z.imag);
    let row = table.get(class(z.real)).copied().unwrap_or("");
    let part = |offset: usize| {
        Ok(match row.as_bytes().get(entry + offset) {
            Some(b'0') => 0.0,
            Some(b'z') => -0.0,
            Some(b'1') => 1.0,
            Some(b'm') => -1.0,
            Some(b'i') => f64::INFINITY,
            Some(b'I') => f64::NEG_INFINITY,
            Some(b'p') => PI,
            Some(b'P') => -PI,
            Some(b'h') => FRAC_PI_2,
            Some(b'H') => -FRAC_PI_2,
            Some(b'q') => FRAC_PI_4,
            Some(b'Q') => -FRAC_PI_4,
            Some(b't') => 3.0 * FRAC_PI_4,
            Some(b'T') => -3.0 * FRAC_PI_4,
            Some(b'!') => return Err(Fault::Domain),
            _ => f64::NAN,
        })
    };
    Ok(Complex::new(part(0)?, part(1)?))
}

/// An infinite real part beside a finite imaginary one that is not zero: the table cannot know
/// the signs of the latter's sine and cosine.
fn needs_angle(z: Complex) -> bool {
    z.real.is_infinite() && z.imag.is_finite() && z.imag != 0.0
}

/// `length` in the direction of `angle`, where `length` is zero or infinite.
fn towards(length: f64, angle: f64) -> Complex {
    Complex::new(length.copysign(angle.cos()), length.copysign(angle.sin()))
}

fn finite_range(z: Complex) -> Outcome {
    if z.is_infinite() {
        return Err(Fault::Range);
    }
    Ok(z)
}

/// `f(iz)/i` of an `f` that is odd: how the circular functions follow from the hyperbolic ones.
fn turned(function: fn(Complex) -> Outcome, z: Complex) -> Outcome {
    let s = function(Complex::new(-z.imag, z.real))?;
    Ok(Complex::new(s.imag, -s.real))
}

/// The logarithm of a length that may be too large for a float, plus that of two.
fn log_of_doubled(z: Complex) -> f64 {
    (z.real / 2.0).hypot(z.imag / 2.0).ln() + LN_2 * 2.0
}

fn is_large(z: Complex) -> bool {
    z.real.abs() > LARGE || z.imag.abs() > LARGE
}

pub fn acos(z: Complex) -> Outcome {
    if !z.is_finite() {
        return special_value(&ACOS, z);
    }
    if is_large(z) {
        let real = z.imag.abs().atan2(z.real);
        let length = log_of_doubled(z);
        let imag = if z.real < 0.0 {
            -length.copysign(z.imag)
        } else {
            length.copysign(-z.imag)
        };
        return Ok(Complex::new(real, imag));
    }
    let s1 = sqrt(Complex::new(1.0 - z.real, -z.imag))?;
    let s2 = sqrt(Complex::new(1.0 + z.real, z.imag))?;
    Ok(Complex::new(
        2.0 * s1.real.atan2(s2.real),
        special::asinh(s2.real * s1.imag - s2.imag * s1.real),
    ))
}

pub fn acosh(z: Complex) -> Outcome {
    if !z.is_finite() {
        return special_value(&ACOSH, z);
    }
    if is_large(z) {
        return Ok(Complex::new(log_of_doubled(z), z.imag.atan2(z.real)));
    }
    let s1 = sqrt(Complex::new(z.real - 1.0, z.imag))?;
    let s2 = sqrt(Complex::new(z.real + 1.0, z.imag))?;
    Ok(Complex::new(
        special::asinh(s1.real * s2.real + s1.imag * s2.imag),
        2.0 * s1.imag.atan2(s2.real),
    ))
}

pub fn asin(z: Complex) -> Outcome {
    turned(asinh, z)
}

pub fn asinh(z: Complex) -> Outcome {
    if !z.is_finite() {
        return special_value(&ASINH, z);
    }
    if is_large(z) {
        let length = log_of_doubled(z);
        let real = if z.imag >= 0.0 {
            length.copysign(z.real)
        } else {
            -length.copysign(-z.real)
        };
        return Ok(Complex::new(real, z.imag.atan2(z.real.abs())));
    }
    let s1 = sqrt(Complex::new(1.0 + z.imag, -z.real))?;
    let s2 = sqrt(Complex::new(1.0 - z.imag, z.real))?;
    Ok(Complex::new(
        special::asinh(s1.real * s2.imag - s2.real * s1.imag),
        z.imag.atan2(s1.real * s2.real - s1.imag * s2.imag),
    ))
}

pub fn atan(z: Complex) -> Outcome {
    turned(atanh, z)
}

pub fn atanh(z: Complex) -> Outcome {
    if !z.is_finite() {
        return special_value(&ATANH, z);
    }
    if z.real.is_sign_negative() {
        return atanh(z.neg()).map(Complex::neg);
    }
    let height = z.imag.abs();
    if z.real > SQRT_LARGE || height > SQRT_LARGE {
        let half = (z.real / 2.0).hypot(z.imag / 2.0);
        return Ok(Complex::new(
            z.real / 4.0 / half / half,
            -FRAC_PI_2.copysign(-z.imag),
        ));
    }
    if z.real == 1.0 && height < SQRT_TINY {
        if height == 0.0 {
            return Err(Fault::Domain);
        }
        return Ok(Complex::new(
            -(height.sqrt() / height.hypot(2.0).sqrt()).ln(),
            (2.0_f64.atan2(-height) / 2.0).copysign(z.imag),
        ));
    }
    let below = 1.0 - z.real;
    Ok(Complex::new(
        (4.0 * z.real / (below * below + height * height)).ln_1p() / 4.0,
        -(-2.0 * z.imag).atan2(below * (1.0 + z.real) - height * height) / 2.0,
    ))
}

pub fn cos(z: Complex) -> Outcome {
    cosh(Complex::new(-z.imag, z.real))
}

pub fn cosh(z: Complex) -> Outcome {
    if needs_angle(z) {
        let r = towards(f64::INFINITY, z.imag);
        return Ok(if z.real > 0.0 { r } else { r.conjugate() });
    }
    if !z.is_finite() {
        return special_value(&COSH, z);
    }
    let (cos, sin) = (z.imag.cos(), z.imag.sin());
    finite_range(if z.real.abs() > LOG_LARGE {
        let less = z.real - 1.0_f64.copysign(z.real);
        Complex::new(cos * less.cosh() * E, sin * less.sinh() * E)
    } else {
        Complex::new(cos * z.real.cosh(), sin * z.real.sinh())
    })
}

pub fn exp(z: Complex) -> Outcome {
    if needs_angle(z) {
        let length = if z.real > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok(towards(length, z.imag));
    }
    if !z.is_finite() {
        return special_value(&EXP, z);
    }
    let (cos, sin) = (z.imag.cos(), z.imag.sin());
    finite_range(if z.real > LOG_LARGE {
        let length = (z.real - 1.0).exp();
        Complex::new(length * cos * E, length * sin * E)
    } else {
        let length = z.real.exp();
        Complex::new(length * cos, length * sin)
    })
}

pub fn log(z: Complex) -> Outcome {
    if !z.is_finite() {
        return special_value(&LOG, z);
    }
    let (width, height) = (z.real.abs(), z.imag.abs());
    let real = if is_large(z) {
        (width / 2.0).hypot(height / 2.0).ln() + LN_2
    } else if width < f64::MIN_POSITIVE && height < f64::MIN_POSITIVE {
        if z.is_zero() {
            return Err(Fault::Domain);
        }
        let digits = f64::MANTISSA_DIGITS as i32;
        let scaled = libm::ldexp(width, digits).hypot(libm::ldexp(height, digits));
        scaled.ln() - f64::from(digits) * LN_2
    } else {
        let length = width.hypot(height);
        if (0.71..=1.73).contains(&length) {
            let (large, small) = (width.max(height), width.min(height));
            ((large - 1.0) * (large + 1.0) + small * small).ln_1p() / 2.0
        } else {
            length.ln()
        }
    };
    Ok(Complex::new(real, z.imag.atan2(z.real)))
}

pub fn log10(z: Complex) -> Outcome {
    let r = log(z)?;
    Ok(Complex::new(r.real / LN_10, r.imag / LN_10))
}

/// `cmath.log(z, base)`.
pub fn log_to_base(z: Complex, base: Complex) -> Outcome {
    log(z)?.quotient(log(base)?).ok_or(Fault::Domain)
}

/// `cmath.rect(r, phi)`, the two as the parts of `polar`.
pub fn rect(polar: Complex) -> Outcome {
    let (length, angle) = (polar.real, polar.imag);
    if needs_angle(polar) {
        let r = towards(f64::INFINITY, angle);
        return Ok(if length > 0.0 { r } else { r.neg() });
    }
    if !polar.is_finite() {
        return special_value(&RECT, polar);
    }
    Ok(if angle == 0.0 {
        Complex::new(length, length * angle)
    } else {
        Complex::new(length * angle.cos(), length * angle.sin())
    })
}

pub fn sin(z: Complex) -> Outcome {
    turned(sinh, z)
}

pub fn sinh(z: Complex) -> Outcome {
    if needs_angle(z) {
        let r = towards(f64::INFINITY, z.imag);
        let real = if z.real > 0.0 { r.real } else { -r.real };
        return Ok(Complex::new(real, r.imag));
    }
    if !z.is_finite() {
        return special_value(&SINH, z);
    }
    let (cos, sin) = (z.imag.cos(), z.imag.sin());
    finite_range(if z.real.abs() > LOG_LARGE {
        let less = z.real - 1.0_f64.copysign(z.real);
        Complex::new(cos * less.sinh() * E, sin * less.cosh() * E)
    } else {
        Complex::new(cos * z.real.sinh(), sin * z.real.cosh())
    })
}

pub fn sqrt(z: Complex) -> Outcome {
    /// Enough to make a subnormal number normal, and an odd number: half of it is taken back.
    const SCALE: i32 = 53;
    if !z.is_finite() {
        return special_value(&SQRT, z);
    }
    if z.is_zero() {
        return Ok(Complex::new(0.0, z.imag));
    }
    let (width, height) = (z.real.abs(), z.imag.abs());
    let root = if width < f64::MIN_POSITIVE && height < f64::MIN_POSITIVE {
        let width = libm::ldexp(width, SCALE);
        let sum = width + width.hypot(libm::ldexp(height, SCALE));
        libm::ldexp(sum.sqrt(), -(SCALE + 1) / 2)
    } else {
        let width = width / 8.0;
        2.0 * (width + width.hypot(height / 8.0)).sqrt()
    };
    let other = height / (2.0 * root);
    Ok(if z.real >= 0.0 {
        Complex::new(root, other.copysign(z.imag))
    } else {
        Complex::new(other, root.copysign(z.imag))
    })
}

pub fn tan(z: Complex) -> Outcome {
    turned(tanh, z)
}

pub fn tanh(z: Complex) -> Outcome {
    if needs_angle(z) {
        let sign = 2.0 * z.imag.sin() * z.imag.cos();
        return Ok(Complex::new(
            1.0_f64.copysign(z.real),
            0.0_f64.copysign(sign),
        ));
    }
    if !z.is_finite() {
        return special_value(&TANH, z);
    }
    if z.real.abs() > LOG_LARGE {
        let imag = 4.0 * z.imag.sin() * z.imag.cos() * (-2.0 * z.real.abs()).exp();
        return Ok(Complex::new(1.0_f64.copysign(z.real), imag));
    }
    let (tanh, tan) = (z.real.tanh(), z.imag.tan());
    let inverse = 1.0 / z.real.cosh();
    let product = tanh * tan;
    let divisor = 1.0 + product * product;
    Ok(Complex::new(
        tanh * (1.0 + tan * tan) / divisor,
        ((tan / divisor) * inverse) * inverse,
    ))
}
