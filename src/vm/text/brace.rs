//! `str.format`: the template, piece by piece (CPython's `unicode_format.h`).
//!
//! Like CPython's, the parser is lazy: the error of a later field shows only when the earlier ones
//! have been formatted.

use super::{TextError, char_class};

/// Specifiers may hold fields, whose specifiers may not: templates nest this deep.
pub const MAX_DEPTH: u32 = 2;

/// Literal text and the replacement field that follows it, if one does.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'t> {
    /// A literal brace ends it where the template has it doubled.
    pub literal: &'t str,
    pub field: Option<Field<'t>>,
}

/// `{name!conversion:spec}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'t> {
    /// To take apart with [`Numbering::resolve`].
    pub name: &'t str,
    pub conversion: Option<char>,
    pub spec: &'t str,
    /// The specifier is a template itself, to be formatted one level deeper.
    pub spec_is_template: bool,
}

impl Field<'_> {
    /// Checks the conversion.
    ///
    /// # Errors
    /// `ValueError` for another than `r`, `s` and `a`.
    pub fn conversion(&self) -> Result<Option<Conversion>, TextError> {
        Ok(Some(match self.conversion {
            None => return Ok(None),
            Some('r') => Conversion::Repr,
            Some('s') => Conversion::Str,
            Some('a') => Conversion::Ascii,
            Some(other @ '!'..='~') => {
                return Err(TextError::value(format!(
                    "Unknown conversion specifier {other}"
                )));
            }
            Some(other) => {
                return Err(TextError::value(format!(
                    "Unknown conversion specifier \\x{:x}",
                    u32::from(other)
                )));
            }
        }))
    }
}

/// What to do with a value before it is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

/// Walks over a template.
#[derive(Clone, Debug)]
pub struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Pieces<'t> {
    /// The pieces of a template at `depth` (0 for the one that `format` was called on).
    ///
    /// # Errors
    /// `ValueError` where specifiers are nested too deeply.
    pub fn new(template: &'t str, depth: u32) -> Result<Pieces<'t>, TextError> {
        if depth >= MAX_DEPTH {
            return Err(TextError::value("Max string recursion exceeded"));
        }
        Ok(Pieces { rest: template })
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// `ValueError` where the template is malformed.
    pub fn next_piece(&mut self) -> Result<Option<Piece<'t>>, TextError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let Some(brace_at) = self.rest.find(['{', '}']) else {
            let literal = std::mem::take(&mut self.rest);
            return Ok(Some(Piece {
                literal,
                field: None,
            }));
        };
        let (literal, from_brace) = self.rest.split_at(brace_at);
        let brace = if from_brace.starts_with('{') {
            '{'
        } else {
            '}'
        };
        let after = from_brace.get(1..).unwrap_or("");
        if after.starts_with(brace) {
            let (literal, rest) = self.rest.split_at(brace_at + 1);
            self.rest = rest.get(1..).unwrap_or("");
            return Ok(Some(Piece {
                literal,
                field: None,
            }));
        }
        if brace == '}' || after.is_empty() {
            return Err(TextError::value(format!(
                "Single '{brace}' encountered in format string"
            )));
        }
        let (field, rest) = parse_field(after)?;
        self.rest = rest;
        Ok(Some(Piece {
            literal,
            field: Some(field),
        }))
    }
}

/// Parses what follows an opening brace, up to and with the closing one.
fn parse_field(text: &str) -> Result<(Field<'_>, &str), TextError> {
    let mut in_brackets = false;
    let mut end = None;
    for (at, c) in text.char_indices() {
        match c {
            ']' => in_brackets = false,
            _ if in_brackets => {}
            '[' => in_brackets = true,
            '{' => return Err(TextError::value("unexpected '{' in field name")),
            '}' | ':' | '!' => {
                end = Some((at, c));
                break;
            }
            _ => {}
        }
    }
    let Some((end, terminator)) = end else {
        return Err(TextError::value("expected '}' before end of string"));
    };
    let name = &text[..end];
    let mut rest = &text[end + 1..];
    let mut field = Field {
        name,
        conversion: None,
        spec: "",
        spec_is_template: false,
    };
    if terminator == '}' {
        return Ok((field, rest));
    }
    if terminator == '!' {
        let mut chars = rest.chars();
        field.conversion = chars.next();
        if field.conversion.is_none() {
            return Err(TextError::value(
                "end of string while looking for conversion specifier",
            ));
        }
        match chars.next() {
            Some('}') => return Ok((field, chars.as_str())),
            None | Some(':') => rest = chars.as_str(),
            Some(_) => {
                return Err(TextError::value("expected ':' after conversion specifier"));
            }
        }
    }
    let mut open = 1;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => {
                field.spec_is_template = true;
                open += 1;
            }
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            field.spec = &rest[..at];
            return Ok((field, &rest[at + 1..]));
        }
    }
    Err(TextError::value("unmatched '{' in format spec"))
}

/// Where a field's value comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source<'t> {
    /// An index into the positional arguments.
    Positional(usize),
    /// The name of a keyword argument.
    Keyword(&'t str),
}

/// The `IndexError` for a positional argument that is not there.
pub fn missing_positional(index: usize) -> TextError {
    TextError::new(
        super::ErrorKind::IndexError,
        format!("Replacement index {index} out of range for positional args tuple"),
    )
}

/// Counts the fields without a name. One for a whole `format` call, its specifiers included.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    next: usize,
    automatic: Option<bool>,
}

impl Numbering {
    /// Takes a field's name apart: the source of its value, and the accesses that follow.
    ///
    /// # Errors
    /// `ValueError` where automatic and manual numbering are mixed, or an index is too large.
    pub fn resolve<'t>(&mut self, name: &'t str) -> Result<(Source<'t>, Accesses<'t>), TextError> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, rest) = name.split_at(end);
        let index = integer(first)?;
        let accesses = Accesses { rest };
        if !first.is_empty() && index.is_none() {
            return Ok((Source::Keyword(first), accesses));
        }
        let automatic = first.is_empty();
        if *self.automatic.get_or_insert(automatic) != automatic {
            return Err(TextError::value(if automatic {
                "cannot switch from manual field specification to automatic field numbering"
            } else {
                "cannot switch from automatic field numbering to manual field specification"
            }));
        }
        let index = index.unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        Ok((Source::Positional(index), accesses))
    }
}

/// One step from a field's value to the value to format.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Access<'t> {
    /// `.name`
    Attribute(&'t str),
    /// `[3]`
    Index(usize),
    /// `[key]`
    Key(&'t str),
}

/// Walks over the accesses of a field's name.
#[derive(Clone, Debug)]
pub struct Accesses<'t> {
    rest: &'t str,
}

impl<'t> Accesses<'t> {
    /// The next access; `None` at the end.
    ///
    /// # Errors
    /// `ValueError` where the name is malformed.
    pub fn next_access(&mut self) -> Result<Option<Access<'t>>, TextError> {
        let empty = || TextError::value("Empty attribute in format string");
        if self.rest.is_empty() {
            return Ok(None);
        }
        if let Some(after) = self.rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            let (name, rest) = after.split_at(end);
            self.rest = rest;
            if name.is_empty() {
                return Err(empty());
            }
            return Ok(Some(Access::Attribute(name)));
        }
        let Some(after) = self.rest.strip_prefix('[') else {
            return Err(TextError::value(
                "Only '.' or '[' may follow ']' in format field specifier",
            ));
        };
        let Some((key, rest)) = after.split_once(']') else {
            return Err(TextError::value("Missing ']' in format string"));
        };
        self.rest = rest;
        if key.is_empty() {
            return Err(empty());
        }
        Ok(Some(match integer(key)? {
            Some(index) => Access::Index(index),
            None => Access::Key(key),
        }))
    }
}

/// A number of decimal digits only; `None` for anything else.
fn integer(text: &str) -> Result<Option<usize>, TextError> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut value = 0usize;
    for c in text.chars() {
        let Some(digit) = char_class::decimal_value(c) else {
            return Ok(None);
        };
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(digit as usize))
            .filter(|v| *v <= isize::MAX as usize)
            .ok_or_else(|| TextError::value("Too many decimal digits in format string"))?;
    }
    Ok(Some(value))
}
