//! gilsim: Python's global interpreter lock, simulated and drawn. See ARCHITECTURE.md.
#![forbid(unsafe_code)]

pub mod bytecode;
pub mod compile;
pub mod nanos;
pub mod sim;
pub mod syntax;
pub mod trace;
pub mod vm;
