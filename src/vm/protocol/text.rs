//! `repr`, `str`, `format` and `%`.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{NativeKind, Result};
use crate::vm::number::float::repr_f64;
use crate::vm::number::int_text;
use crate::vm::protocol::iterators::DictPart;
use crate::vm::text::{format_spec, repr as text_repr};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// `sys.get_int_max_str_digits()`.
pub const MAX_INT_DIGITS: usize = 4300;

impl Ctx<'_> {
    /// `repr(value)`: `PyObject_Repr`.
    pub fn repr(&mut self, value: Value) -> Result<String> {
        self.nested(" while getting the repr of an object", |ctx| {
            ctx.own_repr(value)
        })
    }

    fn own_repr(&mut self, value: Value) -> Result<String> {
        let class = self.class_of(value);
        let own_text = !self.is_builtin_class(class)
            || types::is_library_class(class)
            || matches!(self.body(value), Some(Body::Other(_)));
        if own_text {
            let method = self.interp.lookup(class, names::REPR);
            if let Some(method) =
                method.filter(|&method| !self.is_object_method(method, names::REPR))
            {
                let result = self.call(method, &[value])?;
                return match self.as_str(result) {
                    Some(s) => Ok(s.as_str().to_string()),
                    None => {
                        let name = self.type_name(result);
                        Err(self.type_error(format!("__repr__ returned non-string (type {name})")))
                    }
                };
            }
        }
        self.repr_native(value)
    }

    fn is_object_method(&mut self, method: Value, name: Ref) -> bool {
        self.interp
            .lookup(types::OBJECT, name)
            .is_some_and(|default| default.is(method))
    }

    /// `str(value)`.
    pub fn to_str(&mut self, value: Value) -> Result<String> {
        let class = self.class_of(value);
        match value {
            Value::Int(i) => return Ok(i.to_string()),
            Value::Obj(r) => {
                if class == types::STR
                    && let Body::Str(s) = self.interp.heap.body(r)
                {
                    return Ok(s.as_str().to_string());
                }
            }
            _ => {}
        }
        if let Some(&Body::DictView(dict, _)) = self.body(value)
            && class == types::MAPPINGPROXY
        {
            return self.to_str(Value::Obj(dict));
        }
        if !self.is_builtin_class(class) || matches!(self.body(value), Some(Body::Other(_))) {
            let method = self.interp.lookup(class, names::STR_);
            if let Some(method) =
                method.filter(|&method| !self.is_object_method(method, names::STR_))
            {
                let result = self.call(method, &[value])?;
                return match self.as_str(result) {
                    Some(s) => Ok(s.as_str().to_string()),
                    None => {
                        let name = self.type_name(result);
                        Err(self.type_error(format!("__str__ returned non-string (type {name})")))
                    }
                };
            }
        }
        match self.body(value) {
            Some(Body::Str(s)) => Ok(s.as_str().to_string()),
            Some(Body::Exception(_)) => self.nested(" while getting the str of an object", |ctx| {
                ctx.exception_text(value)
            }),
            _ => self.repr(value),
        }
    }

    /// `str(exception)`: nothing, the one argument, or the tuple of them.
    pub fn exception_text(&mut self, exception: Value) -> Result<String> {
        let args = self.exception(exception).map_or(Value::None, |e| e.args);
        let items = self.as_tuple(args).unwrap_or(&[]).to_vec();
        match items[..] {
            [] => Ok(String::new()),
            [message, _] if self.group_members(exception).is_some() => {
                let message = self.to_str(message)?;
                let count = self.group_members(exception).map_or(0, |it| it.len());
                let plural = if count == 1 { "" } else { "s" };
                Ok(format!("{message} ({count} sub-exception{plural})"))
            }
            [_, _, _, _, _] if self.interp.is_instance(exception, types::UNICODE_ERROR) => {
                match self.codec_fault(exception) {
                    Some(fault) => Ok(fault.to_string()),
                    None => self.repr(args),
                }
            }
            [only] if self.interp.is_instance(exception, types::KEY_ERROR) => self.repr(only),
            [only] => self.to_str(only),
            [errno, message] if self.interp.is_instance(exception, types::OS_ERROR) => {
                let (errno, message) = (self.to_str(errno)?, self.to_str(message)?);
                Ok(format!("[Errno {errno}] {message}"))
            }
            [errno, message, filename, ..]
                if self.interp.is_instance(exception, types::OS_ERROR) =>
            {
                let (errno, message) = (self.to_str(errno)?, self.to_str(message)?);
                let filename = self.repr(filename)?;
                Ok(format!("[Errno {errno}] {message}: {filename}"))
            }
            [message, place] if self.interp.is_instance(exception, types::SYNTAX_ERROR) => {
                let place = self.as_tuple(place).unwrap_or(&[]).to_vec();
                let (Some(&filename), Some(&line)) = (place.first(), place.get(1)) else {
                    return self.repr(args);
                };
                let (message, filename) = (self.to_str(message)?, self.to_str(filename)?);
                let file = filename.rsplit('/').next().unwrap_or_default();
                let line = self.to_str(line)?;
                Ok(format!("{message} ({file}, line {line})"))
            }
            _ => self.repr(args),
        }
    }

    /// `ascii(value)`.
    pub fn ascii(&mut self, value: Value) -> Result<String> {
        let text = self.repr(value)?;
        let escaped = text_repr::escape_non_ascii(&text);
        self.charge(escaped.len(), 2_000);
        Ok(escaped)
    }

    /// The name of a class as `repr` shows it: with its module, unless that is `builtins`.
    pub fn qualified_name(&mut self, class: Ref) -> String {
        let dict = self.interp.class_dict(class);
        let part = |ctx: &Self, name| match ctx.interp.dict_get_name(dict, name) {
            Some(Value::Obj(text)) => ctx.interp.text(text).to_string(),
            _ => String::new(),
        };
        let (module, qualname) = (part(self, names::MODULE_), part(self, names::QUALNAME));
        let qualname = if qualname.is_empty() {
            self.interp.class_name(class).to_string()
        } else {
            qualname
        };
        match module.as_str() {
            "" | "builtins" => qualname,
            _ => format!("{module}.{qualname}"),
        }
    }

    /// `object.__repr__`.
    pub fn default_repr(&mut self, value: Value) -> String {
        let class = self.class_of(value);
        let name = self.qualified_name(class);
        format!("<{name} object at {}>", address(value))
    }

    /// `repr` of the built-in layouts.
    pub fn repr_native(&mut self, value: Value) -> Result<String> {
        let r = match value {
            Value::Null | Value::None => return Ok("None".to_string()),
            Value::True => return Ok("True".to_string()),
            Value::False => return Ok("False".to_string()),
            Value::Int(i) => return Ok(i.to_string()),
            Value::Float(f) => return Ok(repr_f64(f.get())),
            Value::NotImplemented => return Ok("NotImplemented".to_string()),
            Value::Ellipsis => return Ok("Ellipsis".to_string()),
            Value::Obj(r) => r,
        };
        let class = self.class_of(value);
        Ok(match self.interp.heap.body(r) {
            Body::Str(s) => {
                let text = text_repr::repr_str(s.as_str());
                self.charge(text.len(), 2_500);
                text
            }
            Body::Int(_) => match self.int_of(value).map(|int| int.to_int()) {
                Some(int) => match int_text::to_decimal(int.as_ref(), MAX_INT_DIGITS) {
                    Ok(text) => {
                        self.charge(text.len(), 5_000);
                        text
                    }
                    Err(error) => return Err(self.raise_text(error)),
                },
                None => String::new(),
            },
            Body::Float(f) => repr_f64(*f),
            Body::Complex(c) => c.repr(),
            Body::Bytes(b) => {
                let text = text_repr::repr_bytes(b);
                self.charge(text.len(), 2_300);
                text
            }
            Body::ByteArray(b) => {
                let text = text_repr::repr_bytearray(b);
                self.charge(text.len(), 2_300);
                text
            }
            Body::List(items) => {
                let items = items.clone();
                self.repr_items(r, "[", &items, "]")?
            }
            Body::Tuple(items) => {
                let items = items.clone();
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.repr_items(r, "(", &items, close)?
            }
            Body::Dict(_) => self.repr_dict(r)?,
            Body::Set(_) => self.repr_set(value, r)?,
            Body::DictView(dict, what) => {
                let (dict, what) = (*dict, *what);
                if class == types::MAPPINGPROXY {
                    let inner = self.repr(Value::Obj(dict))?;
                    return Ok(format!("mappingproxy({inner})"));
                }
                let entries = self.dict_entries(dict);
                let mut items = Vec::new();
                for (key, item) in entries {
                    items.push(match what {
                        DictPart::Keys => key,
                        DictPart::Values => item,
                        DictPart::Items => self.tuple([key, item]),
                    });
                }
                let name = self.type_name(value);
                let inner = self.repr_items(r, "[", &items, "]")?;
                format!("{name}({inner})")
            }
            Body::Range(range) => {
                let range = **range;
                let (start, stop) = (self.repr(range.start)?, self.repr(range.stop)?);
                match range.step {
                    Value::Int(1) => format!("range({start}, {stop})"),
                    step => {
                        let step = self.repr(step)?;
                        format!("range({start}, {stop}, {step})")
                    }
                }
            }
            Body::Slice(parts) => {
                let parts = **parts;
                if class == types::GENERIC_ALIAS {
                    return self.repr_alias(parts[0], parts[1]);
                }
                let texts = [
                    self.repr(parts[0])?,
                    self.repr(parts[1])?,
                    self.repr(parts[2])?,
                ];
                format!("slice({})", texts.join(", "))
            }
            Body::Function(function) => {
                let name = function.qualname;
                let name = self.to_str(name)?;
                format!("<function {name} at {}>", address(value))
            }
            Body::Native(native) => {
                let (name, kind, receiver) = (native.def.name, native.def.kind, native.receiver);
                self.repr_native_function(name, kind, receiver)
            }
            Body::BoundMethod(method) => {
                let method = *method;
                let name = self.getattr(method.function, names::QUALNAME)?;
                let name = self.to_str(name)?;
                let receiver = self.repr(method.receiver)?;
                format!("<bound method {name} of {receiver}>")
            }
            Body::Class(_) => format!("<class '{}'>", self.qualified_name(r)),
            Body::Module(module) => {
                let name = module.name.to_string();
                let dict = self.interp.dict_of_or_new(r);
                match self.interp.dict_get_name(dict, names::FILE) {
                    Some(file) => format!("<module '{name}' from {}>", self.repr(file)?),
                    None => format!("<module '{name}' (built-in)>"),
                }
            }
            Body::Exception(e) => {
                let args = e.args;
                let items = self.as_tuple(args).unwrap_or(&[]).to_vec();
                let name = self.type_name(value);
                let inner = match items[..] {
                    [only] => {
                        let only = self.repr(only)?;
                        format!("({only})")
                    }
                    _ => self.repr(args)?,
                };
                format!("{name}{inner}")
            }
            Body::Generator(generator) => {
                let name = generator.qualname;
                let name = self.to_str(name)?;
                let kind = self.type_name(value);
                format!("<{kind} object {name} at {}>", address(value))
            }
            Body::Code(code) => {
                let code = &code.code;
                format!(
                    "<code object {} at {}, file \"{}\", line {}>",
                    code.name,
                    address(value),
                    code.filename,
                    code.first_line
                )
            }
            Body::Cell(content) => {
                let content = *content;
                let name = self.type_name(content);
                format!(
                    "<cell at {}: {name} object at {}>",
                    address(value),
                    address(content)
                )
            }
            Body::Super(parts) => {
                let parts = **parts;
                let class = match parts.class {
                    Value::Obj(class) => self.interp.class_name(class).to_string(),
                    _ => "?".to_string(),
                };
                let object = self.type_name(parts.object);
                format!("<super: <class '{class}'>, <{object} object>>")
            }
            Body::Lock(lock) => {
                let state = if lock.count > 0 { "locked" } else { "unlocked" };
                let (count, owner, reentrant) = (
                    lock.count,
                    lock.owner.map_or(0, |owner| owner.0 + 1),
                    lock.reentrant,
                );
                let name = self.qualified_name(class);
                let place = address(value);
                if reentrant {
                    format!("<{state} {name} object owner={owner} count={count} at {place}>")
                } else {
                    format!("<{state} {name} object at {place}>")
                }
            }
            _ => self.default_repr(value),
        })
    }

    fn repr_native_function(&mut self, name: &str, kind: NativeKind, receiver: Value) -> String {
        let module = matches!(self.body(receiver), Some(Body::Module(_)));
        match (kind, receiver) {
            (_, Value::Null) if matches!(kind, NativeKind::Method | NativeKind::Getter) => {
                format!("<method '{name}'>")
            }
            (NativeKind::Wrapper, Value::Null) => format!("<slot wrapper '{name}'>"),
            (_, Value::Null) => format!("<built-in function {name}>"),
            _ if module => format!("<built-in function {name}>"),
            (NativeKind::Wrapper, _) => {
                let class = self.type_name(receiver);
                format!(
                    "<method-wrapper '{name}' of {class} object at {}>",
                    address(receiver)
                )
            }
            _ => {
                let class = self.type_name(receiver);
                format!(
                    "<built-in method {name} of {class} object at {}>",
                    address(receiver)
                )
            }
        }
    }

    fn repr_alias(&mut self, origin: Value, args: Value) -> Result<String> {
        let mut parts = Vec::new();
        for arg in self.as_tuple(args).unwrap_or(&[]).to_vec() {
            parts.push(self.alias_part(arg)?);
        }
        Ok(format!(
            "{}[{}]",
            self.alias_part(origin)?,
            parts.join(", ")
        ))
    }

    fn alias_part(&mut self, value: Value) -> Result<String> {
        match value {
            Value::Obj(r) if self.interp.class(r).is_some() => Ok(self.qualified_name(r)),
            Value::Ellipsis => Ok("...".to_string()),
            _ => self.repr(value),
        }
    }

    /// Guards `repr` of a container against containing itself.
    fn repr_items(&mut self, r: Ref, open: &str, items: &[Value], close: &str) -> Result<String> {
        if self.interp.repr_running.contains(&r) {
            return Ok(format!("{open}...{}", close.trim_start_matches(',')));
        }
        self.charge(items.len(), 40_000);
        self.guarded(r, |ctx| {
            let mut text = String::from(open);
            for (index, &item) in items.iter().enumerate() {
                if index > 0 {
                    text.push_str(", ");
                }
                text.push_str(&ctx.repr(item)?);
            }
            text.push_str(close);
            Ok(text)
        })
    }

    /// Runs a container's `repr` with the container marked as being shown.
    pub fn guarded<T>(&mut self, r: Ref, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.interp.repr_running.push(r);
        let result = work(self);
        self.interp.repr_running.pop();
        result
    }

    fn repr_dict(&mut self, r: Ref) -> Result<String> {
        if self.interp.repr_running.contains(&r) {
            return Ok("{...}".to_string());
        }
        let entries = self.dict_entries(r);
        self.charge(entries.len(), 80_000);
        self.guarded(r, |ctx| {
            let mut parts = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                parts.push(format!("{}: {}", ctx.repr(key)?, ctx.repr(value)?));
            }
            Ok(format!("{{{}}}", parts.join(", ")))
        })
    }

    fn repr_set(&mut self, value: Value, r: Ref) -> Result<String> {
        let class = self.class_of(value);
        let name = self.interp.class_name(class).to_string();
        let items = self.set_items(r);
        if items.is_empty() {
            return Ok(format!("{name}()"));
        }
        let inner = self.repr_items(r, "{", &items, "}")?;
        if class == types::SET {
            Ok(inner)
        } else {
            Ok(format!("{name}({inner})"))
        }
    }

    /// How much text formatting may make.
    pub fn format_limits(&self) -> format_spec::Limits {
        format_spec::Limits {
            max_chars: self.interp.limits.max_heap,
            max_int_digits: MAX_INT_DIGITS,
        }
    }

    /// `format(value, spec)`.
    pub fn format(&mut self, value: Value, spec: &str) -> Result<String> {
        let class = self.class_of(value);
        if !self.is_builtin_class(class) {
            let method = self.interp.lookup(class, names::FORMAT);
            if let Some(method) =
                method.filter(|&method| !self.is_object_method(method, names::FORMAT))
            {
                let spec = self.str(spec);
                let result = self.call(method, &[value, spec])?;
                return match self.as_str(result) {
                    Some(s) => Ok(s.as_str().to_string()),
                    None => {
                        let name = self.type_name(result);
                        Err(self.type_error(format!("__format__ must return a str, not {name}")))
                    }
                };
            }
        }
        self.format_native(value, spec)
    }

    /// `format` of the built-in layouts, whatever the class says.
    pub fn format_native(&mut self, value: Value, spec: &str) -> Result<String> {
        if spec.is_empty() {
            return self.to_str(value);
        }
        let limits = self.format_limits();
        let name = self.type_name(value);
        let outcome = match value {
            Value::Float(f) => format_spec::format_float(f.get(), spec, &name, limits),
            _ => match (self.int_of(value), self.body(value)) {
                (Some(int), _) => format_spec::format_int(int, spec, &name, limits),
                (_, Some(Body::Str(s))) => format_spec::format_str(s.as_str(), spec, &name, limits),
                (_, Some(Body::Float(f))) => format_spec::format_float(*f, spec, &name, limits),
                (_, Some(Body::Complex(c))) => format_spec::format_complex(*c, spec, &name, limits),
                _ => {
                    return Err(self.type_error(format!(
                        "unsupported format string passed to {name}.__format__"
                    )));
                }
            },
        };
        outcome.map_err(|error| self.raise_text(error))
    }
}

/// How a value's identity shows in `repr`: made from its heap index, so that it is the same in
/// every run.
pub fn address(value: Value) -> String {
    format!("{:#x}", identity(value))
}

/// `id(value)`.
pub fn identity(value: Value) -> i64 {
    const BASE: i64 = 0x7f00_0000_0000;
    match value {
        Value::Obj(r) => BASE + r.0 as i64 * 16,
        Value::Int(i) => (i.wrapping_mul(32).wrapping_add(0x5600_0000_0000)) & i64::MAX,
        Value::Float(f) => (f.get().to_bits() >> 1) as i64,
        Value::False => 0x5500_0000_0000,
        Value::True => 0x5500_0000_0020,
        Value::None | Value::Null => 0x5500_0000_0100,
        Value::NotImplemented => 0x5500_0000_0200,
        Value::Ellipsis => 0x5500_0000_0300,
    }
}
