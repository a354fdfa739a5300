//! What happens next: events by time, and by order of insertion at the same time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::nanos::Nanos;
use crate::sched::{CoreId, TaskId};

/// Something that is due. `generation` tells an event that has been overtaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A core has switched to its thread, or its thread has burnt what it had to.
    Core { core: CoreId, generation: u64 },
    /// A core's time slice is over.
    Slice { core: CoreId, generation: u64 },
    /// Another core has told a core to look at its queue.
    Reschedule { core: CoreId, generation: u64 },
    /// A core's timer interrupt.
    Timer { core: CoreId, at: Nanos },
    /// A device has served a thread.
    Device { device: u32, thread: TaskId },
    /// The signal of this index of the configuration.
    Signal { index: u32 },
    /// The program's alarm clock.
    Alarm { generation: u64 },
}

#[derive(Clone, Debug, Default)]
pub struct EventQueue {
    heap: BinaryHeap<Reverse<(Nanos, u64, Event)>>,
    inserted: u64,
}

impl EventQueue {
    pub fn push(&mut self, at: Nanos, event: Event) {
        self.inserted += 1;
        self.heap.push(Reverse((at, self.inserted, event)));
    }

    pub fn pop(&mut self) -> Option<(Nanos, Event)> {
        let Reverse((at, _, event)) = self.heap.pop()?;
        Some((at, event))
    }

    pub fn peek(&self) -> Option<(Nanos, Event)> {
        self.heap.peek().map(|&Reverse((at, _, event))| (at, event))
    }
}
