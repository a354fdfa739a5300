//! What a scenario asks for, checked and complete.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::gil::GilKind;
use crate::nanos::Nanos;
use crate::profile::{Refcount, Version};
use crate::sched::DeviceSpec;

use super::threads::ProgramText;

/// One run: a scenario with one variant and all overrides applied. Nothing is left to look up.
#[derive(Clone, Debug, PartialEq)]
pub struct RunSpec {
    /// The variant's name; without variants the scenario's title.
    pub name: String,
    /// What pictures and tables call the run: its name, in the language of the scenario.
    pub shown: String,
    pub program: Arc<ProgramText>,
    /// `sys.argv[1:]`.
    pub args: Vec<String>,
    pub version: Version,
    pub gil: GilKind,
    pub refcount: Refcount,
    pub switch_interval: Nanos,
    pub check_interval: u32,
    /// The scripted threads with their own core, by thread name.
    pub affinity: IndexMap<String, u16>,
    pub machine: Machine,
    /// Those of the scenario and those that are always there (`disk`, `network`).
    pub devices: IndexMap<String, DeviceSpec>,
    pub engine: Engine,
    pub seed: u64,
    /// Virtual time at which the run is cut short.
    pub until: Nanos,
    pub max_instructions: Option<u64>,
    /// Bytes.
    pub max_heap: u64,
    pub max_threads: u32,
    pub stdout: Stdout,
    /// In order of time.
    pub signals: Vec<Signal>,
    /// What processes have in memory is counted, because a picture or a claim is about it.
    pub memory: bool,
}

impl RunSpec {
    /// How references are counted, if not in the way of the version and the GIL.
    pub fn unusual_refcount(&self) -> Option<Refcount> {
        let usual = Refcount::usual(self.version, self.gil);
        (self.refcount != usual).then_some(self.refcount)
    }
}

/// The simulated computer. `None`: the scheduler's own default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    pub cores: u16,
    pub time_slice: Option<Nanos>,
    pub context_switch: Option<Nanos>,
    pub wakeup_latency: Option<Nanos>,
    pub cache_refill: Option<Nanos>,
    pub timer_slack: Option<Nanos>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sim,
    Live,
}

impl Engine {
    pub fn word(self) -> &'static str {
        match self {
            Engine::Sim => "sim",
            Engine::Live => "live",
        }
    }
}

/// Where the program's output goes: it decides how it is buffered, and so how often a `print`
/// releases the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stdout {
    Pipe,
    Tty,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// `SIGINT` or `SIGTERM`.
    pub name: String,
    pub at: Nanos,
}

/// What the picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Among `threads`, `gil`, `cores`, `latency`, `memory`, `blame`, `interleaving`, `matrix`.
    pub show: Vec<String>,
    pub interleaving: InterleavingSpec,
    pub window: Option<(Nanos, Nanos)>,
    pub marks: bool,
    pub lang: Lang,
    /// Names of formats, where the scenario chooses.
    pub formats: Vec<String>,
}

/// What the picture of the interleaving shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterleavingSpec {
    /// Names of threads; all if empty.
    pub threads: Vec<String>,
    /// Names of variables, attributes and locks; all if empty.
    pub watch: Vec<String>,
    /// Instead of what is around the first accident.
    pub window: Option<(Nanos, Nanos)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    En,
    Ko,
}

/// A question to answer before the pictures are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiz {
    pub question: String,
    /// Two to six.
    pub choices: Vec<String>,
    /// Index of the right one.
    pub answer: usize,
    /// What to say after the answer.
    pub why: String,
}

/// One or two parameters against metrics.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    pub parameters: Vec<Parameter>,
    /// Names of `keys::METRICS`.
    pub metrics: Vec<String>,
    /// Every variant at every combination of values, the last parameter fastest.
    pub points: Vec<SweepPoint>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The dotted key: `python.switch_interval`.
    pub key: String,
    /// As written: `5ms`.
    pub values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SweepPoint {
    /// The variant that is swept; the scenario's title where there are none.
    pub variant: String,
    /// What pictures and tables call the variant.
    pub shown: String,
    /// One index into [`Parameter::values`] per parameter.
    pub at: Vec<usize>,
    /// Named by what is swept: `run['10us']`, with variants `run['busy, 10us']`.
    pub run: RunSpec,
}
