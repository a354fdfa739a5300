//! gilsim: Python's global interpreter lock, simulated and drawn. See ARCHITECTURE.md.
#![forbid(unsafe_code)]

pub mod bytecode;
pub mod cli;
pub mod diagnostic;
pub mod nanos;
pub mod scenario;
pub mod sim;
pub mod trace;
pub mod vm;
