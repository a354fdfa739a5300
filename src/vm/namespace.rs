//! Namespaces: dicts whose keys are names. Modules, classes and instances keep their attributes
//! in one.

use super::heap::Body;
use super::interpreter::Interpreter;
use super::names;
use super::object::{Dict, Module};
use super::types;
use super::value::{Ref, Value};

impl Interpreter {
    pub fn dict(&self, r: Ref) -> Option<&Dict> {
        match self.heap.body(r) {
            Body::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub fn dict_mut(&mut self, r: Ref) -> Option<&mut Dict> {
        match self.heap.body_mut(r) {
            Body::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The slot of a string key.
    #[inline]
    pub fn dict_find_name(&self, dict: Ref, name: Ref) -> Option<usize> {
        let hash = match self.heap.body(name) {
            Body::Str(s) => s.hash(),
            _ => return None,
        };
        let heap = &self.heap;
        self.dict(dict)?.get_index(hash, |key| match *key {
            Value::Obj(r) if r == name => true,
            Value::Obj(r) => match (heap.body(r), heap.body(name)) {
                (Body::Str(a), Body::Str(b)) => a.equals(b),
                _ => false,
            },
            _ => false,
        })
    }

    #[inline]
    pub fn dict_get_name(&self, dict: Ref, name: Ref) -> Option<Value> {
        let slot = self.dict_find_name(dict, name)?;
        Some(self.dict(dict)?.slot(slot)?.value)
    }

    pub fn dict_set_name(&mut self, dict: Ref, name: Ref, value: Value) {
        let slot = self.dict_find_name(dict, name);
        let hash = match self.heap.body(name) {
            Body::Str(s) => s.hash(),
            _ => return,
        };
        let Some(table) = self.dict_mut(dict) else {
            return;
        };
        match slot.and_then(|slot| table.slot_mut(slot)) {
            Some(entry) => entry.value = value,
            None => {
                table.insert_new(hash, Value::Obj(name), value);
                self.heap.grew(64);
            }
        }
    }

    pub fn dict_remove_name(&mut self, dict: Ref, name: Ref) -> Option<Value> {
        let slot = self.dict_find_name(dict, name)?;
        self.dict_mut(dict)?
            .remove_at(slot)
            .map(|entry| entry.value)
    }

    pub fn set_global(&mut self, dict: Ref, name: &str, value: Value) {
        let name = self.intern(name);
        self.dict_set_name(dict, name, value);
    }

    /// The class's own namespace.
    pub fn class_dict(&mut self, class: Ref) -> Ref {
        self.dict_of_or_new(class)
    }

    /// An object's `__dict__`, made if there is none yet.
    pub fn dict_of_or_new(&mut self, r: Ref) -> Ref {
        match self.heap.dict_of(r) {
            Some(dict) => dict,
            None => {
                let dict = self.new_dict();
                self.heap.set_dict_of(r, Some(dict));
                dict
            }
        }
    }

    pub fn new_module(&mut self, name: &str) -> Value {
        let module = self.heap.alloc(
            types::MODULE,
            Body::Module(Box::new(Module { name: name.into() })),
        );
        let dict = self.dict_of_or_new(module);
        let text = Value::Obj(self.intern(name));
        self.dict_set_name(dict, names::NAME, text);
        self.dict_set_name(dict, names::DOC, Value::None);
        Value::Obj(module)
    }

    /// Enters a module in `sys.modules`.
    pub fn set_module(&mut self, name: &str, module: Value) {
        self.set_global(self.modules, name, module);
    }

    pub fn get_module(&mut self, name: &str) -> Option<Value> {
        let name = self.intern(name);
        self.dict_get_name(self.modules, name)
    }
}
