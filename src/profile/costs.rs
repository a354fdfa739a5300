//! What instructions and calls cost, in virtual time.

use crate::bytecode::{Instruction, Opcode};
use crate::nanos::Nanos;

/// Instructions that are priced together, as profiles name them: the same work in CPython, or
/// work that no program can do apart.
pub const CLASSES: &[&str] = &[
    "NOP RESUME PUSH_NULL COPY SWAP POP_TOP LOAD_CONST LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_AND_CLEAR COPY_FREE_VARS END_FOR END_SEND",
    "STORE_FAST DELETE_FAST",
    "LOAD_FAST_LOAD_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST",
    "LOAD_DEREF STORE_DEREF DELETE_DEREF MAKE_CELL",
    "LOAD_GLOBAL",
    "STORE_GLOBAL DELETE_GLOBAL",
    "LOAD_NAME STORE_NAME DELETE_NAME",
    "LOAD_ATTR LOAD_SUPER_ATTR",
    "STORE_ATTR DELETE_ATTR",
    "BINARY_OP",
    "COMPARE_OP",
    "CONTAINS_OP",
    "IS_OP UNARY_NOT",
    "UNARY_NEGATIVE UNARY_INVERT",
    "BINARY_SUBSCR",
    "STORE_SUBSCR DELETE_SUBSCR",
    "BINARY_SLICE STORE_SLICE BUILD_SLICE",
    "TO_BOOL",
    "POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE",
    "JUMP_FORWARD JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT",
    "GET_ITER GET_YIELD_FROM_ITER",
    "FOR_ITER",
    "CALL",
    "RETURN_VALUE RETURN_CONST",
    "CALL_KW CALL_FUNCTION_EX",
    "YIELD_VALUE RETURN_GENERATOR SEND",
    "BUILD_TUPLE",
    "BUILD_LIST",
    "BUILD_MAP BUILD_CONST_KEY_MAP BUILD_SET",
    "UNPACK_SEQUENCE UNPACK_EX",
    "LIST_APPEND LIST_EXTEND SET_ADD SET_UPDATE MAP_ADD DICT_UPDATE DICT_MERGE",
];

/// How profiles name all instructions of no class.
pub const OTHER: &str = "other";

/// The price list of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    /// Picoseconds per instruction, by `Opcode as usize`.
    pub instructions: [u32; Opcode::ALL.len()],
    pub native_calls: NativeCalls,
    pub native_work: NativeWork,
}

impl Costs {
    /// Picoseconds.
    pub fn of(&self, opcode: Opcode) -> u32 {
        self.instructions[opcode as usize]
    }

    /// Whole nanoseconds for each instruction of a sequence, dealt out so that every stretch of
    /// it costs what its instructions cost together, to the nanosecond. Jumps backward and
    /// function entries cost one at least: no loop stands still in time.
    pub fn deal(&self, code: &[Instruction]) -> Vec<u16> {
        let mut owed = 0_i64;
        code.iter()
            .map(|instruction| {
                owed += i64::from(self.of(instruction.opcode));
                let least = i64::from(matches!(
                    instruction.opcode,
                    Opcode::JUMP_BACKWARD | Opcode::JUMP_BACKWARD_NO_INTERRUPT | Opcode::RESUME
                ));
                let paid = ((owed + 500) / 1000).clamp(least, i64::from(u16::MAX));
                owed -= paid * 1000;
                paid as u16
            })
            .collect()
    }
}

/// What calling into C costs beyond the instruction, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NativeCalls {
    /// `len(x)`
    pub function: Nanos,
    /// `text.count("a")`
    pub method: Nanos,
    /// `int(1.0)`
    pub class: Nanos,
}

/// What work in C costs by its amount, in picoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NativeWork {
    /// Comparing one item in `list.index`, `list.count` and `in`, where all items of a long list
    /// are different objects (memory-bound).
    pub list_scan: u64,
    /// One comparison of `sorted`.
    pub sort_comparison: u64,
    /// One item of `sum`.
    pub sum_item: u64,
    /// One character of `str.count`, `str.find`, `str.replace` and `str.split`.
    pub text_scan: u64,
}
