//! The bodies of the core objects: functions, classes, generators, exceptions, locks.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use compact_str::CompactString;

use super::code::LoadedCode;
use super::exit::ThreadId;
use super::frame::Frame;
use super::native::NativeDef;
use super::number::hash::hash_str;
use super::table;
use super::types::Layout;
use super::value::{Ref, Value};

pub type Dict = table::Dict<Value, Value>;
pub type Set = table::Set<Value>;

/// An immutable string of Unicode code points. A short one needs no memory besides its slot.
#[derive(Clone, Debug)]
pub struct Str {
    text: CompactString,
    /// 0 until somebody asks.
    hash: Cell<i64>,
    /// Number of code points if it is not the number of bytes; 0 until somebody asks.
    length: Cell<u32>,
    /// All code points are ASCII: indices are byte offsets.
    pub ascii: bool,
}

impl Str {
    #[inline]
    pub fn new(text: impl Into<CompactString>) -> Str {
        let text = text.into();
        let ascii = text.is_ascii();
        Str {
            text,
            hash: Cell::new(0),
            length: Cell::new(0),
            ascii,
        }
    }

    /// CPython's `hash(str)` under `PYTHONHASHSEED=0`.
    #[inline]
    pub fn hash(&self) -> i64 {
        match self.hash.get() {
            0 => self.find_hash(),
            known => known,
        }
    }

    #[inline(never)]
    fn find_hash(&self) -> i64 {
        let hash = hash_str(&self.text);
        self.hash.set(hash);
        hash
    }

    /// Whether the texts are the same.
    #[inline]
    pub fn equals(&self, other: &Str) -> bool {
        let (mine, its) = (self.hash.get(), other.hash.get());
        (mine == its || mine == 0 || its == 0) && self.text == other.text
    }

    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Number of code points.
    pub fn len(&self) -> usize {
        if self.ascii {
            return self.text.len();
        }
        match self.length.get() {
            0 => {
                let length = self.text.chars().count();
                self.length.set(u32::try_from(length).unwrap_or(0));
                length
            }
            known => known as usize,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// `PyFunctionObject`.
#[derive(Clone, Debug)]
pub struct Function {
    pub code: Arc<LoadedCode>,
    pub globals: Ref,
    pub name: Value,
    pub qualname: Value,
    pub module: Value,
    pub doc: Value,
    /// For the last positional parameters.
    pub defaults: Vec<Value>,
    /// A dict, or `Null`.
    pub kwdefaults: Value,
    /// A dict, or `Null`.
    pub annotations: Value,
    /// Cells, in the order of the code's free variables.
    pub closure: Box<[Value]>,
}

impl Function {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(Value::Obj(self.globals));
        for value in [
            self.name,
            self.qualname,
            self.module,
            self.doc,
            self.kwdefaults,
            self.annotations,
        ] {
            visit(value);
        }
        self.defaults.iter().for_each(|&v| visit(v));
        self.closure.iter().for_each(|&v| visit(v));
    }
}

/// A function written in Rust, bound to a receiver or not.
#[derive(Clone, Copy, Debug)]
pub struct NativeFunction {
    pub def: &'static NativeDef,
    /// The `self` of a bound method, or `Null`.
    pub receiver: Value,
}

#[derive(Clone, Copy, Debug)]
pub struct BoundMethod {
    pub function: Value,
    pub receiver: Value,
}

/// `PyTypeObject`. Its namespace is the object's `__dict__`.
#[derive(Clone, Debug)]
pub struct Class {
    pub name: Box<str>,
    pub bases: Vec<Ref>,
    /// The class itself first.
    pub mro: Vec<Ref>,
    pub layout: Layout,
    /// Built in: immutable for the program.
    pub builtin: bool,
    /// `__slots__` without `__dict__`: its instances have no attributes beyond these.
    pub slots: Option<Vec<Value>>,
    /// Called for `Class(...)` of exactly this class, past `__new__` and `__init__`.
    pub vectorcall: Option<&'static NativeDef>,
    pub subclasses: Vec<Ref>,
    /// The class or one of its bases defines `__getattr__` / `__getattribute__`, `__setattr__` …
    pub special: Special,
}

/// Which hooks a class has, so that the common case need not look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Special {
    pub getattr: bool,
    pub getattribute: bool,
    pub setattr: bool,
    pub delattr: bool,
    pub init_subclass: bool,
}

impl Class {
    /// Bytes of memory it owns besides its slot.
    pub fn size(&self) -> usize {
        64 + self.mro.len() * size_of::<Ref>()
    }

    /// The resolution order holds nothing that the bases do not lead to, and is long where
    /// classes are many.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for list in [&self.bases, &self.subclasses] {
            list.iter().for_each(|&r| visit(Value::Obj(r)));
        }
        self.slots.iter().flatten().for_each(|&v| visit(v));
    }
}

/// A module's namespace is the object's `__dict__`.
#[derive(Clone, Debug)]
pub struct Module {
    pub name: Box<str>,
}

/// What every exception has besides its `__dict__`.
#[derive(Clone, Debug)]
pub struct ExceptionObject {
    /// A tuple.
    pub args: Value,
    /// A traceback object or `None`.
    pub traceback: Value,
    pub cause: Value,
    pub context: Value,
    pub suppress_context: bool,
}

impl ExceptionObject {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for value in [self.args, self.traceback, self.cause, self.context] {
            visit(value);
        }
    }
}

/// One entry of a traceback, `next` towards where the exception was raised.
#[derive(Clone, Debug)]
pub struct Traceback {
    pub next: Value,
    pub code: Arc<LoadedCode>,
    /// Index of the instruction.
    pub lasti: u32,
    pub globals: Ref,
    /// The frame's local names and their values when it raised a NameError or AttributeError,
    /// for the suggestion; else `Null`. (CPython keeps the frame.)
    pub locals: Value,
}

impl Traceback {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for value in [self.next, Value::Obj(self.globals), self.locals] {
            visit(value);
        }
    }
}

/// A generator, and the frame that it keeps while it is suspended.
#[derive(Clone, Debug)]
pub struct Generator {
    pub state: GeneratorState,
    pub name: Value,
    pub qualname: Value,
    pub code: Arc<LoadedCode>,
}

#[derive(Clone, Debug)]
pub enum GeneratorState {
    /// Waits at its start (`started` false) or at a yield.
    Suspended(Box<Suspended>),
    Running,
    Finished,
}

#[derive(Clone, Debug)]
pub struct Suspended {
    pub frame: Frame,
    /// Fast locals and operand stack.
    pub stack: Vec<Value>,
    pub started: bool,
    /// The exception that it is handling.
    pub handled: Value,
}

impl Generator {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.name);
        visit(self.qualname);
        if let GeneratorState::Suspended(suspended) = &self.state {
            suspended.frame.trace(visit);
            suspended.stack.iter().for_each(|&v| visit(v));
            visit(suspended.handled);
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub get: Value,
    pub set: Value,
    pub delete: Value,
    pub doc: Value,
}

impl Property {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for value in [self.get, self.set, self.delete, self.doc] {
            visit(value);
        }
    }
}

/// `super(class, object)`.
#[derive(Clone, Copy, Debug)]
pub struct Super {
    pub class: Value,
    pub object: Value,
    /// The class of `object`, or `object` itself where that is a class.
    pub object_class: Value,
}

impl Super {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for value in [self.class, self.object, self.object_class] {
            visit(value);
        }
    }
}

/// `_thread.lock` and `_thread.RLock`: what both know. Whoever blocks on it blocks in the driver.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// Who took it, while it is locked. (Any thread may release a plain lock.)
    pub owner: Option<ThreadId>,
    /// How often the owner took it: at most 1 for a plain lock.
    pub count: u64,
    /// Threads blocked in `acquire`.
    pub waiters: u32,
    pub reentrant: bool,
    /// Whether the lock is taken, for threads that take it without the GIL, as `sem_wait` does;
    /// there once one has had to wait.
    pub semaphore: Option<Arc<AtomicBool>>,
}

impl Lock {
    /// Takes the lock if it is free.
    pub fn take(&mut self, thread: ThreadId) -> bool {
        let taken = |it: &Arc<AtomicBool>| it.swap(true, Ordering::Acquire);
        if self.count > 0 || self.semaphore.as_ref().is_some_and(taken) {
            return false;
        }
        self.taken_by(thread);
        true
    }

    /// `thread` has it from now on.
    pub fn taken_by(&mut self, thread: ThreadId) {
        self.owner = Some(thread);
        self.count = 1;
    }

    /// Nobody has it from now on.
    pub fn free(&mut self) {
        self.owner = None;
        self.count = 0;
        if let Some(semaphore) = &self.semaphore {
            semaphore.store(false, Ordering::Release);
        }
    }

    pub fn is_taken(&self) -> bool {
        let taken = |it: &Arc<AtomicBool>| it.load(Ordering::Acquire);
        self.count > 0 || self.semaphore.as_ref().is_some_and(taken)
    }

    /// What tells threads without the GIL whether the lock is taken.
    pub fn semaphore(&mut self) -> Arc<AtomicBool> {
        let taken = self.count > 0;
        let new = || Arc::new(AtomicBool::new(taken));
        self.semaphore.get_or_insert_with(new).clone()
    }
}

/// `range(start, stop, step)`; each an int.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}
