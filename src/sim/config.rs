//! What a run is made of, apart from the program.

use std::ops::ControlFlow;

use indexmap::IndexMap;

use crate::gil::GilSpec;
use crate::nanos::{MICROSECOND, Nanos, SECOND};
use crate::sched::{DeviceSpec, LockKind, LockPaths, MachineSpec};
use crate::trace::DEFAULT_SLICE_CAP;
use crate::vm::Stream;

/// Everything that a run depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub process_name: String,
    pub machine: MachineSpec,
    pub gil: GilSpec,
    pub lock_kind: LockKind,
    pub lock_paths: LockPaths,
    /// By name. An unknown name behaves like `disk`; `disk` and `network` have defaults.
    pub devices: IndexMap<String, DeviceSpec>,
    /// The only core of a thread, by the thread's name. A core that is not there counts as none.
    pub affinity: IndexMap<String, u16>,
    pub seed: u64,
    /// Virtual time at which the run is cut short.
    pub until: Nanos,
    /// Instructions of all threads after which the run is cut short; noticed at the next event,
    /// 10 ms of virtual time later at most.
    pub max_instructions: Option<u64>,
    /// What `pthread_create` costs the thread that calls it.
    pub thread_start: Nanos,
    /// What one `write(2)` costs.
    pub write: Nanos,
    /// Without a GIL: how far a core may run ahead of the others.
    pub parallel_quantum: Nanos,
    /// How many slices the trace stores.
    pub slice_cap: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            process_name: "python".to_string(),
            machine: MachineSpec::default(),
            gil: GilSpec::default(),
            lock_kind: LockKind::ParkingLot,
            lock_paths: LockPaths::default(),
            devices: IndexMap::new(),
            affinity: IndexMap::new(),
            seed: 0,
            until: 600 * SECOND,
            max_instructions: None,
            thread_start: 30 * MICROSECOND,
            write: 2 * MICROSECOND,
            parallel_quantum: 200,
            slice_cap: DEFAULT_SLICE_CAP,
        }
    }
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub now: Nanos,
    pub instructions: u64,
}

/// Where a run touches the outside.
pub struct Hooks<'a> {
    /// Receives what the program writes.
    pub output: &'a mut dyn FnMut(Stream, &[u8]),
    /// Called every few hundred events; `Break` ends the run as [`crate::sim::End::Interrupted`].
    pub progress: Option<&'a mut dyn FnMut(Progress) -> ControlFlow<()>>,
}
