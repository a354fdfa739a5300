//! Source text to syntax tree.
//!
//! [`parse`] is the only door; nobody outside this module sees the parser crate. It refuses what
//! is too deep to walk safely, reports the first syntax error in CPython's words, and reports
//! every construct outside the supported subset at once, before anything runs.

pub mod ast;
/// How the names of functions begin that hold type parameters and show nowhere.
pub const HIDDEN: &str = "<generic parameters";

mod diagnostic;
mod error;
mod lower;
mod nesting;
pub mod segment;
mod source;

use std::sync::Arc;

pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use source::SourceFile;

/// Parses a module.
///
/// # Errors
///
/// One diagnostic for a program that is not Python, or one per unsupported construct.
pub fn parse(source: &str, filename: &str) -> Result<ast::Module, Vec<Diagnostic>> {
    let source = Arc::new(SourceFile::new(source, filename));
    if source.text.len() > nesting::MAX_SOURCE_BYTES {
        return Err(vec![Diagnostic::at_range(
            DiagnosticKind::SyntaxError,
            &source,
            0..0,
            "source is too long",
        )]);
    }
    nesting::check(&source).map_err(|diagnostic| vec![diagnostic])?;
    let parsed = ruff_python_parser::parse_unchecked_source(
        &source.text,
        ruff_python_ast::PySourceType::Python,
    );
    if let Some(diagnostic) = error::first(&source, &parsed) {
        return Err(vec![diagnostic]);
    }
    lower::lower(&source, parsed.syntax())
}
