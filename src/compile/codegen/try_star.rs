//! `try` with `except*` clauses.

use crate::bytecode::{Intrinsic2, Opcode, Position};
use crate::syntax::ast::{ExceptHandler, Try};

use super::blocks::BlockKind;
use super::{Compiler, Result};
use crate::compile::ir::{Label, Location, Op};

impl<'a> Compiler<'a> {
    /// While the clauses run, the stack has the original exception, a list of what they raised,
    /// and on top the part of the group that none has taken yet.
    pub(super) fn try_star(&mut self, node: &'a Try, at: Position) -> Result {
        let first_handler = self.label();
        let orelse = self.label();
        let end = self.label();
        let cleanup = self.label();
        let reraise_star = self.label();
        let reraise = self.label();
        self.jump(Op::SetupFinally, first_handler, at);
        self.push_block(BlockKind::TryExcept, at)?;
        self.stmts(&node.body)?;
        self.pop_block();
        self.emit(Op::PopBlock, 0, Location::NONE);
        self.jump(Op::JumpNoInterrupt, orelse, Location::NONE);
        self.use_label(first_handler);
        self.jump(Op::SetupCleanup, cleanup, Location::NONE);
        self.op(Opcode::PUSH_EXC_INFO, Location::NONE);
        self.push_block(BlockKind::ExceptionGroupHandler, at)?;
        for (index, handler) in node.handlers.iter().enumerate() {
            if index == 0 {
                self.emit(Opcode::BUILD_LIST, 0, handler.at);
                self.emit(Opcode::COPY, 2, handler.at);
            }
            let is_last = index + 1 == node.handlers.len();
            self.star_handler(handler, is_last.then_some(reraise_star))?;
        }
        self.pop_block();
        self.use_label(reraise_star);
        self.emit(
            Opcode::CALL_INTRINSIC_2,
            Intrinsic2::PrepReraiseStar as u32,
            Location::NONE,
        );
        self.emit(Opcode::COPY, 1, Location::NONE);
        self.jump(Opcode::POP_JUMP_IF_NOT_NONE, reraise, Location::NONE);
        self.op(Opcode::POP_TOP, Location::NONE);
        self.emit(Op::PopBlock, 0, Location::NONE);
        self.op(Opcode::POP_EXCEPT, Location::NONE);
        self.jump(Op::JumpNoInterrupt, end, Location::NONE);
        self.use_label(reraise);
        self.emit(Op::PopBlock, 0, Location::NONE);
        self.emit(Opcode::SWAP, 2, Location::NONE);
        self.op(Opcode::POP_EXCEPT, Location::NONE);
        self.emit(Opcode::RERAISE, 0, Location::NONE);
        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(orelse);
        self.stmts(&node.orelse)?;
        self.use_label(end);
        Ok(())
    }

    /// One clause; the last one goes on to `reraise_star`.
    fn star_handler(&mut self, handler: &'a ExceptHandler, reraise_star: Option<Label>) -> Result {
        let at = handler.at;
        let raised = self.label();
        let matched = self.label();
        let next = self.label();
        let no_match = self.label();
        if let Some(exception) = &handler.exception {
            self.expr(exception)?;
            self.op(Opcode::CHECK_EG_MATCH, at);
            self.emit(Opcode::COPY, 1, at);
            self.jump(Opcode::POP_JUMP_IF_NONE, no_match, at);
        }
        match &handler.name {
            Some(name) => self.store_name(name, at),
            None => self.op(Opcode::POP_TOP, at),
        }
        self.jump(Op::SetupCleanup, raised, at);
        self.push_block(BlockKind::HandlerCleanup(handler.name.as_ref()), at)?;
        self.stmts(&handler.body)?;
        self.pop_block();
        self.emit(Op::PopBlock, 0, Location::NONE);
        if let Some(name) = &handler.name {
            self.unbind(name, Location::NONE)?;
        }
        self.jump(Op::JumpNoInterrupt, matched, Location::NONE);
        self.use_label(raised);
        if let Some(name) = &handler.name {
            self.unbind(name, Location::NONE)?;
        }
        // What the clause raised joins the list.
        self.emit(Opcode::LIST_APPEND, 3, Location::NONE);
        self.op(Opcode::POP_TOP, Location::NONE);
        self.jump(Op::JumpNoInterrupt, next, Location::NONE);
        self.use_label(matched);
        self.op(Opcode::NOP, Location::NONE);
        self.jump(Op::JumpNoInterrupt, next, Location::NONE);
        self.use_label(no_match);
        self.op(Opcode::POP_TOP, at);
        self.use_label(next);
        if let Some(reraise_star) = reraise_star {
            // What no clause took, or None.
            self.emit(Opcode::LIST_APPEND, 1, Location::NONE);
            self.jump(Op::JumpNoInterrupt, reraise_star, Location::NONE);
        }
        Ok(())
    }
}
