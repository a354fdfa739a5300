//! The global interpreter lock as a pure state machine, one file per generation.
//!
//! A machine is told what a thread does (`take_gil`, `drop_gil`, a wait that ended) and answers
//! with [`Effect`]s at the granularity of mutexes and condition variables. Every call is one
//! critical section of CPython's `gil->mutex`: the driver decides what happens between two of
//! them. No machine ever hands the lock to a waiter. A drop signals, and whoever gets to look
//! first finds it free.

mod none;
mod timeslice;

#[cfg(test)]
mod exploration;

pub use none::NoGil;
pub use timeslice::TimeSlice;

use crate::nanos::{MILLISECOND, Nanos};

/// A thread as the GIL knows it: CPython's `PyThreadState *`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tid(pub u32);

impl Tid {
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a thread can block on inside the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cond {
    /// `gil->cond`: the GIL may be free.
    Gil,
    /// `gil->switch_cond`: another thread has taken the GIL (forced switching).
    Switch,
}

/// What the driver has to do, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `thread` starts to wait on `cond`, for at most `timeout`. It is a waiter from now on: a
    /// later signal counts for it even if it has not fallen asleep yet. The driver comes back
    /// with [`Gil::woken`] or [`Gil::timeout`].
    Block {
        thread: Tid,
        cond: Cond,
        timeout: Option<Nanos>,
    },
    /// `pthread_cond_signal`: at most one waiter may go on.
    Signal(Cond),
    /// `by` asks `holder` for the GIL: `holder`'s eval breaker is set.
    SetEvalBreaker { holder: Tid, by: Tid },
    /// `thread` owes nobody a drop any more.
    ClearEvalBreaker(Tid),
    /// `thread` woke up for the GIL and found it locked again.
    FailedTake(Tid),
    /// `take_gil` returns: `thread` holds the GIL. `previous` held it last, if that was another.
    Ready { thread: Tid, previous: Option<Tid> },
    /// The GIL is free. The rest of `drop_gil` is [`Gil::finish_drop`]; others may come between.
    Released(Tid),
    /// `drop_gil` returns.
    Dropped(Tid),
}

/// One generation of the GIL.
pub trait Gil {
    /// `take_gil`, from its beginning.
    fn take_gil(&mut self, now: Nanos, thread: Tid, effects: &mut Vec<Effect>);

    /// `thread`'s wait on `cond` ended because of a signal.
    fn woken(&mut self, now: Nanos, thread: Tid, cond: Cond, effects: &mut Vec<Effect>);

    /// `thread`'s wait on [`Cond::Gil`] ended because its time ran out.
    fn timeout(&mut self, now: Nanos, thread: Tid, effects: &mut Vec<Effect>);

    /// `drop_gil` up to the moment when the lock is free: ends with [`Effect::Released`].
    /// A call by a thread that does not hold the GIL does nothing.
    fn drop_gil(&mut self, now: Nanos, thread: Tid, effects: &mut Vec<Effect>);

    /// What `drop_gil` does once the lock is free. `final_release`: the thread ends with this.
    fn finish_drop(
        &mut self,
        now: Nanos,
        thread: Tid,
        final_release: bool,
        effects: &mut Vec<Effect>,
    );

    /// Who holds the lock. `None` also where there is no lock at all.
    fn holder(&self) -> Option<Tid>;

    /// `sys.setswitchinterval`.
    fn set_switch_interval(&mut self, interval: Nanos);

    /// `sys.setcheckinterval`, in ticks. Nothing to a GIL that counts none.
    fn set_check_interval(&mut self, _ticks: u32) {}

    /// Whether at most one thread runs Python at a time.
    fn is_exclusive(&self) -> bool;
}

/// A generation of the GIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GilKind {
    /// CPython 3.2 and later: a waiter asks for the GIL after a switch interval.
    TimeSlice,
    /// The free-threaded builds.
    None,
}

/// Which GIL a run uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GilSpec {
    pub kind: GilKind,
    /// How long a waiter waits before it asks: `sys.getswitchinterval()`.
    pub switch_interval: Nanos,
}

impl Default for GilSpec {
    /// CPython's: 5 ms.
    fn default() -> Self {
        GilSpec {
            kind: GilKind::TimeSlice,
            switch_interval: 5 * MILLISECOND,
        }
    }
}

impl GilSpec {
    pub fn build(&self) -> Box<dyn Gil> {
        match self.kind {
            GilKind::TimeSlice => Box::new(TimeSlice::new(self.switch_interval)),
            GilKind::None => Box::new(NoGil),
        }
    }
}
