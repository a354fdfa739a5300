//! The final order of blocks, and which way jumps go.

use super::graph::{Block, BlockId, BlockInstr, Graph};
use crate::bytecode::Opcode;
use crate::compile::ir::{Location, Op};

impl Graph {
    fn reach(
        &self,
        starts: Vec<BlockId>,
        mut enter: impl FnMut(&Graph, BlockId) -> bool,
    ) -> Vec<bool> {
        let mut seen = vec![false; self.blocks.len()];
        for start in &starts {
            seen[start.0 as usize] = true;
        }
        let mut stack = starts;
        while let Some(id) = stack.pop() {
            for successor in self.successors(id, false) {
                if enter(self, successor)
                    && !std::mem::replace(&mut seen[successor.0 as usize], true)
                {
                    stack.push(successor);
                }
            }
        }
        seen
    }

    /// Blocks that only exceptions lead to are cold, the others warm.
    fn mark_cold(&mut self) {
        let warm = self.reach(vec![self.entry], |_, _| true);
        for (block, warm) in self.blocks.iter_mut().zip(warm) {
            block.warm = warm;
        }
        let handlers: Vec<BlockId> = self
            .order()
            .into_iter()
            .filter(|&id| self[id].is_except_handler)
            .collect();
        let cold = self.reach(handlers, |graph, id| !graph[id].warm);
        for (block, cold) in self.blocks.iter_mut().zip(cold) {
            block.cold = cold;
        }
    }

    /// Moves handlers out of the way of ordinary control flow.
    pub(super) fn push_cold_blocks_to_end(&mut self) {
        if self[self.entry].next.is_none() {
            return;
        }
        self.mark_cold();
        for id in self.order() {
            let Some(next) = self[id].next else { continue };
            if !(self[id].cold && self[id].falls_through() && self[next].warm) {
                continue;
            }
            let jump = self.new_block();
            self[jump] = Block {
                instrs: vec![jump_to(Op::JumpNoInterrupt, next, Location::NONE)],
                next: Some(next),
                cold: true,
                predecessors: 1,
                ..Block::default()
            };
            self[next].is_label = true;
            self[id].next = Some(jump);
        }
        let (cold, mut order): (Vec<_>, Vec<_>) =
            self.order().into_iter().partition(|&id| self[id].cold);
        let moved = !cold.is_empty();
        order.extend(cold);
        for (at, &id) in order.iter().enumerate() {
            self[id].next = order.get(at + 1).copied();
        }
        if moved {
            self.remove_redundant_nops_and_jumps();
        }
    }

    /// Gives jumps their direction. A conditional jump backward becomes its opposite over a
    /// `JUMP_BACKWARD`, the only one of the two with a check point.
    pub(super) fn normalize_jumps(&mut self) {
        let mut visited = vec![false; self.blocks.len()];
        for id in self.order() {
            visited[id.0 as usize] = true;
            let Some(last) = self[id].instrs.last().copied() else {
                continue;
            };
            let Some(target) = last.target.filter(|_| last.op.is_jump()) else {
                continue;
            };
            let forward = !visited[target.0 as usize];
            let opcode = match last.op {
                Op::Jump if forward => Opcode::JUMP_FORWARD,
                Op::Jump => Opcode::JUMP_BACKWARD,
                Op::JumpNoInterrupt if forward => Opcode::JUMP_FORWARD,
                Op::JumpNoInterrupt => Opcode::JUMP_BACKWARD_NO_INTERRUPT,
                Op::Real(opcode) if !forward => {
                    let opposite = match opcode {
                        Opcode::POP_JUMP_IF_NONE => Opcode::POP_JUMP_IF_NOT_NONE,
                        Opcode::POP_JUMP_IF_NOT_NONE => Opcode::POP_JUMP_IF_NONE,
                        Opcode::POP_JUMP_IF_TRUE => Opcode::POP_JUMP_IF_FALSE,
                        Opcode::POP_JUMP_IF_FALSE => Opcode::POP_JUMP_IF_TRUE,
                        _ => continue,
                    };
                    self.jump_backward_over(id, target, last.at);
                    opposite
                }
                _ => continue,
            };
            if let Some(jump) = self[id].instrs.last_mut() {
                jump.op = Op::Real(opcode);
            }
        }
    }

    fn jump_backward_over(&mut self, id: BlockId, target: BlockId, at: Location) {
        let next = self[id].next;
        let backward = self.new_block();
        self[backward] = Block {
            instrs: vec![jump_to(Op::Real(Opcode::JUMP_BACKWARD), target, at)],
            next,
            cold: self[id].cold,
            ..Block::default()
        };
        self[id].next = Some(backward);
        if let Some(jump) = self[id].instrs.last_mut() {
            jump.target = next;
        }
    }
}

pub(super) fn jump_to(op: Op, target: BlockId, at: Location) -> BlockInstr {
    BlockInstr {
        op,
        arg: 0,
        at,
        target: Some(target),
        handler: None,
    }
}
