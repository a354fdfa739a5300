//! Text as Python's built-in types do it: formatting, parsing, the methods of str and bytes.
//!
//! Plain Rust values in and out; the interpreter maps them to Python's. Positions count code
//! points. What a program can make large takes the most bytes that the result may have
//! (`max_len`), beyond which the answer is a `MemoryError`.

pub mod brace;
pub mod bytes;
pub mod case;
pub mod char_class;
pub mod codec;
mod error;
mod float_format;
pub mod format_spec;
pub mod layout;
pub mod pattern;
pub mod percent;
pub mod repr;
pub mod search;
pub mod slice;
pub mod split;
pub mod strftime;
mod unicode_tables;
mod wide;

pub use error::{CodecFault, CodecObject, ErrorKind, TextError};
