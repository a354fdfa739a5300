//! What a thread sleeps on for anything but the GIL: one futex, as CPython's parking lot has one
//! semaphore a thread.

use std::sync::atomic::{AtomicU32, Ordering};

use rustix::thread::futex;
use rustix::time::Timespec;

use super::clock;
use crate::nanos::Nanos;

/// Whether what a thread sleeps for has come.
#[derive(Debug, Default)]
pub struct Called(AtomicU32);

impl Called {
    const NO: u32 = 0;
    const YES: u32 = 1;
    /// Not yet, and the thread is asleep or about to be.
    const ASLEEP: u32 = 2;

    /// It has come: whether the thread has to be woken.
    #[must_use]
    pub fn set(&self) -> bool {
        self.0.swap(Called::YES, Ordering::Release) == Called::ASLEEP
    }

    /// Wakes the thread, after [`Called::set`] has said so.
    pub fn wake(&self) {
        // Fails for no reason that a word of our own could give.
        let _ = futex::wake(&self.0, futex::Flags::PRIVATE, 1);
    }

    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire) == Called::YES
    }

    /// Whether it had come; from now on it has not.
    pub fn take(&self) -> bool {
        self.0.swap(Called::NO, Ordering::Acquire) == Called::YES
    }

    /// The thread whose it is sleeps until it comes or until about so much time has passed, or for
    /// less.
    pub fn sleep(&self, timeout: Option<Nanos>) {
        let (no, asleep) = (Called::NO, Called::ASLEEP);
        let order = Ordering::Acquire;
        if self.0.compare_exchange(no, asleep, order, order).is_err() {
            return;
        }
        let timeout = timeout.map(|timeout| Timespec::try_from(clock::length(timeout)));
        let timeout = timeout.and_then(Result::ok);
        // A timeout, a signal and a call all end in another look.
        let _ = futex::wait(&self.0, futex::Flags::PRIVATE, asleep, timeout.as_ref());
        let _ = self.0.compare_exchange(asleep, no, order, order);
    }
}
