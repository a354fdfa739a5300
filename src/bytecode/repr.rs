//! `repr()` of constants, for disassembly.

use std::fmt::Write;

use super::Const;
use super::dis::code_repr;

/// As Python's `repr`; the items of a frozenset are sorted by their text, since CPython's order
/// depends on hashes.
pub(crate) fn const_repr(value: &Const) -> String {
    match value {
        Const::None => "None".to_owned(),
        Const::Ellipsis => "Ellipsis".to_owned(),
        Const::Bool(true) => "True".to_owned(),
        Const::Bool(false) => "False".to_owned(),
        Const::Int(value) => value.to_string(),
        Const::BigInt(value) => value.to_string(),
        Const::Float(value) => float_repr(*value),
        Const::Complex(real, imaginary) => complex_repr(*real, *imaginary),
        Const::Str(text) => str_repr(text),
        Const::Bytes(bytes) => bytes_repr(bytes),
        Const::Tuple(items) => match &**items {
            [only] => format!("({},)", const_repr(only)),
            items => format!("({})", joined(items.iter().map(const_repr).collect())),
        },
        Const::FrozenSet(items) => {
            let mut reprs: Vec<String> = items.iter().map(const_repr).collect();
            reprs.sort_unstable();
            format!("frozenset({{{}}})", joined(reprs))
        }
        Const::Code(code) => code_repr(code),
    }
}

fn joined(reprs: Vec<String>) -> String {
    reprs.join(", ")
}

/// The shortest digits that read back the same, with an exponent outside 1e-4 … 1e16.
fn float_repr(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if value != 0.0 && !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    let plain = value.to_string();
    if plain.contains('.') {
        plain
    } else {
        plain + ".0"
    }
}

fn complex_repr(real: f64, imaginary: f64) -> String {
    let part = |value: f64| {
        let text = float_repr(value);
        text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
    };
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", part(imaginary));
    }
    let sign = if imaginary.is_sign_negative() {
        ""
    } else {
        "+"
    };
    format!("({}{sign}{}j)", part(real), part(imaginary))
}

fn quote(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

fn str_repr(text: &str) -> String {
    let quote = quote(text.contains('\''), text.contains('"'));
    let mut out = String::from(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ if !is_printable(character) => {
                let code = u32::from(character);
                let _ = match code {
                    0..0x100 => write!(out, "\\x{code:02x}"),
                    0x100..0x1_0000 => write!(out, "\\u{code:04x}"),
                    _ => write!(out, "\\U{code:08x}"),
                };
            }
            _ => out.push(character),
        }
    }
    out.push(quote);
    out
}

/// Roughly `str.isprintable`: Rust's tables are of a newer Unicode version.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_control();
    }
    // After a letter, so that combining characters are not escaped for their own sake.
    let text = String::from_iter(['a', character]);
    !character.is_whitespace() && text.escape_debug().nth(1) == Some(character)
}

fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = String::from("b");
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b' '..=b'~' => {
                if char::from(byte) == quote {
                    out.push('\\');
                }
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: Const, expect: &str) {
        assert_eq!(const_repr(&value), expect);
    }

    #[test]
    fn constants_read_as_in_python() {
        check(Const::Float(1.0), "1.0");
        check(Const::Float(1e16), "1e+16");
        check(Const::Float(123456789012345.0), "123456789012345.0");
        check(Const::Float(0.0001), "0.0001");
        check(Const::Float(0.00001), "1e-05");
        check(Const::Float(-0.0), "-0.0");
        check(Const::Float(1.5e300), "1.5e+300");
        check(Const::Complex(0.0, 2.0), "2j");
        check(Const::Complex(1.0, -2.5), "(1-2.5j)");
        check(Const::Str("it's".into()), "\"it's\"");
        check(Const::Str("a'\"\n\u{7f}".into()), "'a\\'\"\\n\\x7f'");
        check(Const::Bytes((*b"a\x00'").into()), "b\"a\\x00'\"");
        check(Const::Tuple([Const::None].into()), "(None,)");
    }
}
