//! Attributes that every object of a kind has without a `__dict__` entry: `__class__`,
//! `__dict__`, `__name__` of functions and classes, `__traceback__` of exceptions.

use std::collections::BTreeSet;

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{NativeKind, Result};
use crate::vm::object::Special;
use crate::vm::types::{self, Layout};
use crate::vm::value::{Ref, Value};

/// What [`Special`] tells of.
const HOOKS: [Ref; 5] = [
    names::GETATTR,
    names::GETATTRIBUTE,
    names::SETATTR,
    names::DELATTR,
    names::INIT_SUBCLASS,
];

impl Ctx<'_> {
    /// The attribute of what a method or a decorator wraps, which may be wrapped itself.
    fn find_inner(&mut self, inner: Value, name: Ref) -> Result<Option<Value>> {
        self.nested("", |ctx| ctx.find_attr(inner, name))
    }

    /// The last resort of attribute look-up.
    pub(super) fn special_attribute(&mut self, value: Value, name: Ref) -> Result<Option<Value>> {
        if name == names::CLASS {
            return Ok(Some(Value::Obj(self.class_of(value))));
        }
        if name == names::DOC {
            return Ok(Some(self.doc_of(value)));
        }
        let Value::Obj(r) = value else {
            return Ok(None);
        };
        if name == names::DICT_ && self.has_dict(value) {
            return Ok(Some(Value::Obj(self.interp.dict_of_or_new(r))));
        }
        Ok(match self.interp.heap.body(r) {
            Body::Function(_) => self.function_attribute(r, name),
            Body::Native(native) => match name {
                names::NAME => Some(Value::Obj(self.interp.intern(native.def.name))),
                names::QUALNAME => {
                    let text = match native.receiver {
                        Value::Obj(_)
                            if !matches!(self.body(native.receiver), Some(Body::Module(_))) =>
                        {
                            let class = self.type_name(native.receiver);
                            format!("{class}.{}", native.def.name)
                        }
                        _ => native.def.name.to_string(),
                    };
                    Some(self.string(text))
                }
                names::SELF if !native.receiver.is_null() => Some(native.receiver),
                names::MODULE_ => Some(self.str("builtins")),
                _ => None,
            },
            Body::BoundMethod(method) => {
                let method = *method;
                match name {
                    names::FUNC => Some(method.function),
                    names::SELF => Some(method.receiver),
                    _ => self.find_inner(method.function, name)?,
                }
            }
            Body::StaticMethod(inner) | Body::ClassMethod(inner) => {
                let inner = *inner;
                match name {
                    names::FUNC | names::WRAPPED => Some(inner),
                    _ => self.find_inner(inner, name)?,
                }
            }
            Body::Property(property) => {
                let property = **property;
                if name == names::ISABSTRACTMETHOD {
                    return self.find_inner(property.get, name);
                }
                let part = match self.interp.text(name) {
                    "fget" => property.get,
                    "fset" => property.set,
                    "fdel" => property.delete,
                    _ => return Ok(None),
                };
                Some(part.some().unwrap_or(Value::None))
            }
            Body::Exception(e) => match name {
                names::ARGS => Some(e.args),
                names::TRACEBACK_ => Some(e.traceback),
                names::CAUSE => Some(e.cause),
                names::CONTEXT => Some(e.context),
                names::SUPPRESS_CONTEXT => Some(Value::from(e.suppress_context)),
                names::VALUE if self.interp.is_instance(value, types::STOP_ITERATION) => {
                    Some(self.first_arg(value))
                }
                names::CODE_EXIT if self.interp.is_instance(value, types::SYSTEM_EXIT) => {
                    Some(self.first_arg(value))
                }
                _ => self.exception_attribute(value, name),
            },
            Body::Generator(generator) => match name {
                names::NAME => Some(generator.name),
                names::QUALNAME => Some(generator.qualname),
                _ => None,
            },
            Body::Code(code) => {
                let code = code.code.clone();
                match self.interp.text(name) {
                    "co_name" => Some(self.str(&code.name)),
                    "co_qualname" => Some(self.str(&code.qualname)),
                    "co_filename" => Some(self.str(&code.filename)),
                    "co_firstlineno" => Some(Value::Int(code.first_line.into())),
                    "co_flags" => Some(Value::Int(code_flags(code.flags))),
                    "co_argcount" => Some(Value::Int(code.arg_count.into())),
                    "co_kwonlyargcount" => Some(Value::Int(code.kwonly_arg_count.into())),
                    "co_varnames" | "co_freevars" | "co_cellvars" | "co_names" => {
                        let names = match self.interp.text(name) {
                            "co_varnames" => &code.varnames,
                            "co_freevars" => &code.freevars,
                            "co_cellvars" => &code.cellvars,
                            _ => &code.names,
                        };
                        let names = names.iter().map(|name| self.str(name));
                        let names = names.collect::<Vec<_>>();
                        Some(self.tuple(names))
                    }
                    _ => None,
                }
            }
            Body::Traceback(tb) => {
                let (next, line) = (tb.next, tb.code.code.line(tb.lasti as usize));
                let lasti = tb.lasti;
                let (code, globals, locals) = (tb.code.clone(), tb.globals, tb.locals);
                match self.interp.text(name) {
                    "tb_frame" => Some(self.traceback_frame(code, lasti, globals, locals)),
                    "tb_next" => Some(next),
                    "tb_lineno" => Some(Value::Int(line.into())),
                    "tb_lasti" => Some(Value::Int(i64::from(lasti) * 2)),
                    _ => None,
                }
            }
            Body::Slice(parts) => {
                let parts = **parts;
                match self.interp.text(name) {
                    "start" => Some(parts[0]),
                    "stop" => Some(parts[1]),
                    "step" => Some(parts[2]),
                    _ => None,
                }
            }
            Body::Range(range) => {
                let range = **range;
                match self.interp.text(name) {
                    "start" => Some(range.start),
                    "stop" => Some(range.stop),
                    "step" => Some(range.step),
                    _ => None,
                }
            }
            Body::Cell(content) => {
                let content = *content;
                (self.interp.text(name) == "cell_contents").then_some(content)
            }
            Body::Super(parts) => {
                let parts = **parts;
                match self.interp.text(name) {
                    "__thisclass__" => Some(parts.class),
                    "__self__" => Some(parts.object),
                    "__self_class__" => Some(parts.object_class),
                    _ => None,
                }
            }
            _ => None,
        })
    }

    fn has_dict(&self, value: Value) -> bool {
        match self.body(value) {
            Some(Body::Function(_) | Body::Module(_) | Body::Exception(_)) => true,
            Some(Body::Class(_)) => false,
            _ => {
                let class = self.class_of(value);
                !self.is_builtin_class(class)
                    && self.interp.class(class).is_some_and(|class| {
                        class.mro.iter().any(|&base| {
                            self.interp
                                .class(base)
                                .is_some_and(|b| !b.builtin && b.slots.is_none())
                        })
                    })
            }
        }
    }

    fn doc_of(&self, mut value: Value) -> Value {
        while let Some(Body::BoundMethod(method)) = self.body(value) {
            value = method.function;
        }
        match self.body(value) {
            Some(Body::Function(function)) => function.doc,
            Some(Body::Property(property)) => property.doc.some().unwrap_or(Value::None),
            _ => Value::None,
        }
    }

    fn function_attribute(&mut self, r: Ref, name: Ref) -> Option<Value> {
        let Body::Function(function) = self.interp.heap.body(r) else {
            return None;
        };
        match name {
            names::NAME => Some(function.name),
            names::QUALNAME => Some(function.qualname),
            names::MODULE_ => Some(function.module),
            names::GLOBALS => Some(Value::Obj(function.globals)),
            names::KWDEFAULTS => Some(function.kwdefaults.some().unwrap_or(Value::None)),
            names::DEFAULTS => {
                let defaults = function.defaults.clone();
                Some(if defaults.is_empty() {
                    Value::None
                } else {
                    self.tuple(defaults)
                })
            }
            names::CLOSURE => {
                let closure = function.closure.clone();
                Some(if closure.is_empty() {
                    Value::None
                } else {
                    self.tuple(closure)
                })
            }
            names::CODE_ => {
                let code = function.code.clone();
                Some(self.alloc(types::CODE, Body::Code(code)))
            }
            names::ANNOTATIONS => {
                if let Some(annotations) = function.annotations.some() {
                    return Some(annotations);
                }
                let annotations = Value::Obj(self.interp.new_dict());
                if let Body::Function(function) = self.interp.heap.body_mut(r) {
                    function.annotations = annotations;
                }
                Some(annotations)
            }
            _ => None,
        }
    }

    pub fn first_arg(&self, exception: Value) -> Value {
        self.exception(exception)
            .and_then(|e| self.as_tuple(e.args)?.first().copied())
            .unwrap_or(Value::None)
    }

    /// `errno`, `strerror`, `name`, … : attributes that come from the arguments.
    fn exception_attribute(&mut self, value: Value, name: Ref) -> Option<Value> {
        let args: Vec<Value> = self.as_tuple(self.exception(value)?.args)?.to_vec();
        let arg = |index: usize| Some(args.get(index).copied().unwrap_or(Value::None));
        let is = |ctx: &Self, class| ctx.interp.is_instance(value, class);
        match self.interp.text(name) {
            "encoding" | "object" | "start" | "end" | "reason"
                if is(self, types::UNICODE_DECODE_ERROR)
                    || is(self, types::UNICODE_ENCODE_ERROR) =>
            {
                let names = ["encoding", "object", "start", "end", "reason"];
                let wanted = self.interp.text(name);
                arg(names.iter().position(|name| *name == wanted)?)
            }
            "errno" if is(self, types::OS_ERROR) && args.len() >= 2 => arg(0),
            "strerror" if is(self, types::OS_ERROR) && args.len() >= 2 => arg(1),
            "filename" if is(self, types::OS_ERROR) => arg(2),
            "errno" | "strerror" if is(self, types::OS_ERROR) => Some(Value::None),
            "name" | "path" if is(self, types::IMPORT_ERROR) => Some(Value::None),
            "name" if is(self, types::NAME_ERROR) || is(self, types::ATTRIBUTE_ERROR) => {
                Some(Value::None)
            }
            "obj" if is(self, types::ATTRIBUTE_ERROR) => Some(Value::None),
            "filename" | "lineno" | "offset" | "text" | "end_lineno" | "end_offset"
                if is(self, types::SYNTAX_ERROR) =>
            {
                let names = [
                    "filename",
                    "lineno",
                    "offset",
                    "text",
                    "end_lineno",
                    "end_offset",
                ];
                let wanted = self.interp.text(name);
                let index = names.iter().position(|name| *name == wanted)?;
                let place = self.as_tuple(arg(1)?);
                Some(
                    place
                        .and_then(|it| it.get(index).copied())
                        .unwrap_or(Value::None),
                )
            }
            "msg" if is(self, types::IMPORT_ERROR) || is(self, types::SYNTAX_ERROR) => arg(0),
            _ => None,
        }
    }

    /// `__name__`, `__bases__` … of a class, which are not in its namespace.
    pub(super) fn class_attribute(&mut self, class: Ref, name: Ref) -> Option<Value> {
        match name {
            names::NAME => {
                let text = self.interp.class_name(class).to_string();
                Some(self.string(text))
            }
            names::BASES => {
                let bases = self.interp.class(class)?.bases.clone();
                Some(self.tuple(bases.into_iter().map(Value::Obj).collect::<Vec<_>>()))
            }
            names::MRO => {
                let mro = self.interp.class(class)?.mro.clone();
                Some(self.tuple(mro.into_iter().map(Value::Obj).collect::<Vec<_>>()))
            }
            names::DICT_ => {
                let dict = self.interp.class_dict(class);
                Some(self.alloc(
                    types::MAPPINGPROXY,
                    Body::DictView(dict, super::iterators::DictPart::Keys),
                ))
            }
            names::CLASS => Some(Value::Obj(self.interp.heap.get(class).class())),
            names::DOC => {
                let dict = self.interp.class_dict(class);
                Some(
                    self.interp
                        .dict_get_name(dict, names::DOC)
                        .unwrap_or(Value::None),
                )
            }
            names::ABSTRACTMETHODS | names::QUALNAME | names::ANNOTATIONS => {
                let dict = self.interp.class_dict(class);
                let own = self.interp.dict_get_name(dict, name);
                if name == names::ANNOTATIONS && own.is_none() {
                    let annotations = Value::Obj(self.interp.new_dict());
                    self.interp.dict_set_name(dict, name, annotations);
                    return Some(annotations);
                }
                own
            }
            _ => None,
        }
    }

    pub(super) fn set_special_class_attribute(
        &mut self,
        class: Ref,
        name: Ref,
        new: Value,
    ) -> Result<bool> {
        if name != names::NAME {
            return Ok(false);
        }
        let text = self.expect_str(new, "type name")?;
        if let Some(class) = self.interp.class_mut(class) {
            class.name = text.into();
        }
        Ok(true)
    }

    pub(super) fn set_special_attribute(
        &mut self,
        value: Value,
        name: Ref,
        new: Value,
    ) -> Result<bool> {
        let Value::Obj(r) = value else {
            return Ok(false);
        };
        if name == names::CLASS {
            let Value::Obj(class) = new else {
                return Err(self.type_error("__class__ must be set to a class"));
            };
            let current = self.class_of(value);
            let same = match (self.interp.class(class), self.interp.class(current)) {
                (Some(a), Some(b)) => a.layout == b.layout && !a.builtin && !b.builtin,
                _ => false,
            };
            if !same {
                let message = "__class__ assignment only supported for mutable types or ModuleType subclasses";
                return Err(self.type_error(message));
            }
            self.interp.heap.get_mut(r).set_class(class);
            return Ok(true);
        }
        if name == names::DICT_ && self.has_dict(value) {
            let Some(dict) = new.as_ref().filter(|&r| self.interp.dict(r).is_some()) else {
                let given = self.type_name(new);
                return Err(self.type_error(format!(
                    "__dict__ must be set to a dictionary, not a '{given}'"
                )));
            };
            self.interp.heap.set_dict_of(r, Some(dict));
            return Ok(true);
        }
        let defaults = match name {
            names::DEFAULTS => self.collect_or_empty(new)?,
            _ => Vec::new(),
        };
        match self.interp.heap.body_mut(r) {
            Body::Function(function) => {
                match name {
                    names::NAME => function.name = new,
                    names::QUALNAME => function.qualname = new,
                    names::MODULE_ => function.module = new,
                    names::DOC => function.doc = new,
                    names::ANNOTATIONS => function.annotations = new,
                    names::KWDEFAULTS => function.kwdefaults = new,
                    names::DEFAULTS => function.defaults = defaults,
                    _ => return Ok(false),
                }
                Ok(true)
            }
            Body::Exception(e) => {
                match name {
                    names::ARGS => e.args = new,
                    names::TRACEBACK_ => e.traceback = new,
                    names::CAUSE => {
                        e.cause = new;
                        e.suppress_context = true;
                    }
                    names::CONTEXT => e.context = new,
                    names::SUPPRESS_CONTEXT => e.suppress_context = matches!(new, Value::True),
                    _ => return Ok(false),
                }
                Ok(true)
            }
            Body::Generator(generator) => {
                match name {
                    names::NAME => generator.name = new,
                    names::QUALNAME => generator.qualname = new,
                    _ => return Ok(false),
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn collect_or_empty(&mut self, value: Value) -> Result<Vec<Value>> {
        if value.is_none() {
            Ok(Vec::new())
        } else {
            self.collect(value)
        }
    }

    /// Recomputes which hooks a class and its subclasses have, if `changed` names one.
    pub fn update_special(&mut self, class: Ref, changed: Ref) {
        if !HOOKS.contains(&changed) {
            return;
        }
        let mut seen = BTreeSet::from([class]);
        let mut todo = vec![class];
        while let Some(class) = todo.pop() {
            let special = self.special_of(class);
            if let Some(class) = self.interp.class_mut(class) {
                class.special = special;
                todo.extend(class.subclasses.iter().filter(|&&it| seen.insert(it)));
            }
        }
    }

    /// Finds which hooks a new class has. What its namespace leaves open is as in its only base:
    /// a deep hierarchy need not be searched for every class in it.
    pub fn inherit_special(&mut self, class: Ref) {
        let only_base = self
            .interp
            .class(class)
            .and_then(|class| match class.bases[..] {
                [base] => self.interp.class(base).filter(|base| !base.builtin),
                _ => None,
            });
        let inherited = only_base.map(|base| base.special);
        let namespace = self.interp.class_dict(class);
        let own = |name: &Ref| self.interp.dict_get_name(namespace, *name).is_some();
        let special = match inherited {
            Some(special) if !HOOKS.iter().any(own) => special,
            _ => self.special_of(class),
        };
        if let Some(class) = self.interp.class_mut(class) {
            class.special = special;
        }
    }

    fn special_of(&mut self, class: Ref) -> Special {
        Special {
            getattr: self.interp.lookup(class, names::GETATTR).is_some(),
            getattribute: self.is_overridden(class, names::GETATTRIBUTE),
            setattr: self.is_overridden(class, names::SETATTR),
            delattr: self.is_overridden(class, names::DELATTR),
            init_subclass: self.is_overridden(class, names::INIT_SUBCLASS),
        }
    }

    /// Whether a class or a base defines this other than `object` does.
    fn is_overridden(&mut self, class: Ref, name: Ref) -> bool {
        let of_object = self.interp.lookup(types::OBJECT, name);
        match (self.interp.lookup(class, name), of_object) {
            (Some(own), Some(default)) => !own.is(default),
            (own, _) => own.is_some(),
        }
    }

    /// The kind of a native attribute, if it is one: what `repr` calls it.
    pub fn native_kind(&self, value: Value) -> Option<NativeKind> {
        match self.body(value)? {
            Body::Native(native) => Some(native.def.kind),
            _ => None,
        }
    }

    /// The layout that instances of a class have.
    pub fn layout(&self, class: Ref) -> Layout {
        self.interp
            .class(class)
            .map_or(Layout::Sealed, |class| class.layout)
    }
}

/// `co_flags` as CPython numbers them.
fn code_flags(flags: crate::bytecode::CodeFlags) -> i64 {
    let bits = [
        (flags.optimized, 0x3),
        (flags.varargs, 0x4),
        (flags.varkeywords, 0x8),
        (flags.nested, 0x10),
        (flags.generator, 0x20),
        (flags.coroutine, 0x80),
        (flags.async_generator, 0x200),
    ];
    bits.iter()
        .filter(|(set, _)| *set)
        .fold(0, |all, (_, bit)| all | bit)
}
