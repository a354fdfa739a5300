//! Scenario files: what to run, on which Python and which machine, what to draw, and what the
//! lesson claims. A scenario is checked as a whole before anything runs; every problem has a
//! place and a way out.

mod check;
mod devices;
mod expect;
mod files;
mod keys;
mod lesson;
mod nearest;
mod overrides;
mod read;
mod report;
mod resolve;
mod scan;
mod schema;
mod skeleton;
mod spec;
mod threads;
mod tree;
mod units;

use crate::diagnostic::{Diagnostic, Source};

pub use devices::usual as usual_devices;
pub use expect::{
    Expectation, MemoryResults, Outcome, ProcessResults, RefcountResults, Results, RunResults,
    ThreadResults,
};
pub use files::{FileError, Files};
pub use keys::takes_words;
pub use nearest::nearest;
pub use overrides::Override;
pub use read::{from_program, from_toml, program_texts};
pub use schema::schema;
pub use skeleton::{shim, skeleton};
pub use spec::{
    Chart, Engine, Lang, Machine, Parameter, Quiz, RunSpec, Signal, Stdout, Sweep, SweepPoint,
};
pub use threads::ProgramText;
pub use units::{duration, show_duration};

/// A scenario, read and found sound.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Like every text here in the language of the pictures, [`Chart::lang`].
    pub title: String,
    pub question: Option<String>,
    /// What to ask before the pictures are shown.
    pub quiz: Vec<Quiz>,
    /// The scenario file; an empty text for a bare program.
    pub source: Source,
    /// One per variant, or one.
    pub runs: Vec<RunSpec>,
    pub has_variants: bool,
    pub expectations: Vec<Expectation>,
    pub chart: Chart,
    pub sweep: Option<Sweep>,
    /// What is odd but does not stop anything.
    pub warnings: Vec<Diagnostic>,
}

impl Scenario {
    /// The runs of the variants and those of the sweep.
    pub fn every_run_mut(&mut self) -> impl Iterator<Item = &mut RunSpec> {
        let points = self.sweep.iter_mut().flat_map(|sweep| &mut sweep.points);
        self.runs
            .iter_mut()
            .chain(points.map(|point| &mut point.run))
    }

    /// The run of the variant `name`.
    ///
    /// # Errors
    ///
    /// A sentence with the nearest name, if there is no such variant.
    pub fn run_named(&self, name: &str) -> Result<&RunSpec, String> {
        if let Some(run) = self.runs.iter().find(|run| run.name == name) {
            return Ok(run);
        }
        let names = || self.runs.iter().map(|run| run.name.as_str());
        let hint = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is {}", nearest::one_of(names())),
        };
        Err(format!("there is no variant `{name}`; {hint}"))
    }
}

#[cfg(test)]
mod tests;
