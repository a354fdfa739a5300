//! Functions that Rust's standard library has not, or not as the C library has them.
//!
//! `gamma` and `lgamma` are CPython's own (`m_tgamma`, `m_lgamma` in mathmodule.c), the inverse
//! hyperbolic functions glibc's: the same steps in the same order, for the same last digit.

use std::f64::consts::{LN_2, PI};

/// Lanczos' g, and g less a half: both exact.
const LANCZOS_G: f64 = 6.024_680_040_776_73;
const LANCZOS_G_MINUS_HALF: f64 = 5.524_680_040_776_73;
/// The logarithm of pi.
const LOG_PI: f64 = 1.144_729_885_849_400_2;

/// Lanczos' approximation as a quotient of polynomials: the coefficients above and below, those
/// of the lowest powers first.
const LANCZOS: [(f64, f64); 13] = [
    (23_531_376_880.410_76, 0.0),
    (42_919_803_642.649_1, 39_916_800.0),
    (35_711_959_237.355_67, 120_543_840.0),
    (17_921_034_426.037_21, 150_917_976.0),
    (6_039_542_586.352_028, 105_258_076.0),
    (1_439_720_407.311_721_7, 45_995_730.0),
    (248_874_557.862_054_17, 13_339_535.0),
    (31_426_415.585_400_194, 2_637_558.0),
    (2_876_370.628_935_372_5, 357_423.0),
    (186_056.265_395_223_48, 32_670.0),
    (8_071.672_002_365_816, 1_925.0),
    (210.824_277_751_579_36, 66.0),
    (2.506_628_274_631_000_2, 1.0),
];

/// `lanczos_sum`, for a positive `x`.
fn lanczos_sum(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    if x < 5.0 {
        for (numerator, denominator) in LANCZOS.iter().rev() {
            above = above * x + numerator;
            below = below * x + denominator;
        }
    } else {
        for (numerator, denominator) in &LANCZOS {
            above = above / x + numerator;
            below = below / x + denominator;
        }
    }
    above / below
}

/// The sine of pi times `x`, exact where it is zero.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let sine = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        // With the sign that makes -sin(pi (y - 1)) exact.
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1.0_f64.copysign(x) * sine
}

/// `math.gamma` of what is no pole. Infinite where the result is too large.
pub fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x;
    }
    if x == x.floor() && (1.0..=23.0).contains(&x) {
        return (1..x as u64).map(|it| it as f64).product();
    }
    let length = x.abs();
    if length < 1e-20 {
        return 1.0 / x;
    }
    if length > 200.0 {
        return if x < 0.0 {
            0.0 / sin_pi(x)
        } else {
            f64::INFINITY
        };
    }
    let y = length + LANCZOS_G_MINUS_HALF;
    // What the addition lost.
    let lost = if length > LANCZOS_G_MINUS_HALF {
        (y - length) - LANCZOS_G_MINUS_HALF
    } else {
        (y - LANCZOS_G_MINUS_HALF) - length
    };
    let correction = lost * LANCZOS_G / y;
    let power = |exponent: f64| y.powf(exponent);
    if x < 0.0 {
        let r = -PI / sin_pi(length) / length * y.exp() / lanczos_sum(length);
        let r = r - correction * r;
        if length < 140.0 {
            r / power(length - 0.5)
        } else {
            let root = power(length / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let r = lanczos_sum(length) / y.exp();
        let r = r + correction * r;
        if length < 140.0 {
            r * power(length - 0.5)
        } else {
            let root = power(length / 2.0 - 0.25);
            r * root * root
        }
    }
}

/// `math.lgamma` of what is no pole. Infinite where the result is too large.
pub fn lgamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x.abs();
    }
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let length = x.abs();
    if length < 1e-20 {
        return -length.ln();
    }
    let r = lanczos_sum(length).ln() - LANCZOS_G;
    let r = r + (length - 0.5) * ((length + LANCZOS_G - 0.5).ln() - 1.0);
    if x < 0.0 {
        LOG_PI - sin_pi(length).abs().ln() - length.ln() - r
    } else {
        r
    }
}

/// Above this (2^28), the square drowns everything that is added to it.
const LARGE: f64 = 268_435_456.0;

pub fn acosh(x: f64) -> f64 {
    if x > LARGE {
        x.ln() + LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let t = x - 1.0;
        (t + (2.0 * t + t * t).sqrt()).ln_1p()
    }
}

pub fn asinh(x: f64) -> f64 {
    let length = x.abs();
    let result = if length < 1.0 / LARGE || !x.is_finite() {
        return x;
    } else if length > LARGE {
        length.ln() + LN_2
    } else if length > 2.0 {
        (2.0 * length + 1.0 / ((x * x + 1.0).sqrt() + length)).ln()
    } else {
        let square = x * x;
        (length + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    result.copysign(x)
}

pub fn atanh(x: f64) -> f64 {
    let length = x.abs();
    let doubled = length + length;
    let result = if length < 1.0 / LARGE {
        return x;
    } else if length < 0.5 {
        0.5 * (doubled + doubled * length / (1.0 - length)).ln_1p()
    } else if length <= 1.0 {
        0.5 * (doubled / (1.0 - length)).ln_1p()
    } else {
        f64::NAN
    };
    result.copysign(x)
}
