//! The deterministic discrete-event engine in virtual time.

mod program;

pub use program::Program;
