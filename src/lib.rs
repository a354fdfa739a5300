//! gilsim: Python's global interpreter lock, simulated and drawn. See ARCHITECTURE.md.
#![forbid(unsafe_code)]

pub mod bytecode;
pub mod metrics;
pub mod nanos;
pub mod render;
pub mod sim;
pub mod timeline;
pub mod trace;
pub mod vm;
