//! Text as Python's built-in types do it: formatting, parsing, string methods.
//!
//! Plain Rust values in and out; the interpreter maps them to Python's.

pub mod brace;
pub mod char_class;
mod error;
mod float_format;
pub mod format_spec;
pub mod percent;
pub mod repr;
mod unicode_tables;

pub use error::{ErrorKind, TextError};
