//! Superinstructions: common sequences that the interpreter does in one go.
//!
//! They change nothing that can be observed: the cost and count of instructions is that of the
//! sequence, a sequence is only done where all of it fits the budget and no check point inside it
//! could be taken, and where an operand is not simple the plain instructions are executed. The
//! plain code stays in place, so that a jump into the middle of a sequence finds it.

use super::code::Instr;
use crate::bytecode::{CompareOp, Opcode};

/// A sequence: two operands, an operator, and what becomes of the result.
#[derive(Clone, Copy, Debug)]
pub struct Fusion {
    pub left: Operand,
    pub right: Operand,
    pub then: Consequence,
    /// Index of the instruction after it.
    pub next: u32,
    /// How many values it takes off the operand stack.
    pub taken: usize,
    /// Cost and count of all instructions but the last, as the loop counts: nanoseconds in the
    /// high half, instructions in the low half.
    pub before: u64,
    /// The same for all of them.
    pub all: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    Local(u32),
    Const(u32),
    /// The top of the operand stack.
    Stack,
}

#[derive(Clone, Copy, Debug)]
pub enum Consequence {
    /// Go to `target` if the comparison is `when`.
    Jump {
        op: CompareOp,
        when: bool,
        target: u32,
    },
    /// Store the result of the operator in a local.
    Store {
        op: u32,
        slot: u32,
    },
    Push {
        op: u32,
    },
}

/// The code with superinstructions, and what they stand for.
pub fn fuse(plain: &[Instr]) -> (Box<[Instr]>, Box<[Fusion]>) {
    let mut fused: Box<[Instr]> = plain.into();
    let mut fusions = Vec::new();
    for (index, place) in fused.iter_mut().enumerate() {
        if let Some(fusion) = fusion_at(plain, index) {
            *place = Instr {
                opcode: Opcode::SUPERINSTRUCTION,
                oparg: fusions.len() as u32,
                ..*place
            };
            fusions.push(fusion);
        }
    }
    (fused, fusions.into())
}

fn fusion_at(plain: &[Instr], start: usize) -> Option<Fusion> {
    let (left, right, operator) = operands(plain, start)?;
    let taken = usize::from(left == Operand::Stack);
    let instruction = plain.get(operator)?;
    let (then, last) = match instruction.opcode {
        Opcode::COMPARE_OP => {
            let jump = plain.get(operator + 1)?;
            let when = match jump.opcode {
                Opcode::POP_JUMP_IF_TRUE => true,
                Opcode::POP_JUMP_IF_FALSE => false,
                _ => return None,
            };
            let op = CompareOp::from_oparg(instruction.oparg >> 5)?;
            (
                Consequence::Jump {
                    op,
                    when,
                    target: jump.oparg,
                },
                operator + 1,
            )
        }
        Opcode::BINARY_OP => match plain.get(operator + 1) {
            Some(store) if store.opcode == Opcode::STORE_FAST => (
                Consequence::Store {
                    op: instruction.oparg,
                    slot: store.oparg,
                },
                operator + 1,
            ),
            _ => (
                Consequence::Push {
                    op: instruction.oparg,
                },
                operator,
            ),
        },
        _ => return None,
    };
    let sum = |instructions: &[Instr]| {
        instructions
            .iter()
            .map(|i| (u64::from(i.cost) << 32) + 1)
            .sum::<u64>()
    };
    Some(Fusion {
        left,
        right,
        then,
        next: last as u32 + 1,
        taken,
        before: sum(&plain[start..last]),
        all: sum(&plain[start..=last]),
    })
}

/// The operands that are loaded from `start` on, and the index of the instruction after them.
fn operands(plain: &[Instr], start: usize) -> Option<(Operand, Operand, usize)> {
    let first = plain.get(start)?;
    if first.opcode == Opcode::LOAD_FAST_LOAD_FAST {
        let (left, right) = (first.oparg >> 4, first.oparg & 15);
        return Some((Operand::Local(left), Operand::Local(right), start + 1));
    }
    let first = simple(first)?;
    match plain.get(start + 1).and_then(simple) {
        Some(second) => Some((first, second, start + 2)),
        // One operand is on the stack already.
        None => Some((Operand::Stack, first, start + 1)),
    }
}

fn simple(instruction: &Instr) -> Option<Operand> {
    match instruction.opcode {
        Opcode::LOAD_FAST => Some(Operand::Local(instruction.oparg)),
        Opcode::LOAD_CONST => Some(Operand::Const(instruction.oparg)),
        _ => None,
    }
}
