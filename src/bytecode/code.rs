//! [`CodeObject`]: the immutable result of compiling one function, class body or module.

use std::sync::Arc;

use num_bigint::BigInt;

use super::Opcode;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    pub opcode: Opcode,
    pub oparg: u32,
}

/// Where in the source an instruction comes from. Lines count from 1; columns are 0-based and
/// count characters (CPython counts UTF-8 bytes; a caret under Korean text must still fit).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
}

/// A row of the exception table: an exception raised at an instruction in `start..end` cuts the
/// operand stack to `depth`, pushes the instruction's index if `lasti`, pushes the exception and
/// goes on at `target`. Rows do not overlap and are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionEntry {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub depth: u32,
    pub lasti: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    BigInt(BigInt),
    Float(f64),
    Complex(f64, f64),
    Str(Box<str>),
    Bytes(Box<[u8]>),
    Tuple(Box<[Const]>),
    FrozenSet(Box<[Const]>),
    Code(Arc<CodeObject>),
}

/// `co_flags`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeFlags {
    /// Fast locals (functions and comprehensions, not modules or class bodies).
    pub optimized: bool,
    pub varargs: bool,
    pub varkeywords: bool,
    pub nested: bool,
    pub generator: bool,
    pub coroutine: bool,
    pub async_generator: bool,
}

/// Mirrors CPython's `PyCodeObject`.
///
/// Fast locals are numbered as in CPython 3.11+ ("localsplus"): `varnames` first, then those
/// `cellvars` that are not parameters, then `freevars`. A parameter that is also a cell keeps its
/// index in `varnames` and gets a `MAKE_CELL`.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeObject {
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub filename: Arc<str>,
    pub first_line: u32,
    pub flags: CodeFlags,
    /// Positional parameters (positional-only ones included), without `*args`.
    pub arg_count: u32,
    pub posonly_arg_count: u32,
    pub kwonly_arg_count: u32,
    /// Parameters (positional, keyword-only, `*args`, `**kwargs`), then other locals.
    pub varnames: Vec<Box<str>>,
    pub cellvars: Vec<Box<str>>,
    pub freevars: Vec<Box<str>>,
    pub names: Vec<Box<str>>,
    pub consts: Vec<Const>,
    pub instructions: Vec<Instruction>,
    /// One per instruction.
    pub positions: Vec<Position>,
    pub exception_table: Vec<ExceptionEntry>,
    /// The deepest the operand stack gets.
    pub stack_size: u32,
}

impl CodeObject {
    /// The cells that are not parameters: they have fast-local indices of their own.
    pub fn plain_cells(&self) -> impl Iterator<Item = &str> {
        self.cellvars
            .iter()
            .filter(|cell| !self.varnames.contains(cell))
            .map(|cell| &**cell)
    }

    /// Number of fast-local slots: locals, cells and free variables.
    pub fn localsplus_count(&self) -> usize {
        self.varnames.len() + self.plain_cells().count() + self.freevars.len()
    }

    /// Number of parameters, `*args` and `**kwargs` included.
    pub fn parameter_count(&self) -> usize {
        (self.arg_count + self.kwonly_arg_count) as usize
            + usize::from(self.flags.varargs)
            + usize::from(self.flags.varkeywords)
    }

    /// The name of fast-local slot `index`, for messages and `dis`.
    pub fn localsplus_name(&self, index: usize) -> Option<&str> {
        let plain = self.varnames.len();
        if let Some(name) = self.varnames.get(index) {
            return Some(name);
        }
        self.plain_cells()
            .chain(self.freevars.iter().map(|name| &**name))
            .nth(index - plain)
    }

    /// The handler that covers the instruction at `index`, as `get_exception_handler` does.
    pub fn handler(&self, index: u32) -> Option<&ExceptionEntry> {
        let after = self
            .exception_table
            .partition_point(|row| row.start <= index);
        self.exception_table[..after]
            .last()
            .filter(|row| index < row.end)
    }

    /// The source line of the instruction at `index`.
    pub fn line(&self, index: usize) -> u32 {
        self.positions
            .get(index)
            .map_or(self.first_line, |p| p.line)
    }
}
