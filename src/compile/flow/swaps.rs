//! Fewer `SWAP`s, by permuting stores instead of values.

use super::graph::{BlockId, BlockInstr, Graph};
use crate::bytecode::Opcode;
use crate::compile::ir::Op;

impl Graph {
    pub(super) fn optimize_swaps(&mut self, id: BlockId) {
        let instrs = &mut self[id].instrs;
        let mut at = 0;
        while at < instrs.len() {
            if instrs[at].is(Opcode::SWAP) {
                at = shorten_run(instrs, at);
                apply_static_swaps(instrs, at);
            }
            at += 1;
        }
    }
}

/// Replaces a run of SWAPs and NOPs by the shortest one with the same effect; returns the index
/// of its last instruction. The permutation is taken apart into cycles, written from the end.
fn shorten_run(instrs: &mut [BlockInstr], start: usize) -> usize {
    let length = instrs[start..]
        .iter()
        .take_while(|instr| instr.is(Opcode::SWAP) || instr.is(Opcode::NOP))
        .count();
    let run = &mut instrs[start..start + length];
    let swaps: Vec<usize> = run
        .iter()
        .filter(|instr| instr.is(Opcode::SWAP))
        .map(|instr| instr.arg as usize)
        .collect();
    if swaps.len() < 2 {
        return start;
    }
    let depth = swaps.iter().copied().max().unwrap_or(0);
    // Which item ends up at each place; the top is at 0.
    let mut stack: Vec<usize> = (0..depth).collect();
    for &swap in &swaps {
        stack.swap(0, swap.saturating_sub(1));
    }
    let mut placed = vec![false; depth];
    let mut reversed = Vec::new();
    for place in 0..depth {
        if placed[place] || stack[place] == place {
            continue;
        }
        let mut item = place;
        loop {
            if item != 0 {
                reversed.push(item as u32 + 1);
            }
            if placed[item] {
                break;
            }
            placed[item] = true;
            item = stack[item];
        }
    }
    for (instr, swap) in run.iter_mut().rev().zip(
        reversed
            .into_iter()
            .map(Some)
            .chain(std::iter::repeat(None)),
    ) {
        match swap {
            Some(swap) => instr.set(Opcode::SWAP, swap),
            None => instr.set_nop(),
        }
    }
    start + length - 1
}

fn is_swappable(instr: &BlockInstr) -> bool {
    instr.is(Opcode::STORE_FAST) || instr.is(Opcode::POP_TOP) || instr.op == Op::StoreFastMaybeNull
}

fn stores_to(instr: &BlockInstr) -> Option<u32> {
    (instr.is(Opcode::STORE_FAST) || instr.op == Op::StoreFastMaybeNull).then_some(instr.arg)
}

fn next_swappable(instrs: &[BlockInstr], after: usize, line: Option<Option<u32>>) -> Option<usize> {
    for (at, instr) in instrs.iter().enumerate().skip(after + 1) {
        // Names must be bound in the order of lines that a debugger sees.
        if line.is_some_and(|line| line.is_some() && instr.line() != line) {
            return None;
        }
        if instr.is(Opcode::NOP) {
            continue;
        }
        return is_swappable(instr).then_some(at);
    }
    None
}

/// `SWAP 2; STORE a; STORE b` is `STORE b; STORE a`.
fn apply_static_swaps(instrs: &mut [BlockInstr], last: usize) {
    for at in (0..=last.min(instrs.len().saturating_sub(1))).rev() {
        let swap = instrs[at];
        if !swap.is(Opcode::SWAP) {
            if swap.is(Opcode::NOP) || is_swappable(&swap) {
                continue;
            }
            return;
        }
        let Some(first) = next_swappable(instrs, at, None) else {
            return;
        };
        let line = instrs[first].line();
        let mut second = first;
        for _ in 1..swap.arg {
            match next_swappable(instrs, second, Some(line)) {
                Some(next) => second = next,
                None => return,
            }
        }
        let (a, b) = (stores_to(&instrs[first]), stores_to(&instrs[second]));
        if a.is_some() || b.is_some() {
            if a == b {
                return;
            }
            let between = instrs.get(first + 1..second).unwrap_or_default();
            if between.iter().any(|instr| {
                stores_to(instr).is_some_and(|local| a == Some(local) || b == Some(local))
            }) {
                return;
            }
        }
        instrs[at].set_nop();
        instrs.swap(first, second);
    }
}
