//! Lowers the parser crate's tree to ours.

mod expression;
mod generic;
mod literal;
mod pattern;
mod statement;

use std::ops::Range;

use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange};

use super::ast::{Expr, ExprKind, Literal, Module, Position, ScopeId};
use super::{Diagnostic, DiagnosticKind, SourceFile};
use std::sync::Arc;

/// How deep expressions and statements may nest in one another. The passes over the tree recurse,
/// and must do so within the two megabytes of a small thread's stack.
const MAX_DEPTH: u32 = 300;

pub(super) fn lower(
    source: &Arc<SourceFile>,
    module: &ruff::ModModule,
) -> Result<Module, Vec<Diagnostic>> {
    let mut lowering = Lowering {
        source,
        diagnostics: Vec::new(),
        scope_count: 1,
        depth: 0,
    };
    let body = lowering.body(&module.body);
    if lowering.diagnostics.is_empty() {
        Ok(Module {
            body,
            source: source.clone(),
            scope_count: lowering.scope_count,
        })
    } else {
        lowering.diagnostics.sort_by_key(|d| d.range.start);
        if let Some(index) = lowering
            .diagnostics
            .iter()
            .position(|d| d.kind == DiagnosticKind::SyntaxError)
        {
            return Err(vec![lowering.diagnostics.swap_remove(index)]);
        }
        Err(lowering.diagnostics)
    }
}

struct Lowering<'a> {
    source: &'a SourceFile,
    diagnostics: Vec<Diagnostic>,
    scope_count: u32,
    depth: u32,
}

fn span(range: TextRange) -> Range<u32> {
    range.start().to_u32()..range.end().to_u32()
}

impl Lowering<'_> {
    fn at(&self, node: impl Ranged) -> Position {
        self.source.position(span(node.range()))
    }

    fn text(&self, range: TextRange) -> &str {
        self.source.text.get(range.to_std_range()).unwrap_or("")
    }

    fn new_scope(&mut self) -> ScopeId {
        let scope = ScopeId(self.scope_count);
        self.scope_count += 1;
        scope
    }

    /// Runs `lower` one level deeper, or reports that the tree is too deep.
    fn deeper<T>(&mut self, range: TextRange, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.syntax_error(range, "too many nested expressions");
            return None;
        }
        self.depth += 1;
        let lowered = lower(self);
        self.depth -= 1;
        Some(lowered)
    }

    fn syntax_error(&mut self, range: TextRange, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::at_range(
            DiagnosticKind::SyntaxError,
            self.source,
            span(range),
            message,
        ));
    }

    fn unsupported(&mut self, range: TextRange, construct: &str, help: &str) {
        let mut diagnostic = Diagnostic::at_range(
            DiagnosticKind::Unsupported,
            self.source,
            span(range),
            format!("{construct} is not supported"),
        );
        diagnostic.help = Some(help.to_owned());
        self.diagnostics.push(diagnostic);
    }

    /// Stands in for an expression that a diagnostic is about.
    fn hole(&self, range: TextRange) -> Expr {
        Expr {
            at: self.at(range),
            kind: ExprKind::Literal(Literal::None),
        }
    }
}
