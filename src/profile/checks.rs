//! Check points: after which instructions a thread notices a drop request.
//!
//! gilsim runs 3.13's instructions for every version; instruction boundaries that matter (a load,
//! the call between, a store) are the same. What differs is after which of them CPython looked,
//! so each version's file names the instructions of 3.13 that stand for the ones it had.

use crate::bytecode::{Instruction, Opcode};

/// A set of instructions.
pub(super) type Opcodes = [bool; Opcode::ALL.len()];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckPoints {
    pub(super) rule: String,
    pub(super) after: Opcodes,
    pub(super) taken_jumps: bool,
    pub(super) not_before: Opcodes,
    pub(super) not_when_specialized: Vec<String>,
}

impl CheckPoints {
    /// In words.
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// Whether the eval breaker is looked at after an instruction, if only by its name.
    ///
    /// `TO_BOOL` counts where its operand is no bool. `RETURN_VALUE` stands for the instruction of
    /// the caller that ends with it.
    pub fn after(&self, opcode: Opcode) -> bool {
        self.after[opcode as usize]
    }

    /// Whether the eval breaker is looked at after the instruction at `index` of a function: for
    /// a conditional jump of 3.10, where it is taken.
    pub fn at(&self, code: &[Instruction], index: usize) -> bool {
        let Some(instruction) = code.get(index) else {
            return false;
        };
        if let Some(next) = code.get(index + 1)
            && self.not_before[next.opcode as usize]
        {
            return false;
        }
        match instruction.opcode {
            // Where a generator goes on after `yield from` or `await`.
            Opcode::RESUME if instruction.oparg & 3 >= 2 => false,
            opcode if is_conditional_jump(opcode) && self.taken_jumps => !keeps_value(code, index),
            opcode => self.after(opcode),
        }
    }

    /// Whether a *taken* conditional jump is a check point, and one that is not taken is none.
    pub fn on_taken_jump(&self) -> bool {
        self.taken_jumps
    }

    pub(super) fn not_when_specialized(&self, name: &str) -> bool {
        self.not_when_specialized.iter().any(|known| known == name)
    }
}

fn is_conditional_jump(opcode: Opcode) -> bool {
    matches!(
        opcode,
        Opcode::POP_JUMP_IF_FALSE
            | Opcode::POP_JUMP_IF_TRUE
            | Opcode::POP_JUMP_IF_NONE
            | Opcode::POP_JUMP_IF_NOT_NONE
    )
}

/// Whether a jump belongs to `x or y` used as a value: `JUMP_IF_TRUE_OR_POP` up to 3.11.
fn keeps_value(code: &[Instruction], jump: usize) -> bool {
    let opcode = |back: usize| Some(code.get(jump.checked_sub(back)?)?.opcode);
    opcode(1) == Some(Opcode::TO_BOOL) && opcode(2) == Some(Opcode::COPY)
}
