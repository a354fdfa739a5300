//! The format mini-language: `format(value, spec)` for str, int and float (CPython's
//! `formatter_unicode.c`).

use super::float_format::FloatFormat;
use super::{TextError, char_class};
use crate::vm::number::{Complex, IntRef, float, int_text};

/// Limits on what one formatting may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most characters in the result; more is a `MemoryError`.
    pub max_chars: usize,
    /// `sys.get_int_max_str_digits()`.
    pub max_int_digits: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Grouping {
    None,
    Comma,
    Underscore,
}

/// A parsed format specifier.
#[derive(Clone, Debug)]
struct Spec {
    fill: char,
    align: char,
    sign: Option<char>,
    no_negative_zero: bool,
    alternate: bool,
    width: Option<usize>,
    grouping: Grouping,
    precision: Option<usize>,
    /// `None` for a float's default.
    code: Option<char>,
}

impl Spec {
    fn parse(
        text: &str,
        type_name: &str,
        default_code: Option<char>,
        default_align: char,
    ) -> Result<Spec, TextError> {
        let mut spec = Spec {
            fill: ' ',
            align: default_align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: Grouping::None,
            precision: None,
            code: default_code,
        };
        let chars: Vec<char> = text.chars().collect();
        let mut rest = &chars[..];
        let mut fill_given = false;
        let mut align_given = false;
        if let [fill, align @ ('<' | '>' | '=' | '^'), after @ ..] = rest {
            (spec.fill, spec.align, rest) = (*fill, *align, after);
            (fill_given, align_given) = (true, true);
        } else if let [align @ ('<' | '>' | '=' | '^'), after @ ..] = rest {
            (spec.align, rest) = (*align, after);
            align_given = true;
        }
        if let [sign @ ('+' | '-' | ' '), after @ ..] = rest {
            (spec.sign, rest) = (Some(*sign), after);
        }
        spec.no_negative_zero = accept(&mut rest, 'z');
        spec.alternate = accept(&mut rest, '#');
        if !fill_given && accept(&mut rest, '0') {
            spec.fill = '0';
            if !align_given && default_align == '>' {
                spec.align = '=';
            }
        }
        spec.width = take_integer(&mut rest)?;
        if accept(&mut rest, ',') {
            spec.grouping = Grouping::Comma;
        }
        if accept(&mut rest, '_') {
            if spec.grouping == Grouping::Comma {
                return Err(both_groupings());
            }
            spec.grouping = Grouping::Underscore;
        }
        if rest.first() == Some(&',') && spec.grouping == Grouping::Underscore {
            return Err(both_groupings());
        }
        if accept(&mut rest, '.') {
            let precision = take_integer(&mut rest)?;
            if precision.is_none() {
                return Err(TextError::value("Format specifier missing precision"));
            }
            spec.precision = precision;
        }
        match rest {
            [] => {}
            [code] => spec.code = Some(*code),
            _ => {
                return Err(TextError::value(format!(
                    "Invalid format specifier '{text}' for object of type '{type_name}'"
                )));
            }
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&self) -> Result<(), TextError> {
        let separator = match self.grouping {
            Grouping::None => return Ok(()),
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        };
        match self.code {
            None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | 'F' | '%') => Ok(()),
            Some('b' | 'o' | 'x' | 'X') if separator == '_' => Ok(()),
            Some(code) => Err(TextError::value(format!(
                "Cannot specify '{separator}' with '{}'.",
                shown_code(code)
            ))),
        }
    }

    fn unknown_code(&self, type_name: &str) -> TextError {
        TextError::value(format!(
            "Unknown format code '{}' for object of type '{type_name}'",
            shown_code(self.code.unwrap_or('\0'))
        ))
    }

    /// `text` of `chars` characters in the field, by the alignment.
    fn pad(&self, text: &str, chars: usize, limits: Limits) -> Result<String, TextError> {
        let padding = self.width.unwrap_or(0).saturating_sub(chars);
        if padding > limits.max_chars {
            return Err(TextError::memory());
        }
        let before = match self.align {
            '<' => 0,
            '^' => padding / 2,
            _ => padding,
        };
        let mut out = String::with_capacity(text.len() + padding * self.fill.len_utf8());
        out.extend(std::iter::repeat_n(self.fill, before));
        out.push_str(text);
        out.extend(std::iter::repeat_n(self.fill, padding - before));
        Ok(out)
    }

    /// A number from its parts: `digits` are grouped, `tail` (point, fraction, exponent) is not.
    fn number(
        &self,
        negative: bool,
        prefix: &str,
        digits: &str,
        tail: &str,
        limits: Limits,
    ) -> Result<String, TextError> {
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        };
        let width = self.width.unwrap_or(0);
        if width > limits.max_chars {
            return Err(TextError::memory());
        }
        let around = sign.len() + prefix.len() + tail.chars().count();
        let zeros_fill = self.fill == '0' && self.align == '=';
        let min_digits = if zeros_fill {
            width.saturating_sub(around)
        } else {
            0
        };
        let grouped = match digits {
            "" => String::new(),
            _ => self.group(digits, min_digits),
        };
        if self.align == '=' {
            let padding = width.saturating_sub(around + grouped.len());
            let mut out = format!("{sign}{prefix}");
            out.extend(std::iter::repeat_n(self.fill, padding));
            out.push_str(&grouped);
            out.push_str(tail);
            return Ok(out);
        }
        let chars = around + grouped.len();
        self.pad(&format!("{sign}{prefix}{grouped}{tail}"), chars, limits)
    }

    /// Inserts separators, and zeros in front up to `min_width` characters; never a separator in
    /// front.
    fn group(&self, digits: &str, min_width: usize) -> String {
        let separator = match self.grouping {
            Grouping::None => {
                let zeros = min_width.saturating_sub(digits.len());
                return "0".repeat(zeros) + digits;
            }
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        };
        let size = match self.code {
            Some('b' | 'o' | 'x' | 'X') => 4,
            _ => 3,
        };
        let mut reversed = String::with_capacity(digits.len() * 4 / 3 + min_width + 1);
        let mut left = digits.bytes().rev().map(char::from).peekable();
        let mut in_group = 0;
        while left.peek().is_some() || reversed.len() < min_width {
            if in_group == size {
                reversed.push(separator);
                in_group = 0;
            }
            reversed.push(left.next().unwrap_or('0'));
            in_group += 1;
        }
        reversed.chars().rev().collect()
    }
}

fn both_groupings() -> TextError {
    TextError::value("Cannot specify both ',' and '_'.")
}

/// A format code as errors show it.
fn shown_code(code: char) -> String {
    if matches!(code, '!'..='\x7f') {
        code.to_string()
    } else {
        format!("\\x{:x}", u32::from(code))
    }
}

fn accept(rest: &mut &[char], wanted: char) -> bool {
    match rest {
        [first, after @ ..] if *first == wanted => {
            *rest = after;
            true
        }
        _ => false,
    }
}

/// Takes the digits in front. `None` where there are none.
fn take_integer(rest: &mut &[char]) -> Result<Option<usize>, TextError> {
    let mut value: Option<usize> = None;
    while let [first, after @ ..] = rest
        && let Some(digit) = char_class::decimal_value(*first)
    {
        let next = value
            .unwrap_or(0)
            .checked_mul(10)
            .and_then(|v| v.checked_add(digit as usize))
            .filter(|v| *v <= isize::MAX as usize)
            .ok_or_else(|| TextError::value("Too many decimal digits in format string"))?;
        value = Some(next);
        *rest = after;
    }
    Ok(value)
}

/// `format(text, spec)` of a str.
///
/// # Errors
/// `ValueError` for a specifier that does not fit; `MemoryError` beyond the limits.
pub fn format_str(
    text: &str,
    spec: &str,
    type_name: &str,
    limits: Limits,
) -> Result<String, TextError> {
    if spec.is_empty() {
        return Ok(text.to_owned());
    }
    let spec = Spec::parse(spec, type_name, Some('s'), '<')?;
    if spec.code != Some('s') {
        return Err(spec.unknown_code(type_name));
    }
    let refused = match &spec {
        Spec {
            sign: Some(' '), ..
        } => Some("Space"),
        Spec { sign: Some(_), .. } => Some("Sign"),
        Spec {
            no_negative_zero: true,
            ..
        } => Some("Negative zero coercion (z)"),
        Spec {
            alternate: true, ..
        } => Some("Alternate form (#)"),
        Spec { align: '=', .. } => Some("'=' alignment"),
        _ => None,
    };
    if let Some(what) = refused {
        return Err(TextError::value(format!(
            "{what} not allowed in string format specifier"
        )));
    }
    let chars = text.chars().count();
    match spec.precision {
        Some(precision) if precision < chars => {
            let end = text
                .char_indices()
                .nth(precision)
                .map_or(text.len(), |(at, _)| at);
            spec.pad(text.get(..end).unwrap_or(text), precision, limits)
        }
        _ => spec.pad(text, chars, limits),
    }
}

/// `format(value, spec)` of an int (or, with that type name, a bool; its empty specifier is the
/// caller's).
///
/// # Errors
/// `ValueError` for a specifier that does not fit or too many digits; `OverflowError` for a
/// character or float out of range; `MemoryError` beyond the limits.
pub fn format_int(
    value: IntRef<'_>,
    spec: &str,
    type_name: &str,
    limits: Limits,
) -> Result<String, TextError> {
    if spec.is_empty() {
        return int_text::to_decimal(value, limits.max_int_digits);
    }
    let spec = Spec::parse(spec, type_name, Some('d'), '>')?;
    let code = spec.code.unwrap_or('d');
    match code {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            return format_parsed_float(value.to_f64()?, &spec, type_name, true, limits);
        }
        _ => return Err(spec.unknown_code(type_name)),
    }
    if spec.precision.is_some() {
        return Err(TextError::value(
            "Precision not allowed in integer format specifier",
        ));
    }
    if spec.no_negative_zero {
        return Err(TextError::value(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    if code == 'c' {
        return format_character(value, &spec, limits);
    }
    let (radix, prefix) = match code {
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let digits = match radix {
        10 => int_text::to_decimal(value, limits.max_int_digits)?,
        radix => int_text::magnitude_digits(value, radix),
    };
    let digits = match code {
        'X' => digits.to_ascii_uppercase(),
        _ => digits,
    };
    let prefix = if spec.alternate { prefix } else { "" };
    let digits = digits.trim_start_matches('-');
    spec.number(value.is_negative(), prefix, digits, "", limits)
}

fn format_character(value: IntRef<'_>, spec: &Spec, limits: Limits) -> Result<String, TextError> {
    let refused = match spec {
        Spec { sign: Some(_), .. } => Some("Sign"),
        Spec {
            alternate: true, ..
        } => Some("Alternate form (#)"),
        _ => None,
    };
    if let Some(what) = refused {
        return Err(TextError::value(format!(
            "{what} not allowed with integer format specifier 'c'"
        )));
    }
    let Some(code) = value.to_i64() else {
        return Err(TextError::overflow(
            "Python int too large to convert to C long",
        ));
    };
    let character = character(code)?;
    spec.number(false, "", "", &character.to_string(), limits)
}

/// The character of `%c` and the format code `c`. A surrogate, which no Rust string holds, becomes
/// U+FFFD.
///
/// # Errors
/// `OverflowError` out of range.
pub(super) fn character(code: i64) -> Result<char, TextError> {
    match u32::try_from(code) {
        Ok(code) if code <= u32::from(char::MAX) => {
            Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
        }
        _ => Err(TextError::overflow("%c arg not in range(0x110000)")),
    }
}

/// `format(value, spec)` of a float.
///
/// # Errors
/// `ValueError` for a specifier that does not fit; `MemoryError` beyond the limits.
pub fn format_float(
    value: f64,
    spec: &str,
    type_name: &str,
    limits: Limits,
) -> Result<String, TextError> {
    if spec.is_empty() {
        return Ok(float::repr_f64(value));
    }
    let spec = Spec::parse(spec, type_name, None, '>')?;
    format_parsed_float(value, &spec, type_name, true, limits)
}

/// `format(value, spec)` of a complex number: its parts one after the other, the imaginary one
/// with its sign.
///
/// # Errors
/// `ValueError` for a specifier that does not fit; `MemoryError` beyond the limits.
pub fn format_complex(
    value: Complex,
    spec: &str,
    type_name: &str,
    limits: Limits,
) -> Result<String, TextError> {
    if spec.is_empty() {
        return Ok(value.repr());
    }
    let spec = Spec::parse(spec, type_name, None, '>')?;
    if !matches!(
        spec.code,
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')
    ) {
        return Err(spec.unknown_code(type_name));
    }
    if spec.fill == '0' {
        return Err(TextError::value(
            "Zero padding is not allowed in complex format specifier",
        ));
    }
    if spec.align == '=' {
        return Err(TextError::value(
            "'=' alignment flag is not allowed in complex format specifier",
        ));
    }
    let only_imaginary = spec.code.is_none() && value.real == 0.0 && value.real.is_sign_positive();
    let mut part = Spec {
        width: None,
        fill: ' ',
        align: '<',
        ..spec.clone()
    };
    let real = match only_imaginary {
        true => String::new(),
        false => format_parsed_float(value.real, &part, type_name, false, limits)?,
    };
    if !only_imaginary {
        part.sign = Some('+');
    }
    let imag = format_parsed_float(value.imag, &part, type_name, false, limits)?;
    let text = match spec.code.is_none() && !only_imaginary {
        true => format!("({real}{imag}j)"),
        false => format!("{real}{imag}j"),
    };
    spec.pad(&text, text.chars().count(), limits)
}

/// A float whose code's default shows `.0`, or a part of a complex number, whose default does not.
fn format_parsed_float(
    value: f64,
    spec: &Spec,
    type_name: &str,
    add_dot_0: bool,
    limits: Limits,
) -> Result<String, TextError> {
    let (value, code, percent) = match spec.code {
        None if spec.precision.is_some() => (value, 'g', ""),
        None => (value, 'r', ""),
        Some('n') => (value, 'g', ""),
        Some('%') => (value * 100.0, 'f', "%"),
        Some(code @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G')) => (value, code, ""),
        Some(_) => return Err(spec.unknown_code(type_name)),
    };
    let precision = spec.precision.unwrap_or(6);
    if precision > i32::MAX as usize {
        return Err(TextError::value("precision too big"));
    }
    let format = FloatFormat {
        code,
        precision,
        alternate: spec.alternate,
        add_dot_0: add_dot_0 && spec.code.is_none(),
    };
    let text = format.format(value, limits.max_chars)? + percent;
    let shows_zero = !text
        .bytes()
        .take_while(|byte| !byte.eq_ignore_ascii_case(&b'e'))
        .any(|byte| matches!(byte, b'1'..=b'9' | b'i' | b'I'));
    let negative =
        value.is_sign_negative() && !value.is_nan() && !(spec.no_negative_zero && shows_zero);
    let digits_end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, tail) = text.split_at(digits_end);
    spec.number(negative, "", digits, tail, limits)
}
