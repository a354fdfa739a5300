//! What threads pay for what they share, where no GIL keeps them apart.

use super::exit::{LockId, ThreadId};
use super::heap::Body;
use super::interpreter::Interpreter;
use super::value::{Ref, Value};
use crate::nanos::Nanos;

/// What threads without a GIL pay for what they share, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharingCosts {
    /// Until an object's cache line has come from another core.
    pub line_transfer: u32,
    /// An atomic instruction: two for a use of an object that another thread made (its reference
    /// count goes up and down), two for taking and releasing an object's lock.
    pub atomic: u32,
    /// For each page of memory that a thread gets while another gets some.
    pub fault_contention: u32,
}

impl SharingCosts {
    /// Two atomic instructions.
    pub fn pair(self) -> u64 {
        2 * u64::from(self.atomic)
    }

    /// Either half of what becomes of an object that a thread drops which did not make it: it is
    /// put on its maker's list, and the maker, at its next check point, adds up the two counts
    /// and frees it (`_Py_brc_queue_object`, `_Py_brc_merge_refcounts`). Either takes the lock of
    /// the list, which the other has had last, and changes the shared count.
    pub fn merge(self) -> u64 {
        2 * self.pair() + u64::from(self.line_transfer)
    }
}

/// An object in a long C call, which has its lock.
#[derive(Clone, Copy, Debug)]
pub struct HeldObject {
    pub object: Ref,
    pub lock: LockId,
    pub holder: ThreadId,
}

/// Until when each thread fills memory that it got.
#[derive(Clone, Debug, Default)]
pub struct Growth(Vec<(ThreadId, Nanos)>);

impl Growth {
    const PAGE: usize = 4096;

    /// `thread` fills so many bytes from `start` to `end`: how many pages of them it has to wait
    /// for, because other threads fill memory, too.
    pub fn contended_pages(
        &mut self,
        thread: ThreadId,
        (start, end): (Nanos, Nanos),
        bytes: usize,
    ) -> u64 {
        self.0.retain(|&(_, until)| until > start);
        let together = |&(other, until): &(ThreadId, Nanos)| match other == thread {
            true => 0,
            false => until.min(end) - start,
        };
        let together = self.0.iter().map(together).max().unwrap_or(0);
        self.0.retain(|&(other, _)| other != thread);
        self.0.push((thread, end));
        let pages = (bytes / Growth::PAGE) as u64;
        pages.saturating_mul(together) / (end - start).max(1)
    }
}

impl Interpreter {
    /// The lock of an object that another thread's long C call keeps.
    pub(super) fn object_lock_of_another(&self, object: Value, thread: ThreadId) -> Option<LockId> {
        let object = object.as_ref()?;
        let is_held = |held: &&HeldObject| held.object == object && held.holder != thread;
        Some(self.held_objects.iter().find(is_held)?.lock)
    }

    /// The running thread has taken `item` out of `container`, to use it and drop it: its maker,
    /// if that is another thread. A number lies in its container here and counts as made by the
    /// container's maker.
    pub(super) fn maker_elsewhere(&self, container: Ref, item: Value) -> Option<ThreadId> {
        let maker = match item {
            Value::Obj(r) => self.heap.counted_maker(r)?,
            Value::Int(-5..=256) => return None,
            Value::Int(_) | Value::Float(_) => self.heap.counted_maker(container)?,
            _ => return None,
        };
        (maker.0 != self.heap.current_thread & 0xffff).then_some(maker)
    }

    /// Whether an object has a lock of its own that natives take.
    pub(super) fn is_locked_container(&self, value: Value) -> bool {
        value.as_ref().is_some_and(|object| {
            let object = self.heap.get(object);
            object.has_lock() && !matches!(object.body, Body::Instance)
        })
    }
}
