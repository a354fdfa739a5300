//! Which handler covers which instruction.

use super::graph::{BlockId, Graph};
use crate::bytecode::Opcode;
use crate::compile::ir::Op;

impl Graph {
    pub(super) fn mark_except_handlers(&mut self) {
        for index in 0..self.blocks.len() {
            for at in 0..self.blocks[index].instrs.len() {
                let instr = self.blocks[index].instrs[at];
                if instr.op.is_block_push()
                    && let Some(target) = instr.target
                {
                    self[target].is_except_handler = true;
                }
            }
        }
    }

    /// Follows every path with the stack of setups that are in force. Also notes on `YIELD_VALUE`
    /// how many there are, and on the `RESUME` after it whether it is only the generator's own.
    pub(super) fn label_exception_targets(&mut self) {
        let mut stacks: Vec<Option<Vec<BlockId>>> = vec![None; self.blocks.len()];
        let mut visited = vec![false; self.blocks.len()];
        let mut todo = vec![self.entry];
        stacks[self.entry.0 as usize] = Some(Vec::new());
        visited[self.entry.0 as usize] = true;
        while let Some(id) = todo.pop() {
            let mut setups = stacks[id.0 as usize].take().unwrap_or_default();
            let mut last_yield_depth = None;
            for at in 0..self[id].instrs.len() {
                let mut instr = self[id].instrs[at];
                instr.handler = setups.last().copied();
                let target = instr.target;
                let mut visit = |block: BlockId, setups: &[BlockId]| {
                    if !std::mem::replace(&mut visited[block.0 as usize], true) {
                        stacks[block.0 as usize] = Some(setups.to_vec());
                        todo.push(block);
                    }
                };
                match (instr.op, target) {
                    (op, Some(target)) if op.is_block_push() => {
                        visit(target, &setups);
                        if op != Op::SetupFinally {
                            self[target].preserves_lasti = true;
                        }
                        setups.push(target);
                        instr.handler = None;
                    }
                    (Op::PopBlock, _) => {
                        setups.pop();
                        instr.set_nop();
                        instr.handler = None;
                    }
                    (op, Some(target)) if op.is_jump() => visit(target, &setups),
                    (Op::Real(Opcode::YIELD_VALUE), _) => {
                        last_yield_depth = Some(setups.len());
                    }
                    (Op::Real(Opcode::RESUME), _)
                        if instr.arg != 0 && last_yield_depth.take() == Some(1) =>
                    {
                        instr.arg |= RESUME_OPARG_DEPTH1_MASK;
                    }
                    _ => {}
                }
                self[id].instrs[at] = instr;
            }
            if self[id].falls_through()
                && let Some(next) = self[id].next
                && !std::mem::replace(&mut visited[next.0 as usize], true)
            {
                stacks[next.0 as usize] = Some(setups);
                todo.push(next);
            }
        }
    }
}

const RESUME_OPARG_DEPTH1_MASK: u32 = 4;
