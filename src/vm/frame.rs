//! What a thread is in the middle of: frames of Python functions, and natives that wait for them.

use std::ops::{Deref, DerefMut};

use super::code::CodeId;
use super::native::{NativeDef, Reply, Then};
use super::value::{Ref, Value};
use crate::bytecode::{BinaryOp, CompareOp};

/// One entry of a thread's call stack.
#[derive(Clone, Debug)]
pub enum Activation {
    Python(Frame),
    Native(Box<NativeFrame>),
}

/// A thread's call stack, the innermost activation last.
///
/// The places of activations that are over stay, so that a call is written straight into one.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    places: Vec<Activation>,
    depth: usize,
}

impl Frames {
    #[inline(always)]
    pub fn push(&mut self, activation: Activation) {
        match self.places.get_mut(self.depth) {
            Some(place) => *place = activation,
            None => self.places.push(activation),
        }
        self.depth += 1;
    }

    pub fn pop(&mut self) -> Option<Activation> {
        self.depth = self.depth.checked_sub(1)?;
        let place = self.places.get_mut(self.depth)?;
        Some(std::mem::replace(place, Activation::Python(NO_FRAME)))
    }

    /// As `pop`, for a Python frame of which nothing is needed any more.
    #[inline(always)]
    pub fn forget_last(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

impl Deref for Frames {
    type Target = [Activation];

    #[inline(always)]
    fn deref(&self) -> &[Activation] {
        &self.places[..self.depth]
    }
}

impl DerefMut for Frames {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [Activation] {
        &mut self.places[..self.depth]
    }
}

/// What an unused place holds.
const NO_FRAME: Frame = Frame {
    code: CodeId(0),
    pc: 0,
    base: 0,
    return_sp: 0,
    globals: Ref(0),
    locals: Value::Null,
    function: Value::Null,
    generator: Value::Null,
    outer_handled: Value::None,
    awaiting: Awaiting::Push,
};

/// A Python function, class body or module in execution. Its fast locals and operand stack are
/// a stretch of the thread's stack.
#[derive(Clone, Debug)]
pub struct Frame {
    pub code: CodeId,
    /// Index of the next instruction.
    pub pc: u32,
    /// Where its fast locals begin.
    pub base: u32,
    /// Where the caller's stack goes on when it is over.
    pub return_sp: u32,
    pub globals: Ref,
    /// The namespace of a class body or module; `Null` in a function.
    pub locals: Value,
    /// The function, for its closure; `Null` in a module.
    pub function: Value,
    /// The generator whose frame this is, or `Null`.
    pub generator: Value,
    /// What the resumer of the generator was handling.
    pub outer_handled: Value,
    /// What it does with the value that it is waiting for.
    pub awaiting: Awaiting,
}

impl Frame {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Obj(self.globals));
        visit(self.locals);
        visit(self.function);
        visit(self.generator);
        visit(self.outer_handled);
    }
}

/// What a Python frame does with the outcome of the operation that suspended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    Push,
    /// An attribute that is going to be called: push NULL after it.
    PushNull,
    /// It is an exception: raise it.
    Raise,
    /// `STORE_ATTR` and its like have no result.
    Discard,
    /// As `Discard`, of a signal's handler: it goes on at this instruction.
    Handler(u32),
    /// `__init__`: must be `None`. The instance is on the stack already.
    Init,
    /// `FOR_ITER`: `Null` is the end.
    ForIter,
    /// `SEND`: at the receiver's end go to this instruction.
    Send(u32),
    /// `CHECK_EG_MATCH`: a pair of what is left of a group and what matched.
    GroupMatch,
    /// `UNPACK_SEQUENCE`: a list or tuple whose items go on the stack in reverse.
    Unpack,
}

/// An operation of the interpreter that may need Python code to run before it is through.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    Native(&'static NativeDef),
    /// `args[0](*args[1:])`.
    Call,
    /// callable, iterable of arguments, dict of keyword arguments or `Null`
    CallCollected,
    /// `class(*args)` by `__new__` and `__init__`.
    Construct(Ref),
    Binary(BinaryOp),
    /// The flag: the result must be a bool.
    Compare(CompareOp, bool),
    /// `args[0] in args[1]`, negated or not.
    Contains(bool),
    Negative,
    Positive,
    Invert,
    ToBool,
    GetAttr(Ref),
    SetAttr(Ref),
    DelAttr(Ref),
    GetItem,
    /// container, key, value
    SetItem,
    DelItem,
    Iter,
    /// `Null` at the end.
    Next,
    /// receiver, value: `yield from` an iterator that is no generator
    SendTo,
    /// The same for an exception that is thrown in.
    ThrowTo,
    /// What `await` goes through; the number says where the value comes from.
    Awaitable(u32),
    AsyncIter,
    AsyncNext,
    /// A function of the prelude.
    Prelude(&'static str),
    /// A list of `oparg` items, or ValueError.
    Unpack(u32),
    UnpackEx(u32),
    /// `format(value, spec)`.
    Format,
    Repr,
    Str,
    Ascii,
    /// `list.extend`, `set.update`, `dict.update` of the displays.
    ListExtend,
    SetUpdate,
    DictUpdate,
    DictMerge,
    SetAdd,
    BuildSet,
    BuildMap,
    /// values..., tuple of keys
    BuildConstKeyMap,
    Len,
    /// `args[0]` is an exception, `args[1]` a class or tuple of classes.
    MatchException,
    /// exception, cause (or `Null`)
    MakeException,
    /// name, fromlist, level
    Import,
    ImportFrom(Ref),
    ImportStar,
}

/// A native or an interpreter operation that waits for Python code or for the driver.
#[derive(Clone, Debug)]
pub struct NativeFrame {
    pub op: Op,
    /// Keyword values last.
    pub args: Vec<Value>,
    pub keyword_names: Vec<Ref>,
    pub replies: Vec<Reply>,
    /// What becomes of what it waits for.
    pub then: Then,
    /// Where the thread's stack goes on when it is over.
    pub return_sp: u32,
    /// `globals()` of whoever called it.
    pub globals: Ref,
    /// Virtual time charged for it so far.
    pub cost: u64,
}

impl NativeFrame {
    /// One that has not run yet.
    pub fn new(op: Op, args: Vec<Value>, return_sp: u32, globals: Ref) -> NativeFrame {
        NativeFrame {
            op,
            args,
            keyword_names: Vec::new(),
            replies: Vec::new(),
            then: Then::Resume,
            return_sp,
            globals,
            cost: 0,
        }
    }
}

impl Activation {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        match self {
            Activation::Python(frame) => frame.trace(visit),
            Activation::Native(frame) => {
                visit(Value::Obj(frame.globals));
                frame.args.iter().for_each(|&v| visit(v));
                for reply in &frame.replies {
                    match *reply {
                        Reply::Value(v) | Reply::Exception(v) => visit(v),
                        Reply::Begun => {}
                    }
                }
            }
        }
    }
}
