//! gilsim: Python's global interpreter lock, simulated and drawn. See ARCHITECTURE.md.
#![forbid(unsafe_code)]

pub mod bytecode;
pub mod nanos;
pub mod profile;
pub mod sim;
pub mod trace;
pub mod vm;
