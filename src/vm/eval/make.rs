//! Values that instructions make: functions, slices.

use super::{Executor, Probe};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::object::Function;
use crate::vm::types;
use crate::vm::value::Value;

impl<P: Probe> Executor<'_, P> {
    pub(super) fn new_slice(&mut self, start: Value, stop: Value, step: Value) -> Value {
        let parts = Box::new([start, stop, step]);
        Value::Obj(self.interp.heap.alloc(types::SLICE, Body::Slice(parts)))
    }

    pub(super) fn is_exact_str(&self, value: Value) -> bool {
        self.interp.class_of(value) == types::STR
    }

    pub(super) fn make_function(&mut self, code: Value) -> Value {
        let Some(Body::Code(code)) = self.body(code) else {
            return Value::None;
        };
        let code = code.clone();
        let globals = self.globals();
        let name = Value::Obj(self.interp.intern(&code.code.name));
        let qualname = Value::Obj(self.interp.intern(&code.code.qualname));
        let module = self
            .interp
            .dict_get_name(globals, names::NAME)
            .unwrap_or(Value::None);
        let doc = match (code.code.consts.first(), code.consts.first()) {
            (Some(crate::bytecode::Const::Str(_)), Some(&doc)) => doc,
            _ => Value::None,
        };
        let function = Function {
            code,
            globals,
            name,
            qualname,
            module,
            doc,
            defaults: Vec::new(),
            kwdefaults: Value::Null,
            annotations: Value::Null,
            closure: Box::default(),
        };
        Value::Obj(
            self.interp
                .heap
                .alloc(types::FUNCTION, Body::Function(Box::new(function))),
        )
    }

    pub(super) fn set_function_attribute(&mut self, function: Value, which: usize, value: Value) {
        let items = match self.body(value) {
            Some(Body::Tuple(items)) => items.to_vec(),
            _ => Vec::new(),
        };
        let annotations = if which == 4 && !items.is_empty() {
            // A flat tuple of names and annotations, as CPython builds it.
            let dict = self.interp.new_dict();
            for pair in items.chunks_exact(2) {
                if let Value::Obj(name) = pair[0] {
                    self.interp.dict_set_name(dict, name, pair[1]);
                }
            }
            Value::Obj(dict)
        } else {
            value
        };
        let Some(Body::Function(f)) = function.as_ref().map(|r| self.interp.heap.body_mut(r))
        else {
            return;
        };
        match which {
            1 => f.defaults = items,
            2 => f.kwdefaults = value,
            4 => f.annotations = annotations,
            _ => f.closure = items.into(),
        }
    }
}
