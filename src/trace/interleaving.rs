//! What a few threads executed around an accident, instruction by instruction, in the order in
//! which they did.

use std::sync::Arc;

use crate::nanos::Nanos;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interleaving {
    /// Names of the threads, in the order in which they first appear.
    pub threads: Vec<String>,
    /// Names of what they share.
    pub variables: Vec<String>,
    pub rows: Vec<InterleavingRow>,
    /// What went wrong, if something did.
    pub accident: Option<Accident>,
}

impl Interleaving {
    /// Whether the rows are in the order of time. Where threads run Python at the same time, each
    /// core executes a stretch at a time: the order of the rows is that in which values were read
    /// and written, and times go back at a change of core.
    pub fn is_in_order(&self) -> bool {
        let steps = self.rows.iter().filter_map(|row| match row {
            InterleavingRow::Step(step) => Some(step.at),
            InterleavingRow::Folded { .. } => None,
        });
        steps.is_sorted()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum InterleavingRow {
    Step(Step),
    /// So many instructions of this thread (index into [`Interleaving::threads`]) are left out.
    Folded {
        thread: usize,
        instructions: u64,
    },
}

/// One instruction of one thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub thread: usize,
    pub at: Nanos,
    pub file: Arc<str>,
    pub line: u32,
    /// Name and argument as `dis` shows them.
    pub text: String,
    pub touch: Option<Touch>,
}

/// What an instruction did with something shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Touch {
    /// Index into [`Interleaving::variables`].
    pub variable: usize,
    pub kind: TouchKind,
    /// What was read or written; whom a lock belongs to.
    pub value: String,
    /// It is where the accident happened.
    pub accident: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TouchKind {
    Load,
    Store,
    /// A free lock was taken.
    Acquire,
    /// A lock was asked for that another thread has.
    Blocked,
    Release,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Accident {
    /// A thread wrote what it had made of an old value.
    LostUpdate {
        thread: usize,
        variable: usize,
        /// What it had read, and what it wrote over which newer value.
        read: String,
        newest: String,
        wrote: String,
        /// How often others had written in between.
        lost: u64,
    },
    /// Threads that wait for one another: each has a lock that the one before it waits for.
    Deadlock {
        /// Thread, the lock that it waits for, and whom that belongs to.
        waits: Vec<(usize, usize, usize)>,
    },
}
