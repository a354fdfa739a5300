//! The deterministic discrete-event engine in virtual time.
//!
//! [`run`] drives a [`Program`] on a simulated machine under a GIL and records a trace. The same
//! program, configuration and seed give the same trace on every machine.

mod config;
mod deadlock;
mod engine;
mod event_queue;
mod outcome;
mod program;

#[cfg(test)]
mod script;
#[cfg(test)]
mod tests;

pub use config::{Config, Hooks, Progress};
pub use deadlock::{BlockedThread, Deadlock};
pub use engine::run;
pub use outcome::{End, Limit, Outcome};
pub use program::Program;
