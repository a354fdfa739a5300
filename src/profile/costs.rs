//! What instructions cost, in virtual nanoseconds.
//!
//! Orders of magnitude from timing small loops of CPython 3.13 and 3.9 on a two-core virtual
//! machine without profile-guided optimisation; ratios between instructions matter, absolute
//! speed is that of one machine.

use super::Version;
use crate::bytecode::Opcode;
use crate::nanos::{MICROSECOND, Nanos};

pub fn instruction_costs(version: Version) -> [u16; Opcode::ALL.len()] {
    let mut costs = [0; Opcode::ALL.len()];
    for &opcode in Opcode::ALL {
        // Up to 3.10 without specialisation: about a sixth more for the same work.
        let cost = instruction_cost(opcode);
        costs[opcode as usize] = if version.minor() < 11 {
            cost + cost / 6
        } else {
            cost
        };
    }
    costs
}

fn instruction_cost(opcode: Opcode) -> u16 {
    use Opcode::*;
    match opcode {
        NOP | RESUME | POP_TOP | PUSH_NULL | COPY | SWAP | LOAD_CONST | LOAD_FAST
        | LOAD_FAST_CHECK | LOAD_FAST_AND_CLEAR | STORE_FAST | DELETE_FAST | MAKE_CELL
        | COPY_FREE_VARS | LOAD_DEREF | STORE_DEREF | DELETE_DEREF | IS_OP | UNARY_NOT
        | POP_JUMP_IF_FALSE | POP_JUMP_IF_TRUE | POP_JUMP_IF_NONE | POP_JUMP_IF_NOT_NONE
        | JUMP_FORWARD | END_FOR | END_SEND | LOAD_ASSERTION_ERROR | LOAD_BUILD_CLASS => 4,
        LOAD_FAST_LOAD_FAST | STORE_FAST_LOAD_FAST | STORE_FAST_STORE_FAST => 6,
        JUMP_BACKWARD | JUMP_BACKWARD_NO_INTERRUPT => 6,
        LOAD_GLOBAL | STORE_GLOBAL | TO_BOOL | GET_ITER | FOR_ITER => 8,
        BINARY_OP | COMPARE_OP | CONTAINS_OP | UNARY_NEGATIVE | UNARY_INVERT => 14,
        LOAD_ATTR | STORE_ATTR | BINARY_SUBSCR | STORE_SUBSCR | LOAD_NAME | STORE_NAME => 14,
        RETURN_VALUE | RETURN_CONST | YIELD_VALUE | RETURN_GENERATOR => 12,
        CALL | CALL_KW | CALL_FUNCTION_EX => 25,
        _ => 20,
    }
}

/// What a call into C costs beyond the instruction.
pub fn native_call(version: Version) -> Nanos {
    if version.minor() < 11 { 45 } else { 35 }
}

/// `pthread_create` and the new thread's way to its first instruction.
pub fn thread_start(_version: Version) -> Nanos {
    60 * MICROSECOND
}

/// Comparing one item in a scan of a long list, in picoseconds: median of ten `list.count` over
/// three million ints that are all different objects (memory-bound).
pub fn list_scan(version: Version) -> u64 {
    if version.minor() < 11 { 13_000 } else { 16_000 }
}
