//! Lines for instructions that code generation gave none.

use super::graph::{Block, Graph};
use crate::compile::ir::Location;

impl Graph {
    /// Every exit and every check point must have a line, so that tracebacks are exact.
    pub(super) fn resolve_line_numbers(&mut self) {
        self.duplicate_exits_without_line();
        self.propagate_line_numbers();
    }

    /// An exit without a line that several jumps lead to is copied for each of them, so that it
    /// can have the jump's line.
    fn duplicate_exits_without_line(&mut self) {
        for id in self.order() {
            let Some(last) = self[id].instrs.last().copied() else {
                continue;
            };
            if !last.op.is_jump() {
                continue;
            }
            let Some(target) = self.nonempty(last.target) else {
                continue;
            };
            if !needs_line(&self[target]) || self[target].predecessors <= 1 {
                continue;
            }
            let copy = self.new_block();
            let mut instrs = self[target].instrs.clone();
            if let Some(first) = instrs.first_mut() {
                first.at = last.at;
            }
            let next = self[target].next;
            let cold = self[target].cold;
            let block = &mut self[copy];
            block.instrs = instrs;
            block.next = next;
            block.cold = cold;
            block.is_label = true;
            block.predecessors = 1;
            self[target].next = Some(copy);
            self[target].predecessors -= 1;
            if let Some(jump) = self[id].instrs.last_mut() {
                jump.target = Some(copy);
            }
        }
        for id in self.order() {
            let block = &self[id];
            let (Some(last), Some(next)) = (block.instrs.last().copied(), block.next) else {
                continue;
            };
            if block.falls_through()
                && needs_line(&self[next])
                && let Some(first) = self[next].instrs.first_mut()
            {
                first.at = last.at;
            }
        }
    }

    fn propagate_line_numbers(&mut self) {
        for id in self.order() {
            let mut previous = Location::NONE;
            for instr in &mut self[id].instrs {
                if instr.at.is_none() {
                    instr.at = previous;
                } else {
                    previous = instr.at;
                }
            }
            let Some(last) = self[id].instrs.last().copied() else {
                continue;
            };
            let next = self[id].next.filter(|_| self[id].falls_through());
            let target = last.target.filter(|_| last.op.is_jump());
            for successor in next.into_iter().chain(target) {
                if self[successor].predecessors == 1
                    && let Some(first) = self[successor].instrs.first_mut()
                    && first.at.is_none()
                {
                    first.at = previous;
                }
            }
        }
    }
}

/// `is_exit_or_eval_check_without_lineno`.
fn needs_line(block: &Block) -> bool {
    let checks = block.instrs.iter().any(|instr| instr.op.has_eval_break());
    (block.exits_scope() || checks) && block.has_no_line() && !block.falls_through()
}
