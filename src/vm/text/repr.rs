//! `repr` and `ascii` of str and bytes.

use std::fmt::Write;

use super::char_class;

/// `repr(text)`: in single quotes unless the text has those and no double ones.
pub fn repr_str(text: &str) -> String {
    quoted(text, char_class::is_printable)
}

/// `ascii(text)`: `repr` with everything beyond ASCII escaped.
pub fn ascii_str(text: &str) -> String {
    quoted(text, |c| matches!(c, ' '..='~'))
}

/// Escapes what is not ASCII in a finished `repr` (`ascii` of any object).
pub fn escape_non_ascii(repr: &str) -> String {
    let mut out = String::with_capacity(repr.len());
    for c in repr.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            push_escape(&mut out, c);
        }
    }
    out
}

fn quoted(text: &str, shown: impl Fn(char) -> bool) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if shown(c) => out.push(c),
            c => push_escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

/// `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
pub(super) fn push_escape(out: &mut String, c: char) {
    let code = u32::from(c);
    // Writing to a String cannot fail.
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// `repr(bytes)`.
pub fn repr_bytes(bytes: &[u8]) -> String {
    quoted_bytes(bytes, false)
}

/// `repr(bytearray)`, which escapes every `'`.
pub fn repr_bytearray(bytes: &[u8]) -> String {
    format!("bytearray({})", quoted_bytes(bytes, true))
}

fn quoted_bytes(bytes: &[u8], escapes_single: bool) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b' '..=b'~' => {
                if char::from(*byte) == quote || (escapes_single && *byte == b'\'') {
                    out.push('\\');
                }
                out.push(char::from(*byte));
            }
            byte => push_escape(&mut out, char::from(*byte)),
        }
    }
    out.push(quote);
    out
}
