//! gilsim: Python's global interpreter lock, simulated and drawn. See ARCHITECTURE.md.
#![forbid(unsafe_code)]

pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod diagnostic;
pub mod driver;
pub mod gil;
pub mod kernel;
#[cfg(feature = "live")]
pub mod live;
pub mod metrics;
pub mod nanos;
#[cfg(feature = "tui")]
pub mod play;
pub mod profile;
pub mod render;
pub mod runner;
pub mod scenario;
pub mod sched;
pub mod sim;
pub mod syntax;
pub mod timeline;
pub mod trace;
pub mod vm;
