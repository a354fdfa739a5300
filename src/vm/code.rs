//! [`LoadedCode`]: a `CodeObject` made ready to run in one interpreter under one version profile.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::fusion::Fusion;
use super::value::{Ref, Value};
use crate::bytecode::{CodeObject, Opcode};

/// A pre-decoded instruction.
#[derive(Clone, Copy, Debug)]
pub struct Instr {
    pub opcode: Opcode,
    /// A pending drop request is seen after it (in this version).
    pub check: bool,
    /// Virtual nanoseconds.
    pub cost: u16,
    pub oparg: u32,
}

/// A place beside an instruction where it remembers what it found last time.
#[derive(Debug, Default)]
pub struct Cache {
    a: AtomicU64,
    b: AtomicU64,
}

impl Cache {
    #[inline]
    pub fn get(&self) -> (u64, u64) {
        (self.a.load(Relaxed), self.b.load(Relaxed))
    }

    #[inline]
    pub fn set(&self, a: u64, b: u64) {
        self.a.store(a, Relaxed);
        self.b.store(b, Relaxed);
    }
}

/// Index of a [`LoadedCode`] in its interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeId(pub u32);

#[derive(Debug)]
pub struct LoadedCode {
    pub id: CodeId,
    pub code: Arc<CodeObject>,
    pub instructions: Box<[Instr]>,
    /// The same, with superinstructions where sequences begin that can be done in one go.
    pub fused: Box<[Instr]>,
    /// Behind the opargs of the superinstructions.
    pub fusions: Box<[Fusion]>,
    pub consts: Box<[Value]>,
    /// Interned.
    pub names: Box<[Ref]>,
    /// One per instruction.
    pub caches: Box<[Cache]>,
    /// Part of a built-in function rather than of the program: no check points inside, and not
    /// shown in tracebacks.
    pub hidden: bool,
    /// Of a module of the standard library.
    pub library: bool,
    pub localsplus: u32,
    pub parameters: u32,
    /// How many values a frame may need on the stack above its locals, generously.
    pub room: usize,
    /// Only positional parameters without any frills: arguments can stay where they are.
    pub simple: bool,
}
