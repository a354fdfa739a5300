//! The part of the built-ins that is written in Python.

use crate::bytecode::Const;
use crate::vm::code::LoadedCode;
use crate::vm::heap::Body;
use crate::vm::host::Mode;
use crate::vm::interpreter::Interpreter;
use crate::vm::names;
use crate::vm::object::Function;
use crate::vm::types;
use crate::vm::value::Value;

const SOURCE: &str = include_str!("../prelude.py");

impl Interpreter {
    /// Compiles the prelude, which is nothing but function definitions, and makes the functions.
    /// A host that cannot compile leaves it empty.
    pub(in crate::vm) fn load_prelude(&mut self) {
        self.prelude = self.new_dict();
        let builtins = Value::Obj(self.builtins);
        self.dict_set_name(self.prelude, names::BUILTINS, builtins);
        let Ok(module) = self.host.compile(SOURCE, "<prelude>", Mode::Exec) else {
            return;
        };
        for constant in &module.consts {
            if let Const::Code(code) = constant {
                let loaded: std::sync::Arc<LoadedCode> = self.load(code, true);
                let name = Value::Obj(self.intern(&code.name));
                let function = Function {
                    code: loaded,
                    globals: self.prelude,
                    name,
                    qualname: name,
                    module: Value::None,
                    doc: Value::None,
                    defaults: Vec::new(),
                    kwdefaults: Value::Null,
                    annotations: Value::Null,
                    closure: Box::default(),
                };
                let function = Body::Function(Box::new(function));
                let function = Value::Obj(self.heap.alloc(types::FUNCTION, function));
                self.set_global(self.prelude, &code.name, function);
            }
        }
    }
}
