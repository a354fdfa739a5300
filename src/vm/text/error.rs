//! The error of a built-in type's operation, before it becomes a Python exception.

use std::fmt;

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
}

impl TextError {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> TextError {
        TextError {
            kind,
            message: message.into(),
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
