//! The `gilsim` command, with the lessons in it.

use std::process::ExitCode;

use clap::Parser;
use gilsim::cli::BuiltIn;

/// The lessons of the folder `scenarios`, with the texts of their files. They stand here and not
/// in the library so that a change of a lesson compiles nothing but this.
macro_rules! lessons {
    ($($folder:literal: $($program:literal)*;)*) => {
        &[$(BuiltIn {
            folder: $folder,
            files: lessons!(@files $folder, "scenario.toml" "README.md" "README.ko.md" $($program)*),
        }),*]
    };
    (@files $folder:literal, $($file:literal)*) => {
        &[$(($file, include_str!(concat!("../scenarios/", $folder, "/", $file)))),*]
    };
}

const LESSONS: &[BuiltIn] = lessons! {
    "01-cpu-bound-threads": "countdown.py";
    "02-slower-than-one": "countdown.py";
    "03-io-bound-threads": "fetch.py";
    "04-when-is-it-released": "release.py";
    "05-c-extensions": "extension.py";
    "06-switch-interval": "server.py";
    "07-not-exactly-five-ms": "wait.py";
    "08-convoy-effect": "convoy.py";
    "09-fewer-cores": "cores.py";
    "10-five-policies": "talk.py";
    "11-who-runs-next": "turns.py";
    "12-lost-update": "fixed.py" "race.py";
    "13-what-is-atomic": "atomic.py";
    "14-check-points": "shapes.py";
    "15-gil-or-lock": "bank.py";
    "16-deadlock": "deadlock.py";
    "17-frozen-ui": "window.py";
    "18-threads-asyncio-or-processes": "ways.py";
    "19-without-a-gil": "primes.py";
    "20-how-many-threads": "jobs.py";
    "21-concurrency-and-parallelism": "jobs.py";
    "22-threads-and-processes": "share.py";
    "23-crash-isolation": "crash.py";
    "27-executors": "executors.py";
};

fn main() -> ExitCode {
    gilsim::cli::main(&gilsim::cli::args::Cli::parse(), LESSONS)
}
