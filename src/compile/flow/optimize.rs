//! Peephole optimisation within blocks, and of jumps between them.

use super::graph::{BlockId, BlockInstr, Graph};
use super::order::jump_to;
use crate::bytecode::{Const, Opcode};
use crate::compile::constants::ConstTable;
use crate::compile::fold::truth;
use crate::compile::ir::Op;

/// An exit block of at most this many instructions is copied instead of jumped to.
const MAX_COPY_SIZE: usize = 4;

impl Graph {
    /// `optimize_cfg`.
    pub(super) fn optimize(&mut self, consts: &mut ConstTable) {
        self.inline_small_or_no_line_blocks();
        self.remove_unreachable();
        self.resolve_line_numbers();
        for id in self.order() {
            self.optimize_block(id, consts);
            self.optimize_swaps(id);
        }
        self.remove_redundant_nops_and_pairs();
        self.remove_unreachable();
        self.remove_redundant_nops_and_jumps();
    }

    fn inline_small_or_no_line_blocks(&mut self) {
        let order = self.order();
        // Inlining a block into one that ends up small or without a line can allow more; every
        // change removes a jump from its block, but a loop without lines could go on for ever.
        let mut budget = 2 * order.len();
        let mut changed = true;
        while changed && budget > 0 {
            changed = false;
            for &id in &order {
                if budget > 0 && self.inline_jump_target(id) {
                    budget -= 1;
                    changed = true;
                }
            }
        }
    }

    fn inline_jump_target(&mut self, id: BlockId) -> bool {
        let Some(last) = self[id].instrs.last().copied() else {
            return false;
        };
        let Some(target) = last.target.filter(|_| last.op.is_unconditional_jump()) else {
            return false;
        };
        let block = &self[target];
        let small_exit = block.exits_scope() && block.instrs.len() <= MAX_COPY_SIZE;
        let no_line = block.has_no_line() && !block.falls_through();
        if target == id || !(small_exit || no_line) {
            return false;
        }
        let copy = block.instrs.clone();
        self[target].predecessors = self[target].predecessors.saturating_sub(1);
        if let Some(jump) = self[id].instrs.last_mut() {
            jump.set_nop();
            jump.target = None;
        }
        self[id].instrs.extend(copy);
        // The check point of the jump that went away must not be lost.
        if last.op == Op::Jump
            && let Some(end) = self[id].instrs.last_mut()
            && end.op == Op::JumpNoInterrupt
        {
            end.op = Op::Jump;
        }
        true
    }

    /// `optimize_basic_block`.
    fn optimize_block(&mut self, id: BlockId, consts: &mut ConstTable) {
        // A copy of a constant is looked at like the constant.
        let mut constant: Option<u32> = None;
        let mut at = 0;
        while at < self[id].instrs.len() {
            let instr = self[id].instrs[at];
            let copied = instr.is(Opcode::COPY) && instr.arg == 1;
            let const_index = match constant {
                Some(index) if copied => Some(index),
                _ if instr.is(Opcode::LOAD_CONST) => Some(instr.arg),
                _ => None,
            };
            constant = const_index;
            if let Some(index) = const_index {
                at += self.optimize_const(id, at, index, consts);
            } else if let Op::Real(opcode) = instr.op {
                self.optimize_pair(id, at, opcode, instr.arg, consts);
            }
            if self.thread_jump(id, at) {
                // Look at the jump that was appended.
                constant = None;
            }
            at += 1;
        }
    }

    /// An instruction that follows the constant at `index`; returns how many to skip.
    fn optimize_const(
        &mut self,
        id: BlockId,
        at: usize,
        index: u32,
        consts: &mut ConstTable,
    ) -> usize {
        let Some(value) = consts.get(index) else {
            return 0;
        };
        let is_true = truth(value);
        let is_none = *value == Const::None;
        let instrs = &mut self[id].instrs;
        let Some(next) = instrs.get(at + 1).copied() else {
            return 0;
        };
        match next.op {
            Op::Real(opcode @ (Opcode::POP_JUMP_IF_FALSE | Opcode::POP_JUMP_IF_TRUE)) => {
                instrs[at].set_nop();
                if is_true == (opcode == Opcode::POP_JUMP_IF_TRUE) {
                    instrs[at + 1].op = Op::Jump;
                } else {
                    instrs[at + 1].set_nop();
                    instrs[at + 1].target = None;
                }
            }
            Op::Real(Opcode::IS_OP) if is_none => {
                let mut jump = at + 2;
                if instrs.get(jump).is_some_and(|it| it.is(Opcode::TO_BOOL)) {
                    instrs[jump].set_nop();
                    jump += 1;
                }
                let inverted = next.arg != 0;
                let when_none = match instrs.get(jump).map(|it| it.op) {
                    Some(Op::Real(Opcode::POP_JUMP_IF_FALSE)) => inverted,
                    Some(Op::Real(Opcode::POP_JUMP_IF_TRUE)) => !inverted,
                    _ => return 0,
                };
                instrs[at].set_nop();
                instrs[at + 1].set_nop();
                instrs[jump].op = Op::Real(if when_none {
                    Opcode::POP_JUMP_IF_NONE
                } else {
                    Opcode::POP_JUMP_IF_NOT_NONE
                });
            }
            Op::Real(Opcode::RETURN_VALUE) => {
                instrs[at].set_nop();
                instrs[at + 1].set(Opcode::RETURN_CONST, index);
                return 1;
            }
            Op::Real(Opcode::TO_BOOL) => {
                let truth = consts.add(Const::Bool(is_true));
                instrs[at].set_nop();
                instrs[at + 1].set(Opcode::LOAD_CONST, truth);
            }
            _ => {}
        }
        0
    }

    fn optimize_pair(
        &mut self,
        id: BlockId,
        at: usize,
        opcode: Opcode,
        arg: u32,
        consts: &mut ConstTable,
    ) {
        let instrs = &mut self[id].instrs;
        let next = instrs.get(at + 1).copied();
        let follows = |opcode: Opcode| next.is_some_and(|next| next.is(opcode));
        let next_arg = next.map(|next| next.arg);
        match opcode {
            Opcode::BUILD_TUPLE => {
                if follows(Opcode::UNPACK_SEQUENCE) && next_arg == Some(arg) && arg <= 3 && arg > 0
                {
                    instrs[at].set_nop();
                    if arg == 1 {
                        instrs[at + 1].set_nop();
                    } else {
                        instrs[at + 1].set(Opcode::SWAP, arg);
                    }
                } else {
                    fold_tuple(instrs, at, arg as usize, consts);
                }
            }
            Opcode::STORE_FAST => {
                let same_line = next.map(|next| next.line()) == Some(instrs[at].line());
                if follows(Opcode::STORE_FAST) && next_arg == Some(arg) && same_line {
                    instrs[at].set(Opcode::POP_TOP, 0);
                }
            }
            Opcode::SWAP if arg == 1 => instrs[at].set_nop(),
            Opcode::LOAD_GLOBAL if follows(Opcode::PUSH_NULL) && arg & 1 == 0 => {
                instrs[at].arg |= 1;
                instrs[at + 1].set_nop();
            }
            Opcode::COMPARE_OP if follows(Opcode::TO_BOOL) => {
                instrs[at].set_nop();
                instrs[at + 1].set(Opcode::COMPARE_OP, arg | 16);
            }
            Opcode::CONTAINS_OP | Opcode::IS_OP if follows(Opcode::TO_BOOL) => {
                instrs[at].set_nop();
                instrs[at + 1].set(opcode, arg);
            }
            Opcode::TO_BOOL if follows(Opcode::TO_BOOL) => instrs[at].set_nop(),
            Opcode::UNARY_NOT if follows(Opcode::TO_BOOL) => {
                instrs[at].set_nop();
                instrs[at + 1].set(Opcode::UNARY_NOT, 0);
            }
            Opcode::UNARY_NOT if follows(Opcode::UNARY_NOT) => {
                instrs[at].set_nop();
                instrs[at + 1].set_nop();
            }
            _ => {}
        }
    }

    /// A jump to a jump goes to where that one leads; the first leaves a NOP for its line.
    fn thread_jump(&mut self, id: BlockId, at: usize) -> bool {
        let instr = self[id].instrs[at];
        let Some(target) = instr.target else {
            return false;
        };
        let Some(second) = self[target].instrs.first().copied() else {
            return false;
        };
        let op = match (instr.op, second.op) {
            (Op::Jump, Op::Jump | Op::JumpNoInterrupt) => Op::Jump,
            (Op::JumpNoInterrupt, Op::Jump) => Op::Jump,
            (Op::JumpNoInterrupt, Op::JumpNoInterrupt) => Op::JumpNoInterrupt,
            (
                Op::Real(
                    Opcode::POP_JUMP_IF_FALSE
                    | Opcode::POP_JUMP_IF_TRUE
                    | Opcode::POP_JUMP_IF_NONE
                    | Opcode::POP_JUMP_IF_NOT_NONE,
                ),
                Op::Jump,
            ) => instr.op,
            _ => return false,
        };
        let Some(destination) = second.target else {
            return false;
        };
        if destination == target || at + 1 != self[id].instrs.len() {
            return false;
        }
        let jump = jump_to(op, destination, second.at);
        // A cycle of jumps would be followed for ever.
        let steps = self[id].instrs.iter().rev();
        if steps.take_while(|it| it.is(Opcode::NOP)).count() > self.blocks.len() {
            return false;
        }
        let block = &mut self[id];
        block.instrs[at].set_nop();
        block.instrs[at].target = None;
        block.instrs.push(jump);
        true
    }

    /// Removes NOPs and pairs that push and pop at once.
    fn remove_redundant_nops_and_pairs(&mut self) {
        let mut done = false;
        while !done {
            done = true;
            // Where the last instruction on this path is.
            let mut previous: Option<(BlockId, usize)> = None;
            for id in self.order() {
                self.remove_block_nops(id);
                if self[id].is_label {
                    previous = None;
                }
                for at in 0..self[id].instrs.len() {
                    let instr = self[id].instrs[at];
                    if let Some((block, index)) = previous
                        && instr.is(Opcode::POP_TOP)
                    {
                        let before = &mut self[block].instrs[index];
                        if before.is(Opcode::LOAD_CONST)
                            || (before.is(Opcode::COPY) && before.arg == 1)
                        {
                            before.set_nop();
                            self[id].instrs[at].set_nop();
                            done = false;
                        }
                    }
                    previous = Some((id, at));
                }
                let jumps = self[id].instrs.last().is_some_and(|last| last.op.is_jump());
                if jumps || !self[id].falls_through() {
                    previous = None;
                }
            }
        }
    }

    pub(super) fn remove_redundant_nops_and_jumps(&mut self) {
        loop {
            let nops = self.remove_redundant_nops();
            if !self.remove_redundant_jumps() && !nops {
                return;
            }
        }
    }

    pub(super) fn remove_redundant_nops(&mut self) -> bool {
        let mut removed = false;
        for id in self.order() {
            removed |= self.remove_block_nops(id);
        }
        removed
    }

    /// A NOP stays only where it alone carries its line.
    fn remove_block_nops(&mut self, id: BlockId) -> bool {
        if !self[id].instrs.iter().any(|instr| instr.is(Opcode::NOP)) {
            return false;
        }
        let next_line = self.first_line_after(id);
        let instrs = &mut self[id].instrs;
        let before = instrs.len();
        let mut kept: Vec<BlockInstr> = Vec::with_capacity(before);
        let mut previous_line = None;
        for at in 0..before {
            let instr = instrs[at];
            let line = instr.line();
            if instr.is(Opcode::NOP) {
                if line.is_none() || previous_line == Some(line) {
                    continue;
                }
                if let Some(next) = instrs.get_mut(at + 1) {
                    if next.line() == line {
                        continue;
                    }
                    if next.at.is_none() {
                        next.at = instr.at;
                        continue;
                    }
                } else if next_line == line {
                    continue;
                }
            }
            kept.push(instr);
            previous_line = Some(line);
        }
        *instrs = kept;
        instrs.len() != before
    }

    /// The line of the first instruction after the block, past NOPs that will vanish.
    fn first_line_after(&self, id: BlockId) -> Option<u32> {
        let next = self.nonempty(self[id].next)?;
        self[next]
            .instrs
            .iter()
            .find(|instr| !(instr.is(Opcode::NOP) && instr.at.is_none()))
            .and_then(|instr| instr.line())
    }

    fn remove_redundant_jumps(&mut self) -> bool {
        let mut removed = false;
        for id in self.order() {
            let Some(last) = self[id].instrs.last().copied() else {
                continue;
            };
            if last.op.is_unconditional_jump()
                && let Some(target) = self.nonempty(last.target)
                && self.nonempty(self[id].next) == Some(target)
                && let Some(jump) = self[id].instrs.last_mut()
            {
                jump.set_nop();
                jump.target = None;
                removed = true;
            }
        }
        removed
    }

    pub(super) fn insert_superinstructions(&mut self) {
        for id in self.order() {
            let instrs = &mut self[id].instrs;
            for at in 1..instrs.len() {
                let (first, second) = (instrs[at - 1], instrs[at]);
                let fused = match (first.op, second.op) {
                    (Op::Real(Opcode::LOAD_FAST), Op::Real(Opcode::LOAD_FAST)) => {
                        Opcode::LOAD_FAST_LOAD_FAST
                    }
                    (Op::Real(Opcode::STORE_FAST), Op::Real(Opcode::LOAD_FAST)) => {
                        Opcode::STORE_FAST_LOAD_FAST
                    }
                    (Op::Real(Opcode::STORE_FAST), Op::Real(Opcode::STORE_FAST)) => {
                        Opcode::STORE_FAST_STORE_FAST
                    }
                    _ => continue,
                };
                let same_line = match (first.line(), second.line()) {
                    (Some(first), Some(second)) => first == second,
                    _ => true,
                };
                if same_line && first.arg < 16 && second.arg < 16 {
                    instrs[at - 1].set(fused, first.arg << 4 | second.arg);
                    instrs[at].set_nop();
                }
            }
        }
        self.remove_redundant_nops();
    }

    pub(super) fn convert_pseudo_ops(&mut self) {
        for block in &mut self.blocks {
            for instr in &mut block.instrs {
                match instr.op {
                    Op::LoadClosure => instr.op = Op::Real(Opcode::LOAD_FAST),
                    Op::StoreFastMaybeNull => instr.op = Op::Real(Opcode::STORE_FAST),
                    op if op.is_block_push() => {
                        instr.set_nop();
                        instr.target = None;
                    }
                    _ => {}
                }
            }
        }
        self.remove_redundant_nops();
    }
}

/// Constants and `BUILD_TUPLE` become one constant.
fn fold_tuple(instrs: &mut [BlockInstr], at: usize, size: usize, consts: &mut ConstTable) {
    let Some(first) = at.checked_sub(size) else {
        return;
    };
    let items: Option<Box<[Const]>> = instrs[first..at]
        .iter()
        .map(|instr| {
            instr
                .is(Opcode::LOAD_CONST)
                .then(|| consts.get(instr.arg).cloned())
                .flatten()
        })
        .collect();
    let Some(items) = items else { return };
    let index = consts.add(Const::Tuple(items));
    instrs[first..at].iter_mut().for_each(BlockInstr::set_nop);
    instrs[at].set(Opcode::LOAD_CONST, index);
}
