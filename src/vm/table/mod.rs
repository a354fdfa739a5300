//! The containers behind `dict` and `set`, with CPython's iteration order and table sizes.
//!
//! Neither knows what a key is: the caller brings the hash and decides equality, which may fail
//! (a Python `__eq__` raises) or may need more than one attempt. Entries whose full hash differs
//! are never shown to it, as in CPython.

mod dict;
mod set;

pub use dict::{Dict, Entry, Probe};
pub use set::Set;

/// Bits by which the rest of the hash is mixed in at each further probe (CPython's
/// `PERTURB_SHIFT`).
const PERTURB_SHIFT: u32 = 5;
