//! The global interpreter lock as a pure state machine, one file per generation.
//!
//! A machine is told what a thread does (`take_gil`, `drop_gil`, a wait that ended) and answers
//! with [`Effect`]s at the granularity of mutexes and condition variables. Every call is one
//! critical section (of CPython's `gil->mutex` where [`Gil::has_mutex`]); the driver decides
//! what happens between two of them, and how long one takes. No machine ever hands the lock to a
//! waiter. A drop signals, and whoever gets to look first finds it free.

mod none;
mod policy;
mod priority;
mod tick;
mod timeslice;

#[cfg(test)]
mod exploration;

pub use none::NoGil;
pub use policy::{GilKind, Intervals, Policy, Releases};
pub use priority::Priority;
pub use tick::Tick;
pub use timeslice::TimeSlice;

use crate::nanos::{MILLISECOND, Nanos};
use crate::sched::{CondVar, Futex, WaitQueue};

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
    /// As [`Cond::Gil`], for threads with precedence ([`Priority`]).
    IoBound,
    /// The futex of a POSIX semaphore ([`Tick`]): a signal is a change of its value, which a
    /// thread that is not asleep yet notices.
    Semaphore,
}

impl Cond {
    pub const COUNT: usize = 4;

    /// What threads sleep on, by `Cond as usize`.
    pub fn queues() -> [WaitQueue; Cond::COUNT] {
        let condition = || WaitQueue::Condition(CondVar::default());
        [
            condition(),
            condition(),
            condition(),
            WaitQueue::Semaphore(Futex::default()),
        ]
    }
}

/// What a GIL keeps about each thread, from its first use on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct PerThread<T>(Vec<T>);

impl<T: Clone + Default> PerThread<T> {
    fn of(&mut self, thread: Tid) -> &mut T {
        let index = thread.index();
        if index >= self.0.len() {
            self.0.resize(index + 1, T::default());
        }
        &mut self.0[index]
    }
}

/// Why a thread gives the GIL up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// At a check point: because of a drop request, or because its ticks are counted down.
    Asked,
    /// By itself, to block or to work without it.
    Itself,
    /// The thread ends.
    Ends,
}

/// What the driver has to do, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `thread` starts to wait on `cond`, for at most `timeout`; this ends the critical section.
    /// It is a waiter from now on: a later signal counts for it even if it has not fallen asleep
    /// yet. The driver comes back with [`Gil::woken`] or [`Gil::timeout`].
    Block {
        thread: Tid,
        cond: Cond,
        timeout: Option<Nanos>,
    },
    /// `pthread_cond_signal`, or `FUTEX_WAKE`: at most one waiter may go on.
    Signal(Cond),
    /// `by` asks `holder` for the GIL: `holder`'s eval breaker is set.
    SetEvalBreaker { holder: Tid, by: Tid },
    /// `thread` owes nobody a drop any more.
    ClearEvalBreaker(Tid),
    /// `thread` woke up for the GIL and found it locked again.
    FailedTake(Tid),
    /// The GIL is `thread`'s from now on. `previous` held it last, if that was another.
    Taken { thread: Tid, previous: Option<Tid> },
    /// `take_gil` returns.
    Ready(Tid),
    /// The GIL is free from now on.
    Released(Tid),
    /// The critical section of `drop_gil` is over. [`Gil::finish_drop`] is next; others may come
    /// between.
    FinishDrop(Tid),
    /// `drop_gil` returns.
    Dropped(Tid),
}

/// One generation of the GIL.
pub trait Gil: Send {
    /// `take_gil`, from its beginning.
    fn take_gil(&mut self, now: Nanos, thread: Tid, effects: &mut Vec<Effect>);

    /// `thread`'s wait on `cond` ended because of a signal.
    fn woken(&mut self, now: Nanos, thread: Tid, cond: Cond, effects: &mut Vec<Effect>);

    /// `thread`'s wait for the GIL ended because its time ran out. Only where waits are timed.
    fn timeout(&mut self, now: Nanos, thread: Tid, effects: &mut Vec<Effect>) {
        self.take_gil(now, thread, effects);
    }

    /// `drop_gil` up to [`Effect::FinishDrop`]. A call by a thread that does not hold the GIL
    /// does nothing.
    fn drop_gil(&mut self, now: Nanos, thread: Tid, reason: DropReason, effects: &mut Vec<Effect>);

    /// What `drop_gil` does after its critical section: nothing more, where there is no forced
    /// switching.
    fn finish_drop(
        &mut self,
        _now: Nanos,
        thread: Tid,
        _reason: DropReason,
        effects: &mut Vec<Effect>,
    ) {
        effects.push(Effect::Dropped(thread));
    }

    fn clone_box(&self) -> Box<dyn Gil>;

    /// Who holds the lock. `None` also where there is no lock at all.
    fn holder(&self) -> Option<Tid>;

    /// How long a waiter waits before it asks for the GIL, where waits are timed.
    fn switch_interval(&self) -> Option<Nanos> {
        None
    }

    /// `sys.setswitchinterval`.
    fn set_switch_interval(&mut self, _interval: Nanos) {}

    /// `sys.setcheckinterval`.
    fn set_check_interval(&mut self, _ticks: u32) {}

    /// After how many ticks a thread drops the GIL by itself, where there is such a count.
    fn check_interval(&self) -> Option<u32> {
        None
    }

    /// Whether the critical sections are those of a mutex, which threads can meet locked.
    fn has_mutex(&self) -> bool {
        false
    }

    /// Whether at most one thread runs Python at a time.
    fn is_exclusive(&self) -> bool {
        true
    }
}

impl Clone for Box<dyn Gil> {
    fn clone(&self) -> Self {
        self.as_ref().clone_box()
    }
}

/// Which GIL a run uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GilSpec {
    pub kind: GilKind,
    pub intervals: Intervals,
}

impl Default for GilSpec {
    /// CPython's: 5 ms, 100 ticks.
    fn default() -> Self {
        GilSpec {
            kind: GilKind::TIMESLICE,
            intervals: Intervals {
                switch: 5 * MILLISECOND,
                check: 100,
            },
        }
    }
}
