//! What happened: tracks, slices, marks. Written by a driver through a [`Recorder`], read by
//! `metrics` and `timeline`. Knows nothing of Python.

mod interleaving;
mod invariants;
mod memory;
mod recorder;

pub use interleaving::{Accident, Interleaving, InterleavingRow, Step, Touch, TouchKind};
pub use invariants::check_invariants;
pub use memory::{MemoryRound, MemoryUse};
pub use recorder::{DEFAULT_SLICE_CAP, Recorder};

use crate::nanos::Nanos;

/// Index of a thread track in [`Trace::threads`]; dense, in order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadIndex(pub u32);

/// Index of a process in [`Trace::processes`]; process 0 is the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessIndex(pub u32);

/// Index of a GIL in [`Trace::gils`]: one per interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GilIndex(pub u32);

/// A simulated core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CoreIndex(pub u16);

/// What a thread is doing. Exactly one at any moment of its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum State {
    /// On a core, executing bytecode (and holding the GIL, where there is one).
    Running,
    /// On a core, inside a C call that has released the GIL.
    Native,
    /// On a core, inside a long C call that keeps the GIL.
    NativeHolding,
    /// Waits for the GIL.
    GilWait,
    /// Blocked on a `threading.Lock` or what is built on one.
    LockWait,
    /// Waits for a device or the network.
    Io,
    /// In `time.sleep` or another pure delay.
    Sleep,
    /// Ready to run, waits for a core. It may hold the GIL meanwhile.
    Runnable,
    /// On a core that is switching to it: context switch, wake-up, cache refill.
    Switching,
    /// Created but not started, or nothing to do.
    Idle,
}

impl State {
    pub const ALL: [State; 10] = [
        State::Running,
        State::Native,
        State::NativeHolding,
        State::GilWait,
        State::LockWait,
        State::Io,
        State::Sleep,
        State::Runnable,
        State::Switching,
        State::Idle,
    ];

    /// Whether a thread in this state occupies a core.
    pub fn on_core(self) -> bool {
        matches!(
            self,
            State::Running | State::Native | State::NativeHolding | State::Switching
        )
    }
}

/// Why a slice is what it is: who caused the wait, and what that thread was executing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cause {
    /// The thread that caused it: the holder of the GIL or of the lock. `None`: nobody (a
    /// device, a timer).
    pub by: Option<ThreadIndex>,
    /// A place in a program: file and 1-based line of what `by` was executing, or of the call
    /// that this thread is in.
    pub place: Option<Place>,
    /// What is waited for or called, as a reader would say it: `time.sleep`, `disk`, `list.count`.
    pub what: String,
}

/// A source line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub file: std::sync::Arc<str>,
    pub line: u32,
}

/// Index into [`Trace::places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceId(pub u32);

/// A thread was executing this line at this moment: known where it took or gave up the GIL,
/// waited, or was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub at: Nanos,
    pub thread: ThreadIndex,
    pub place: PlaceId,
}

/// Index into [`Trace::causes`]; [`CauseId::NONE`] for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CauseId(pub u32);

impl CauseId {
    pub const NONE: CauseId = CauseId(u32::MAX);
}

/// A stretch of one thread in one state: `start..end`, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    pub start: Nanos,
    pub end: Nanos,
    pub thread: ThreadIndex,
    pub cause: CauseId,
    /// Set exactly where [`State::on_core`].
    pub core: Option<CoreIndex>,
    pub state: State,
}

/// A thread held a GIL from `start` to `end` (on a core or not).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    pub start: Nanos,
    pub end: Nanos,
    pub gil: GilIndex,
    pub thread: ThreadIndex,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum MarkKind {
    /// A waiter asked the holder (`other`) to drop the GIL: `gil_drop_request`.
    DropRequest,
    /// A thread gave the GIL up at a check point because it was asked to.
    ForcedSwitch,
    /// A thread gave the GIL up by itself, for I/O, a lock, a C call or its end.
    VoluntarySwitch,
    /// A waiter's switch interval ran out (whether or not it then asked).
    Timeout,
    /// A thread woke up for the GIL and found it locked again.
    FailedTake,
    /// A thread took the GIL (`other`: who held it before, if another).
    Take,
    /// A sleeping or blocked thread became ready.
    WakeUp,
    /// The operating system took a core away from a running thread.
    Preempt,
    /// A thread started to run on another core than before.
    Migrate,
    /// The program set a note here (`gilsim.mark`).
    Note,
    /// The thread ended its process (or a signal did, there): the others die where they are.
    Crash,
}

impl MarkKind {
    pub const COUNT: usize = MarkKind::ALL.len();

    pub const ALL: [MarkKind; 11] = [
        MarkKind::DropRequest,
        MarkKind::ForcedSwitch,
        MarkKind::VoluntarySwitch,
        MarkKind::Timeout,
        MarkKind::FailedTake,
        MarkKind::Take,
        MarkKind::WakeUp,
        MarkKind::Preempt,
        MarkKind::Migrate,
        MarkKind::Note,
        MarkKind::Crash,
    ];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: Nanos,
    pub thread: ThreadIndex,
    pub other: Option<ThreadIndex>,
    pub kind: MarkKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadTrack {
    pub name: String,
    pub process: ProcessIndex,
    pub created: Nanos,
    /// `None` while it lives (and at the end of a run that was cut short or deadlocked).
    pub ended: Option<Nanos>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessTrack {
    pub name: String,
    pub pid: u32,
    /// What it ended with, as in `Process.exitcode`; `None` while it lives.
    pub exit_code: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GilTrack {
    pub process: ProcessIndex,
    pub name: String,
}

/// One wait for the GIL: from the moment a thread was ready to run Python until it had the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GilWait {
    pub thread: ThreadIndex,
    pub start: Nanos,
    pub duration: Nanos,
    pub cause: CauseId,
}

/// Sums kept online, so that they stay exact when stored slices are capped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Nanoseconds per state, indexed by `State as usize`.
    pub by_state: [Nanos; State::ALL.len()],
    /// Nanoseconds for which it held a GIL.
    pub held: Nanos,
    /// Marks by `MarkKind as usize`.
    pub marks: [u64; MarkKind::COUNT],
    /// Instructions executed.
    pub instructions: u64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    pub processes: Vec<ProcessTrack>,
    pub threads: Vec<ThreadTrack>,
    pub gils: Vec<GilTrack>,
    pub cores: u16,
    /// Ordered by `end`, ties by order of recording; the slices of one thread tile its life.
    pub slices: Vec<Slice>,
    pub holds: Vec<Hold>,
    pub marks: Vec<Mark>,
    /// The texts of the marks of kind [`MarkKind::Note`], in their order.
    pub notes: Vec<String>,
    pub causes: Vec<Cause>,
    pub gil_waits: Vec<GilWait>,
    /// Where threads were, in the order of time.
    pub positions: Vec<Position>,
    pub places: Vec<Place>,
    /// When the program set another switch interval, and which.
    pub switch_intervals: Vec<(Nanos, Nanos)>,
    /// What processes had in memory, in the order of time; empty where nobody wanted to know.
    pub memory: Vec<MemoryRound>,
    /// Per thread, in the order of `threads`.
    pub totals: Vec<Totals>,
    /// Virtual time at the end of the run.
    pub end: Nanos,
    /// Slices beyond the cap: not stored, but in `totals`. 0 in most runs.
    pub slices_dropped: u64,
}
