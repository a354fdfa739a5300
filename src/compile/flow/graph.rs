//! Basic blocks and what every pass asks of them.

use smallvec::SmallVec;

use crate::bytecode::Opcode;
use crate::compile::ir::{InstrSequence, Location, Op};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BlockId(pub(super) u32);

#[derive(Clone, Copy, Debug)]
pub(super) struct BlockInstr {
    pub(super) op: Op,
    pub(super) arg: u32,
    pub(super) at: Location,
    pub(super) target: Option<BlockId>,
    /// Where an exception raised here goes.
    pub(super) handler: Option<BlockId>,
}

impl BlockInstr {
    pub(super) fn is(&self, opcode: Opcode) -> bool {
        self.op == Op::Real(opcode)
    }

    pub(super) fn set(&mut self, opcode: Opcode, arg: u32) {
        self.op = Op::Real(opcode);
        self.arg = arg;
    }

    pub(super) fn set_nop(&mut self) {
        self.set(Opcode::NOP, 0);
    }

    pub(super) fn line(&self) -> Option<u32> {
        self.at.line()
    }
}

#[derive(Default)]
pub(super) struct Block {
    pub(super) instrs: Vec<BlockInstr>,
    pub(super) next: Option<BlockId>,
    /// Some jump led here when the graph was built.
    pub(super) is_label: bool,
    pub(super) is_except_handler: bool,
    pub(super) preserves_lasti: bool,
    pub(super) cold: bool,
    pub(super) warm: bool,
    pub(super) predecessors: u32,
    /// Depth of the operand stack on entry.
    pub(super) start_depth: Option<u32>,
}

impl Block {
    pub(super) fn falls_through(&self) -> bool {
        self.instrs
            .last()
            .is_none_or(|last| !last.op.is_scope_exit() && !last.op.is_unconditional_jump())
    }

    pub(super) fn exits_scope(&self) -> bool {
        self.instrs
            .last()
            .is_some_and(|last| last.op.is_scope_exit())
    }

    pub(super) fn has_no_line(&self) -> bool {
        self.instrs.iter().all(|instr| instr.at.is_none())
    }
}

pub(super) struct Graph {
    pub(super) blocks: Vec<Block>,
    pub(super) entry: BlockId,
}

impl std::ops::Index<BlockId> for Graph {
    type Output = Block;

    fn index(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }
}

impl std::ops::IndexMut<BlockId> for Graph {
    fn index_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.0 as usize]
    }
}

/// Where control can go from a block: mostly one or two places.
type Successors = SmallVec<[BlockId; 4]>;

impl Graph {
    /// Cuts a sequence into blocks at jump targets and after jumps.
    pub(super) fn new(sequence: &InstrSequence) -> Self {
        let count = sequence.instrs.len();
        let mut is_target = vec![false; count + 1];
        for instr in &sequence.instrs {
            if instr.op.has_target() {
                is_target[sequence.label_index(instr.arg)] = true;
            }
        }
        let mut graph = Graph {
            blocks: vec![Block::default()],
            entry: BlockId(0),
        };
        let mut block_of = vec![BlockId(0); count + 1];
        let mut current = BlockId(0);
        for (index, instr) in sequence.instrs.iter().enumerate() {
            let terminated = graph[current]
                .instrs
                .last()
                .is_some_and(|last| last.op.is_terminator());
            let empty = graph[current].instrs.is_empty();
            if terminated || (is_target[index] && !empty) {
                let next = graph.new_block();
                graph[current].next = Some(next);
                current = next;
            }
            graph[current].is_label |= is_target[index];
            block_of[index] = current;
            graph[current].instrs.push(BlockInstr {
                op: instr.op,
                arg: instr.arg,
                at: instr.at,
                target: None,
                handler: None,
            });
        }
        block_of[count] = current;
        for block in &mut graph.blocks {
            for instr in &mut block.instrs {
                if instr.op.has_target() {
                    instr.target = Some(block_of[sequence.label_index(instr.arg)]);
                    instr.arg = 0;
                }
            }
        }
        graph
    }

    pub(super) fn new_block(&mut self) -> BlockId {
        self.blocks.push(Block::default());
        BlockId(self.blocks.len() as u32 - 1)
    }

    /// The blocks in their present order.
    pub(super) fn order(&self) -> Vec<BlockId> {
        let mut order = Vec::with_capacity(self.blocks.len());
        let mut next = Some(self.entry);
        while let Some(id) = next {
            order.push(id);
            next = self[id].next;
        }
        order
    }

    /// `id`, or the first block after it that is not empty.
    pub(super) fn nonempty(&self, mut id: Option<BlockId>) -> Option<BlockId> {
        while let Some(block) = id
            && self[block].instrs.is_empty()
        {
            id = self[block].next;
        }
        id
    }

    /// The blocks that control can go to from the end or from a setup inside of `id`, one entry
    /// per edge.
    pub(super) fn successors(&self, id: BlockId, with_handlers: bool) -> Successors {
        let block = &self[id];
        let mut successors = Successors::new();
        if block.falls_through() {
            successors.extend(block.next);
        }
        for instr in &block.instrs {
            if instr.op.is_jump() || (with_handlers && instr.op.is_block_push()) {
                successors.extend(instr.target);
            }
        }
        successors
    }

    /// `remove_unreachable`: empties blocks that nothing leads to, and counts predecessors.
    pub(super) fn remove_unreachable(&mut self) {
        let mut seen = vec![false; self.blocks.len()];
        for block in &mut self.blocks {
            block.predecessors = 0;
        }
        let mut stack = vec![self.entry];
        seen[self.entry.0 as usize] = true;
        let entry = self.entry;
        self[entry].predecessors = 1;
        while let Some(id) = stack.pop() {
            for successor in self.successors(id, true) {
                self[successor].predecessors += 1;
                if !std::mem::replace(&mut seen[successor.0 as usize], true) {
                    stack.push(successor);
                }
            }
        }
        for block in &mut self.blocks {
            if block.predecessors == 0 {
                block.instrs.clear();
                block.is_except_handler = false;
            }
        }
    }

    /// `calculate_stackdepth`: the deepest the operand stack gets; also each block's depth on
    /// entry, which the exception table needs.
    pub(super) fn stack_depth(&mut self) -> u32 {
        for block in &mut self.blocks {
            block.start_depth = None;
        }
        let entry = self.entry;
        self[entry].start_depth = Some(0);
        let mut stack = vec![entry];
        let mut deepest = 0;
        while let Some(id) = stack.pop() {
            let mut depth = self[id].start_depth.unwrap_or(0);
            let mut reached = Vec::new();
            for instr in &self[id].instrs {
                let (popped, pushed) = instr.op.stack_effect(instr.arg, false);
                if let Some(target) = instr.target {
                    let (popped, pushed) = instr.op.stack_effect(instr.arg, true);
                    let at_target = depth.saturating_sub(popped) + pushed;
                    deepest = deepest.max(at_target);
                    reached.push((target, at_target));
                }
                depth = depth.saturating_sub(popped) + pushed;
                deepest = deepest.max(depth);
            }
            if self[id].falls_through()
                && let Some(next) = self[id].next
            {
                reached.push((next, depth));
            }
            for (block, depth) in reached {
                if self[block].start_depth.is_none() {
                    self[block].start_depth = Some(depth);
                    stack.push(block);
                }
            }
        }
        deepest
    }
}
