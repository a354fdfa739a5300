//! Statements.

use crate::bytecode::{Const, Opcode, Position};
use crate::syntax::ast::{
    Alias, AnnAssign, BinaryOperator, Expr, ExprKind, For, If, Name, Stmt, StmtKind, While,
};

use super::blocks::BlockKind;
use super::{Compiler, Result, UnitKind};
use crate::compile::fold::fold;
use crate::compile::ir::{Location, Op};
use crate::compile::{docstring, has_annotations};

impl<'a> Compiler<'a> {
    /// The body of a module or class (`compiler_body`).
    pub(super) fn body(&mut self, body: &'a [Stmt], start: Location) -> Result {
        if has_annotations(body) {
            self.op(Opcode::SETUP_ANNOTATIONS, start);
        }
        let mut rest = body;
        if let Some((stmt, text)) = docstring(body) {
            let text = super::function::clean_docstring(text);
            let at = match &stmt.kind {
                StmtKind::Expr(value) => value.at,
                _ => stmt.at,
            };
            self.load_const(Const::Str(text.into()), at);
            self.store_name(&Name::const_new("__doc__"), Location::NONE);
            rest = body.get(1..).unwrap_or_default();
        }
        self.stmts(rest)
    }

    pub(super) fn stmts(&mut self, stmts: &'a [Stmt]) -> Result {
        stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Result {
        let at = stmt.at;
        self.check_size(at)?;
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(def, at),
            StmtKind::ClassDef(def) => self.class_def(def, at),
            StmtKind::Return(value) => self.return_statement(value.as_ref(), at),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                for (index, target) in targets.iter().enumerate() {
                    if index + 1 < targets.len() {
                        self.emit(Opcode::COPY, 1, at);
                    }
                    self.store(target)?;
                }
                Ok(())
            }
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value, at),
            StmtKind::AnnAssign(node) => self.ann_assign(node, at),
            StmtKind::For(node) if node.is_async => self.async_for(node, at),
            StmtKind::For(node) => self.for_loop(node, at),
            StmtKind::While(node) => self.while_loop(node, at),
            StmtKind::If(node) => self.if_statement(node),
            StmtKind::With(node) => self.with(node, 0, at),
            StmtKind::Raise { exception, cause } => {
                let mut count = 0;
                for value in exception.iter().chain(cause) {
                    self.expr(value)?;
                    count += 1;
                }
                self.emit(Opcode::RAISE_VARARGS, count, at);
                Ok(())
            }
            StmtKind::Try(node) => self.try_statement(node, at),
            StmtKind::Match(node) => self.match_statement(node, at),
            StmtKind::Assert { test, message } => {
                let end = self.label();
                self.jump_if(test, end, true)?;
                self.op(Opcode::LOAD_ASSERTION_ERROR, at);
                if let Some(message) = message {
                    self.expr(message)?;
                    self.emit(Opcode::CALL, 0, at);
                }
                self.emit(Opcode::RAISE_VARARGS, 1, test.at);
                self.use_label(end);
                Ok(())
            }
            StmtKind::Import(aliases) => self.import(aliases, at),
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => self.import_from(module.as_ref(), names, *level, at),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Expr(value) => {
                if fold(value).is_some() {
                    self.op(Opcode::NOP, at);
                    return Ok(());
                }
                self.expr(value)?;
                self.op(Opcode::POP_TOP, Location::NONE);
                Ok(())
            }
            StmtKind::Pass => {
                self.op(Opcode::NOP, at);
                Ok(())
            }
            StmtKind::Break => self.leave_loop(at, true),
            StmtKind::Continue => self.leave_loop(at, false),
        }
    }

    fn return_statement(&mut self, value: Option<&'a Expr>, stmt_at: Position) -> Result {
        if !matches!(
            self.current().kind,
            UnitKind::Function | UnitKind::Expression
        ) {
            return self.error(stmt_at, "'return' outside function");
        }
        self.check_return_value(value, stmt_at)?;
        let mut at = Location::from(stmt_at);
        let constant = value.map(fold);
        let preserve_top = matches!(constant, Some(None));
        match value {
            Some(value) if preserve_top => self.expr(value)?,
            Some(value) => {
                at = value.at.into();
                self.op(Opcode::NOP, at);
            }
            None => {}
        }
        if value.is_none_or(|value| value.at.line != stmt_at.line) {
            at = stmt_at.into();
            self.op(Opcode::NOP, at);
        }
        self.unwind_blocks(&mut at, preserve_top, false)?;
        match constant {
            None => self.load_const(Const::None, at),
            Some(Some(constant)) => self.load_const(constant, at),
            Some(None) => {}
        }
        self.op(Opcode::RETURN_VALUE, at);
        Ok(())
    }

    fn leave_loop(&mut self, stmt_at: Position, is_break: bool) -> Result {
        let mut at = Location::from(stmt_at);
        self.op(Opcode::NOP, at);
        let Some((block, start, exit)) = self.unwind_blocks(&mut at, false, true)? else {
            let message = if is_break {
                "'break' outside loop"
            } else {
                "'continue' not properly in loop"
            };
            return self.error(stmt_at, message);
        };
        if is_break {
            self.unwind_block(block, &mut at, false)?;
            self.jump(Op::Jump, exit, at);
        } else {
            self.jump(Op::Jump, start, at);
        }
        Ok(())
    }

    fn for_loop(&mut self, node: &'a For, at: Position) -> Result {
        let start = self.label();
        let cleanup = self.label();
        let exit = self.label();
        self.push_block(BlockKind::ForLoop { start, exit }, at)?;
        self.iterable(&node.iter)?;
        let at = node.iter.at;
        self.op(Opcode::GET_ITER, at);
        self.use_label(start);
        self.jump(Opcode::FOR_ITER, cleanup, at);
        // Keeps the line of a target on a line of its own.
        self.op(Opcode::NOP, node.target.at);
        self.store(&node.target)?;
        self.stmts(&node.body)?;
        self.jump(Op::Jump, start, Location::NONE);
        self.use_label(cleanup);
        self.op(Opcode::END_FOR, Location::NONE);
        self.op(Opcode::POP_TOP, Location::NONE);
        self.pop_block();
        self.stmts(&node.orelse)?;
        self.use_label(exit);
        Ok(())
    }

    fn while_loop(&mut self, node: &'a While, at: Position) -> Result {
        let start = self.label();
        let body = self.label();
        let exit = self.label();
        let anchor = self.label();
        self.use_label(start);
        self.push_block(BlockKind::WhileLoop { start, exit }, at)?;
        self.jump_if(&node.test, anchor, false)?;
        self.use_label(body);
        self.stmts(&node.body)?;
        // The test again, so that an iteration has one jump.
        self.jump_if(&node.test, body, true)?;
        self.pop_block();
        self.use_label(anchor);
        self.stmts(&node.orelse)?;
        self.use_label(exit);
        Ok(())
    }

    fn if_statement(&mut self, node: &'a If) -> Result {
        let end = self.label();
        for (index, branch) in node.branches.iter().enumerate() {
            let is_last = index + 1 == node.branches.len() && node.orelse.is_empty();
            let next = if is_last { end } else { self.label() };
            self.jump_if(&branch.test, next, false)?;
            self.stmts(&branch.body)?;
            if !is_last {
                self.jump(Op::JumpNoInterrupt, end, Location::NONE);
                self.use_label(next);
            }
        }
        self.stmts(&node.orelse)?;
        self.use_label(end);
        Ok(())
    }

    fn import(&mut self, aliases: &'a [Alias], at: Position) -> Result {
        for alias in aliases {
            self.load_const(Const::Int(0), at);
            self.load_const(Const::None, at);
            self.name_op(Opcode::IMPORT_NAME, &alias.name, at);
            match &alias.asname {
                Some(asname) => self.import_as(&alias.name, asname, at),
                None => {
                    let first = alias.name.split('.').next().unwrap_or_default();
                    self.store_name(&Name::from(first), at);
                }
            }
        }
        Ok(())
    }

    /// `import a.b.c as d` binds the innermost module.
    fn import_as(&mut self, dotted: &Name, asname: &Name, at: Position) {
        let mut parts = dotted.split('.').skip(1).peekable();
        let is_dotted = parts.peek().is_some();
        while let Some(part) = parts.next() {
            let index = self.unit().names.insert_full(Name::from(part)).0 as u32;
            self.emit(Opcode::IMPORT_FROM, index, at);
            if parts.peek().is_some() {
                self.emit(Opcode::SWAP, 2, at);
                self.op(Opcode::POP_TOP, at);
            }
        }
        self.store_name(asname, at);
        if is_dotted {
            self.op(Opcode::POP_TOP, at);
        }
    }

    fn import_from(
        &mut self,
        module: Option<&'a Name>,
        names: &'a [Alias],
        level: u32,
        at: Position,
    ) -> Result {
        if module.is_some_and(|module| module == "__future__") && level == 0 {
            self.check_future(names, at)?;
        }
        self.load_const(Const::Int(i64::from(level)), at);
        let list = names
            .iter()
            .map(|alias| Const::Str(alias.name.as_str().into()))
            .collect();
        self.load_const(Const::Tuple(list), at);
        let empty = Name::const_new("");
        self.name_op(Opcode::IMPORT_NAME, module.unwrap_or(&empty), at);
        for alias in names {
            if alias.name == "*" {
                self.emit(
                    Opcode::CALL_INTRINSIC_1,
                    crate::bytecode::Intrinsic1::ImportStar as u32,
                    at,
                );
                self.op(Opcode::POP_TOP, Location::NONE);
                return Ok(());
            }
            self.name_op(Opcode::IMPORT_FROM, &alias.name, at);
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name), at);
        }
        self.op(Opcode::POP_TOP, at);
        Ok(())
    }

    /// A future must exist and come first in its file.
    fn check_future(&self, names: &[Alias], at: Position) -> Result {
        const FEATURES: [&str; 10] = [
            "nested_scopes",
            "generators",
            "division",
            "absolute_import",
            "with_statement",
            "print_function",
            "unicode_literals",
            "barry_as_FLUFL",
            "generator_stop",
            "annotations",
        ];
        for alias in names {
            if alias.name == "braces" {
                return self.error(at, "not a chance");
            }
            if !FEATURES.contains(&alias.name.as_str()) {
                let message = format!("future feature {} is not defined", alias.name);
                return self.error(at, message);
            }
        }
        let body = &self.module.body;
        let skip = usize::from(docstring(body).is_some());
        let leading = body.iter().skip(skip).take_while(|stmt| {
            matches!(&stmt.kind, StmtKind::ImportFrom { module: Some(name), .. }
                if name == "__future__")
        });
        if !leading.into_iter().any(|stmt| stmt.at == at) {
            return self.error(
                at,
                "from __future__ imports must occur at the beginning of the file",
            );
        }
        Ok(())
    }

    fn aug_assign(
        &mut self,
        target: &'a Expr,
        op: BinaryOperator,
        value: &'a Expr,
        at: Position,
    ) -> Result {
        let target_at = target.at;
        match &target.kind {
            ExprKind::Name(name) => {
                self.load_name(name, target_at);
                self.expr(value)?;
                self.inplace_op(op, at);
                self.store_name(name, target_at);
            }
            ExprKind::Attribute {
                value: object,
                name,
            } => {
                self.expr(object)?;
                self.emit(Opcode::COPY, 1, target_at);
                let attribute_at = super::expression::attribute_position(target, target_at);
                let index = self.name_index(name);
                self.emit(Opcode::LOAD_ATTR, index << 1, attribute_at);
                self.expr(value)?;
                self.inplace_op(op, at);
                self.emit(Opcode::SWAP, 2, attribute_at);
                self.name_op(Opcode::STORE_ATTR, name, attribute_at);
            }
            ExprKind::Subscript {
                value: object,
                index,
            } => {
                self.expr(object)?;
                if let Some(slice) = super::expression::two_element_slice(index) {
                    self.slice_parts(slice, index.at)?;
                    for _ in 0..3 {
                        self.emit(Opcode::COPY, 3, target_at);
                    }
                    self.op(Opcode::BINARY_SLICE, target_at);
                } else {
                    self.expr(index)?;
                    self.emit(Opcode::COPY, 2, target_at);
                    self.emit(Opcode::COPY, 2, target_at);
                    self.op(Opcode::BINARY_SUBSCR, target_at);
                }
                self.expr(value)?;
                self.inplace_op(op, at);
                if super::expression::two_element_slice(index).is_some() {
                    self.emit(Opcode::SWAP, 4, target_at);
                    self.emit(Opcode::SWAP, 3, target_at);
                    self.emit(Opcode::SWAP, 2, target_at);
                    self.op(Opcode::STORE_SLICE, target_at);
                } else {
                    self.emit(Opcode::SWAP, 3, target_at);
                    self.emit(Opcode::SWAP, 2, target_at);
                    self.op(Opcode::STORE_SUBSCR, target_at);
                }
            }
            _ => {
                return self.error(target_at, "illegal expression for augmented assignment");
            }
        }
        Ok(())
    }

    fn ann_assign(&mut self, node: &'a AnnAssign, at: Position) -> Result {
        if let Some(value) = &node.value {
            self.expr(value)?;
            self.store(&node.target)?;
        }
        let in_namespace = matches!(self.current().kind, UnitKind::Module | UnitKind::Class);
        match &node.target.kind {
            ExprKind::Name(name) if node.simple && in_namespace => {
                self.annotation(&node.annotation, at)?;
                self.name_op(Opcode::LOAD_NAME, &Name::const_new("__annotations__"), at);
                let mangled = self.mangle(name);
                self.load_const(Const::Str(mangled.as_str().into()), at);
                self.op(Opcode::STORE_SUBSCR, at);
            }
            ExprKind::Attribute { value, .. } if node.value.is_none() => {
                self.evaluate_and_drop(value)?;
            }
            ExprKind::Subscript { value, index } if node.value.is_none() => {
                self.evaluate_and_drop(value)?;
                self.evaluate_index(index)?;
            }
            _ => {}
        }
        if !node.simple && in_namespace && !self.string_annotations {
            self.evaluate_and_drop(&node.annotation)?;
        }
        Ok(())
    }

    fn evaluate_and_drop(&mut self, expr: &'a Expr) -> Result {
        self.expr(expr)?;
        self.op(Opcode::POP_TOP, expr.at);
        Ok(())
    }

    /// `check_ann_subscr`: the parts of a slice or tuple one by one.
    fn evaluate_index(&mut self, index: &'a Expr) -> Result {
        match &index.kind {
            ExprKind::Slice(slice) => {
                for part in [&slice.lower, &slice.upper, &slice.step]
                    .into_iter()
                    .flatten()
                {
                    self.evaluate_and_drop(part)?;
                }
                Ok(())
            }
            ExprKind::Tuple(items) => items.iter().try_for_each(|item| self.evaluate_index(item)),
            _ => self.evaluate_and_drop(index),
        }
    }
}
