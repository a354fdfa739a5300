//! What processes have in memory, sampled over the run.

use super::{ProcessIndex, ThreadIndex, Trace};
use crate::nanos::Nanos;

/// All processes at one moment. Those that are not in it do not live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryRound {
    pub at: Nanos,
    /// Blocks that processes have made to share: `shared_memory`, `Value`, `Array`.
    pub blocks: u64,
    pub processes: Vec<(ProcessIndex, MemoryUse)>,
}

/// Bytes of one process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryUse {
    /// The interpreter's machine code, of which all processes see the same pages.
    pub text: u64,
    /// What the interpreter itself has written.
    pub data: u64,
    /// The code of the program and of the modules that it has imported.
    pub code: u64,
    /// Its objects.
    pub heap: u64,
    /// What each living thread has of its own: the touched part of its stack, and its frames.
    pub stacks: Vec<(ThreadIndex, u64)>,
    /// What is reserved for each of the stacks.
    pub reserved: u64,
    /// Pages that it still shares with the process that it was forked from. Part of the above.
    pub shared: u64,
    /// Pages that it shared with its parent or a child until it wrote to them. Part of the above.
    pub copied: u64,
    /// Pages as they were before it wrote, which its children alone have now. Not part of the
    /// above.
    pub left: u64,
}

impl MemoryUse {
    /// Bytes of all stacks.
    pub fn all_stacks(&self) -> u64 {
        self.stacks
            .iter()
            .fold(0, |sum, (_, bytes)| sum.saturating_add(*bytes))
    }

    /// What the process sees: its resident set.
    pub fn resident(&self) -> u64 {
        [
            self.text,
            self.data,
            self.code,
            self.heap,
            self.all_stacks(),
        ]
        .into_iter()
        .fold(0, u64::saturating_add)
    }

    /// What it has for itself: its unique set.
    pub fn own(&self) -> u64 {
        let common = self.text.saturating_add(self.shared);
        self.resident().saturating_sub(common)
    }
}

impl MemoryRound {
    /// What the machine has to have: everything that is shared counts once.
    pub fn total(&self) -> u64 {
        let text = self.processes.iter().map(|(_, it)| it.text).max();
        let own = self
            .processes
            .iter()
            .map(|(_, it)| it.own().saturating_add(it.left));
        own.fold(
            self.blocks.saturating_add(text.unwrap_or(0)),
            u64::saturating_add,
        )
    }

    pub fn process(&self, process: ProcessIndex) -> Option<&MemoryUse> {
        let found = self.processes.iter().find(|(index, _)| *index == process);
        found.map(|(_, used)| used)
    }
}

impl Trace {
    /// The first moment at which the machine needs most.
    pub fn memory_peak(&self) -> Option<&MemoryRound> {
        let rounds = self.memory.iter();
        rounds.reduce(|most, round| {
            if round.total() > most.total() {
                round
            } else {
                most
            }
        })
    }
}

/// Rounds that are kept; beyond that the smaller one of two neighbours goes.
const MOST_ROUNDS: usize = 1024;

/// Thins rounds out once there are too many, and says whether it did.
pub(super) fn thin(rounds: &mut Vec<MemoryRound>) -> bool {
    if rounds.len() < MOST_ROUNDS {
        return false;
    }
    let all = std::mem::take(rounds);
    let mut waiting: Option<MemoryRound> = None;
    for round in all {
        waiting = match waiting {
            None => Some(round),
            Some(before) => {
                let same = before.processes.len() == round.processes.len();
                match (same, before.total() > round.total()) {
                    // A process that begins or ends between them is worth both.
                    (false, _) => rounds.extend([before, round]),
                    (true, true) => rounds.push(before),
                    (true, false) => rounds.push(round),
                }
                None
            }
        };
    }
    rounds.extend(waiting);
    true
}
