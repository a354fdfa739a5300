//! `await`, `async for`, `async with` and asynchronous comprehensions.

use crate::bytecode::{Intrinsic1, Opcode, Position};
use crate::syntax::ast::{Comprehension, Expr, For, Generator};

use super::blocks::BlockKind;
use super::{Compiler, Result, UnitKind};
use crate::compile::ir::{Location, Op};

/// Operands of `RESUME`: what the frame was suspended in.
pub(super) const AFTER_YIELD_FROM: u32 = 2;
const AFTER_AWAIT: u32 = 3;

/// Operands of `GET_AWAITABLE`: where the awaitable comes from, for the message.
pub(super) const AFTER_AENTER: u32 = 1;
pub(super) const AFTER_AEXIT: u32 = 2;

impl<'a> Compiler<'a> {
    /// Awaits what is on top; `origin` says where it comes from.
    pub(super) fn await_value(&mut self, origin: u32, at: Position) {
        self.emit(Opcode::GET_AWAITABLE, origin, at);
        self.yield_from(at, AFTER_AWAIT);
    }

    pub(super) fn check_await(&self, at: Position) -> Result {
        let unit = self.current();
        match unit.kind {
            UnitKind::Comprehension => Ok(()),
            UnitKind::Function if unit.is_async => Ok(()),
            UnitKind::Function | UnitKind::Lambda => {
                self.error(at, "'await' outside async function")
            }
            _ => self.error(at, "'await' outside function"),
        }
    }

    pub(super) fn check_async(&self, what: &str, at: Position) -> Result {
        let unit = self.current();
        if unit.kind == UnitKind::Function && unit.is_async {
            return Ok(());
        }
        self.error(at, format!("'{what}' outside async function"))
    }

    pub(super) fn check_yield_from(&self, at: Position) -> Result {
        if self.current().is_async {
            return self.error(at, "'yield from' inside async function");
        }
        Ok(())
    }

    pub(super) fn check_return_value(&self, value: Option<&Expr>, at: Position) -> Result {
        let scope = self.symbols.scope(self.current().scope);
        if value.is_some() && scope.generator && scope.coroutine {
            return self.error(at, "'return' with value in async generator");
        }
        Ok(())
    }

    /// What an asynchronous generator yields is marked as its own: what it awaits passes through
    /// the same instruction.
    pub(super) fn wrap_for_async_generator(&mut self, at: Position) {
        let scope = self.symbols.scope(self.current().scope);
        if scope.generator && scope.coroutine {
            let wrap = Intrinsic1::AsyncGenWrap as u32;
            self.emit(Opcode::CALL_INTRINSIC_1, wrap, at);
        }
    }

    pub(super) fn async_for(&mut self, node: &'a For, at: Position) -> Result {
        self.check_async("async for", at)?;
        let start = self.label();
        let except = self.label();
        let exit = self.label();
        self.expr(&node.iter)?;
        self.op(Opcode::GET_AITER, node.iter.at);
        self.use_label(start);
        self.push_block(BlockKind::ForLoop { start, exit }, at)?;
        // Guards the call of `__anext__`.
        self.jump(Op::SetupFinally, except, at);
        self.op(Opcode::GET_ANEXT, at);
        self.yield_from(at, AFTER_AWAIT);
        self.emit(Op::PopBlock, 0, at);
        self.store(&node.target)?;
        self.stmts(&node.body)?;
        self.jump(Op::Jump, start, Location::NONE);
        self.pop_block();
        self.use_label(except);
        // The loop ends in its head, not in its body.
        self.op(Opcode::END_ASYNC_FOR, node.iter.at);
        self.stmts(&node.orelse)?;
        self.use_label(exit);
        Ok(())
    }

    /// One `async for` of a comprehension and what is inside of it.
    pub(super) fn async_generators(
        &mut self,
        node: &'a Comprehension,
        generators: &'a [Generator],
        depth: u32,
        iter_on_stack: bool,
        at: Position,
    ) -> Result {
        let Some((generator, inner)) = generators.split_first() else {
            return Ok(());
        };
        let start = self.label();
        let except = self.label();
        let if_cleanup = self.label();
        let mut depth = depth;
        if !iter_on_stack {
            if generators.len() == node.generators.len() {
                self.emit(Opcode::LOAD_FAST, 0, at);
            } else {
                self.iterator(generator)?;
            }
            depth += 1;
        }
        self.use_label(start);
        self.jump(Op::SetupFinally, except, at);
        self.op(Opcode::GET_ANEXT, at);
        self.yield_from(at, AFTER_AWAIT);
        self.emit(Op::PopBlock, 0, at);
        self.store(&generator.target)?;
        for condition in &generator.conditions {
            self.jump_if(condition, if_cleanup, false)?;
        }
        self.generators(node, inner, depth, false, at)?;
        self.use_label(if_cleanup);
        let element_at = if inner.is_empty() {
            super::comprehension::element_position(node)
        } else {
            node.element.at
        };
        self.jump(Op::Jump, start, element_at);
        self.use_label(except);
        self.op(Opcode::END_ASYNC_FOR, at);
        Ok(())
    }
}
