//! What the interpreter needs from around it: source text of modules, compiled.

use std::sync::Arc;

use crate::bytecode::CodeObject;

/// A module written in Python.
#[derive(Clone, Debug)]
pub struct Source {
    pub code: Arc<CodeObject>,
    pub package: bool,
    /// Part of the simulated standard library: its frames are shown in tracebacks, but it is not
    /// the program.
    pub library: bool,
}

/// Why text did not compile: what `SyntaxError` tells.
#[derive(Clone, Debug)]
pub struct CompileError {
    pub message: String,
    pub filename: String,
    pub line: u32,
    pub column: u32,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Exec,
    Eval,
}

pub trait Host: Send {
    /// The module of this dotted name: beside the program or in the standard library.
    /// `None` where there is no such module.
    fn module(&mut self, name: &str) -> Option<Result<Source, CompileError>>;

    /// The nearest module that exists, for "did you mean".
    fn nearest_module(&self, name: &str) -> Option<String>;

    /// Compiles text for `exec` and `eval`.
    fn compile(
        &mut self,
        text: &str,
        filename: &str,
        mode: Mode,
    ) -> Result<Arc<CodeObject>, CompileError>;

    /// A line of a source file, for tracebacks. 1-based.
    fn source_line(&self, filename: &str, line: u32) -> Option<String>;
}
