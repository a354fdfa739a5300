//! How a run ended.

use super::deadlock::Deadlock;
use crate::nanos::Nanos;
use crate::trace::Trace;

#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub trace: Trace,
    pub end: End,
    /// What [`crate::trace::check_invariants`] found. An error is a bug of the driver.
    pub invariants: Result<(), String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// The main thread ended or the program called for its exit.
    Finished {
        status: i32,
    },
    /// Threads wait for one another, and nothing else can happen any more.
    Deadlock(Deadlock),
    LimitReached(Limit),
    /// The progress hook asked for it.
    Interrupted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`super::Config::until`].
    Time(Nanos),
    /// [`super::Config::max_instructions`].
    Instructions(u64),
    /// The operating system started only so many threads.
    OsThreads(u32),
    /// The logs of a live run hold only so many events.
    Events(u64),
}
