//! What a thread did and when, written by that thread alone.

use crate::gil::{DropReason, Tid};
use crate::nanos::Nanos;
use crate::trace::{CoreIndex, Place, State};
use crate::vm::ThreadId;

/// What happened in a thread. Times never go back within a log, and changes of the GIL have
/// times of their own across all logs.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub at: Nanos,
    pub what: What,
}

#[derive(Clone, Copy, Debug)]
pub enum What {
    /// It started this thread.
    Started(ThreadId),
    /// It is in another state than running Python, since it does or waits for something.
    State {
        state: State,
        cause: Why,
        core: CoreIndex,
    },
    /// A C call that kept the GIL is over.
    Resumes,
    /// It waits for the GIL that this thread holds.
    Waits(Option<Tid>),
    Taken {
        previous: Option<Tid>,
        core: CoreIndex,
    },
    Released(DropReason),
    /// It asked this thread to drop the GIL.
    Asked(Tid),
    TimedOut,
    FailedTake,
    /// It woke up; from a lock, who released that.
    WokenUp(Option<ThreadId>),
    /// It was here, since somebody wanted to know.
    Place(u32),
    Note(u32),
    SwitchInterval(Nanos),
    Ended,
}

/// Index into [`Log::causes`].
#[derive(Clone, Copy, Debug)]
pub struct Why(u32);

#[derive(Clone, Debug, PartialEq)]
pub struct LoggedCause {
    pub by: Option<ThreadId>,
    pub place: Option<Place>,
    pub what: String,
}

/// One thread's log.
#[derive(Debug, Default)]
pub struct Log {
    pub events: Vec<Event>,
    causes: Vec<LoggedCause>,
    places: Vec<Option<Place>>,
    notes: Vec<String>,
    last: Nanos,
}

impl Log {
    pub fn push(&mut self, at: Nanos, what: What) {
        self.last = self.last.max(at);
        self.events.push(Event {
            at: self.last,
            what,
        });
    }

    pub fn cause(&mut self, by: Option<ThreadId>, place: Option<Place>, what: &str) -> Why {
        let same =
            |known: &&LoggedCause| known.by == by && known.place == place && known.what == what;
        // A loop does the same few things over and over.
        let recent = self
            .causes
            .iter()
            .rev()
            .take(4)
            .position(|known| same(&known));
        let index = match recent {
            Some(back) => self.causes.len() - 1 - back,
            None => {
                let what = what.to_string();
                self.causes.push(LoggedCause { by, place, what });
                self.causes.len() - 1
            }
        };
        Why(index as u32)
    }

    pub fn place(&mut self, at: Nanos, place: Option<Place>) {
        self.places.push(place);
        self.push(at, What::Place(self.places.len() as u32 - 1));
    }

    pub fn note(&mut self, at: Nanos, text: String) {
        self.notes.push(text);
        self.push(at, What::Note(self.notes.len() as u32 - 1));
    }

    pub fn cause_of(&self, why: Why) -> &LoggedCause {
        &self.causes[why.0 as usize]
    }

    pub fn place_of(&self, index: u32) -> Option<&Place> {
        self.places[index as usize].as_ref()
    }

    pub fn note_of(&self, index: u32) -> &str {
        &self.notes[index as usize]
    }
}
