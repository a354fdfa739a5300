//! Numbers as Python has them: integers of any size, floats, their hashes, `random`'s generator.
//!
//! Plain Rust values in and out; the interpreter maps them to Python's.

pub mod complex;
pub mod complex_math;
pub mod float;
pub mod hash;
pub mod int;
pub mod int_text;
pub mod layout;
pub mod random;
pub mod special;
pub mod work;

pub use complex::Complex;
pub use int::{Int, IntRef};
