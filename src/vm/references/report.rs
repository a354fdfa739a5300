//! What became of reference counts that nothing protected.

use serde::Serialize;

use super::steps::Change;
use crate::nanos::Nanos;

/// The miscounts of a process, or of all of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReferenceReport {
    /// Objects that were counted by a thread which had not made them: only these can be miscounted.
    pub watched: u64,
    /// Increments and decrements that another core's store has overwritten.
    pub lost: u64,
    /// Objects whose count is too high in the end: never freed.
    pub leaks: Vec<Miscount>,
    /// Objects whose count came to nought while there were references: used after they were freed.
    pub freed_early: Vec<Miscount>,
}

/// An object whose count is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Miscount {
    /// Its class, and its name if a module knows it by one.
    pub object: String,
    /// Lost decrements minus lost increments: by how much the count is too high.
    pub off_by: i64,
    pub lost_increments: u64,
    pub lost_decrements: u64,
    /// When it was freed although there were references; nothing for a leak, and for one that will
    /// be freed too early when the process drops what it has.
    pub freed_at_ns: Option<Nanos>,
    /// The references that there are when the count comes to nought.
    pub references_left: i64,
    /// The last two that collided and left the count wrong in this direction.
    pub collision: Collision,
}

/// Two changes of one count at a time. Both read the same number; what was stored last stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Collision {
    pub at_ns: Nanos,
    pub lost: Side,
    pub kept: Side,
}

/// One of two instructions that collide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    pub thread: String,
    pub file: String,
    pub line: u32,
    pub opcode: &'static str,
    /// `+1` or `-1`
    pub change: i8,
}

impl Change {
    pub fn sign(self) -> i8 {
        match self {
            Change::Take => 1,
            Change::Drop => -1,
        }
    }
}

impl ReferenceReport {
    /// Adds what another process came to.
    pub fn add(&mut self, other: ReferenceReport) {
        self.watched = self.watched.saturating_add(other.watched);
        self.lost = self.lost.saturating_add(other.lost);
        self.leaks.extend(other.leaks);
        self.freed_early.extend(other.freed_early);
    }
}
