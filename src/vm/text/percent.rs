//! The `%` operator of str: the template, piece by piece, and the conversions.
//!
//! The interpreter walks over [`Pieces`], fetches the arguments in the order that
//! [`Conversion`] says (key, width, precision, value), and hands plain values back.

use super::float_format::FloatFormat;
use super::format_spec::{Limits, character};
use super::{TextError, repr};
use crate::vm::number::{IntRef, int_text};

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece<'t> {
    /// Text; a doubled percent sign is a piece of its own, `%`.
    Literal(&'t str),
    Conversion(Conversion<'t>),
}

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    None,
    Given(usize),
    /// `*`: the next argument says.
    FromArgument,
}

/// A conversion specifier, as `%(key)-08.3f`.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion<'t> {
    /// The key into the mapping on the right.
    pub key: Option<&'t str>,
    pub width: Amount,
    pub precision: Amount,
    /// The conversion type, any character.
    pub code: char,
    left: bool,
    sign: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    /// Where `code` is in the template, in characters.
    index: usize,
}

/// What value a conversion needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `s`: `str(value)`; for [`Conversion::text`].
    Str,
    /// `r`: `repr(value)`; for [`Conversion::text`].
    Repr,
    /// `a`: `ascii(value)`; for [`Conversion::text`].
    Ascii,
    /// `d`, `i`, `u`: an int, or a float to truncate; for [`Conversion::integer`].
    Number,
    /// `o`, `x`, `X`: an int; for [`Conversion::integer`].
    Integer,
    /// `e`, `f`, `g` and capitals: a float; for [`Conversion::float`].
    Float,
    /// `c`: a character or its code; for [`Conversion::text`], [`Conversion::code_point`].
    Character,
}

/// Too few values on the right.
pub fn not_enough_arguments() -> TextError {
    TextError::type_("not enough arguments for format string")
}

/// Too many values on the right.
pub fn not_all_converted() -> TextError {
    TextError::type_("not all arguments converted during string formatting")
}

/// A key in the template, but no mapping on the right.
pub fn mapping_required() -> TextError {
    TextError::type_("format requires a mapping")
}

/// The argument for a `*` is no int.
pub fn star_wants_int() -> TextError {
    TextError::type_("* wants int")
}

/// The argument for `%c` is neither an int nor a str of one character.
pub fn char_required() -> TextError {
    TextError::type_("%c requires int or char")
}

/// Walks over a template.
#[derive(Clone, Debug)]
pub struct Pieces<'t> {
    rest: &'t str,
    /// Characters before `rest`.
    position: usize,
}

impl<'t> Pieces<'t> {
    pub fn new(template: &'t str) -> Pieces<'t> {
        Pieces {
            rest: template,
            position: 0,
        }
    }

    /// Drops `bytes` from the front, which end at a character boundary.
    fn skip(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.position += taken.chars().count();
        self.rest = rest;
        taken
    }

    fn next_char(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        self.position += 1;
        Some(next)
    }

    fn accept(&mut self, wanted: char) -> bool {
        let found = self.rest.starts_with(wanted);
        if found {
            self.next_char();
        }
        found
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// `ValueError` where the template is malformed.
    pub fn next_piece(&mut self) -> Result<Option<Piece<'t>>, TextError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let percent_at = self.rest.find('%').unwrap_or(self.rest.len());
        if percent_at > 0 {
            return Ok(Some(Piece::Literal(self.skip(percent_at))));
        }
        if self.rest.starts_with("%%") {
            let both = self.skip(2);
            return Ok(Some(Piece::Literal(&both[..1])));
        }
        self.skip(1);
        self.conversion()
            .map(|conversion| Some(Piece::Conversion(conversion)))
    }

    fn conversion(&mut self) -> Result<Conversion<'t>, TextError> {
        let mut conversion = Conversion {
            key: None,
            width: Amount::None,
            precision: Amount::None,
            code: '\0',
            left: false,
            sign: false,
            blank: false,
            alternate: false,
            zero: false,
            index: 0,
        };
        if self.accept('(') {
            conversion.key = Some(self.key()?);
        }
        loop {
            let flag = match self.rest.as_bytes().first() {
                Some(b'-') => &mut conversion.left,
                Some(b'+') => &mut conversion.sign,
                Some(b' ') => &mut conversion.blank,
                Some(b'#') => &mut conversion.alternate,
                Some(b'0') => &mut conversion.zero,
                _ => break,
            };
            *flag = true;
            self.next_char();
        }
        conversion.width = self.amount(isize::MAX as usize, "width too big")?;
        if self.accept('.') {
            conversion.precision = match self.amount(i32::MAX as usize, "precision too big")? {
                Amount::None => Amount::Given(0),
                amount => amount,
            };
        }
        if self.rest.starts_with(['h', 'l', 'L']) {
            self.next_char();
        }
        conversion.index = self.position;
        conversion.code = self
            .next_char()
            .ok_or_else(|| TextError::value("incomplete format"))?;
        Ok(conversion)
    }

    /// The key after an opening parenthesis. Parentheses nest.
    fn key(&mut self) -> Result<&'t str, TextError> {
        let mut open = 1usize;
        for (at, c) in self.rest.char_indices() {
            match c {
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                let key = self.skip(at);
                self.next_char();
                return Ok(key);
            }
        }
        Err(TextError::value("incomplete format key"))
    }

    fn amount(&mut self, most: usize, too_big: &str) -> Result<Amount, TextError> {
        if self.accept('*') {
            return Ok(Amount::FromArgument);
        }
        let mut value: Option<usize> = None;
        while let Some(digit) = self.rest.chars().next().and_then(|c| c.to_digit(10)) {
            self.next_char();
            let next = value
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|v| v.checked_add(digit as usize))
                .filter(|v| *v <= most)
                .ok_or_else(|| TextError::value(too_big))?;
            value = Some(next);
        }
        Ok(value.map_or(Amount::None, Amount::Given))
    }
}

impl Conversion<'_> {
    /// Sets the width from the argument of its `*`. A negative one aligns left.
    ///
    /// # Errors
    /// `OverflowError` beyond 64 bits.
    pub fn set_width(&mut self, width: IntRef<'_>) -> Result<(), TextError> {
        let Some(width) = width.to_i64() else {
            return Err(TextError::overflow(
                "Python int too large to convert to C ssize_t",
            ));
        };
        self.left |= width < 0;
        self.width = Amount::Given(width.unsigned_abs() as usize);
        Ok(())
    }

    /// Sets the precision from the argument of its `*`. A negative one is zero.
    ///
    /// # Errors
    /// `OverflowError` beyond 32 bits.
    pub fn set_precision(&mut self, precision: IntRef<'_>) -> Result<(), TextError> {
        let Some(precision) = precision.to_i64().and_then(|p| i32::try_from(p).ok()) else {
            return Err(TextError::overflow(
                "Python int too large to convert to C int",
            ));
        };
        self.precision = Amount::Given(precision.max(0) as usize);
        Ok(())
    }

    /// What the conversion needs.
    ///
    /// # Errors
    /// `ValueError` where there is no such conversion. To be asked when the argument is at hand:
    /// that it is missing comes first.
    pub fn kind(&self) -> Result<Kind, TextError> {
        Ok(match self.code {
            's' => Kind::Str,
            'r' => Kind::Repr,
            'a' => Kind::Ascii,
            'd' | 'i' | 'u' => Kind::Number,
            'o' | 'x' | 'X' => Kind::Integer,
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => Kind::Float,
            'c' => Kind::Character,
            code => {
                let shown = if matches!(code, ' '..='~') { code } else { '?' };
                return Err(TextError::value(format!(
                    "unsupported format character '{shown}' (0x{:x}) at index {}",
                    u32::from(code),
                    self.index
                )));
            }
        })
    }

    /// The error for a value of the wrong type, for [`Kind::Number`], [`Kind::Integer`] and
    /// [`Kind::Float`].
    pub fn wrong_type(&self, type_name: &str) -> TextError {
        let code = self.code;
        TextError::type_(match self.kind() {
            Ok(Kind::Number) => {
                format!("%{code} format: a real number is required, not {type_name}")
            }
            Ok(Kind::Integer) => {
                format!("%{code} format: an integer is required, not {type_name}")
            }
            _ => format!("must be real number, not {type_name}"),
        })
    }

    fn precision(&self) -> Option<usize> {
        match self.precision {
            Amount::Given(precision) => Some(precision),
            Amount::None | Amount::FromArgument => None,
        }
    }

    /// A string, or the text that `repr` or `ascii` gave: cut to the precision, padded. (Not for
    /// `%c`, which no precision cuts: see [`Conversion::single_char`].)
    ///
    /// # Errors
    /// `MemoryError` beyond the limits.
    pub fn text(&self, text: &str, limits: Limits) -> Result<String, TextError> {
        let end = self
            .precision()
            .and_then(|precision| text.char_indices().nth(precision))
            .map_or(text.len(), |(at, _)| at);
        self.pad("", text.get(..end).unwrap_or(text), false, limits)
    }

    /// `%c` of a str.
    ///
    /// # Errors
    /// `TypeError` unless it is one character; `MemoryError` beyond the limits.
    pub fn single_char(&self, text: &str, limits: Limits) -> Result<String, TextError> {
        if text.chars().count() != 1 {
            return Err(char_required());
        }
        self.pad("", text, false, limits)
    }

    /// `%c` of an int.
    ///
    /// # Errors
    /// `OverflowError` out of range; `MemoryError` beyond the limits.
    pub fn code_point(&self, code: IntRef<'_>, limits: Limits) -> Result<String, TextError> {
        let character = character(code.to_i64().unwrap_or(-1))?;
        self.pad("", &character.to_string(), false, limits)
    }

    /// An int.
    ///
    /// # Errors
    /// `ValueError` for too many digits; `MemoryError` beyond the limits.
    pub fn integer(&self, value: IntRef<'_>, limits: Limits) -> Result<String, TextError> {
        let digits = match self.code {
            'o' => int_text::magnitude_digits(value, 8),
            'x' => int_text::magnitude_digits(value, 16),
            'X' => int_text::magnitude_digits(value, 16).to_ascii_uppercase(),
            _ => int_text::to_decimal(value, limits.max_int_digits)?,
        };
        let digits = digits.trim_start_matches('-');
        let prefix = match self.code {
            'o' if self.alternate => "0o",
            'x' if self.alternate => "0x",
            'X' if self.alternate => "0X",
            _ => "",
        };
        let zeros = self.precision().unwrap_or(0).saturating_sub(digits.len());
        if zeros > limits.max_chars {
            return Err(TextError::memory());
        }
        let digits = "0".repeat(zeros) + digits;
        let sign = self.sign_text(value.is_negative());
        self.pad(&format!("{sign}{prefix}"), &digits, true, limits)
    }

    /// A float.
    ///
    /// # Errors
    /// `MemoryError` beyond the limits.
    pub fn float(&self, value: f64, limits: Limits) -> Result<String, TextError> {
        let format = FloatFormat {
            code: self.code,
            precision: self.precision().unwrap_or(6),
            alternate: self.alternate,
            add_dot_0: false,
        };
        let text = format.format(value, limits.max_chars)?;
        let negative = value.is_sign_negative() && !value.is_nan();
        self.pad(self.sign_text(negative), &text, true, limits)
    }

    fn sign_text(&self, negative: bool) -> &'static str {
        match (negative, self.sign, self.blank) {
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        }
    }

    /// `front` and `body` in the field; zeros go between them.
    fn pad(
        &self,
        front: &str,
        body: &str,
        numeric: bool,
        limits: Limits,
    ) -> Result<String, TextError> {
        let width = match self.width {
            Amount::Given(width) => width,
            Amount::None | Amount::FromArgument => 0,
        };
        let padding = width.saturating_sub(front.len() + body.chars().count());
        if padding > limits.max_chars {
            return Err(TextError::memory());
        }
        Ok(if self.left {
            format!("{front}{body}{}", " ".repeat(padding))
        } else if self.zero && numeric {
            format!("{front}{}{body}", "0".repeat(padding))
        } else {
            format!("{}{front}{body}", " ".repeat(padding))
        })
    }
}

/// The `KeyError` for a key that the mapping lacks.
pub fn missing_key(key: &str) -> TextError {
    TextError::new(super::ErrorKind::KeyError, repr::repr_str(key))
}
