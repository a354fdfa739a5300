//! Which native methods each built-in class has.

use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::names;
use crate::vm::native::{NativeDef, NativeFn, NativeKind};
use crate::vm::object::NativeFunction;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// The methods of one class.
#[derive(Clone, Copy)]
pub struct ClassDef {
    pub class: Ref,
    pub methods: &'static [NativeDef],
    /// What `Class(...)` does, where that is one native.
    pub construct: Option<&'static NativeDef>,
}

impl ClassDef {
    pub const fn new(class: Ref, methods: &'static [NativeDef]) -> ClassDef {
        ClassDef {
            class,
            methods,
            construct: None,
        }
    }

    /// What `Class(...)` of exactly this class calls.
    pub const fn called(self, construct: &'static NativeDef) -> ClassDef {
        ClassDef {
            construct: Some(construct),
            ..self
        }
    }
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

/// A class may come more than once: groups of methods that several classes share are defs of
/// their own.
const CLASSES: &[&[ClassDef]] = &[
    super::object::CLASSES,
    super::class::CLASSES,
    super::list::CLASSES,
    super::tuple::CLASSES,
    super::dict::CLASSES,
    super::dict_view::CLASSES,
    super::exception::CLASSES,
    super::unicode_error::CLASSES,
    super::exception_group::CLASSES,
    super::generator::CLASSES,
    super::async_generator::CLASSES,
    super::iterator::CLASSES,
    super::int::CLASSES,
    super::float::CLASSES,
    super::complex::CLASSES,
    super::str::CLASSES,
    super::bytes::CLASSES,
    super::bytearray::CLASSES,
    super::set::CLASSES,
    super::range::CLASSES,
    super::property::CLASSES,
    super::function::CLASSES,
    super::frame::CLASSES,
    super::member::CLASSES,
    super::memoryview::CLASSES,
];

const UNHASHABLE: [Ref; 8] = [
    types::LIST,
    types::DICT,
    types::SET,
    types::BYTEARRAY,
    types::DICT_KEYS,
    types::DICT_ITEMS,
    types::MAPPINGPROXY,
    types::DEQUE,
];

pub fn register(interp: &mut Interpreter) {
    let of_modules = crate::vm::modules::classes();
    for def in CLASSES.iter().copied().flatten().chain(of_modules) {
        let dict = interp.class_dict(def.class);
        for native in def.methods {
            let value = native_value(interp, native);
            interp.set_global(dict, native.name, value);
        }
        if let Some(class) = interp.class_mut(def.class)
            && def.construct.is_some()
        {
            class.vectorcall = def.construct;
        }
    }
    for class in UNHASHABLE {
        let dict = interp.class_dict(class);
        interp.dict_set_name(dict, names::HASH_, Value::None);
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
    Value::Obj(interp.heap.alloc(class, Body::Native(native)))
}
