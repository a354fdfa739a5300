//! Check points: after which instructions a thread notices a drop request.
//!
//! gilsim runs 3.13's instructions for every version; instruction boundaries that matter (a load,
//! the call between, a store) are the same. What differs is after which of them CPython looked.

use super::Version;
use crate::bytecode::Opcode;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckPoints {
    /// Up to 3.9: at the top of the loop, before every instruction that did not come by
    /// `FAST_DISPATCH`.
    EveryInstruction,
    /// 3.10: taken conditional jumps, backward jumps, calls, function entry.
    TakenJumps,
    /// 3.11 and later: `RESUME`, backward jumps, calls into C.
    ResumeAndLoops,
}

impl CheckPoints {
    pub fn of(version: Version) -> CheckPoints {
        match version.minor() {
            0..=9 => CheckPoints::EveryInstruction,
            10 => CheckPoints::TakenJumps,
            _ => CheckPoints::ResumeAndLoops,
        }
    }

    /// Whether the eval breaker is looked at after an instruction.
    pub fn after(self, opcode: Opcode) -> bool {
        use Opcode::*;
        match self {
            CheckPoints::EveryInstruction => !matches!(
                opcode,
                LOAD_FAST
                    | LOAD_FAST_CHECK
                    | LOAD_FAST_LOAD_FAST
                    | STORE_FAST
                    | STORE_FAST_LOAD_FAST
                    | STORE_FAST_STORE_FAST
                    | LOAD_CONST
                    | POP_TOP
                    | COPY
                    | SWAP
                    | NOP
                    | JUMP_FORWARD
                    | IS_OP
                    | CONTAINS_OP
                    | PUSH_NULL
                    | TO_BOOL
                    | POP_JUMP_IF_FALSE
                    | POP_JUMP_IF_TRUE
                    | POP_JUMP_IF_NONE
                    | POP_JUMP_IF_NOT_NONE
                    | MAKE_CELL
                    | COPY_FREE_VARS
                    | RETURN_GENERATOR
                    | JUMP_BACKWARD_NO_INTERRUPT
            ),
            CheckPoints::TakenJumps => matches!(
                opcode,
                JUMP_BACKWARD
                    | CALL
                    | CALL_KW
                    | CALL_FUNCTION_EX
                    | RESUME
                    | RETURN_VALUE
                    | RETURN_CONST
            ),
            CheckPoints::ResumeAndLoops => matches!(
                opcode,
                JUMP_BACKWARD | CALL | CALL_KW | CALL_FUNCTION_EX | RESUME
            ),
        }
    }

    /// Whether a *taken* conditional jump is a check point too.
    pub fn on_taken_jump(self) -> bool {
        self == CheckPoints::TakenJumps
    }
}
