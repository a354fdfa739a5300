//! The contract between the interpreter and functions written in Rust.
//!
//! A native never calls Python by Rust recursion. Where it needs Python code to run (a user's
//! `__eq__`, a key function) it asks its [`Ctx`] and passes the [`Interrupt`] on with `?`. The
//! interpreter runs the callee, then runs the native *again from its start* with the answer at
//! hand, until it gets through. Hence the one rule for natives: **no side effect before the last
//! thing that can interrupt**. What must happen once only goes through [`Ctx::once`].

use super::ctx::Ctx;
use super::exit::Syscall;
use super::value::{Ref, Value};

pub type Result<T = Value> = std::result::Result<T, Interrupt>;

pub type NativeFn = fn(&mut Ctx<'_>, Args<'_>) -> Result;

/// What a module or class registers.
#[derive(Debug)]
pub struct NativeDef {
    pub name: &'static str,
    pub function: NativeFn,
    pub kind: NativeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NativeKind {
    /// A function of a module, or a static method.
    Function,
    /// A method: the receiver is the first argument.
    Method,
    /// A dunder method (shown as "slot wrapper").
    Wrapper,
    /// The class is the first argument.
    ClassMethod,
    /// A computed attribute, read-only unless there is a setter.
    Getter,
    /// `__new__`: the class is the first argument, never bound.
    New,
}

/// Arguments as in CPython's vectorcall: the keyword values follow the positional ones.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    pub positional: &'a [Value],
    pub keyword_names: &'a [Ref],
    pub keyword_values: &'a [Value],
}

impl<'a> Args<'a> {
    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args {
            positional: values,
            keyword_names: &[],
            keyword_values: &[],
        }
    }

    /// Without the first positional argument (a `self`).
    pub fn skip_first(self) -> Args<'a> {
        Args {
            positional: self.positional.get(1..).unwrap_or(&[]),
            ..self
        }
    }

    pub fn len(&self) -> usize {
        self.positional.len()
    }

    pub fn is_empty(&self) -> bool {
        self.positional.is_empty()
    }

    pub fn has_keywords(&self) -> bool {
        !self.keyword_names.is_empty()
    }

    /// The positional argument at `index`, or `Null`.
    pub fn get(&self, index: usize) -> Value {
        self.positional.get(index).copied().unwrap_or(Value::Null)
    }

    pub fn keywords(&self) -> impl Iterator<Item = (Ref, Value)> + use<'a> {
        self.keyword_names
            .iter()
            .copied()
            .zip(self.keyword_values.iter().copied())
    }
}

/// Why a native did not come to its end (this time).
#[derive(Debug)]
pub enum Interrupt {
    /// A Python exception: an instance.
    Raise(Value),
    /// Python code has to run first.
    Call(Box<Call>),
    /// Only the driver can do this.
    Syscall(Box<Request>),
}

/// Python code that a native waits for.
#[derive(Debug)]
pub struct Call {
    pub callable: Value,
    pub args: Vec<Value>,
    pub keyword_names: Vec<Ref>,
    pub then: Then,
    pub target: CallTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallTarget {
    /// Call `callable`.
    Callable,
    /// `callable` is the function of a class body or of `exec`: its namespace is `args[0]`.
    Body,
    /// `callable` is a generator: resume it, sending `args[0]`.
    Send,
    /// `callable` is a generator: resume it by raising `args[0]` in it.
    Throw,
}

/// What becomes of the outcome of a call or syscall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It is the result of the native, which is done.
    Return,
    /// The native runs again and finds it as an answer.
    Resume,
    /// The native runs again and finds nothing new: it only had to let time pass.
    Restart,
    /// As `Resume`; and if it raises this class (or a subclass), the native gets the exception as an
    /// answer instead of being unwound.
    ResumeOrCatch(Ref),
}

/// A syscall that a native makes.
#[derive(Debug)]
pub struct Request {
    pub syscall: Syscall,
    pub then: Then,
    /// What the native returns if `then` is `Return` and the driver answers `Done`.
    pub result: Value,
}

/// What an earlier run of a native was told.
#[derive(Clone, Copy, Debug)]
pub enum Reply {
    Value(Value),
    /// A caught exception.
    Exception(Value),
    /// Nested work began here and has no result yet; its own replies follow.
    Begun,
}
