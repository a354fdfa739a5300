//! Str made longer: padding, tabs, repeating, joining.

use super::TextError;
use super::slice::char_len;

/// # Errors
/// `MemoryError` where `count * each + rest` is beyond `max_len`.
pub(super) fn check_len(
    count: usize,
    each: usize,
    rest: usize,
    max_len: usize,
) -> Result<(), TextError> {
    match count.checked_mul(each).and_then(|n| n.checked_add(rest)) {
        Some(len) if len <= max_len => Ok(()),
        _ => Err(TextError::memory()),
    }
}

/// Where the text stands in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Center,
}

/// `text.ljust(width, fill)`, `rjust` or `center`.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn justify(
    text: &str,
    width: i64,
    fill: char,
    align: Align,
    max_len: usize,
) -> Result<String, TextError> {
    let width = usize::try_from(width).unwrap_or(0);
    let padding = width.saturating_sub(char_len(text));
    let before = match align {
        Align::Left => 0,
        Align::Right => padding,
        // The odd one goes to the left where the width is odd.
        Align::Center => padding / 2 + (padding & width & 1),
    };
    check_len(padding, fill.len_utf8(), text.len(), max_len)?;
    let mut out = String::with_capacity(text.len() + padding * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, before));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, padding - before));
    Ok(out)
}

/// The fill character of `justify` from the argument.
///
/// # Errors
/// `TypeError` unless it is one character.
pub fn fill_char(fill: &str) -> Result<char, TextError> {
    let mut chars = fill.chars();
    match (chars.next(), chars.next()) {
        (Some(fill), None) => Ok(fill),
        _ => Err(TextError::type_(
            "The fill character must be exactly one character long",
        )),
    }
}

/// `text.zfill(width)`: zeros after the sign.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn zfill(text: &str, width: i64, max_len: usize) -> Result<String, TextError> {
    let mut filled = justify(text, width, '0', Align::Right, max_len)?;
    let zeros = filled.len() - text.len();
    if zeros > 0 && text.starts_with(['+', '-']) {
        let sign = filled.remove(zeros);
        filled.insert(0, sign);
    }
    Ok(filled)
}

/// `text.expandtabs(tabsize)`.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn expand_tabs(text: &str, tab_size: i64, max_len: usize) -> Result<String, TextError> {
    let tab_size = usize::try_from(tab_size).unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    let mut column = 0usize;
    for c in text.chars() {
        match c {
            '\t' if tab_size == 0 => {}
            '\t' => {
                let spaces = tab_size - column % tab_size;
                check_len(spaces, 1, out.len(), max_len)?;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            c => {
                out.push(c);
                column = if matches!(c, '\n' | '\r') {
                    0
                } else {
                    column + 1
                };
            }
        }
    }
    Ok(out)
}

/// `text * count`.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn repeat(text: &str, count: i64, max_len: usize) -> Result<String, TextError> {
    let count = usize::try_from(count).unwrap_or(0);
    check_len(count, text.len(), 0, max_len)?;
    Ok(text.repeat(count))
}

/// `separator.join(pieces)`.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn join(separator: &str, pieces: &[&str], max_len: usize) -> Result<String, TextError> {
    let own: usize = pieces.iter().map(|piece| piece.len()).sum();
    check_len(
        pieces.len().saturating_sub(1),
        separator.len(),
        own,
        max_len,
    )?;
    Ok(pieces.join(separator))
}
