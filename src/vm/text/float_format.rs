//! The format codes of floats, shared by `format` and `%` (CPython's `PyOS_double_to_string`).

use super::TextError;
use crate::vm::number::float;

/// No float has more significant digits than this; all further ones are zero.
const MOST_DIGITS: usize = 1100;

/// How to write a float's magnitude.
#[derive(Clone, Copy, Debug)]
pub(super) struct FloatFormat {
    /// One of `e E f F g G`, or `r` for the shortest text that reads back.
    pub code: char,
    pub precision: usize,
    /// `#`: a point always, and trailing zeros with `g`.
    pub alternate: bool,
    /// A whole number ends in `.0`.
    pub add_dot_0: bool,
}

impl FloatFormat {
    /// The text of `value`'s magnitude, without a sign.
    ///
    /// # Errors
    /// `MemoryError` where it would have more than `limit` characters.
    pub fn format(self, value: f64, limit: usize) -> Result<String, TextError> {
        let value = value.abs();
        let text = if value.is_nan() {
            "nan".to_owned()
        } else if value.is_infinite() {
            "inf".to_owned()
        } else {
            self.format_finite(value, limit)?
        };
        Ok(if self.code.is_ascii_uppercase() {
            text.to_ascii_uppercase()
        } else {
            text
        })
    }

    fn format_finite(self, value: f64, limit: usize) -> Result<String, TextError> {
        let shows_every_digit = self.alternate || !matches!(self.code, 'g' | 'G' | 'r');
        if shows_every_digit && self.precision > limit {
            return Err(TextError::memory());
        }
        let precision = self.precision;
        let point = if self.alternate { "." } else { "" };
        let mut out = String::new();
        match self.code {
            'f' | 'F' => {
                let exact = precision.min(MOST_DIGITS);
                out = format!("{value:.exact$}");
                out.extend(std::iter::repeat_n('0', precision - exact));
                if precision == 0 {
                    out.push_str(point);
                }
            }
            'e' | 'E' => {
                let (mut digits, exponent) =
                    float::significant_digits(value, (precision + 1).min(MOST_DIGITS));
                pad_digits(&mut digits, precision + 1);
                push_scientific(&mut out, &digits, exponent, point);
            }
            'g' | 'G' => {
                let precision = precision.max(1);
                let (mut digits, exponent) =
                    float::significant_digits(value, precision.min(MOST_DIGITS));
                digits.truncate(digits.trim_end_matches('0').len().max(1));
                if self.alternate {
                    pad_digits(&mut digits, precision);
                }
                let most = precision as i64 - i64::from(self.add_dot_0);
                self.push_by_size(&mut out, &digits, exponent, most, point);
            }
            _ => {
                let (digits, exponent) = float::shortest_digits(value);
                self.push_by_size(&mut out, &digits, exponent, 16, point);
            }
        }
        Ok(out)
    }

    /// Positional while the whole part has at most `most` digits, else scientific.
    fn push_by_size(self, out: &mut String, digits: &str, exponent: i32, most: i64, point: &str) {
        let whole_digits = i64::from(exponent) + 1;
        if whole_digits <= -4 || whole_digits > most {
            push_scientific(out, digits, exponent, point);
            return;
        }
        float::push_positional(out, digits, exponent);
        if !out.contains('.') {
            out.push_str(if self.add_dot_0 { ".0" } else { point });
        }
    }
}

fn pad_digits(digits: &mut String, len: usize) {
    digits.extend(std::iter::repeat_n('0', len.saturating_sub(digits.len())));
}

fn push_scientific(out: &mut String, digits: &str, exponent: i32, point: &str) {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    out.push_str(first);
    out.push_str(if rest.is_empty() { point } else { "." });
    out.push_str(rest);
    float::push_exponent(out, exponent, 'e');
}
