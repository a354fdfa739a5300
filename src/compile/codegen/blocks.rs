//! Blocks that a `return`, `break` or `continue` must leave in order (`fblockinfo`).

use crate::bytecode::{Const, Opcode, Position};
use crate::syntax::ast::{Name, Stmt};

use super::asynchronous::AFTER_AEXIT;
use super::{Compiler, Result};
use crate::compile::ir::{Label, Location, Op};

/// CPython's `CO_MAXBLOCKS`.
const MAX_BLOCKS: usize = 20;

#[derive(Clone, Copy)]
pub(super) enum BlockKind<'a> {
    WhileLoop {
        start: Label,
        exit: Label,
    },
    ForLoop {
        start: Label,
        exit: Label,
    },
    TryExcept,
    /// In the body of a `try` with this `finally` block.
    FinallyTry(&'a [Stmt]),
    /// In the `finally` block on the way of an exception.
    FinallyEnd,
    With(Position),
    AsyncWith(Position),
    /// In an `except` clause; the name is deleted at its end.
    HandlerCleanup(Option<&'a Name>),
    ExceptionHandler,
    /// In an `except*` clause: nothing may leave it but an exception.
    ExceptionGroupHandler,
    /// A return value waits on the stack.
    PopValue,
}

pub(super) type BlockFrame<'a> = BlockKind<'a>;

impl<'a> Compiler<'a> {
    pub(super) fn push_block(&mut self, block: BlockKind<'a>, at: impl Into<Location>) -> Result {
        if self.current().frames.len() >= MAX_BLOCKS {
            let at = at.into().position();
            return self.error(at, "too many statically nested blocks");
        }
        self.unit().frames.push(block);
        Ok(())
    }

    pub(super) fn pop_block(&mut self) {
        self.unit().frames.pop();
    }

    /// Leaves all blocks, or all inside the innermost loop if `to_loop`; returns that loop's
    /// labels (start, exit). Code after the blocks gets the location that `at` has become.
    pub(super) fn unwind_blocks(
        &mut self,
        at: &mut Location,
        preserve_top: bool,
        to_loop: bool,
    ) -> Result<Option<(BlockKind<'a>, Label, Label)>> {
        let mut left = Vec::new();
        let mut found = None;
        while let Some(&block) = self.current().frames.last() {
            if let BlockKind::WhileLoop { start, exit } | BlockKind::ForLoop { start, exit } = block
                && to_loop
            {
                found = Some((block, start, exit));
                break;
            }
            if matches!(block, BlockKind::ExceptionGroupHandler) {
                return self.error(
                    at.position(),
                    "'break', 'continue' and 'return' cannot appear in an except* block",
                );
            }
            self.unit().frames.pop();
            left.push(block);
            self.unwind_block(block, at, preserve_top)?;
        }
        self.unit().frames.extend(left.into_iter().rev());
        Ok(found)
    }

    pub(super) fn unwind_block(
        &mut self,
        block: BlockKind<'a>,
        at: &mut Location,
        preserve_top: bool,
    ) -> Result {
        match block {
            BlockKind::WhileLoop { .. }
            | BlockKind::ExceptionHandler
            | BlockKind::ExceptionGroupHandler => {}
            BlockKind::ForLoop { .. } | BlockKind::PopValue => {
                self.swap_below(preserve_top, *at);
                self.op(Opcode::POP_TOP, *at);
            }
            BlockKind::TryExcept => self.emit(Op::PopBlock, 0, *at),
            BlockKind::FinallyTry(finalbody) => {
                self.emit(Op::PopBlock, 0, *at);
                if preserve_top {
                    self.push_block(BlockKind::PopValue, *at)?;
                }
                self.stmts(finalbody)?;
                if preserve_top {
                    self.pop_block();
                }
                // What follows seems to run after the statement that leaves the block.
                *at = Location::NONE;
            }
            BlockKind::FinallyEnd => {
                self.swap_below(preserve_top, *at);
                self.op(Opcode::POP_TOP, *at);
                self.swap_below(preserve_top, *at);
                self.emit(Op::PopBlock, 0, *at);
                self.op(Opcode::POP_EXCEPT, *at);
            }
            BlockKind::With(position) | BlockKind::AsyncWith(position) => {
                *at = Location::from(position);
                self.emit(Op::PopBlock, 0, *at);
                self.swap_below(preserve_top, *at);
                self.call_exit_with_nones(*at);
                if matches!(block, BlockKind::AsyncWith(_)) {
                    self.await_value(AFTER_AEXIT, position);
                }
                self.op(Opcode::POP_TOP, *at);
                *at = Location::NONE;
            }
            BlockKind::HandlerCleanup(name) => {
                if name.is_some() {
                    self.emit(Op::PopBlock, 0, *at);
                }
                self.swap_below(preserve_top, *at);
                self.emit(Op::PopBlock, 0, *at);
                self.op(Opcode::POP_EXCEPT, *at);
                if let Some(name) = name {
                    self.unbind(name, *at)?;
                }
            }
        }
        Ok(())
    }

    fn swap_below(&mut self, preserve_top: bool, at: Location) {
        if preserve_top {
            self.emit(Opcode::SWAP, 2, at);
        }
    }

    /// `name = None; del name`, so that the name can be gone already.
    pub(super) fn unbind(&mut self, name: &Name, at: Location) -> Result {
        self.load_const(Const::None, at);
        self.store_name(name, at);
        self.delete_name(name, at);
        Ok(())
    }
}
