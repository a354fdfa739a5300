//! Annotations.

use crate::bytecode::{Const, Opcode, Position};
use crate::syntax::ast::{Expr, ExprKind, Parameter, Parameters};

use super::{Compiler, Result};

impl<'a> Compiler<'a> {
    /// Under `from __future__ import annotations` the text as it is written; CPython normalises
    /// spaces and quotes in it.
    pub(super) fn annotation(&mut self, annotation: &'a Expr, at: Position) -> Result {
        if self.string_annotations {
            let range = self.module.source.range(annotation.at);
            let text = self.module.source.text.get(range).unwrap_or("");
            self.load_const(Const::Str(text.into()), annotation.at);
            return Ok(());
        }
        if let ExprKind::Starred(value) = &annotation.kind {
            self.expr(value)?;
            self.emit(Opcode::UNPACK_SEQUENCE, 1, at);
            return Ok(());
        }
        self.expr(annotation)
    }

    /// A function's annotations as a tuple of names and values; false if it has none.
    pub(super) fn function_annotations(
        &mut self,
        parameters: &'a Parameters,
        returns: Option<&'a Expr>,
        at: Position,
    ) -> Result<bool> {
        let annotated = parameters
            .positional
            .iter()
            .chain(&parameters.positional_only)
            .chain(&parameters.varargs)
            .chain(&parameters.keyword_only)
            .chain(&parameters.varkeywords)
            .filter_map(annotated);
        let mut count = 0;
        for (parameter, annotation) in annotated {
            let name = self.mangle(&parameter.name);
            self.load_const(Const::Str(name.as_str().into()), at);
            self.annotation(annotation, at)?;
            count += 2;
        }
        if let Some(returns) = returns {
            self.load_const(Const::Str("return".into()), at);
            self.annotation(returns, at)?;
            count += 2;
        }
        if count > 0 {
            self.emit(Opcode::BUILD_TUPLE, count, at);
        }
        Ok(count > 0)
    }
}

fn annotated(parameter: &Parameter) -> Option<(&Parameter, &Expr)> {
    Some((parameter, parameter.annotation.as_ref()?))
}
