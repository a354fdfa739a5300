//! What a thread did and when, written by that thread alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::gil::{DropReason, Tid};
use crate::nanos::Nanos;
use crate::sched::TaskId;
use crate::trace::{CoreIndex, State};
use crate::vm::{CodePosition, InterpreterId};

/// What happened in a thread. Every GIL calls threads by the numbers of their tasks. Times
/// never go back within a log, and changes of the GIL have times of their own across all logs.
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
    /// It waits for the GIL.
    Waits {
        holder: Option<Tid>,
        woken: Option<Woken>,
    },
    Taken {
        previous: Option<Tid>,
        core: CoreIndex,
        woken: Option<Woken>,
    },
    Released(DropReason),
    /// It has given the GIL up to do or wait for something.
    Left {
        state: State,
        cause: Why,
        core: Option<CoreIndex>,
    },
    /// It asked this thread to drop the GIL.
    Asked(Tid),
    TimedOut,
    FailedTake,
    /// It was here, since somebody wanted to know.
    Place(Option<CodePosition>),
    Note(u32),
    /// It made this interpreter in its process.
    Made(InterpreterId),
    /// It is on its way into this interpreter of its process.
    Entered(InterpreterId),
    SwitchInterval(Nanos),
    Ended,
}

/// It had just woken up: who has woken it, where that was a thread.
#[derive(Clone, Copy, Debug)]
pub struct Woken(pub Option<TaskId>);

/// Why a thread does something or waits. Only what is at hand: lines are looked up in the end.
#[derive(Clone, Copy, Debug)]
pub struct Why {
    /// Another thread of its interpreter that it waits for.
    pub by: Option<TaskId>,
    /// Where that is, or without it the thread itself.
    pub at: Option<CodePosition>,
    pub what: Name,
}

/// Index into [`Log::names`].
#[derive(Clone, Copy, Debug)]
pub struct Name(u32);

impl Name {
    pub const LOCK: Name = Name(0);
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
    fn take(&self) -> usize {
        const SOME: usize = 1024;
        let take = |left: u64| left.checked_sub(SOME as u64);
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        if taken.is_ok() { SOME } else { 0 }
    }
}

/// One thread's log.
#[derive(Debug)]
pub struct Log {
    pub events: Vec<Event>,
    /// How many the thread has executed.
    pub instructions: u64,
    room: Arc<Room>,
    /// How many events there is room for.
    limit: usize,
    names: Vec<String>,
    notes: Vec<String>,
    last: Nanos,
}

impl Log {
    pub fn new(room: Arc<Room>) -> Log {
        Log {
            events: Vec::new(),
            instructions: 0,
            room,
            limit: 0,
            names: vec!["lock".to_string()],
            notes: Vec::new(),
            last: 0,
        }
    }

    // A function of its own, so that `bench/tracing_cost.sh` can count what it costs.
    #[inline(never)]
    pub fn push(&mut self, at: Nanos, what: What) {
        self.last = self.last.max(at);
        if self.events.len() >= self.limit && !self.has_more_room() {
            return;
        }
        self.events.push(Event {
            at: self.last,
            what,
        });
    }

    #[cold]
    fn has_more_room(&mut self) -> bool {
        let more = self.room.take();
        if more == 0 {
            self.room.full_at.fetch_min(self.last, Ordering::Relaxed);
        }
        self.limit += more;
        more > 0
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
        }
        retaken
    }

    /// The number of what a thread does, in words.
    #[inline(never)]
    pub fn name(&mut self, what: &str) -> Name {
        // A loop does the same few things over and over.
        let recent = self.names.iter().rev().take(4);
        let back = recent.into_iter().position(|known| known == what);
        let index = match back {
            Some(back) => self.names.len() - 1 - back,
            None => {
                self.names.push(what.to_string());
                self.names.len() - 1
            }
        };
        Name(index as u32)
    }

    pub fn note(&mut self, at: Nanos, text: String) {
        self.notes.push(text);
        self.push(at, What::Note(self.notes.len() as u32 - 1));
    }

    pub fn name_of(&self, name: Name) -> &str {
        &self.names[name.0 as usize]
    }

    pub fn note_of(&self, index: u32) -> &str {
        &self.notes[index as usize]
    }
}
