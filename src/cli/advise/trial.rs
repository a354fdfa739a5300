//! One way with so many workers, tried in simulation.

use std::path::Path;

use super::way::{Driver, WEIGHED, Way};
use crate::cli::console::Console;
use crate::cli::ending;
use crate::cli::execute::{Captured, Executed, Sink, execute, prepare};
use crate::cli::files::Folder;
use crate::cli::status;
use crate::diagnostic::Diagnostic;
use crate::driver::End;
use crate::metrics::Metrics;
use crate::nanos::Nanos;
use crate::profile::Version;
use crate::scenario::{self, FileError, Files, Override, RunSpec, Scenario};

/// A folder with a program in it that is not on the disk.
struct With<'a> {
    folder: Folder,
    driver: &'a Driver,
}

impl Files for With<'_> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        if path == self.driver.file {
            Ok(self.driver.text.clone())
        } else {
            self.folder.read(path)
        }
    }

    fn names(&self) -> Vec<String> {
        self.folder.names()
    }

    fn display(&self, path: &str) -> String {
        self.folder.display(path)
    }
}

/// A program that has run to its end, or not.
pub struct Trial {
    pub scenario: Scenario,
    pub executed: Executed,
    pub captured: Captured,
    pub status: u8,
}

impl Trial {
    /// Runs a generated program that lies beside the user's.
    ///
    /// # Errors
    /// What is wrong with the settings, or outside what gilsim runs.
    pub fn of_driver(
        beside: &Path,
        driver: &Driver,
        name: &str,
        version: Version,
        overrides: &[Override],
        console: &Console,
    ) -> Result<Trial, Vec<Diagnostic>> {
        let files = With {
            folder: Folder::new(beside.parent().unwrap_or(Path::new(""))),
            driver,
        };
        let mut overrides = overrides.to_vec();
        let version = version.to_string();
        overrides.push(Override::flag("--python", "python.version", &version));
        let mut scenario = scenario::from_program(&driver.file, &files, &overrides)?;
        for run in &mut scenario.runs {
            run.name = name.to_string();
            run.shown = name.to_string();
        }
        Trial::of(scenario, console)
    }

    /// Runs the program of a scenario that has one run.
    ///
    /// # Errors
    /// As [`Trial::of_driver`].
    pub fn of(scenario: Scenario, console: &Console) -> Result<Trial, Vec<Diagnostic>> {
        let prepared = prepare(&scenario.runs)?;
        let [one] = prepared.as_slice() else {
            let message = "a program is one run";
            return Err(vec![Diagnostic::file_error("", message)]);
        };
        let mut captured = Captured::default();
        let sink = Sink::Capture(&mut captured);
        let executed = execute(&scenario, one, sink, console, false).map_err(|it| vec![*it])?;
        let status = ending::exit_status(&executed);
        Ok(Trial {
            executed,
            captured,
            status,
            scenario,
        })
    }

    pub fn spec(&self) -> Option<&RunSpec> {
        self.scenario.runs.first()
    }

    /// Virtual time from its start to its end.
    pub fn wall(&self) -> Nanos {
        self.executed.ran.metrics.wall_ns
    }

    /// Whether the program came to its end, and a good one.
    pub fn succeeded(&self) -> bool {
        self.status == status::DONE && matches!(self.executed.ran.end, End::Finished { .. })
    }

    /// What it wrote about its failure, and how it ended.
    pub fn failure(&self, console: &Console) -> String {
        let mut text = String::from_utf8_lossy(&self.captured.stderr).into_owned();
        if let Ok([one]) = prepare(&self.scenario.runs).as_deref() {
            text.push_str(&ending::report(
                &self.scenario,
                one,
                &self.executed,
                console,
            ));
        }
        text
    }

    /// The last line of that: of a traceback, the exception.
    pub fn reason(&self, console: &Console) -> String {
        let text = self.failure(console);
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let unindented = lines.clone().rfind(|line| !line.starts_with([' ', '→']));
        let last = unindented.or_else(|| lines.next_back()).unwrap_or_default();
        match last.is_empty() {
            true => format!("exit status {}", self.status),
            false => last.to_string(),
        }
    }
}

/// What processes would have to send each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighed {
    pub calls: u64,
    /// Bytes of the pickled calls, and of their results.
    pub sent: u64,
    pub returned: u64,
    /// Why something cannot be sent.
    pub refused: Option<String>,
}

impl Weighed {
    /// From what [`Driver::weighing`] printed.
    pub fn read(stdout: &[u8]) -> Option<Weighed> {
        let text = String::from_utf8_lossy(stdout);
        let line = text
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(WEIGHED))?;
        let object: serde_json::Value = serde_json::from_str(line.trim()).ok()?;
        Some(Weighed {
            calls: object["calls"].as_u64()?,
            sent: object["sent"].as_u64()?,
            returned: object["returned"].as_u64()?,
            refused: object["refused"].as_str().map(str::to_string),
        })
    }
}

/// A way that was tried: with how many workers, and what came of it.
pub struct Tried {
    pub way: Way,
    pub version: Version,
    /// In order of the number of workers.
    pub points: Vec<(u32, Metrics)>,
    /// With the least number of workers that is within 5 % of the way's best.
    pub best: Option<(u32, Trial)>,
    /// Why it was not tried, or did not work.
    pub refused: Option<String>,
    pub interrupted: bool,
}

impl Tried {
    /// Workers and wall time of the best, where it worked.
    pub fn best_wall(&self) -> Option<(u32, Nanos)> {
        let (count, trial) = self.best.as_ref()?;
        Some((*count, trial.wall()))
    }
}
