//! Text as Python's built-in types do it: formatting, parsing, string methods.
//!
//! Plain Rust values in and out; the interpreter maps them to Python's.

pub mod char_class;
mod error;
pub mod repr;
mod unicode_tables;

pub use error::{ErrorKind, TextError};
