//! Taking str apart: splitting, stripping, partitioning.

use super::TextError;
use super::char_class::{is_line_boundary, is_space};

fn empty_separator() -> TextError {
    TextError::value("empty separator")
}

/// `text.split(separator, maxsplit)`; a negative `maxsplit` has no limit.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn split<'t>(
    text: &'t str,
    separator: Option<&str>,
    maxsplit: i64,
) -> Result<Vec<&'t str>, TextError> {
    match separator {
        Some("") => Err(empty_separator()),
        Some(separator) => Ok(match pieces(maxsplit) {
            Some(most) => text.splitn(most, separator).collect(),
            None => text.split(separator).collect(),
        }),
        None => Ok(split_on(text, maxsplit, is_space)),
    }
}

/// `text.rsplit(separator, maxsplit)`.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn rsplit<'t>(
    text: &'t str,
    separator: Option<&str>,
    maxsplit: i64,
) -> Result<Vec<&'t str>, TextError> {
    let mut parts: Vec<&str> = match separator {
        Some("") => return Err(empty_separator()),
        Some(separator) => match pieces(maxsplit) {
            Some(most) => text.rsplitn(most, separator).collect(),
            None => text.rsplit(separator).collect(),
        },
        None => return Ok(rsplit_on(text, maxsplit, is_space)),
    };
    parts.reverse();
    Ok(parts)
}

/// The most pieces that `maxsplit` allows.
fn pieces(maxsplit: i64) -> Option<usize> {
    usize::try_from(maxsplit).ok()?.checked_add(1)
}

/// Splits at runs of the characters of a class, which also go at the ends.
pub(super) fn split_on(
    text: &str,
    maxsplit: i64,
    class: impl Fn(char) -> bool + Copy,
) -> Vec<&str> {
    let mut parts = Vec::with_capacity(text.len() / 8 + 1);
    let ascii = text.is_ascii();
    let mut rest = text.trim_start_matches(class);
    let mut left = maxsplit;
    while !rest.is_empty() {
        let end = match left {
            0 => None,
            _ if ascii => rest.bytes().position(|byte| class(byte.into())),
            _ => rest.find(class),
        };
        left -= 1;
        match end.and_then(|end| rest.split_at_checked(end)) {
            Some((part, after)) => {
                parts.push(part);
                rest = after.trim_start_matches(class);
            }
            None => {
                parts.push(rest);
                rest = "";
            }
        }
    }
    parts
}

/// The same from the right.
pub(super) fn rsplit_on(text: &str, maxsplit: i64, class: fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(class);
    let mut left = maxsplit;
    while !rest.is_empty() {
        let space = if left == 0 {
            None
        } else {
            rest.char_indices().rfind(|(_, c)| class(*c))
        };
        left -= 1;
        match space {
            Some((at, c)) => {
                parts.push(rest.get(at + c.len_utf8()..).unwrap_or(""));
                rest = rest.get(..at).unwrap_or("").trim_end_matches(class);
            }
            None => {
                parts.push(rest);
                rest = "";
            }
        }
    }
    parts.reverse();
    parts
}

/// `text.splitlines(keepends)`.
pub fn split_lines(text: &str, keep_ends: bool) -> Vec<&str> {
    split_lines_on(text, keep_ends, is_line_boundary)
}

pub(super) fn split_lines_on(
    text: &str,
    keep_ends: bool,
    is_boundary: fn(char) -> bool,
) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some((end, boundary)) = rest.char_indices().find(|(_, c)| is_boundary(*c)) else {
            lines.push(rest);
            break;
        };
        let boundary_len = if rest.get(end..).is_some_and(|from| from.starts_with("\r\n")) {
            2
        } else {
            boundary.len_utf8()
        };
        let next = end + boundary_len;
        let line_end = if keep_ends { next } else { end };
        lines.push(rest.get(..line_end).unwrap_or(rest));
        rest = rest.get(next..).unwrap_or("");
    }
    lines
}

/// `text.partition(separator)`.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn partition<'t>(
    text: &'t str,
    separator: &str,
) -> Result<(&'t str, &'t str, &'t str), TextError> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(cut(text, text.find(separator), separator).unwrap_or((text, "", "")))
}

/// `text.rpartition(separator)`.
///
/// # Errors
/// `ValueError` for an empty separator.
pub fn rpartition<'t>(
    text: &'t str,
    separator: &str,
) -> Result<(&'t str, &'t str, &'t str), TextError> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(cut(text, text.rfind(separator), separator).unwrap_or(("", "", text)))
}

fn cut<'t>(
    text: &'t str,
    at: Option<usize>,
    separator: &str,
) -> Option<(&'t str, &'t str, &'t str)> {
    let (before, rest) = text.split_at_checked(at?)?;
    let (found, after) = rest.split_at_checked(separator.len())?;
    Some((before, found, after))
}

/// Which ends to strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    Both,
    Left,
    Right,
}

/// `text.strip(chars)`, `lstrip` or `rstrip`; white space where no characters are given.
pub fn strip<'t>(text: &'t str, chars: Option<&str>, ends: Ends) -> &'t str {
    match chars {
        None => strip_on(text, ends, is_space),
        Some(chars) => strip_on(text, ends, |c| chars.contains(c)),
    }
}

pub(super) fn strip_on(text: &str, ends: Ends, class: impl Fn(char) -> bool) -> &str {
    let text = if ends == Ends::Right {
        text
    } else {
        text.trim_start_matches(&class)
    };
    if ends == Ends::Left {
        text
    } else {
        text.trim_end_matches(&class)
    }
}
