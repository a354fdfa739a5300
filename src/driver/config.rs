//! What a run is made of, whichever driver it has.

use std::ops::ControlFlow;

use indexmap::IndexMap;

use crate::gil::GilSpec;
use crate::nanos::{Nanos, SECOND};
use crate::sched::{DeviceSpec, LockKind};
use crate::trace::DEFAULT_SLICE_CAP;
use crate::vm::{Arrived, Stream};

/// What both drivers need to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub process_name: String,
    pub gil: GilSpec,
    pub lock_kind: LockKind,
    /// By name. An unknown name behaves like `disk`; `disk` and `network` have defaults.
    pub devices: IndexMap<String, DeviceSpec>,
    /// The only core of a thread, by the thread's name. A core that is not there counts as none.
    pub affinity: IndexMap<String, u16>,
    /// Signals that are sent to the program: when, and which.
    pub signals: Vec<(Nanos, SignalSent)>,
    /// A signal ends a wait for a `threading.Lock`, as it does since 3.2.
    pub interruptible_locks: bool,
    pub seed: u64,
    /// Time at which the run is cut short.
    pub until: Nanos,
    /// Instructions of all threads after which the run is cut short, soon.
    pub max_instructions: Option<u64>,
    /// How many slices the trace stores.
    pub slice_cap: usize,
    /// What processes have in memory is sampled.
    pub memory: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            process_name: "python".to_string(),
            gil: GilSpec::default(),
            lock_kind: LockKind::ParkingLot,
            devices: IndexMap::new(),
            affinity: IndexMap::new(),
            signals: Vec::new(),
            interruptible_locks: true,
            seed: 0,
            until: 600 * SECOND,
            max_instructions: None,
            slice_cap: DEFAULT_SLICE_CAP,
            memory: false,
        }
    }
}

/// A signal from outside the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalSent {
    pub number: u8,
    pub name: String,
}

/// How far a run has come.
#[derive(Clone, Debug)]
pub struct Progress {
    pub now: Nanos,
    pub instructions: u64,
    /// Where a signal for the program is noted, for the live driver to deliver.
    pub arrived: Arrived,
}

/// Where a run touches the outside.
pub struct Hooks<'a> {
    /// Receives what the program writes, from whichever thread writes it.
    pub output: &'a mut (dyn FnMut(Stream, &[u8]) + Send),
    /// Called now and then; `Break` ends the run as [`super::End::Interrupted`].
    pub progress: Option<&'a mut dyn FnMut(Progress) -> ControlFlow<()>>,
}
