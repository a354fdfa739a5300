//! What the two drivers, `sim` and `live`, have in common: the program that they drive, what a run
//! is made of, and how it ended.

mod config;
mod deadlock;
mod outcome;
mod program;

#[cfg(test)]
pub mod script;

pub use config::{Config, Hooks, Progress, SignalSent};
pub use deadlock::{BlockedThread, Deadlock};
pub use outcome::{End, Limit, Outcome};
pub use program::Program;
