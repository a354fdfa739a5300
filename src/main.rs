//! The `gilsim` command.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    gilsim::cli::main(&gilsim::cli::args::Cli::parse())
}
