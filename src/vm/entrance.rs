//! Coming into an interpreter from another one of the process.

use std::sync::Arc;

use super::code::LoadedCode;
use super::exit::{Crossing, ThreadId};
use super::host::Mode;
use super::interpreter::Interpreter;
use super::thread::{Entry, Thread};
use super::value::Value;
use crate::bytecode::CodeObject;

/// What a thread runs that comes in.
const WORK: &str = "from concurrent.interpreters._crossing import work\nwork()\n";

/// What is known of those who come in from other interpreters.
#[derive(Clone, Debug, Default)]
pub struct Entrance {
    /// What the thread that is inside has brought along, until it takes it.
    work: Option<Box<Crossing>>,
    code: Option<Arc<LoadedCode>>,
    /// Functions that were brought along before.
    functions: Vec<(Arc<CodeObject>, Arc<LoadedCode>)>,
}

impl Interpreter {
    /// `_PyXI_Enter`: makes this interpreter's own thread state for a thread of another, which
    /// will do what it has brought along. There is one at a time, and it is the main thread here.
    ///
    /// `None` where there is no memory left to begin with.
    pub fn enter(&mut self, crossing: Crossing) -> Option<ThreadId> {
        let code = match &self.entrance.code {
            Some(code) => code.clone(),
            None => {
                let code = self.compile_text(WORK, "<interpreter>", Mode::Exec).ok()?;
                self.entrance.code.insert(code).clone()
            }
        };
        let namespace = self.new_dict();
        let main = self.main_thread;
        let mut thread = Thread::new(main, false);
        thread.entry = Some(Entry {
            callable: self.module_function(code, namespace),
            args: Vec::new(),
            keyword_names: Vec::new(),
        });
        *self.threads.get_mut(main.0 as usize)? = Some(Box::new(thread));
        self.entrance.work = Some(Box::new(crossing));
        Some(main)
    }

    /// What the thread that has come in is to do: bytes, and functions made for here.
    pub(super) fn take_work(&mut self) -> Option<(Vec<u8>, Vec<Value>)> {
        let crossing = *self.entrance.work.take()?;
        let functions = crossing.functions.into_iter();
        let functions = functions.map(|code| self.brought_along(code)).collect();
        Some((crossing.work, functions))
    }

    /// A function of these instructions, whose globals are the main module's.
    fn brought_along(&mut self, code: Arc<CodeObject>) -> Value {
        let known = self.entrance.functions.iter();
        let known = known.filter(|(known, _)| Arc::ptr_eq(known, &code));
        let loaded = match known.map(|(_, loaded)| loaded.clone()).next() {
            Some(loaded) => loaded,
            None => {
                let loaded = self.load(&code, false);
                let functions = &mut self.entrance.functions;
                functions.push((code.clone(), loaded.clone()));
                loaded
            }
        };
        let main = self.get_module("__main__").and_then(Value::as_ref);
        let globals = match main {
            Some(main) => self.dict_of_or_new(main),
            None => self.new_dict(),
        };
        let name = Value::Obj(self.intern(&code.name));
        self.code_function(loaded, globals, name)
    }
}
