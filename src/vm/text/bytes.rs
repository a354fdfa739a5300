//! The methods of bytes and bytearray.
//!
//! Searching borrows str's linear-time algorithms: bytes are the characters U+0000 to U+00FF.

use std::borrow::Cow;

use super::split::{self, Ends};
use super::{TextError, layout, search};

/// Bytes as text of one character each.
fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

fn to_bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u32::from(c) as u8).collect()
}

fn all_to_bytes(pieces: Vec<&str>) -> Vec<Vec<u8>> {
    pieces.into_iter().map(to_bytes).collect()
}

/// White space of bytes: ASCII's only.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// `bytes.find(sub, start, end)`; `None` for -1.
pub fn find(bytes: &[u8], sub: &[u8], start: Option<i64>, end: Option<i64>) -> Option<usize> {
    search::find(&as_text(bytes), &as_text(sub), start, end)
}

/// `bytes.rfind(sub, start, end)`; `None` for -1.
pub fn rfind(bytes: &[u8], sub: &[u8], start: Option<i64>, end: Option<i64>) -> Option<usize> {
    search::rfind(&as_text(bytes), &as_text(sub), start, end)
}

/// The error of `index` and `rindex` of bytes.
pub fn not_found() -> TextError {
    TextError::value("subsection not found")
}

/// `bytes.count(sub, start, end)`.
pub fn count(bytes: &[u8], sub: &[u8], start: Option<i64>, end: Option<i64>) -> usize {
    search::count(&as_text(bytes), &as_text(sub), start, end)
}

/// `bytes.startswith(prefix, start, end)`.
pub fn starts_with(bytes: &[u8], prefix: &[u8], start: Option<i64>, end: Option<i64>) -> bool {
    search::starts_with(&as_text(bytes), &as_text(prefix), start, end)
}

/// `bytes.endswith(suffix, start, end)`.
pub fn ends_with(bytes: &[u8], suffix: &[u8], start: Option<i64>, end: Option<i64>) -> bool {
    search::ends_with(&as_text(bytes), &as_text(suffix), start, end)
}

/// `bytes.replace(old, new, count)`; a negative count replaces all.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn replace(
    bytes: &[u8],
    old: &[u8],
    new: &[u8],
    count: i64,
    max_len: usize,
) -> Result<Vec<u8>, TextError> {
    let (text, old, new) = (as_text(bytes), as_text(old), as_text(new));
    search::replace(&text, &old, &new, count, max_len).map(|text| to_bytes(&text))
}

/// `bytes.split(separator, maxsplit)`.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn split(
    bytes: &[u8],
    separator: Option<&[u8]>,
    maxsplit: i64,
) -> Result<Vec<Vec<u8>>, TextError> {
    let text = as_text(bytes);
    Ok(all_to_bytes(match separator {
        Some(separator) => split::split(&text, Some(&as_text(separator)), maxsplit)?,
        None => split::split_on(&text, maxsplit, is_space),
    }))
}

/// `bytes.rsplit(separator, maxsplit)`.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn rsplit(
    bytes: &[u8],
    separator: Option<&[u8]>,
    maxsplit: i64,
) -> Result<Vec<Vec<u8>>, TextError> {
    let text = as_text(bytes);
    Ok(all_to_bytes(match separator {
        Some(separator) => split::rsplit(&text, Some(&as_text(separator)), maxsplit)?,
        None => split::rsplit_on(&text, maxsplit, is_space),
    }))
}

/// `bytes.splitlines(keepends)`.
pub fn split_lines(bytes: &[u8], keep_ends: bool) -> Vec<Vec<u8>> {
    let is_boundary = |c| matches!(c, '\n' | '\r');
    all_to_bytes(split::split_lines_on(
        &as_text(bytes),
        keep_ends,
        is_boundary,
    ))
}

/// `bytes.partition(separator)`.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn partition(bytes: &[u8], separator: &[u8]) -> Result<[Vec<u8>; 3], TextError> {
    let text = as_text(bytes);
    let (before, found, after) = split::partition(&text, &as_text(separator))?;
    Ok([before, found, after].map(to_bytes))
}

/// `bytes.rpartition(separator)`.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn rpartition(bytes: &[u8], separator: &[u8]) -> Result<[Vec<u8>; 3], TextError> {
    let text = as_text(bytes);
    let (before, found, after) = split::rpartition(&text, &as_text(separator))?;
    Ok([before, found, after].map(to_bytes))
}

/// `bytes.strip(chars)`, `lstrip` or `rstrip`.
pub fn strip<'b>(bytes: &'b [u8], chars: Option<&[u8]>, ends: Ends) -> &'b [u8] {
    let class = |byte: &u8| match chars {
        None => is_space(char::from(*byte)),
        Some(chars) => chars.contains(byte),
    };
    let mut rest = bytes;
    while ends != Ends::Right
        && let [first, after @ ..] = rest
        && class(first)
    {
        rest = after;
    }
    while ends != Ends::Left
        && let [before @ .., last] = rest
        && class(last)
    {
        rest = before;
    }
    rest
}

/// `separator.join(pieces)`.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn join(separator: &[u8], pieces: &[&[u8]], max_len: usize) -> Result<Vec<u8>, TextError> {
    let own: usize = pieces.iter().map(|piece| piece.len()).sum();
    let gaps = pieces.len().saturating_sub(1);
    layout::check_len(gaps, separator.len(), own, max_len)?;
    Ok(pieces.join(separator))
}

/// `bytes * count`.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn repeat(bytes: &[u8], count: i64, max_len: usize) -> Result<Vec<u8>, TextError> {
    let count = usize::try_from(count).unwrap_or(0);
    layout::check_len(count, bytes.len(), 0, max_len)?;
    Ok(bytes.repeat(count))
}

/// `bytes.hex(sep, bytes_per_sep)`: groups count from the right, or from the left where
/// `group` is negative.
///
/// # Errors
/// `ValueError` where the separator is not one ASCII character.
pub fn hex(bytes: &[u8], separator: Option<&str>, group: i64) -> Result<String, TextError> {
    let separator = match separator {
        None => "",
        Some(separator) if separator.chars().count() != 1 => {
            return Err(TextError::value("sep must be length 1."));
        }
        Some(separator) if !separator.is_ascii() => {
            return Err(TextError::value("sep must be ASCII."));
        }
        Some(separator) => separator,
    };
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = String::with_capacity(bytes.len() * 2);
    for (position, byte) in bytes.iter().enumerate() {
        let distance = if group < 0 {
            position
        } else {
            bytes.len() - position
        };
        if position > 0 && size > 0 && distance % size == 0 {
            out.push_str(separator);
        }
        for digit in [byte >> 4, byte & 0xf] {
            out.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    Ok(out)
}

/// `bytes.fromhex(text)`.
///
/// # Errors
/// `ValueError` where something else than pairs of hexadecimal digits and spaces comes.
pub fn from_hex(text: &str) -> Result<Vec<u8>, TextError> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut chars = text.chars().enumerate();
    let end = text.chars().count();
    let wrong = |position: usize| {
        TextError::value(format!(
            "non-hexadecimal number found in fromhex() arg at position {position}"
        ))
    };
    while let Some((position, c)) = chars.next() {
        if is_space(c) {
            continue;
        }
        let high = c.to_digit(16).ok_or_else(|| wrong(position))?;
        let (position, c) = chars.next().ok_or_else(|| wrong(end))?;
        let low = c.to_digit(16).ok_or_else(|| wrong(position))?;
        out.push((high << 4 | low) as u8);
    }
    Ok(out)
}

/// `bytes.translate(table, delete)`.
///
/// # Errors
/// `ValueError` where the table has not 256 entries.
pub fn translate(bytes: &[u8], table: Option<&[u8]>, delete: &[u8]) -> Result<Vec<u8>, TextError> {
    if table.is_some_and(|table| table.len() != 256) {
        return Err(TextError::value(
            "translation table must be 256 characters long",
        ));
    }
    let kept = bytes.iter().filter(|byte| !delete.contains(byte));
    Ok(kept
        .map(|byte| {
            let translated = table.and_then(|table| table.get(usize::from(*byte)));
            *translated.unwrap_or(byte)
        })
        .collect())
}
