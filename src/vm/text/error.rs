//! The error of a built-in type's operation, before it becomes a Python exception.

use std::fmt;
use std::ops::Range;

use super::repr;

/// The class of the exception to raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    ValueError,
    TypeError,
    OverflowError,
    /// OverflowError with `errno`'s ERANGE before its message.
    OutOfRange,
    ZeroDivisionError,
    KeyError,
    IndexError,
    LookupError,
    MemoryError,
    UnicodeEncodeError,
    UnicodeDecodeError,
}

impl ErrorKind {
    /// The name of the Python class.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::ValueError => "ValueError",
            ErrorKind::TypeError => "TypeError",
            ErrorKind::OverflowError | ErrorKind::OutOfRange => "OverflowError",
            ErrorKind::ZeroDivisionError => "ZeroDivisionError",
            ErrorKind::KeyError => "KeyError",
            ErrorKind::IndexError => "IndexError",
            ErrorKind::LookupError => "LookupError",
            ErrorKind::MemoryError => "MemoryError",
            ErrorKind::UnicodeEncodeError => "UnicodeEncodeError",
            ErrorKind::UnicodeDecodeError => "UnicodeDecodeError",
        }
    }
}

/// An exception to raise: its class and `str(exception)`, in CPython 3.13's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    pub kind: ErrorKind,
    pub message: String,
    /// What the two Unicode errors tell besides.
    pub codec: Option<Box<CodecFault>>,
}

/// The arguments of UnicodeDecodeError and UnicodeEncodeError.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecFault {
    pub encoding: String,
    pub object: CodecObject,
    /// What could not be coded: bytes or code points of the object.
    pub place: Range<usize>,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecObject {
    Bytes(Vec<u8>),
    Text(String),
}

impl CodecFault {
    /// The error, and how it reads.
    pub fn error(self) -> TextError {
        let kind = match self.object {
            CodecObject::Bytes(_) => ErrorKind::UnicodeDecodeError,
            CodecObject::Text(_) => ErrorKind::UnicodeEncodeError,
        };
        TextError {
            message: self.to_string(),
            codec: Some(Box::new(self)),
            ..TextError::new(kind, "")
        }
    }
}

impl fmt::Display for CodecFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.place.start, self.place.end);
        let (one, verb) = match &self.object {
            CodecObject::Bytes(bytes) => (
                bytes.get(start).map(|it| format!("byte 0x{it:02x}")),
                "decode byte",
            ),
            CodecObject::Text(text) => {
                let shown = text.chars().nth(start).map(|c| {
                    let mut escaped = String::new();
                    repr::push_escape(&mut escaped, c);
                    format!("character '{escaped}'")
                });
                (shown, "encode character")
            }
        };
        let (verb, plural) = verb.split_once(' ').unwrap_or((verb, ""));
        write!(f, "'{}' codec can't {verb} ", self.encoding)?;
        match one.filter(|_| end == start.saturating_add(1)) {
            Some(one) => write!(f, "{one} in position {start}")?,
            None => write!(f, "{plural}s in position {start}-{}", end.saturating_sub(1))?,
        }
        write!(f, ": {}", self.reason)
    }
}

impl TextError {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> TextError {
        TextError {
            kind,
            message: message.into(),
            codec: None,
        }
    }

    pub fn value(message: impl Into<String>) -> TextError {
        TextError::new(ErrorKind::ValueError, message)
    }

    pub fn type_(message: impl Into<String>) -> TextError {
        TextError::new(ErrorKind::TypeError, message)
    }

    pub fn overflow(message: impl Into<String>) -> TextError {
        TextError::new(ErrorKind::OverflowError, message)
    }

    pub fn zero_division(message: impl Into<String>) -> TextError {
        TextError::new(ErrorKind::ZeroDivisionError, message)
    }

    /// An allocation that the limits forbid. CPython's `MemoryError` has no message.
    pub fn memory() -> TextError {
        TextError::new(ErrorKind::MemoryError, "")
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for TextError {}
