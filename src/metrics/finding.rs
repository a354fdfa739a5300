//! A sentence about a run, in parts, so that it can be said in other languages. `Display` says
//! it in English, and so does `--summary`.

use std::fmt;

use serde::{Serialize, Serializer};

use super::units::{count, duration, percent};
use crate::nanos::Nanos;

#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// What CPU-bound threads gained by running together.
    Together {
        threads: usize,
        speedup: f64,
        gain: Gain,
    },
    /// One GIL was nearly always held, and threads that were ready waited for it.
    GilBound {
        held: Nanos,
        wall: Nanos,
        waited: Nanos,
        /// How many threads like these would keep it busy: the time that they need by themselves
        /// over the part of it that needs the GIL. `None` where they are not alike, or no fewer
        /// would do.
        enough: Option<usize>,
    },
    /// CPU-bound threads did not get equal shares.
    Unequal {
        most: (String, Nanos),
        least: (String, Nanos),
        fairness: f64,
    },
    /// A thread waited for the GIL each time it came back from a sleep or from I/O.
    LateAfterWaking {
        thread: String,
        median: Nanos,
        times: u64,
        after: Blocking,
        /// Who held it for most of that time, and whether until the switch interval ran out.
        holder: Option<(String, bool)>,
    },
    /// So many more threads did.
    MoreLate(u64),
    /// A thread kept the GIL during C calls.
    Frozen {
        thread: String,
        held: Nanos,
        waited: Nanos,
    },
    /// C calls without the GIL kept so many cores busy.
    ParallelCalls(f64),
    /// So many threads were in I/O or asleep at a time.
    ParallelWaits(f64),
    FailedTakes {
        times: u64,
        attempts: u64,
    },
    ShortOfCores {
        waited: Nanos,
        cores: u16,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gain {
    Faster,
    None,
    Slower,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocking {
    Sleeps,
    Io,
    Both,
}

fn number(n: usize) -> String {
    const WORDS: [&str; 11] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    ];
    WORDS
        .get(n)
        .map_or_else(|| count(n as u64), |word| (*word).to_string())
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Together {
                threads,
                speedup,
                gain,
            } => {
                let threads = number(*threads);
                match gain {
                    Gain::Faster => write!(
                        f,
                        "{threads} CPU-bound threads ran {speedup:.2} times as fast as one after the other."
                    ),
                    Gain::Slower => write!(
                        f,
                        "{threads} CPU-bound threads took longer than one after the other: speedup {speedup:.2}."
                    ),
                    Gain::None => write!(
                        f,
                        "{threads} CPU-bound threads took as long as one after the other: speedup {speedup:.2}."
                    ),
                }
            }
            Finding::GilBound {
                held,
                wall,
                waited,
                enough,
            } => {
                write!(
                    f,
                    "The GIL is the bottleneck: it was held {} of the time, and threads that were ready waited {} for it in all.",
                    percent(*held, *wall),
                    duration(*waited)
                )?;
                match enough {
                    Some(1) => write!(f, " One thread would keep it as busy."),
                    Some(enough) => write!(f, " About {enough} threads would keep it as busy."),
                    None => Ok(()),
                }
            }
            Finding::Unequal {
                most,
                least,
                fairness,
            } => write!(
                f,
                "CPU-bound threads did not get equal shares: {} ran for {}, {} for {} (fairness {fairness:.2}).",
                most.0,
                duration(most.1),
                least.0,
                duration(least.1),
            ),
            Finding::LateAfterWaking {
                thread,
                median,
                times,
                after,
                holder,
            } => {
                let after = match after {
                    Blocking::Sleeps => "sleeps",
                    Blocking::Io => "I/O waits",
                    Blocking::Both => "sleeps and I/O waits",
                };
                write!(
                    f,
                    "{thread} waited {} for the GIL at the median after each of its {} {after}",
                    duration(*median),
                    count(*times)
                )?;
                match holder {
                    Some((holder, true)) => {
                        write!(f, ": {holder} held it until the switch interval ran out.")
                    }
                    Some((holder, false)) => write!(f, ": {holder} held it for most of that time."),
                    None => write!(f, "."),
                }
            }
            Finding::MoreLate(threads) => write!(
                f,
                "{} more threads waited for the GIL like that after sleeping or I/O.",
                count(*threads)
            ),
            Finding::Frozen {
                thread,
                held,
                waited,
            } => write!(
                f,
                "{thread} kept the GIL during C calls for {} in all; other threads waited {} for this thread.",
                duration(*held),
                duration(*waited)
            ),
            Finding::ParallelCalls(cores) => write!(
                f,
                "C calls that had released the GIL kept {cores:.1} cores busy on average."
            ),
            Finding::ParallelWaits(threads) => write!(
                f,
                "On average {threads:.1} threads were in I/O or asleep at the same time, without the GIL."
            ),
            Finding::FailedTakes { times, attempts } => write!(
                f,
                "Threads woke up for the GIL and found it taken again {} times, in {} of their attempts.",
                count(*times),
                percent(*times, *attempts)
            ),
            Finding::ShortOfCores { waited, cores } => {
                let waited = duration(*waited);
                match cores {
                    1 => write!(
                        f,
                        "Threads that were ready waited {waited} in all for the one core."
                    ),
                    cores => write!(
                        f,
                        "Threads that were ready waited {waited} in all for one of the {cores} cores."
                    ),
                }
            }
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
