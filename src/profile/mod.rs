//! Version profiles: what differs between CPython releases and shows in a run.
//!
//! Each version is a file under `profile/data`: its rules (GIL, check points, locks) written by
//! hand after CPython's sources, its costs measured by `gilsim calibrate` or derived from a
//! neighbour, with their provenance. Only the wanted file is parsed, once.

mod checks;
mod costs;
mod file;
mod refcount;
#[cfg(test)]
mod tests;
mod version;

use std::sync::{Arc, OnceLock};

use crate::bytecode::Opcode;
use crate::gil::{GilKind, Releases};
use crate::nanos::Nanos;

pub use checks::CheckPoints;
pub use costs::{CLASSES, Costs, NativeCalls, NativeWork, OTHER};
pub use file::{FileError, Provenance, rules_text, source_text};
pub use refcount::Refcount;
pub use version::{Version, VersionError};

/// Everything about a version that the interpreter and the engine need.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub version: Version,
    /// `sys.version_info[:3]` of the release that the profile describes.
    pub release: (u8, u8, u8),
    pub gil: GilKind,
    /// How long a waiter waits before it asks: `sys.getswitchinterval()`.
    pub switch_interval: Nanos,
    /// Ticks between two releases of the GIL in Python 2: `sys.getcheckinterval()`.
    pub check_interval: u32,
    pub checks: CheckPoints,
    pub costs: Costs,
    /// From `Thread.start` in the parent to the first instruction of the child.
    pub thread_start: Nanos,
    /// What `python -c pass` does before and behind its program.
    pub interpreter_start: Nanos,
    /// From `Process.start` in the parent to the first instruction of a forked child.
    pub process_start: Nanos,
    /// What the interpreter itself takes of memory.
    pub memory: MemorySizes,
    /// For how long a waiter must have waited to be handed a released lock (3.13+); nothing where
    /// locks are semaphores of the operating system.
    pub hand_off_after: Option<Nanos>,
    /// Bytes from which on `hashlib` gives up the GIL.
    pub hashlib_releases_from: usize,
    /// Call sites specialise after a few runs (3.11+, not 3.13t).
    pub specializes: bool,
    pub provenance: Provenance,
}

/// What an interpreter takes of memory before the program's objects, in bytes, measured by
/// `bench/machine/memory.py`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemorySizes {
    /// Machine code and constants of the interpreter and its libraries: mapped from files, so that
    /// all processes of one binary share them.
    pub text: u64,
    /// What `python -c pass` has written when it waits, but for its stack.
    pub data: u64,
    /// What it has touched of its stack.
    pub main_thread: u64,
    /// What a thread adds that sleeps.
    pub thread: u64,
    /// Address space that is reserved for the stack of a thread.
    pub stack: u64,
    /// What each call of a Python function inside others adds to its thread.
    pub frame: u64,
    /// What a forked child has written before it does anything, but for its stack.
    pub fork: u64,
    /// What one more interpreter in a process has written.
    pub interpreter: u64,
}

impl Profile {
    /// The profile of a version.
    ///
    /// # Panics
    /// If the file that is built in is malformed, which a test rules out for every version.
    pub fn of(version: Version) -> Arc<Profile> {
        static PROFILES: [OnceLock<Arc<Profile>>; Version::COUNT] =
            [const { OnceLock::new() }; Version::COUNT];
        let read = || match file::read(version) {
            Ok(profile) => Arc::new(profile),
            Err(error) => panic!("{error}"),
        };
        match PROFILES.get(version.index()) {
            Some(place) => place.get_or_init(read).clone(),
            None => read(),
        }
    }

    /// Whether any version has this GIL.
    pub fn are_of(gil: GilKind) -> bool {
        Version::all().any(|version| Profile::of(version).gil == gil)
    }

    /// Whether an instruction counts as a tick in Python 2: whether CPython's `DISPATCH` rather
    /// than its `FAST_DISPATCH` ends it.
    pub fn ticks(&self, opcode: Opcode) -> bool {
        self.gil.releases() == Releases::AfterTicks && self.checks.after(opcode)
    }

    /// Whether a call of this built-in is no check point once its call site is specialised:
    /// `len`, `isinstance`, one-argument `type`, `list.append` from 3.11 on.
    pub fn unchecked_when_specialized(&self, name: &str) -> bool {
        self.specializes && self.checks.not_when_specialized(name)
    }
}
