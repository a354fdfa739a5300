//! What formats that keep every slice say of a slice's cause.

use super::Run;
use crate::trace::{CauseId, Place, ProcessIndex, Trace};

/// The parts of a cause, by name.
#[derive(Clone, Copy, Default)]
pub struct Because<'a> {
    pub what: &'a str,
    /// The thread that caused it.
    pub by: Option<&'a str>,
    /// What that thread was executing, or this one where there is no other.
    pub place: Option<&'a Place>,
}

impl<'a> Because<'a> {
    pub fn of(trace: &'a Trace, cause: CauseId) -> Because<'a> {
        let Some(cause) = trace.causes.get(cause.0 as usize) else {
            return Because::default();
        };
        let thread = |by: crate::trace::ThreadIndex| trace.threads.get(by.0 as usize);
        Because {
            what: &cause.what,
            by: cause.by.and_then(thread).map(|track| track.name.as_str()),
            place: cause.place.as_ref(),
        }
    }
}

/// A process's name; `several`: after that of its run.
pub fn process_name(run: &Run<'_>, process: ProcessIndex, several: bool) -> String {
    let track = run.trace.processes.get(process.0 as usize);
    let name = track.map_or("", |track| track.name.as_str());
    if several && name != run.name {
        format!("{} · {name}", run.name)
    } else {
        name.to_string()
    }
}
