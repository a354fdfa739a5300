//! `try` and `with`.

use crate::bytecode::{Const, Opcode, Position};
use crate::syntax::ast::{ExceptHandler, Try, With};

use super::asynchronous::{AFTER_AENTER, AFTER_AEXIT};
use super::blocks::BlockKind;
use super::{Compiler, Result};
use crate::compile::ir::{Label, Location, Op};

impl<'a> Compiler<'a> {
    pub(super) fn try_statement(&mut self, node: &'a Try, at: Position) -> Result {
        if node.finalbody.is_empty() {
            self.try_handlers(node, at)
        } else {
            self.try_finally(node, at)
        }
    }

    fn try_finally(&mut self, node: &'a Try, at: Position) -> Result {
        let end = self.label();
        let exit = self.label();
        let cleanup = self.label();
        self.jump(Op::SetupFinally, end, at);
        self.push_block(BlockKind::FinallyTry(&node.finalbody), at)?;
        if node.handlers.is_empty() {
            self.stmts(&node.body)?;
        } else {
            self.try_handlers(node, at)?;
        }
        self.emit(Op::PopBlock, 0, Location::NONE);
        self.pop_block();
        self.stmts(&node.finalbody)?;
        self.jump(Op::JumpNoInterrupt, exit, Location::NONE);
        self.use_label(end);
        self.push_block(BlockKind::FinallyEnd, at)?;
        self.jump(Op::SetupCleanup, cleanup, Location::NONE);
        self.op(Opcode::PUSH_EXC_INFO, Location::NONE);
        self.stmts(&node.finalbody)?;
        self.pop_block();
        self.emit(Opcode::RERAISE, 0, Location::NONE);
        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(exit);
        Ok(())
    }

    fn try_handlers(&mut self, node: &'a Try, at: Position) -> Result {
        if node.is_star {
            self.try_star(node, at)
        } else {
            self.try_except(node, at)
        }
    }

    fn try_except(&mut self, node: &'a Try, at: Position) -> Result {
        let first_handler = self.label();
        let end = self.label();
        let cleanup = self.label();
        self.jump(Op::SetupFinally, first_handler, at);
        self.push_block(BlockKind::TryExcept, at)?;
        self.stmts(&node.body)?;
        self.pop_block();
        self.emit(Op::PopBlock, 0, Location::NONE);
        self.stmts(&node.orelse)?;
        self.jump(Op::JumpNoInterrupt, end, Location::NONE);
        self.use_label(first_handler);
        self.jump(Op::SetupCleanup, cleanup, Location::NONE);
        self.op(Opcode::PUSH_EXC_INFO, Location::NONE);
        self.push_block(BlockKind::ExceptionHandler, at)?;
        for (index, handler) in node.handlers.iter().enumerate() {
            if handler.exception.is_none() && index + 1 < node.handlers.len() {
                return self.error(handler.at, "default 'except:' must be last");
            }
            self.handler(handler, end)?;
        }
        self.pop_block();
        self.emit(Opcode::RERAISE, 0, Location::NONE);
        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(end);
        Ok(())
    }

    fn handler(&mut self, handler: &'a ExceptHandler, end: Label) -> Result {
        let at = handler.at;
        let next = self.label();
        if let Some(exception) = &handler.exception {
            self.expr(exception)?;
            self.op(Opcode::CHECK_EXC_MATCH, at);
            self.jump(Opcode::POP_JUMP_IF_FALSE, next, at);
        }
        match &handler.name {
            Some(name) => {
                let cleanup = self.label();
                self.store_name(name, at);
                self.jump(Op::SetupCleanup, cleanup, at);
                self.push_block(BlockKind::HandlerCleanup(Some(name)), at)?;
                self.stmts(&handler.body)?;
                self.pop_block();
                self.emit(Op::PopBlock, 0, Location::NONE);
                self.emit(Op::PopBlock, 0, Location::NONE);
                self.op(Opcode::POP_EXCEPT, Location::NONE);
                self.unbind(name, Location::NONE)?;
                self.jump(Op::JumpNoInterrupt, end, Location::NONE);
                self.use_label(cleanup);
                self.unbind(name, Location::NONE)?;
                self.emit(Opcode::RERAISE, 1, Location::NONE);
            }
            None => {
                self.op(Opcode::POP_TOP, at);
                self.push_block(BlockKind::HandlerCleanup(None), at)?;
                self.stmts(&handler.body)?;
                self.pop_block();
                self.emit(Op::PopBlock, 0, Location::NONE);
                self.op(Opcode::POP_EXCEPT, Location::NONE);
                self.jump(Op::JumpNoInterrupt, end, Location::NONE);
            }
        }
        self.use_label(next);
        Ok(())
    }

    pub(super) fn pop_except_and_reraise(&mut self) {
        self.emit(Opcode::COPY, 3, Location::NONE);
        self.op(Opcode::POP_EXCEPT, Location::NONE);
        self.emit(Opcode::RERAISE, 1, Location::NONE);
    }

    /// The `with` or `async with` items from `index` on; each nests in the one before.
    pub(super) fn with(&mut self, node: &'a With, index: usize, stmt_at: Position) -> Result {
        let Some(item) = node.items.get(index) else {
            return self.stmts(&node.body);
        };
        let is_async = node.is_async;
        if is_async {
            self.check_async("async with", stmt_at)?;
        }
        let handler = self.label();
        let exit = self.label();
        let cleanup = self.label();
        self.expr(&item.context)?;
        let at = item.context.at;
        if is_async {
            self.op(Opcode::BEFORE_ASYNC_WITH, at);
            self.await_value(AFTER_AENTER, at);
        } else {
            self.op(Opcode::BEFORE_WITH, at);
        }
        self.jump(Op::SetupWith, handler, at);
        let block = if is_async {
            BlockKind::AsyncWith(at)
        } else {
            BlockKind::With(at)
        };
        self.push_block(block, at)?;
        match &item.target {
            Some(target) => self.store(target)?,
            None => self.op(Opcode::POP_TOP, at),
        }
        self.with(node, index + 1, stmt_at)?;
        self.pop_block();
        let end = if is_async { at.into() } else { Location::NONE };
        self.emit(Op::PopBlock, 0, end);
        self.call_exit_with_nones(at.into());
        if is_async {
            self.await_value(AFTER_AEXIT, at);
        }
        self.op(Opcode::POP_TOP, at);
        self.jump(Op::Jump, exit, at);
        self.use_label(handler);
        self.jump(Op::SetupCleanup, cleanup, at);
        self.op(Opcode::PUSH_EXC_INFO, at);
        self.op(Opcode::WITH_EXCEPT_START, at);
        if is_async {
            self.await_value(AFTER_AEXIT, at);
        }
        self.with_except_finish(cleanup);
        self.use_label(exit);
        Ok(())
    }

    pub(super) fn with_except_finish(&mut self, cleanup: Label) {
        let suppress = self.label();
        let exit = self.label();
        self.op(Opcode::TO_BOOL, Location::NONE);
        self.jump(Opcode::POP_JUMP_IF_TRUE, suppress, Location::NONE);
        self.emit(Opcode::RERAISE, 2, Location::NONE);
        self.use_label(suppress);
        self.op(Opcode::POP_TOP, Location::NONE);
        self.emit(Op::PopBlock, 0, Location::NONE);
        self.op(Opcode::POP_EXCEPT, Location::NONE);
        self.op(Opcode::POP_TOP, Location::NONE);
        self.op(Opcode::POP_TOP, Location::NONE);
        self.jump(Op::JumpNoInterrupt, exit, Location::NONE);
        self.use_label(cleanup);
        self.pop_except_and_reraise();
        self.use_label(exit);
    }

    /// `__exit__(None, None, None)`: the first None is in the place of `self`.
    pub(super) fn call_exit_with_nones(&mut self, at: Location) {
        for _ in 0..3 {
            self.load_const(Const::None, at);
        }
        self.emit(Opcode::CALL, 2, at);
    }
}
