//! What a simulated run is made of, apart from the program.

use crate::driver;
use crate::nanos::{MICROSECOND, MILLISECOND, Nanos};
use crate::sched::{LockPaths, MachineSpec};

/// Everything that a simulated run depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub run: driver::Config,
    pub machine: MachineSpec,
    pub lock_paths: LockPaths,
    /// What `pthread_create` costs the thread that calls it.
    pub thread_start: Nanos,
    /// From `fork` until the child runs, which the parent waits for three tenths of.
    pub process_start: Nanos,
    /// What a fresh interpreter does before its program begins.
    pub interpreter_start: Nanos,
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
            process_start: 700 * MICROSECOND,
            interpreter_start: 12 * MILLISECOND,
            write: 2 * MICROSECOND,
            parallel_quantum: 200,
        }
    }
}
