//! Syntax tree to bytecode: symbol tables, code generation, flow graph.
//!
//! The instructions are CPython 3.13's, one for one but for `CACHE` and `EXTENDED_ARG`: which
//! operations are atomic, and where a thread may lose the GIL, follows from them. Each pass names
//! the part of CPython that it mirrors.

mod codegen;
mod constants;
mod flow;
mod fold;
mod ir;
mod symbols;

use std::sync::Arc;

use crate::bytecode::{CodeObject, Position};
use crate::syntax::Diagnostic;
use crate::syntax::ast::{Expr, ExprKind, Literal, Module, Stmt, StmtKind};

/// Compiles a module. The first constant of a function's code is its docstring, if it has one
/// (a `Const::Str`), else `None`.
///
/// # Errors
///
/// The first error that CPython's compiler reports after parsing (`'return' outside function`).
pub fn compile_module(module: &Module, filename: &str) -> Result<Arc<CodeObject>, Vec<Diagnostic>> {
    compile(module, filename, false)
}

/// Compiles the text of `eval`: code that returns the value of one expression.
///
/// # Errors
///
/// Where the text is anything but one expression.
pub fn compile_expression(text: &str, filename: &str) -> Result<Arc<CodeObject>, Vec<Diagnostic>> {
    let mut module = crate::syntax::parse(text, filename)?;
    let only = match &mut module.body[..] {
        [Stmt { kind, at }] => match std::mem::replace(kind, StmtKind::Pass) {
            StmtKind::Expr(value) => {
                *kind = StmtKind::Return(Some(*value));
                None
            }
            _ => Some(*at),
        },
        [first, ..] => Some(first.at),
        [] => Some(Position {
            line: 1,
            end_line: 1,
            ..Position::default()
        }),
    };
    match only {
        None => compile(&module, filename, true),
        Some(at) => Err(vec![Diagnostic::syntax_error(
            &module.source,
            at,
            "invalid syntax",
        )]),
    }
}

fn compile(
    module: &Module,
    filename: &str,
    is_expression: bool,
) -> Result<Arc<CodeObject>, Vec<Diagnostic>> {
    let symbols = symbols::SymbolTable::new(module).map_err(|error| vec![*error])?;
    let code =
        codegen::module(module, symbols, filename, is_expression).map_err(|error| vec![*error])?;
    // The interpreter takes verified code for granted, so a mistake of ours must end here.
    match crate::bytecode::verify(&code) {
        Ok(()) => Ok(code),
        Err(error) => {
            debug_assert!(false, "the compiler wrote bad code: {error}");
            let message = format!("internal error: the compiler wrote bad code: {error}");
            let at = Position::default();
            Err(vec![Diagnostic::syntax_error(&module.source, at, message)])
        }
    }
}

fn docstring(body: &[Stmt]) -> Option<(&Stmt, &str)> {
    let first = body.first()?;
    let StmtKind::Expr(value) = &first.kind else {
        return None;
    };
    match &value.kind {
        ExprKind::Literal(Literal::Str(text)) => Some((first, text)),
        _ => None,
    }
}

/// `from __future__ import annotations`: annotations stay unevaluated text.
fn has_annotations_future(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| {
        matches!(
            &stmt.kind,
            StmtKind::ImportFrom { module: Some(module), names, .. }
                if module == "__future__"
                    && names.iter().any(|alias| alias.name == "annotations")
        )
    })
}

/// Whether an annotation is among `stmts`, but not in a nested scope (`find_ann`).
fn has_annotations(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::AnnAssign(_) => true,
        StmtKind::For(node) => has_annotations(&node.body) || has_annotations(&node.orelse),
        StmtKind::While(node) => has_annotations(&node.body) || has_annotations(&node.orelse),
        StmtKind::If(node) => {
            node.branches.iter().any(|it| has_annotations(&it.body))
                || has_annotations(&node.orelse)
        }
        StmtKind::With(node) => has_annotations(&node.body),
        StmtKind::Try(node) => {
            has_annotations(&node.body)
                || node.handlers.iter().any(|it| has_annotations(&it.body))
                || has_annotations(&node.orelse)
                || has_annotations(&node.finalbody)
        }
        StmtKind::Match(node) => node.cases.iter().any(|it| has_annotations(&it.body)),
        _ => false,
    })
}

fn name_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}
