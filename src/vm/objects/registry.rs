//! Which native methods each built-in class has.

use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{NativeDef, NativeFn, NativeKind};
use crate::vm::object::NativeFunction;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// The methods of one class.
pub struct ClassDef {
    pub class: Ref,
    pub methods: &'static [NativeDef],
    /// What `Class(...)` does, where that is one native.
    pub construct: Option<&'static NativeDef>,
}

pub const fn method(name: &'static str, function: NativeFn) -> NativeDef {
    NativeDef {
        name,
        function,
        kind: NativeKind::Method,
    }
}

/// A dunder method.
pub const fn wrapper(name: &'static str, function: NativeFn) -> NativeDef {
    NativeDef {
        name,
        function,
        kind: NativeKind::Wrapper,
    }
}

pub const fn class_method(name: &'static str, function: NativeFn) -> NativeDef {
    NativeDef {
        name,
        function,
        kind: NativeKind::ClassMethod,
    }
}

pub const fn function(name: &'static str, function: NativeFn) -> NativeDef {
    NativeDef {
        name,
        function,
        kind: NativeKind::Function,
    }
}

/// A computed attribute.
pub const fn getter(name: &'static str, function: NativeFn) -> NativeDef {
    NativeDef {
        name,
        function,
        kind: NativeKind::Getter,
    }
}

/// `__new__`: the class is the first argument.
pub const fn new(function: NativeFn) -> NativeDef {
    NativeDef {
        name: "__new__",
        function,
        kind: NativeKind::New,
    }
}

const CLASSES: &[&ClassDef] = &[];

pub fn register(interp: &mut Interpreter) {
    for def in CLASSES.iter().chain(crate::vm::modules::CLASSES) {
        let dict = interp.class_dict(def.class);
        for native in def.methods {
            let value = native_value(interp, native);
            interp.set_global(dict, native.name, value);
        }
        if let Some(class) = interp.class_mut(def.class) {
            class.vectorcall = def.construct;
        }
    }
}

/// A function object for a native.
pub fn native_value(interp: &mut Interpreter, def: &'static NativeDef) -> Value {
    let class = match def.kind {
        NativeKind::Function | NativeKind::New => types::BUILTIN_FUNCTION,
        NativeKind::Method | NativeKind::ClassMethod => types::METHOD_DESCRIPTOR,
        NativeKind::Wrapper => types::WRAPPER_DESCRIPTOR,
        NativeKind::Getter => types::GETSET_DESCRIPTOR,
    };
    let native = NativeFunction {
        def,
        receiver: Value::Null,
    };
    Value::Obj(interp.heap.alloc(class, Body::Native(Box::new(native))))
}
