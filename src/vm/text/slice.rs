//! Indices and slices, of any sequence and of str by code points.

use super::{ErrorKind, TextError};

/// A slice applied to a sequence: `count` items from `start` in strides of `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    pub start: usize,
    pub step: i64,
    pub count: usize,
}

impl Slice {
    /// Applies `[start:stop:step]` to a sequence of `len` items (CPython's `PySlice_Unpack` and
    /// `PySlice_AdjustIndices`). Bounds beyond 64 bits are to be clamped before.
    ///
    /// # Errors
    /// `ValueError` for a step of zero.
    pub fn new(
        len: usize,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> Result<Slice, TextError> {
        let step = step.unwrap_or(1).max(-i64::MAX);
        if step == 0 {
            return Err(TextError::value("slice step cannot be zero"));
        }
        let len = i64::try_from(len).unwrap_or(i64::MAX);
        // Where a bound ends up when it lies before or after the sequence.
        let (before, after) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let clip = |bound: i64| {
            let bound = if bound < 0 {
                bound.saturating_add(len)
            } else {
                bound
            };
            if bound < 0 { before } else { bound.min(after) }
        };
        let first = if step < 0 { after } else { before };
        let last = if step < 0 { before } else { after };
        let start = start.map_or(first, clip);
        let stop = stop.map_or(last, clip);
        let distance = if step < 0 { start - stop } else { stop - start };
        let count = if distance <= 0 {
            0
        } else {
            (distance - 1) / step.abs() + 1
        };
        Ok(Slice {
            start: start.max(0) as usize,
            step,
            count: count as usize,
        })
    }

    /// The indices in the slice's order.
    pub fn indices(self) -> impl ExactSizeIterator<Item = usize> + Clone {
        (0..self.count)
            .map(move |nth| (self.start as i64).wrapping_add(nth as i64 * self.step) as usize)
    }
}

/// An index that counts from the end where it is negative; `None` out of range.
#[inline]
pub fn index(len: usize, index: i64) -> Option<usize> {
    let index = if index < 0 {
        len.checked_sub(usize::try_from(index.unsigned_abs()).ok()?)?
    } else {
        usize::try_from(index).ok()?
    };
    (index < len).then_some(index)
}

/// `len(text)`.
#[inline]
pub fn char_len(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

/// The byte offset of a code point, or the text's length beyond the last.
#[inline]
pub fn byte_offset(text: &str, chars: usize) -> usize {
    if text.is_ascii() {
        return chars.min(text.len());
    }
    text.char_indices()
        .nth(chars)
        .map_or(text.len(), |(at, _)| at)
}

/// `text[index]`.
///
/// # Errors
/// `IndexError`.
pub fn char_at(text: &str, at: i64) -> Result<&str, TextError> {
    let out_of_range = || TextError::new(ErrorKind::IndexError, "string index out of range");
    let nth = index(char_len(text), at).ok_or_else(out_of_range)?;
    let rest = text.get(byte_offset(text, nth)..).unwrap_or("");
    let width = rest.chars().next().map_or(0, char::len_utf8);
    rest.get(..width).ok_or_else(out_of_range)
}

/// `text[start:stop:step]`.
///
/// # Errors
/// `ValueError` for a step of zero.
pub fn slice_str(
    text: &str,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> Result<String, TextError> {
    let slice = Slice::new(char_len(text), start, stop, step)?;
    if slice.step == 1 {
        return Ok(char_range(text, slice.start, slice.start + slice.count).to_owned());
    }
    if let (true, bytes) = (text.is_ascii(), text.as_bytes()) {
        let picked = slice.indices().filter_map(|at| bytes.get(at));
        return Ok(picked.map(|byte| char::from(*byte)).collect());
    }
    let chars: Vec<char> = text.chars().collect();
    Ok(slice.indices().filter_map(|at| chars.get(at)).collect())
}

/// The code points from `start` up to `end`.
pub(super) fn char_range(text: &str, start: usize, end: usize) -> &str {
    let from = text.get(byte_offset(text, start)..).unwrap_or("");
    from.get(..byte_offset(from, end.saturating_sub(start)))
        .unwrap_or("")
}
