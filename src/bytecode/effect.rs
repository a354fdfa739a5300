//! What every instruction takes from the operand stack and leaves on it.

use super::Opcode;

impl Opcode {
    /// (values popped, values pushed). An instruction that reaches deeper than it changes, like
    /// `COPY` or `LIST_APPEND`, is said to pop and push again all that it needs to be there. A
    /// jump has the same effect whether it is taken or not.
    pub fn stack_effect(self, oparg: u32) -> (u32, u32) {
        use Opcode::*;
        let high = oparg >> 8;
        match self {
            SUPERINSTRUCTION
            | NOP
            | RESUME
            | DELETE_FAST
            | DELETE_NAME
            | DELETE_GLOBAL
            | DELETE_DEREF
            | MAKE_CELL
            | COPY_FREE_VARS
            | JUMP_FORWARD
            | JUMP_BACKWARD
            | JUMP_BACKWARD_NO_INTERRUPT
            | RETURN_CONST
            | SETUP_ANNOTATIONS => (0, 0),
            POP_TOP | STORE_FAST | STORE_NAME | STORE_GLOBAL | STORE_DEREF | DELETE_ATTR
            | POP_JUMP_IF_FALSE | POP_JUMP_IF_TRUE | POP_JUMP_IF_NONE | POP_JUMP_IF_NOT_NONE
            | END_FOR | RETURN_VALUE | POP_EXCEPT => (1, 0),
            PUSH_NULL | LOAD_CONST | LOAD_FAST | LOAD_FAST_CHECK | LOAD_FAST_AND_CLEAR
            | LOAD_NAME | LOAD_DEREF | LOAD_LOCALS | LOAD_BUILD_CLASS | LOAD_ASSERTION_ERROR
            | RETURN_GENERATOR => (0, 1),
            LOAD_FAST_LOAD_FAST => (0, 2),
            STORE_FAST_LOAD_FAST => (1, 1),
            STORE_FAST_STORE_FAST | STORE_ATTR | DELETE_SUBSCR | END_ASYNC_FOR => (2, 0),
            COPY => (oparg, oparg.saturating_add(1)),
            SWAP => (oparg, oparg),
            LOAD_GLOBAL => (0, 1 + (oparg & 1)),
            LOAD_ATTR => (1, 1 + (oparg & 1)),
            LOAD_SUPER_ATTR => (3, 1 + (oparg & 1)),
            LOAD_FROM_DICT_OR_DEREF
            | LOAD_FROM_DICT_OR_GLOBALS
            | UNARY_NEGATIVE
            | UNARY_NOT
            | UNARY_INVERT
            | TO_BOOL
            | GET_ITER
            | GET_YIELD_FROM_ITER
            | YIELD_VALUE
            | GET_AWAITABLE
            | GET_AITER
            | CONVERT_VALUE
            | FORMAT_SIMPLE
            | MAKE_FUNCTION
            | CALL_INTRINSIC_1 => (1, 1),
            BINARY_OP
            | BINARY_SUBSCR
            | COMPARE_OP
            | IS_OP
            | CONTAINS_OP
            | FORMAT_WITH_SPEC
            | SET_FUNCTION_ATTRIBUTE
            | IMPORT_NAME
            | END_SEND
            | CALL_INTRINSIC_2 => (2, 1),
            STORE_SUBSCR => (3, 0),
            BINARY_SLICE | MATCH_CLASS => (3, 1),
            STORE_SLICE => (4, 0),
            FOR_ITER | GET_ANEXT | BEFORE_WITH | BEFORE_ASYNC_WITH | PUSH_EXC_INFO
            | IMPORT_FROM | MATCH_MAPPING | MATCH_SEQUENCE | GET_LEN => (1, 2),
            SEND | CHECK_EXC_MATCH | CHECK_EG_MATCH => (2, 2),
            CLEANUP_THROW => (3, 2),
            MATCH_KEYS => (2, 3),
            WITH_EXCEPT_START => (4, 5),
            BUILD_TUPLE | BUILD_LIST | BUILD_SET | BUILD_STRING | BUILD_SLICE => (oparg, 1),
            BUILD_MAP => (oparg.saturating_mul(2), 1),
            BUILD_CONST_KEY_MAP => (oparg.saturating_add(1), 1),
            LIST_APPEND | LIST_EXTEND | SET_ADD | SET_UPDATE | DICT_UPDATE | DICT_MERGE => {
                (oparg.saturating_add(1), oparg)
            }
            MAP_ADD => (oparg.saturating_add(2), oparg),
            UNPACK_SEQUENCE => (1, oparg),
            UNPACK_EX => (1, (oparg & 0xff) + high + 1),
            CALL => (oparg.saturating_add(2), 1),
            CALL_KW => (oparg.saturating_add(3), 1),
            CALL_FUNCTION_EX => (3 + (oparg & 1), 1),
            RAISE_VARARGS => (oparg, 0),
            RERAISE => (oparg.saturating_add(1), oparg),
        }
    }

    /// Control never goes on to the next instruction.
    pub fn ends_path(self) -> bool {
        matches!(
            self,
            Opcode::RETURN_VALUE
                | Opcode::RETURN_CONST
                | Opcode::RAISE_VARARGS
                | Opcode::RERAISE
                | Opcode::JUMP_FORWARD
                | Opcode::JUMP_BACKWARD
                | Opcode::JUMP_BACKWARD_NO_INTERRUPT
        )
    }

    /// The oparg is the index of an instruction.
    pub fn is_jump(self) -> bool {
        matches!(
            self,
            Opcode::JUMP_FORWARD
                | Opcode::JUMP_BACKWARD
                | Opcode::JUMP_BACKWARD_NO_INTERRUPT
                | Opcode::POP_JUMP_IF_FALSE
                | Opcode::POP_JUMP_IF_TRUE
                | Opcode::POP_JUMP_IF_NONE
                | Opcode::POP_JUMP_IF_NOT_NONE
                | Opcode::FOR_ITER
                | Opcode::SEND
        )
    }
}
