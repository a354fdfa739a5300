//! Searching and replacing in str.

use super::slice::{char_len, char_range};
use super::{TextError, layout};

/// The part of the text that `[start:end]` selects, with the position where it starts; `None`
/// where the start lies behind the end, so that not even the empty string is in it.
fn window(text: &str, start: Option<i64>, end: Option<i64>) -> Option<(usize, &str)> {
    if start.is_none() && end.is_none() {
        return Some((0, text));
    }
    let len = char_len(text) as i64;
    let from_end = |bound: i64| {
        if bound < 0 {
            bound.saturating_add(len).max(0)
        } else {
            bound
        }
    };
    let end = from_end(end.unwrap_or(len)).min(len);
    let start = from_end(start.unwrap_or(0));
    if start > end {
        return None;
    }
    let (start, end) = (start as usize, end as usize);
    Some((start, char_range(text, start, end)))
}

/// `text.find(sub, start, end)`; `None` for -1.
pub fn find(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (base, window) = window(text, start, end)?;
    let at = window.find(sub)?;
    Some(base + char_len(window.get(..at)?))
}

/// `text.rfind(sub, start, end)`; `None` for -1.
pub fn rfind(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (base, window) = window(text, start, end)?;
    let at = window.rfind(sub)?;
    Some(base + char_len(window.get(..at)?))
}

/// The error of `index` and `rindex` of str.
pub fn not_found() -> TextError {
    TextError::value("substring not found")
}

/// `text.count(sub, start, end)`, without overlaps.
pub fn count(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> usize {
    window(text, start, end).map_or(0, |(_, window)| window.matches(sub).count())
}

/// `text.startswith(prefix, start, end)`.
pub fn starts_with(text: &str, prefix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(_, window)| window.starts_with(prefix))
}

/// `text.endswith(suffix, start, end)`.
pub fn ends_with(text: &str, suffix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(_, window)| window.ends_with(suffix))
}

/// `text.replace(old, new, count)`; a negative count replaces all.
///
/// # Errors
/// `MemoryError` beyond `max_len`.
pub fn replace(
    text: &str,
    old: &str,
    new: &str,
    count: i64,
    max_len: usize,
) -> Result<String, TextError> {
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    if new.len() > old.len() {
        let replaced = text.matches(old).take(most).count();
        layout::check_len(replaced, new.len() - old.len(), text.len(), max_len)?;
    }
    Ok(text.replacen(old, new, most))
}

/// `text.removeprefix(prefix)`.
pub fn remove_prefix<'t>(text: &'t str, prefix: &str) -> &'t str {
    text.strip_prefix(prefix).unwrap_or(text)
}

/// `text.removesuffix(suffix)`.
pub fn remove_suffix<'t>(text: &'t str, suffix: &str) -> &'t str {
    text.strip_suffix(suffix).unwrap_or(text)
}
