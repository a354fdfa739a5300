//! Character classes as `str`'s predicates see them.

use super::unicode_tables as tables;

/// Whether `c` is a member of a class given by its boundaries.
fn in_class(boundaries: &[u32], c: char) -> bool {
    boundaries.partition_point(|bound| *bound <= u32::from(c)) % 2 == 1
}

/// Whether `str.isspace` and `str.split` take `c` for white space.
#[inline]
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\x1c'..='\x1f') || !c.is_ascii() && c.is_whitespace()
}

/// Whether `int(text)` and `float(text)` skip `c` at the ends: fewer than [`is_space`].
#[inline]
pub fn is_space_around_number(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r') || !c.is_ascii() && c.is_whitespace()
}

/// Whether `c` ends a line for `str.splitlines`.
#[inline]
pub fn is_line_boundary(c: char) -> bool {
    matches!(
        c,
        '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether `repr` shows `c` as it is.
#[inline]
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    !in_class(&tables::UNPRINTABLE, c)
}

/// A letter (`L*`); narrower than Rust's `is_alphabetic`.
#[inline]
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    in_class(&tables::ALPHA, c)
}

/// The value of a decimal digit of any script.
#[inline]
pub fn decimal_value(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let after = tables::DECIMAL_ZEROS.partition_point(|zero| *zero <= u32::from(c));
    let zero = tables::DECIMAL_ZEROS.get(after.checked_sub(1)?)?;
    let value = u32::from(c) - zero;
    (value < 10).then_some(value)
}

/// `str.isdecimal`.
pub fn is_decimal(c: char) -> bool {
    decimal_value(c).is_some()
}

/// `str.isdigit`: decimals, superscripts and the like.
pub fn is_digit(c: char) -> bool {
    in_class(&tables::DIGIT, c)
}

/// `str.isnumeric`: whatever has a numeric value.
pub fn is_numeric(c: char) -> bool {
    in_class(&tables::NUMERIC, c)
}

/// `str.isalnum`.
pub fn is_alnum(c: char) -> bool {
    is_alpha(c) || is_numeric(c)
}

/// A letter that is in title case (as the digraph of D and small z).
pub fn is_title(c: char) -> bool {
    !c.is_ascii() && in_class(&tables::TITLE, c)
}

/// Whether `c` may begin an identifier.
pub fn is_id_start(c: char) -> bool {
    in_class(&tables::ID_START, c)
}

/// Whether `c` may stand in an identifier after its beginning.
pub fn is_id_continue(c: char) -> bool {
    in_class(&tables::ID_CONTINUE, c)
}

/// Appends `c` in title case.
pub fn push_title(out: &mut String, c: char) {
    match special(&tables::TITLE_CASE, c) {
        Some(title) => out.push_str(title),
        None => out.extend(c.to_uppercase()),
    }
}

/// Appends `c` in the form that caseless comparison uses.
pub fn push_folded(out: &mut String, c: char) {
    match special(&tables::CASE_FOLD, c) {
        Some(folded) => out.push_str(folded),
        None => out.extend(c.to_lowercase()),
    }
}

fn special(table: &'static [(u32, &'static str)], c: char) -> Option<&'static str> {
    let found = table.binary_search_by_key(&u32::from(c), |(code, _)| *code);
    found
        .ok()
        .and_then(|at| table.get(at))
        .map(|(_, text)| *text)
}
