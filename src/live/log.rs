//! What a thread did and when, written by that thread alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::gil::{DropReason, Tid};
use crate::nanos::Nanos;
use crate::sched::TaskId;
use crate::trace::{CoreIndex, Place, State};
use crate::vm::ThreadId;

/// What happened in a thread. Threads of its own process are called what that calls them. Times never go back within a log, and changes of the GIL have
/// times of their own across all logs.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub at: Nanos,
    pub what: What,
}

#[derive(Clone, Copy, Debug)]
pub enum What {
    /// It started this thread.
    Started(TaskId),
    /// It is in another state than running Python, since it does or waits for something.
    State {
        state: State,
        cause: Why,
        /// Where it is on one.
        core: Option<CoreIndex>,
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
    WokenUp(Option<TaskId>),
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

/// How many events the logs of a run may hold together.
#[derive(Debug)]
pub struct Room {
    left: AtomicU64,
    /// When a log had no room for an event any more; `Nanos::MAX` while all have.
    full_at: AtomicU64,
}

impl Room {
    pub fn new(events: u64) -> Room {
        Room {
            left: AtomicU64::new(events),
            full_at: AtomicU64::new(Nanos::MAX),
        }
    }

    /// When there was no room any more.
    pub fn full_at(&self) -> Option<Nanos> {
        Some(self.full_at.load(Ordering::Relaxed)).filter(|&at| at < Nanos::MAX)
    }

    /// Room for some more events, if there is.
    fn take(&self) -> u64 {
        const SOME: u64 = 1024;
        let take = |left: u64| left.checked_sub(SOME);
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        if taken.is_ok() { SOME } else { 0 }
    }
}

/// The cheap questions first: places in one file share its name.
fn same_place(one: &Option<Place>, other: &Option<Place>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one.line == other.line
                && (Arc::ptr_eq(&one.file, &other.file) || one.file == other.file)
        }
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// One thread's log.
#[derive(Debug)]
pub struct Log {
    pub events: Vec<Event>,
    /// How many the thread has executed.
    pub instructions: u64,
    room: Arc<Room>,
    /// Events that there is room for.
    left: u64,
    causes: Vec<LoggedCause>,
    places: Vec<Option<Place>>,
    notes: Vec<String>,
    last: Nanos,
}

impl Log {
    pub fn new(room: Arc<Room>) -> Log {
        Log {
            events: Vec::new(),
            instructions: 0,
            room,
            left: 0,
            causes: Vec::new(),
            places: Vec::new(),
            notes: Vec::new(),
            last: 0,
        }
    }

    // A function of its own, so that `bench/tracing_cost.sh` can count what it costs.
    #[inline(never)]
    pub fn push(&mut self, at: Nanos, what: What) {
        self.last = self.last.max(at);
        if self.left == 0 {
            self.left = self.room.take();
        }
        if self.left == 0 {
            self.room.full_at.fetch_min(self.last, Ordering::Relaxed);
            return;
        }
        self.left -= 1;
        self.events.push(Event {
            at: self.last,
            what,
        });
    }

    /// The time of the last event.
    pub fn last(&self) -> Nanos {
        self.last
    }

    /// It has the GIL again, which nobody has had meanwhile: as if it had not let go.
    pub fn retake(&mut self) -> bool {
        let released = |event: &Event| matches!(event.what, What::Released(DropReason::Asked));
        let retaken = self.events.last().is_some_and(released);
        if retaken {
            self.events.pop();
            self.left += 1;
        }
        retaken
    }

    #[inline(never)]
    pub fn cause(&mut self, by: Option<ThreadId>, place: Option<Place>, what: &str) -> Why {
        let same = |known: &&LoggedCause| {
            known.by == by && same_place(&known.place, &place) && known.what == what
        };
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
