//! The `builtins` module.

mod iteration;
mod number;
mod object;
mod output;
mod sort;
mod sum;

pub use object::{dir, vars};

use super::interpreter::Interpreter;
use super::native::NativeDef;
use super::objects::native_value;
use super::types::TYPES;
use super::value::{Ref, Value};

const FUNCTIONS: &[&[NativeDef]] = &[
    super::eval::FUNCTIONS,
    iteration::FUNCTIONS,
    number::FUNCTIONS,
    object::FUNCTIONS,
    output::FUNCTIONS,
    sum::FUNCTIONS,
];

impl Interpreter {
    pub(super) fn make_builtins(&mut self) {
        let module = self.new_module("builtins");
        let Value::Obj(r) = module else { return };
        self.builtins = self.dict_of_or_new(r);
        for (index, spec) in TYPES.iter().enumerate() {
            if spec.module == "builtins" && is_public(spec.name) {
                self.set_global(self.builtins, spec.name, Value::Obj(Ref(index as u64 + 1)));
            }
        }
        for native in FUNCTIONS.iter().copied().flatten() {
            let function = native_value(self, native);
            self.set_global(self.builtins, native.name, function);
        }
        let [locals, vars, dir, _] = &super::eval::OF_FRAME;
        for native in [locals, vars, dir] {
            let function = native_value(self, native);
            self.set_global(self.builtins, native.name, function);
        }
        let constants = [
            ("NotImplemented", Value::NotImplemented),
            ("Ellipsis", Value::Ellipsis),
            ("__debug__", Value::True),
            ("IOError", Value::Obj(super::types::OS_ERROR)),
            ("EnvironmentError", Value::Obj(super::types::OS_ERROR)),
        ];
        for (name, value) in constants {
            self.set_global(self.builtins, name, value);
        }
        if self.profile.version.major() == 2 {
            // What programs for both Pythons ask for first: `try: xrange except NameError: …`.
            let names = [
                ("xrange", Value::Obj(super::types::RANGE)),
                ("long", Value::Obj(super::types::INT)),
                ("unicode", Value::Obj(super::types::STR)),
            ];
            for (name, value) in names {
                self.set_global(self.builtins, name, value);
            }
        }
        self.set_module("builtins", module);
    }
}

/// Whether a built-in class has a name in `builtins`: the others are reached by `type(...)` only.
fn is_public(name: &str) -> bool {
    const PUBLIC: [&str; 26] = [
        "object",
        "type",
        "int",
        "bool",
        "float",
        "complex",
        "str",
        "bytes",
        "bytearray",
        "list",
        "tuple",
        "dict",
        "set",
        "frozenset",
        "range",
        "slice",
        "property",
        "staticmethod",
        "classmethod",
        "super",
        "reversed",
        "enumerate",
        "zip",
        "map",
        "filter",
        "memoryview",
    ];
    name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.ends_with("Type")
        || PUBLIC.contains(&name)
}
