//! What a scenario asks for, checked and complete.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::nanos::Nanos;

use super::threads::ProgramText;

/// One run: a scenario with one variant and all overrides applied. Nothing is left to look up.
#[derive(Clone, Debug, PartialEq)]
pub struct RunSpec {
    /// The variant's name; without variants the scenario's title.
    pub name: String,
    pub program: Arc<ProgramText>,
    /// `sys.argv[1:]`.
    pub args: Vec<String>,
    pub version: Version,
    pub gil: Gil,
    pub refcount: Refcount,
    pub switch_interval: Nanos,
    pub check_interval: u32,
    /// The scripted threads with their own core, by thread name.
    pub affinity: IndexMap<String, u16>,
    pub machine: Machine,
    /// Those of the scenario and those that are always there (`disk`, `network`).
    pub devices: IndexMap<String, Device>,
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

/// What `io("disk", bytes)` waits for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Device {
    pub latency: Distribution,
    /// Bytes per second. `None`: the latency is all.
    pub bandwidth: Option<u64>,
    /// Requests served at a time. `None`: any number.
    pub parallel: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    Constant(Nanos),
    Lognormal { median: Nanos, sigma: f64 },
    Uniform { min: Nanos, max: Nanos },
    Normal { mean: Nanos, sigma: Nanos },
    Exponential { mean: Nanos },
}

impl Distribution {
    /// The median, or what is near it.
    pub fn typical(self) -> Nanos {
        match self {
            Distribution::Constant(nanos) => nanos,
            Distribution::Lognormal { median, .. } => median,
            Distribution::Uniform { min, max } => min.midpoint(max),
            Distribution::Normal { mean, .. } | Distribution::Exponential { mean } => mean,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gil {
    Tick,
    Timeslice,
    Priority,
    None,
}

impl Gil {
    pub fn word(self) -> &'static str {
        match self {
            Gil::Tick => "tick",
            Gil::Timeslice => "timeslice",
            Gil::Priority => "priority",
            Gil::None => "none",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [Gil::Tick, Gil::Timeslice, Gil::Priority, Gil::None]
            .into_iter()
            .find(|gil| gil.word() == word)
    }

    /// Whether a waiter waits for a switch interval before it asks.
    pub fn has_switch_interval(self) -> bool {
        matches!(self, Gil::Timeslice | Gil::Priority)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refcount {
    Plain,
    Atomic,
    PerObjectLock,
    Biased,
    Unprotected,
}

impl Refcount {
    pub fn word(self) -> &'static str {
        match self {
            Refcount::Plain => "plain",
            Refcount::Atomic => "atomic",
            Refcount::PerObjectLock => "per-object-lock",
            Refcount::Biased => "biased",
            Refcount::Unprotected => "unprotected",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [
            Refcount::Plain,
            Refcount::Atomic,
            Refcount::PerObjectLock,
            Refcount::Biased,
            Refcount::Unprotected,
        ]
        .into_iter()
        .find(|refcount| refcount.word() == word)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sim,
    Live,
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

/// A Python that is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub major: u8,
    pub minor: u8,
    /// The build without a GIL: `3.13t`.
    pub free_threaded: bool,
}

const fn version(major: u8, minor: u8, free_threaded: bool) -> Version {
    Version {
        major,
        minor,
        free_threaded,
    }
}

impl Version {
    pub const DEFAULT: Version = version(3, 13, false);

    pub const ALL: [Version; 16] = [
        version(2, 7, false),
        version(3, 2, false),
        version(3, 3, false),
        version(3, 4, false),
        version(3, 5, false),
        version(3, 6, false),
        version(3, 7, false),
        version(3, 8, false),
        version(3, 9, false),
        version(3, 10, false),
        version(3, 11, false),
        version(3, 12, false),
        version(3, 13, false),
        version(3, 14, false),
        version(3, 13, true),
        version(3, 14, true),
    ];

    pub fn default_gil(self) -> Gil {
        if self.free_threaded {
            Gil::None
        } else if (self.major, self.minor) < (3, 2) {
            Gil::Tick
        } else {
            Gil::Timeslice
        }
    }

    pub(super) fn listed() -> &'static str {
        "2.7, 3.2 to 3.14, 3.13t and 3.14t"
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = if self.free_threaded { "t" } else { "" };
        write!(f, "{}.{}{t}", self.major, self.minor)
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Version::ALL
            .into_iter()
            .find(|version| version.to_string() == text)
            .ok_or(())
    }
}

/// What the picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Among `threads`, `gil`, `cores`, `latency`.
    pub show: Vec<String>,
    pub window: Option<(Nanos, Nanos)>,
    pub marks: bool,
    pub lang: Lang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    En,
    Ko,
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
    /// One index into [`Parameter::values`] per parameter.
    pub at: Vec<usize>,
    pub run: RunSpec,
}
