//! Native modules: those that CPython has in C.

mod array;
mod cmath;
mod collections;
pub mod gilsim;
mod hashlib;
mod interpreters;
pub mod io;
mod itertools;
mod math;
mod multiprocessing;
mod pickle;
pub mod posix;
mod process;
mod random;
mod regex;
pub mod signal;
pub mod structure;
pub mod sys;
pub mod thread;
pub mod time;
mod zlib;

pub use thread::ThreadHandle;

use super::interpreter::Interpreter;
use super::native::NativeDef;
use super::objects::{ClassDef, native_value};
use super::value::{Ref, Value};

/// One native module.
pub struct ModuleDef {
    pub name: &'static str,
    pub functions: &'static [NativeDef],
    /// Fills in what are no functions: constants, classes.
    pub init: fn(&mut Interpreter, namespace: Ref),
}

const MODULES: &[&ModuleDef] = &[
    &array::MODULE,
    &cmath::MODULE,
    &collections::MODULE,
    &gilsim::MODULE,
    &hashlib::MODULE,
    &interpreters::MODULE,
    &io::MODULE,
    &itertools::MODULE,
    &math::MODULE,
    &multiprocessing::MODULE,
    &pickle::MODULE,
    &posix::ERRNO,
    &posix::MODULE,
    &process::ATEXIT,
    &process::GC,
    &process::TRACEBACK,
    &random::MODULE,
    &regex::MODULE,
    &signal::MODULE,
    &sys::MODULE,
    &thread::MODULE,
    &time::MODULE,
    &zlib::MODULE,
];

/// The classes that native modules bring.
pub fn classes() -> impl Iterator<Item = &'static ClassDef> {
    CLASSES.iter().chain(itertools::CLASSES).copied()
}

const CLASSES: &[&ClassDef] = &[
    &collections::DEFAULTDICT,
    &collections::ORDERED_DICT,
    &collections::DEQUE,
    &collections::DEQUE_ITERATOR,
    &hashlib::HASH,
    &io::TEXT_IO_WRAPPER,
    &io::STRING_IO,
    &random::RANDOM,
    &regex::PROGRAM,
    &structure::FLAGS,
    &structure::FLOAT_INFO,
    &structure::HASH_INFO,
    &structure::INT_INFO,
    &structure::NAMESPACE,
    &structure::STRUCT_TIME,
    &structure::THREAD_INFO,
    &structure::VERSION_INFO,
    &thread::HANDLE,
    &thread::LOCAL,
    &thread::LOCK,
    &thread::RLOCK,
];

impl Interpreter {
    /// Makes the native module of this name, if there is one. Does not enter it in
    /// `sys.modules`.
    pub(super) fn native_module(&mut self, name: &str) -> Option<Value> {
        let def = MODULES.iter().find(|def| def.name == name)?;
        let module = self.new_module(def.name);
        let Value::Obj(r) = module else { return None };
        let namespace = self.dict_of_or_new(r);
        for native in def.functions {
            let function = native_value(self, native);
            self.set_global(namespace, native.name, function);
        }
        (def.init)(self, namespace);
        Some(module)
    }

    pub fn native_module_names() -> impl Iterator<Item = &'static str> {
        MODULES.iter().map(|def| def.name)
    }
}
