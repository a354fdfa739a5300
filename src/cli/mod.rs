//! The command line.

pub mod args;
pub mod files;
pub mod generate;
