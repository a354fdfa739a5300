//! Bytecode: what `compile` writes and `vm` runs.
//!
//! Opcode names, instruction boundaries and stack effects are those of CPython 3.13
//! (<https://docs.python.org/3.13/library/dis.html>), because atomicity and check points depend
//! on them. Three differences: there are no inline `CACHE` entries, a jump's oparg is the
//! absolute index of its target instruction, and an oparg is 32 bits wide (no `EXTENDED_ARG`).

mod code;
mod const_key;
mod dis;
mod effect;
mod opcode;
mod repr;
mod verify;

pub use code::{CodeFlags, CodeObject, Const, ExceptionEntry, Instruction, Position};
pub use const_key::ConstKey;
pub use dis::{argument, dis};
pub use opcode::{BinaryOp, CompareOp, Intrinsic1, Intrinsic2, Opcode};
pub(crate) use repr::const_repr;
pub use verify::{VerifyError, verify};
