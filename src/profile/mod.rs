//! Version profiles: what differs between CPython releases and shows in a run.

mod checks;
mod costs;
mod version;

pub use checks::CheckPoints;
pub use version::{GilKind, Version, VersionError};

use crate::bytecode::Opcode;
use crate::nanos::{MILLISECOND, Nanos};

/// Everything about a version that the interpreter and the engine need.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub version: Version,
    pub gil: GilKind,
    pub checks: CheckPoints,
    /// Virtual nanoseconds per instruction, by `Opcode as usize`.
    pub costs: [u16; Opcode::ALL.len()],
    /// What a call of a native function costs beyond `CALL`, in nanoseconds.
    pub native_call: Nanos,
    /// Picoseconds per item that `list.index`, `list.count` and `in` compare.
    pub list_scan: u64,
    pub switch_interval: Nanos,
    /// From `Thread.start` in the parent to the first instruction of the child.
    pub thread_start: Nanos,
    /// A released lock is handed to a waiter that has waited for a millisecond (3.13+).
    pub parking_lot_locks: bool,
    /// `len`, `isinstance`, one-argument `type` and `list.append` are no check points once the
    /// call site is specialised (3.11+, not 3.13t).
    pub specializes: bool,
}

impl Profile {
    pub fn of(version: Version) -> Profile {
        Profile {
            version,
            gil: version.default_gil(),
            checks: CheckPoints::of(version),
            costs: costs::instruction_costs(version),
            native_call: costs::native_call(version),
            list_scan: costs::list_scan(version),
            switch_interval: 5 * MILLISECOND,
            thread_start: costs::thread_start(version),
            parking_lot_locks: version.minor() >= 13,
            specializes: version.minor() >= 11
                && !(version.minor() == 13 && version.is_free_threaded()),
        }
    }
}
