//! The deterministic discrete-event engine in virtual time.
//!
//! [`run`] drives a [`crate::driver::Program`] on a simulated machine under a GIL and records a
//! trace. The same program, configuration and seed give the same trace on every machine.

mod config;
mod engine;
mod event_queue;

#[cfg(test)]
mod tests;

pub use config::Config;
pub use engine::{CoreView, GilView, Moment, Pace, Stepper, ThreadView, Waiter, run};
