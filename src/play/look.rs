//! Names and words: how threads, states and events are told on the screen.

use crate::trace::{Mark, MarkKind, State};
use crate::vm::ThreadId;

/// The letter of a thread: `A` is the main thread.
pub fn label(thread: ThreadId) -> char {
    let letters = ('A'..='Z').chain('a'..='z');
    letters.into_iter().nth(thread.0 as usize).unwrap_or('*')
}

/// A state in a word or two.
pub fn state(state: Option<State>) -> &'static str {
    match state {
        None => "ended",
        Some(State::Running) => "RUNS",
        Some(State::Native) => "in C",
        Some(State::NativeHolding) => "in C + GIL",
        Some(State::GilWait) => "waits GIL",
        Some(State::LockWait) => "waits lock",
        Some(State::Io) => "I/O",
        Some(State::Sleep) => "sleeps",
        Some(State::Runnable) => "wants core",
        Some(State::Switching) => "switching",
        Some(State::Idle) => "idle",
    }
}

/// An event as a sentence.
pub fn tell(mark: &Mark, note: Option<&str>, name: impl Fn(ThreadId) -> String) -> String {
    let who = name(ThreadId(mark.thread.0));
    let other = mark.other.map(|other| name(ThreadId(other.0)));
    match (mark.kind, other) {
        (MarkKind::DropRequest, Some(other)) => format!("{who} asks {other} to drop the GIL"),
        (MarkKind::DropRequest, None) => format!("{who} asks for the GIL"),
        (MarkKind::ForcedSwitch, _) => format!("{who} drops the GIL, as it was asked to"),
        (MarkKind::VoluntarySwitch, _) => format!("{who} gives the GIL up by itself"),
        (MarkKind::Timeout, _) => format!("{who} has waited for a whole switch interval"),
        (MarkKind::FailedTake, _) => format!("{who} woke up for the GIL and found it locked"),
        (MarkKind::Take, Some(other)) => format!("{who} takes the GIL; {other} had it before"),
        (MarkKind::Take, None) => format!("{who} takes the GIL"),
        (MarkKind::WakeUp, Some(other)) => format!("{other} wakes {who} up"),
        (MarkKind::WakeUp, None) => format!("{who} wakes up"),
        (MarkKind::Preempt, Some(other)) => format!("{who} loses its core to {other}"),
        (MarkKind::Preempt, None) => format!("{who} loses its core"),
        (MarkKind::Migrate, _) => format!("{who} goes on on another core"),
        (MarkKind::Crash, _) => format!("{who} crashes, and its process with it"),
        (MarkKind::Note, _) => format!("{who}: {}", note.unwrap_or("a note")),
    }
}
