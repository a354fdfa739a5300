//! How reference counts are kept safe.

use super::Version;
use crate::gil::{GilKind, Releases};

/// Who may change an object's reference count, and by which instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refcount {
    /// An ordinary increment; the GIL keeps threads apart.
    Plain,
    /// An atomic increment.
    Atomic,
    /// An ordinary increment under a lock that every object has.
    PerObjectLock,
    /// Plain for the thread that made the object, atomic for the others (PEP 703).
    Biased,
    /// An ordinary increment and nothing that keeps threads apart.
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

    /// What a version does by itself: its measured costs have that in them.
    pub fn of(version: Version) -> Refcount {
        match version.is_free_threaded() {
            true => Refcount::Biased,
            false => Refcount::Plain,
        }
    }

    /// What a version does under a GIL that may not be its own, if nothing else is asked for.
    pub fn usual(version: Version, gil: GilKind) -> Refcount {
        match gil.releases() {
            Releases::Never => Refcount::Biased,
            Releases::AfterTicks | Releases::OnRequest => Refcount::of(version),
        }
    }
}
