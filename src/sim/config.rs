//! What a simulated run is made of, apart from the program.

use crate::driver;
use crate::nanos::{MICROSECOND, Nanos};
use crate::sched::{LockPaths, MachineSpec};

/// Everything that a simulated run depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub run: driver::Config,
    pub machine: MachineSpec,
    pub lock_paths: LockPaths,
    /// What `pthread_create` costs the thread that calls it.
    pub thread_start: Nanos,
    /// What one `write(2)` costs.
    pub write: Nanos,
    /// Without a GIL: how far a core may run ahead of the others.
    pub parallel_quantum: Nanos,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            run: driver::Config::default(),
            machine: MachineSpec::default(),
            lock_paths: LockPaths::default(),
            thread_start: 30 * MICROSECOND,
            write: 2 * MICROSECOND,
            parallel_quantum: 200,
        }
    }
}
