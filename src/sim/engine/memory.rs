//! Samples of what processes have in memory, taken at events that there are anyway.

use std::ops::DerefMut;

use super::{Engine, Outside};
use crate::driver::Program;
use crate::nanos::{MICROSECOND, Nanos};
use crate::trace::MemoryRound;

/// Rounds are at least so far apart at first.
const PERIOD: Nanos = 100 * MICROSECOND;

/// For each object that there is to count: keeps counting below the work of running.
const PER_OBJECT: Nanos = 20;

#[derive(Clone)]
pub(super) struct Sampling {
    period: Nanos,
    next: Nanos,
}

impl Default for Sampling {
    fn default() -> Sampling {
        Sampling {
            period: PERIOD,
            next: 0,
        }
    }
}

impl<P: DerefMut<Target: Program>, H: Outside> Engine<P, H> {
    /// Bytecode runs no longer than until the next round, where that changes nothing else.
    pub(super) fn longest_stretch(&self, usual: Nanos) -> Nanos {
        if !self.config.run.memory {
            return usual;
        }
        self.memory
            .next
            .saturating_sub(self.now)
            .clamp(PERIOD, usual)
    }

    pub(super) fn sample_memory_if_due(&mut self) {
        if self.config.run.memory && self.now >= self.memory.next {
            self.sample_memory();
        }
    }

    /// A round, because something has happened that a picture must show.
    pub(super) fn sample_memory(&mut self) {
        if !self.config.run.memory {
            return;
        }
        let living = self.processes.iter();
        let processes = living
            .filter_map(|(&pid, &process)| Some((process, self.program.memory(pid)?)))
            .collect();
        let round = MemoryRound {
            at: self.now,
            blocks: self.kernel.shared_bytes() as u64,
            processes,
        };
        if self.recorder.memory(round) {
            self.memory.period = self.memory.period.saturating_mul(2);
        }
        let counting = PER_OBJECT.saturating_mul(self.program.object_count() as Nanos);
        let distance = self.memory.period.max(counting);
        self.memory.next = self.now.saturating_add(distance);
    }
}
