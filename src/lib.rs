//! gilsim: Python's global interpreter lock, simulated and drawn. See ARCHITECTURE.md.
#![forbid(unsafe_code)]

pub mod bytecode;
pub mod gil;
pub mod nanos;
pub mod sched;
pub mod sim;
pub mod trace;
pub mod vm;
