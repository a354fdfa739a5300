//! The command line: reads scenarios, runs them, and tells what happened.
//!
//! Only this module knows the host: files, the terminal, the clock of the progress line.
//! Standard output belongs to the simulated program; everything of gilsim's own that is not the
//! answer to the command goes to standard error.

mod advise;
pub mod args;
mod calibrate;
mod check;
mod console;
mod ending;
mod engines;
mod execute;
pub mod files;
pub mod generate;
mod interrupt;
mod lesson;
mod list;
mod miscounts;
mod pictures;
#[cfg(feature = "tui")]
mod play;
mod progress;
mod real_python;
mod run;
mod status;
mod summary;
mod sweep;
mod validate;
mod watch;
mod write;

use std::process::ExitCode;

use args::{Cli, Command};
use console::Console;

pub use lesson::BuiltIn;

/// Does what the command line says. `lessons` are those that need no folder.
pub fn main(cli: &Cli, lessons: &'static [BuiltIn]) -> ExitCode {
    let console = Console::new(cli.color);
    ExitCode::from(match &cli.command {
        Command::Run(run) => run::run(run, &console),
        Command::Watch(run) => watch::watch(run, &console),
        Command::Play(args) => play(args, &console),
        Command::Advise(advise) => advise::advise(advise, &console),
        Command::Dis(dis) => write::dis(dis, &console),
        Command::Check(check) => check::check(check, &console),
        Command::Lesson(args) => lesson::lesson(args, lessons, &console),
        Command::List(list) => list::list(list, &console),
        Command::New(new) => write::new(new, &console),
        Command::Shim(shim) => write::shim(shim, &console),
        Command::Calibrate(calibrate) => calibrate::calibrate(calibrate, &console),
        Command::Validate(validate) => validate::validate(validate, &console),
        Command::Schema => write::schema(&console),
        Command::Completions(completions) => {
            console.answer_bytes(&generate::completions(completions.shell))
        }
        Command::Man => write::manual(&console),
    })
}

#[cfg(feature = "tui")]
fn play(args: &args::Play, console: &Console) -> u8 {
    play::play(args, console)
}

#[cfg(not(feature = "tui"))]
fn play(_: &args::Play, console: &Console) -> u8 {
    console.error(
        "this build of gilsim has no terminal demonstration: build it with the feature `tui`",
    );
    status::BAD_USAGE
}
