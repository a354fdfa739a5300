//! Which references each instruction takes and drops, after `Python/bytecodes.c` of CPython 3.13:
//! of an instruction that CPython specialises, its most usual specialisation (`BINARY_OP_ADD_INT`,
//! `LOAD_ATTR_INSTANCE_VALUE`, `STORE_SUBSCR_LIST_INT`, …).
//!
//! A value that moves (from the stack into a tuple, from a caller's stack into a callee's locals)
//! takes none, and a new object comes with its first. What C code that an instruction calls does
//! inside is not here but for what everybody knows of it: an iterator keeps what it iterates over, a
//! dict its keys and values, a call by `vectorcall` drops its arguments.

use crate::bytecode::Opcode;

/// What becomes of a reference count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// `Py_INCREF`
    Take,
    /// `Py_DECREF`
    Drop,
}

/// Where the object is whose references an instruction counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The local `oparg`, as it is before the instruction.
    Local,
    /// The locals `oparg >> 4` and `oparg & 15`.
    First,
    Second,
    Const,
    /// The so many-th from the top of the stack, 1 being the top, before the instruction.
    Top(usize),
    /// The `oparg`-th from the top.
    Depth,
    /// So many times `oparg` and so many more from the top.
    Operands(usize, usize),
    /// What the instruction has pushed when it is through.
    Result,
    /// The same, of an instruction that also pushes NULL or `self` if `oparg & 1`. An attribute
    /// that comes with NULL is no method: then its owner is dropped.
    Attribute,
    /// The item of an iterator that hands out objects which there are already.
    Item,
    /// The items of the tuple or list on top.
    Items,
    /// What the cell in local `oparg` holds.
    Content,
    /// What a namespace, an attribute or a container holds in the place that the instruction is
    /// about to overwrite.
    OldGlobal,
    OldAttribute,
    OldItem,
    /// The callable below `oparg` arguments and a `self`, and so many values above: all are dropped
    /// where it is written in C. Python's functions take them over as their locals.
    Call(usize),
    /// What a frame that is over has: its locals and its function.
    Frame,
    /// So many objects out of sight (a frame's code, a function's namespace): none that two threads
    /// are watched at.
    Unseen(usize),
}

use Change::{Drop, Take};
use Place::*;

/// The references that an instruction counts, in CPython's order.
pub const fn of(opcode: Opcode) -> &'static [(Change, Place)] {
    match opcode {
        // Locals and constants
        Opcode::LOAD_FAST | Opcode::LOAD_FAST_CHECK => &[(Take, Local)],
        Opcode::LOAD_FAST_LOAD_FAST => &[(Take, First), (Take, Second)],
        Opcode::STORE_FAST | Opcode::DELETE_FAST => &[(Drop, Local)],
        Opcode::STORE_FAST_LOAD_FAST => &[(Drop, First), (Take, Second)],
        Opcode::STORE_FAST_STORE_FAST => &[(Drop, First), (Drop, Second)],
        Opcode::LOAD_CONST => &[(Take, Const)],
        Opcode::COPY => &[(Take, Depth)],
        Opcode::POP_TOP => &[(Drop, Top(1))],

        // Names and cells
        Opcode::LOAD_GLOBAL => &[(Take, Attribute)],
        Opcode::LOAD_NAME
        | Opcode::LOAD_LOCALS
        | Opcode::LOAD_BUILD_CLASS
        | Opcode::IMPORT_FROM => &[(Take, Result)],
        Opcode::LOAD_FROM_DICT_OR_DEREF | Opcode::LOAD_FROM_DICT_OR_GLOBALS => {
            &[(Take, Result), (Drop, Top(1))]
        }
        Opcode::STORE_GLOBAL | Opcode::STORE_NAME => {
            &[(Take, Top(1)), (Drop, OldGlobal), (Drop, Top(1))]
        }
        Opcode::DELETE_GLOBAL | Opcode::DELETE_NAME => &[(Drop, OldGlobal)],
        Opcode::MAKE_CELL => &[(Take, Local), (Drop, Local)],
        Opcode::LOAD_DEREF => &[(Take, Content)],
        Opcode::STORE_DEREF | Opcode::DELETE_DEREF => &[(Drop, Content)],

        // Attributes and items
        Opcode::LOAD_ATTR => &[(Take, Attribute)],
        Opcode::LOAD_SUPER_ATTR => &[
            (Take, Attribute),
            (Drop, Top(3)),
            (Drop, Top(2)),
            (Drop, Top(1)),
        ],
        Opcode::STORE_ATTR => &[(Drop, OldAttribute), (Drop, Top(1))],
        Opcode::DELETE_ATTR => &[(Drop, OldAttribute), (Drop, Top(1))],
        Opcode::BINARY_SUBSCR => &[(Take, Result), (Drop, Top(1)), (Drop, Top(2))],
        Opcode::STORE_SUBSCR | Opcode::DELETE_SUBSCR => {
            &[(Drop, OldItem), (Drop, Top(1)), (Drop, Top(2))]
        }
        Opcode::BINARY_SLICE => &[(Drop, Top(1)), (Drop, Top(2)), (Drop, Top(3))],
        Opcode::STORE_SLICE => &[
            (Drop, Top(1)),
            (Drop, Top(2)),
            (Drop, Top(4)),
            (Drop, Top(3)),
        ],

        // Operators and tests
        Opcode::BINARY_OP | Opcode::COMPARE_OP | Opcode::IS_OP | Opcode::CONTAINS_OP => {
            &[(Drop, Top(1)), (Drop, Top(2))]
        }
        Opcode::UNARY_NEGATIVE
        | Opcode::UNARY_INVERT
        | Opcode::TO_BOOL
        | Opcode::POP_JUMP_IF_NONE
        | Opcode::POP_JUMP_IF_NOT_NONE
        | Opcode::CONVERT_VALUE
        | Opcode::FORMAT_SIMPLE
        | Opcode::CALL_INTRINSIC_1 => &[(Drop, Top(1))],
        Opcode::FORMAT_WITH_SPEC | Opcode::CALL_INTRINSIC_2 => &[(Drop, Top(1)), (Drop, Top(2))],

        // Iteration
        Opcode::GET_ITER | Opcode::GET_YIELD_FROM_ITER => &[(Take, Top(1)), (Drop, Top(1))],
        Opcode::FOR_ITER => &[(Take, Item)],
        Opcode::END_SEND => &[(Drop, Top(2))],

        // Displays
        Opcode::BUILD_SET | Opcode::BUILD_SLICE => {
            &[(Take, Operands(1, 0)), (Drop, Operands(1, 0))]
        }
        Opcode::BUILD_MAP => &[(Take, Operands(2, 0)), (Drop, Operands(2, 0))],
        Opcode::BUILD_CONST_KEY_MAP => &[(Take, Operands(1, 1)), (Drop, Operands(1, 1))],
        Opcode::BUILD_STRING => &[(Drop, Operands(1, 0))],
        Opcode::SET_ADD => &[(Take, Top(1)), (Drop, Top(1))],
        Opcode::LIST_EXTEND | Opcode::SET_UPDATE | Opcode::DICT_UPDATE | Opcode::DICT_MERGE => {
            &[(Drop, Top(1))]
        }
        Opcode::UNPACK_SEQUENCE => &[(Take, Items), (Drop, Top(1))],
        Opcode::UNPACK_EX => &[(Drop, Top(1))],

        // Calls
        Opcode::CALL => &[(Take, Unseen(1)), (Drop, Call(0))],
        Opcode::CALL_KW => &[(Take, Unseen(1)), (Drop, Call(1))],
        Opcode::CALL_FUNCTION_EX => &[(Drop, Operands(1, 1))],
        Opcode::RETURN_VALUE => &[(Drop, Frame), (Drop, Unseen(1))],
        Opcode::RETURN_CONST => &[(Take, Const), (Drop, Frame), (Drop, Unseen(1))],
        Opcode::MAKE_FUNCTION => &[(Take, Unseen(3))],

        // Exceptions, context managers, modules
        Opcode::POP_EXCEPT | Opcode::CHECK_EXC_MATCH => &[(Drop, Top(1))],
        Opcode::BEFORE_WITH => &[(Take, Unseen(2)), (Drop, Top(1))],
        Opcode::IMPORT_NAME => &[(Drop, Top(1)), (Drop, Top(2)), (Take, Result)],

        // What moves its operands, makes something new, or is too rare to matter.
        _ => &[],
    }
}
