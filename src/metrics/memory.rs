//! What processes had in memory, in bytes.

use super::Nanos;
use crate::trace::{MemoryUse, ProcessIndex, Trace};
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MemoryMetrics {
    /// The most that the machine had to have at a time; what is shared counts once.
    pub peak_bytes: u64,
    /// When that was, first.
    pub peak_at_ns: Nanos,
    /// The interpreter's machine code, which all processes have in common.
    pub text_bytes: u64,
    /// Blocks that the program has made to share (`shared_memory`, `Value`, `Array`), at the most.
    pub blocks_bytes: u64,
    /// What forked processes shared with their parents at the peak.
    pub shared_bytes: u64,
    /// Pages that were copied because one of those who shared them wrote: of each process the
    /// most, summed up.
    pub copied_bytes: u64,
    /// In order of creation. Of each number the most, whenever that was.
    pub processes: Vec<ProcessMemory>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProcessMemory {
    pub name: String,
    pub pid: u32,
    /// All that it sees (its resident set).
    pub peak_bytes: u64,
    /// What it has for itself (its unique set).
    pub own_bytes: u64,
    /// What the interpreter itself has written.
    pub data_bytes: u64,
    pub code_bytes: u64,
    /// Its objects.
    pub heap_bytes: u64,
    pub stacks_bytes: u64,
    /// Pages that it shares with the process that it was forked from.
    pub shared_bytes: u64,
    pub copied_bytes: u64,
}

impl MemoryMetrics {
    /// Nothing where memory was not counted.
    pub fn of(trace: &Trace) -> Option<MemoryMetrics> {
        let peak = trace.memory_peak()?;
        let mut processes: Vec<ProcessMemory> = trace
            .processes
            .iter()
            .map(|it| ProcessMemory {
                name: it.name.clone(),
                pid: it.pid,
                ..ProcessMemory::default()
            })
            .collect();
        let mut text = 0;
        let mut blocks = 0;
        for round in &trace.memory {
            blocks = round.blocks.max(blocks);
            for (ProcessIndex(index), used) in &round.processes {
                text = used.text.max(text);
                if let Some(process) = processes.get_mut(*index as usize) {
                    process.raise(used);
                }
            }
        }
        let shared = peak.processes.iter().map(|(_, used)| used.shared);
        Some(MemoryMetrics {
            peak_bytes: peak.total(),
            peak_at_ns: peak.at,
            text_bytes: text,
            blocks_bytes: blocks,
            shared_bytes: shared.sum(),
            copied_bytes: processes.iter().map(|it| it.copied_bytes).sum(),
            processes,
        })
    }
}

impl ProcessMemory {
    fn raise(&mut self, used: &MemoryUse) {
        let raise = |most: &mut u64, now: u64| *most = now.max(*most);
        raise(&mut self.peak_bytes, used.resident());
        raise(&mut self.own_bytes, used.own());
        raise(&mut self.data_bytes, used.data);
        raise(&mut self.code_bytes, used.code);
        raise(&mut self.heap_bytes, used.heap);
        raise(&mut self.stacks_bytes, used.all_stacks());
        raise(&mut self.shared_bytes, used.shared);
        raise(&mut self.copied_bytes, used.copied);
    }
}
