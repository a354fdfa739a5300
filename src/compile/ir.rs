//! What code generation writes and the flow graph reworks: opcodes, some that never reach the
//! interpreter, and jumps to labels.

use crate::bytecode::{Opcode, Position};

/// A place in the source, perhaps none (`NO_LOCATION`): then the instruction takes its
/// neighbour's line and the debugger never stops at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Location {
    position: Position,
    present: bool,
}

impl Location {
    pub(super) const NONE: Location = Location {
        position: Position {
            line: 0,
            end_line: 0,
            column: 0,
            end_column: 0,
        },
        present: false,
    };

    pub(super) fn is_none(self) -> bool {
        !self.present
    }

    pub(super) fn line(self) -> Option<u32> {
        self.present.then_some(self.position.line)
    }

    /// Position 0 stands for none.
    pub(super) fn position(self) -> Position {
        self.position
    }
}

impl From<Position> for Location {
    fn from(position: Position) -> Self {
        Location {
            position,
            present: true,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Real(Opcode),
    /// Forward or backward, once blocks are in order.
    Jump,
    JumpNoInterrupt,
    /// From here an exception goes to the target, with the exception pushed.
    SetupFinally,
    /// Like `SetupFinally`, with the instruction's index pushed below the exception.
    SetupCleanup,
    /// Like `SetupCleanup`, after popping the result of `__enter__`.
    SetupWith,
    /// Ends the innermost setup.
    PopBlock,
    /// Loads a cell itself.
    LoadClosure,
    /// Restores a local that may be unbound.
    StoreFastMaybeNull,
}

impl Op {
    pub(super) fn is_block_push(self) -> bool {
        matches!(self, Op::SetupFinally | Op::SetupCleanup | Op::SetupWith)
    }

    pub(super) fn is_unconditional_jump(self) -> bool {
        matches!(self, Op::Jump | Op::JumpNoInterrupt)
            || matches!(
                self,
                Op::Real(
                    Opcode::JUMP_FORWARD
                        | Opcode::JUMP_BACKWARD
                        | Opcode::JUMP_BACKWARD_NO_INTERRUPT
                )
            )
    }

    pub(super) fn is_jump(self) -> bool {
        self.is_unconditional_jump()
            || matches!(
                self,
                Op::Real(
                    Opcode::POP_JUMP_IF_FALSE
                        | Opcode::POP_JUMP_IF_TRUE
                        | Opcode::POP_JUMP_IF_NONE
                        | Opcode::POP_JUMP_IF_NOT_NONE
                        | Opcode::FOR_ITER
                        | Opcode::SEND
                )
            )
    }

    pub(super) fn has_target(self) -> bool {
        self.is_jump() || self.is_block_push()
    }

    pub(super) fn is_scope_exit(self) -> bool {
        matches!(
            self,
            Op::Real(
                Opcode::RETURN_VALUE
                    | Opcode::RETURN_CONST
                    | Opcode::RAISE_VARARGS
                    | Opcode::RERAISE
            )
        )
    }

    pub(super) fn is_terminator(self) -> bool {
        self.is_jump() || self.is_scope_exit()
    }

    /// Whether the interpreter may let another thread run here (`HAS_EVAL_BREAK_FLAG`).
    pub(super) fn has_eval_break(self) -> bool {
        matches!(self, Op::Jump)
            || matches!(
                self,
                Op::Real(
                    Opcode::CALL
                        | Opcode::CALL_KW
                        | Opcode::CALL_FUNCTION_EX
                        | Opcode::RESUME
                        | Opcode::JUMP_BACKWARD
                )
            )
    }

    /// (values popped, values pushed); with `jump`, on the way to the target.
    pub(super) fn stack_effect(self, oparg: u32, jump: bool) -> (u32, u32) {
        match self {
            Op::Real(opcode) => opcode.stack_effect(oparg),
            Op::SetupFinally | Op::SetupWith => (0, u32::from(jump)),
            Op::SetupCleanup => (0, if jump { 2 } else { 0 }),
            Op::LoadClosure => (0, 1),
            Op::StoreFastMaybeNull => (1, 0),
            Op::Jump | Op::JumpNoInterrupt | Op::PopBlock => (0, 0),
        }
    }
}

impl From<Opcode> for Op {
    fn from(opcode: Opcode) -> Self {
        Op::Real(opcode)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(pub(super) u32);

#[derive(Clone, Copy, Debug)]
pub(super) struct Instr {
    pub(super) op: Op,
    /// A label where the operation has a target.
    pub(super) arg: u32,
    pub(super) at: Location,
}

/// Instructions in the order in which code generation wrote them.
#[derive(Default)]
pub(super) struct InstrSequence {
    pub(super) instrs: Vec<Instr>,
    /// Where each label points; `None` while it is open.
    labels: Vec<Option<u32>>,
}

impl InstrSequence {
    pub(super) fn new_label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    pub(super) fn use_label(&mut self, label: Label) {
        self.labels[label.0 as usize] = Some(self.instrs.len() as u32);
    }

    pub(super) fn push(&mut self, op: impl Into<Op>, arg: u32, at: Location) {
        self.instrs.push(Instr {
            op: op.into(),
            arg,
            at,
        });
    }

    /// Puts an instruction before all others.
    pub(super) fn push_front(&mut self, op: Op, arg: u32, at: Location) {
        self.instrs.insert(0, Instr { op, arg, at });
        for index in self.labels.iter_mut().flatten() {
            *index += 1;
        }
    }

    pub(super) fn label_index(&self, label: u32) -> usize {
        self.labels
            .get(label as usize)
            .copied()
            .flatten()
            .map_or(self.instrs.len(), |index| index as usize)
    }
}
