//! Which loads of locals may find nothing there (`LOAD_FAST_CHECK`).

use super::graph::{BlockId, Graph};
use crate::bytecode::Opcode;
use crate::compile::ir::Op;

/// Locals beyond these are followed within one block only.
const TRACKED: usize = 64;

impl Graph {
    /// `add_checks_for_loads_of_uninitialized_variables`.
    pub(super) fn check_unbound_locals(&mut self, locals: usize, parameters: usize) {
        if locals == 0 {
            return;
        }
        if locals > TRACKED {
            self.check_many_locals(locals);
        }
        let mut flow = UnboundLocals {
            unsafe_at: vec![0; self.blocks.len()],
            on_stack: vec![false; self.blocks.len()],
            stack: Vec::new(),
        };
        let start = (parameters..locals.min(TRACKED)).fold(0, |mask, local| mask | 1 << local);
        flow.push(self.entry, start);
        // Once over everything, since a `del` can lie anywhere, then until nothing changes.
        for id in self.order() {
            flow.scan(self, id);
        }
        while let Some(id) = flow.stack.pop() {
            flow.on_stack[id.0 as usize] = false;
            flow.scan(self, id);
        }
    }

    fn check_many_locals(&mut self, locals: usize) {
        let mut bound_in = vec![0; locals.saturating_sub(TRACKED)];
        for (block, id) in self.order().into_iter().enumerate() {
            let block = block + 1;
            for instr in &mut self[id].instrs {
                let Some(bound) = (instr.arg as usize)
                    .checked_sub(TRACKED)
                    .and_then(|index| bound_in.get_mut(index))
                else {
                    continue;
                };
                match instr.op {
                    Op::StoreFastMaybeNull
                    | Op::Real(Opcode::DELETE_FAST | Opcode::LOAD_FAST_AND_CLEAR) => *bound = 0,
                    Op::Real(Opcode::STORE_FAST) => *bound = block,
                    Op::Real(Opcode::LOAD_FAST) => {
                        if *bound != block {
                            instr.op = Op::Real(Opcode::LOAD_FAST_CHECK);
                        }
                        *bound = block;
                    }
                    _ => {}
                }
            }
        }
    }
}

struct UnboundLocals {
    /// Per block, one bit per local that may be unbound on entry.
    unsafe_at: Vec<u64>,
    on_stack: Vec<bool>,
    stack: Vec<BlockId>,
}

impl UnboundLocals {
    fn push(&mut self, id: BlockId, mask: u64) {
        let index = id.0 as usize;
        let both = self.unsafe_at[index] | mask;
        if both != self.unsafe_at[index] {
            self.unsafe_at[index] = both;
            if !std::mem::replace(&mut self.on_stack[index], true) {
                self.stack.push(id);
            }
        }
    }

    fn scan(&mut self, graph: &mut Graph, id: BlockId) {
        let mut mask = self.unsafe_at[id.0 as usize];
        for at in 0..graph[id].instrs.len() {
            let instr = &mut graph[id].instrs[at];
            if let Some(handler) = instr.handler {
                self.push(handler, mask);
            }
            if instr.arg as usize >= TRACKED {
                continue;
            }
            let bit = 1u64 << instr.arg;
            match instr.op {
                Op::StoreFastMaybeNull
                | Op::Real(Opcode::DELETE_FAST | Opcode::LOAD_FAST_AND_CLEAR) => mask |= bit,
                Op::Real(Opcode::STORE_FAST | Opcode::LOAD_FAST_CHECK) => mask &= !bit,
                Op::Real(Opcode::LOAD_FAST) => {
                    if mask & bit != 0 {
                        instr.op = Op::Real(Opcode::LOAD_FAST_CHECK);
                    }
                    mask &= !bit;
                }
                _ => {}
            }
        }
        for successor in graph.successors(id, false) {
            self.push(successor, mask);
        }
    }
}
