//! `str.encode` and `bytes.decode`.

use std::ops::Range;

use super::wide::{Decoded, Order, Wide};
use super::{CodecFault, CodecObject, ErrorKind, TextError, repr};

/// The encodings that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Ascii,
    Latin1,
    Wide(Wide),
}

impl Encoding {
    /// Finds an encoding by one of its names.
    ///
    /// # Errors
    /// `LookupError`.
    pub fn named(name: &str) -> Result<Encoding, TextError> {
        let normal: String = name
            .chars()
            .map(|c| {
                if c.is_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '_'
                }
            })
            .collect();
        let wide = |unit, order| Ok(Encoding::Wide(Wide { unit, order }));
        match normal.as_str() {
            "utf_16" | "utf16" | "u16" => wide(2, Order::Marked),
            "utf_16_le" | "utf_16le" => wide(2, Order::Little),
            "utf_16_be" | "utf_16be" => wide(2, Order::Big),
            "utf_32" | "utf32" | "u32" => wide(4, Order::Marked),
            "utf_32_le" | "utf_32le" => wide(4, Order::Little),
            "utf_32_be" | "utf_32be" => wide(4, Order::Big),
            "utf_8" | "utf8" | "u8" | "utf" => Ok(Encoding::Utf8),
            "ascii" | "us_ascii" | "646" => Ok(Encoding::Ascii),
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "8859" => {
                Ok(Encoding::Latin1)
            }
            _ => Err(TextError::new(
                ErrorKind::LookupError,
                format!("unknown encoding: {name}"),
            )),
        }
    }

    /// The name in messages.
    fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Wide(wide) => wide.name(),
        }
    }

    /// How many code points it can encode.
    fn range(self) -> u32 {
        match self {
            Encoding::Utf8 | Encoding::Wide(_) => 0x110000,
            Encoding::Ascii => 128,
            Encoding::Latin1 => 256,
        }
    }
}

/// `text.encode(encoding, errors)`.
///
/// # Errors
/// `UnicodeEncodeError`; `LookupError` for an unknown error handler, once it is needed.
pub fn encode(text: &str, encoding: Encoding, errors: &str) -> Result<Vec<u8>, TextError> {
    if let Encoding::Wide(wide) = encoding {
        return Ok(wide.encode(text));
    }
    if encoding == Encoding::Utf8 || text.is_ascii() {
        return Ok(text.as_bytes().to_vec());
    }
    let encodable = |c: char| u32::from(c) < encoding.range();
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.chars().enumerate();
    while let Some((position, c)) = rest.next() {
        if encodable(c) {
            out.push(u32::from(c) as u8);
            continue;
        }
        match errors {
            "ignore" => {}
            "replace" => out.push(b'?'),
            "xmlcharrefreplace" => out.extend(format!("&#{};", u32::from(c)).bytes()),
            "backslashreplace" => {
                let mut escaped = String::new();
                repr::push_escape(&mut escaped, c);
                out.extend(escaped.bytes());
            }
            "strict" | "surrogateescape" | "surrogatepass" => {
                let more = rest.take_while(|(_, next)| !encodable(*next)).count();
                let fault = CodecFault {
                    encoding: encoding.name().to_string(),
                    object: CodecObject::Text(text.to_string()),
                    place: position..position + more + 1,
                    reason: format!("ordinal not in range({})", encoding.range()),
                };
                return Err(fault.error());
            }
            errors => return Err(unknown_handler(errors)),
        }
    }
    Ok(out)
}

fn unknown_handler(errors: &str) -> TextError {
    TextError::new(
        ErrorKind::LookupError,
        format!("unknown error handler name '{errors}'"),
    )
}

/// `bytes.decode(encoding, errors)`. What `surrogateescape` would smuggle through is an error, as
/// there are no surrogates in our text.
///
/// # Errors
/// `UnicodeDecodeError`; `LookupError` for an unknown error handler, once it is needed.
pub fn decode(bytes: &[u8], encoding: Encoding, errors: &str) -> Result<String, TextError> {
    if encoding == Encoding::Latin1 {
        return Ok(bytes.iter().map(|byte| char::from(*byte)).collect());
    }
    if let Encoding::Wide(wide) = encoding {
        return decode_wide(bytes, wide, errors);
    }
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let (valid, bad, reason) = valid_prefix(rest, encoding);
        out.push_str(valid);
        let start = bytes.len() - rest.len() + valid.len();
        let wrong = rest.get(valid.len()..valid.len() + bad).unwrap_or(&[]);
        rest = rest.get(valid.len() + bad..).unwrap_or(&[]);
        if wrong.is_empty() {
            continue;
        }
        undecodable(
            bytes,
            start..start + wrong.len(),
            reason,
            encoding,
            errors,
            &mut out,
        )?;
    }
    Ok(out)
}

fn decode_wide(bytes: &[u8], wide: Wide, errors: &str) -> Result<String, TextError> {
    let (wide, mut at) = wide.order_of(bytes);
    let mut out = String::with_capacity(bytes.len() / wide.unit);
    while at < bytes.len() {
        let (decoded, length) = wide.decode(bytes, at);
        match decoded {
            Decoded::Char(c) => out.push(c),
            Decoded::Bad(length, reason) => {
                let encoding = Encoding::Wide(wide);
                undecodable(bytes, at..at + length, reason, encoding, errors, &mut out)?;
            }
        }
        at += length;
    }
    Ok(out)
}

/// What the error handler makes of bytes that are no text.
fn undecodable(
    bytes: &[u8],
    place: Range<usize>,
    reason: &str,
    encoding: Encoding,
    errors: &str,
    out: &mut String,
) -> Result<(), TextError> {
    let wrong = bytes.get(place.clone()).unwrap_or(&[]);
    match errors {
        "ignore" => {}
        "replace" => out.push(char::REPLACEMENT_CHARACTER),
        "backslashreplace" => {
            for byte in wrong {
                repr::push_escape(out, char::from(*byte));
            }
        }
        "strict" | "surrogateescape" | "surrogatepass" => {
            let fault = CodecFault {
                encoding: encoding.name().to_string(),
                object: CodecObject::Bytes(bytes.to_vec()),
                place,
                reason: reason.to_string(),
            };
            return Err(fault.error());
        }
        errors => return Err(unknown_handler(errors)),
    }
    Ok(())
}

/// The part that can be decoded, how many bytes after it cannot, and why.
fn valid_prefix(bytes: &[u8], encoding: Encoding) -> (&str, usize, &'static str) {
    let (valid_len, bad, reason) = match (encoding, std::str::from_utf8(bytes)) {
        (Encoding::Ascii, _) => {
            let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
            let bad = usize::from(ascii < bytes.len());
            (ascii, bad, "ordinal not in range(128)")
        }
        (_, Ok(text)) => (text.len(), 0, ""),
        (_, Err(error)) => {
            let valid_len = error.valid_up_to();
            let first = bytes.get(valid_len).copied().unwrap_or(0);
            match error.error_len() {
                None => (valid_len, bytes.len() - valid_len, "unexpected end of data"),
                Some(len) if matches!(first, 0x80..=0xc1 | 0xf5..) => {
                    (valid_len, len, "invalid start byte")
                }
                Some(len) => (valid_len, len, "invalid continuation byte"),
            }
        }
    };
    let valid = bytes.get(..valid_len).unwrap_or(&[]);
    (std::str::from_utf8(valid).unwrap_or(""), bad, reason)
}
