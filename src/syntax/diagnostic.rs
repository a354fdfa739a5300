//! [`Diagnostic`]: what is wrong with a program, and where.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::SourceFile;
use crate::bytecode::Position;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagnosticKind {
    /// CPython refuses the program too.
    SyntaxError,
    /// Valid Python outside the subset that runs here.
    Unsupported,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub kind: DiagnosticKind,
    /// CPython's words where it has them.
    pub message: String,
    pub filename: Arc<str>,
    /// In bytes of the source.
    pub range: Range<usize>,
    pub position: Position,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn at_range(
        kind: DiagnosticKind,
        source: &SourceFile,
        range: Range<u32>,
        message: impl Into<String>,
    ) -> Self {
        Diagnostic {
            kind,
            message: message.into(),
            filename: source.filename.clone(),
            range: range.start as usize..range.end as usize,
            position: source.position(range),
            help: None,
        }
    }

    /// A syntax error that the compiler finds.
    pub(crate) fn syntax_error(
        source: &SourceFile,
        position: Position,
        message: impl Into<String>,
    ) -> Self {
        Diagnostic {
            kind: DiagnosticKind::SyntaxError,
            message: message.into(),
            filename: source.filename.clone(),
            range: source.range(position),
            position,
            help: None,
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            DiagnosticKind::SyntaxError => "SyntaxError",
            DiagnosticKind::Unsupported => "unsupported",
        };
        write!(
            f,
            "{}:{}:{}: {kind}: {}",
            self.filename,
            self.position.line,
            self.position.column + 1,
            self.message
        )?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Diagnostic {}
