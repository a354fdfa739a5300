//! Attribute access: `PyObject_GenericGetAttr`, `type.__getattribute__`, `super`, and their
//! setting counterparts.

use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Interrupt, NativeKind, Result};
use crate::vm::object::{BoundMethod, NativeFunction};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// How an attribute found in a class behaves on an instance.
enum Descriptor {
    /// A function: binds the instance.
    Method,
    /// Goes before the instance's own attributes.
    Data,
    /// Goes after them.
    NonData,
    /// No descriptor.
    Plain,
}

impl Ctx<'_> {
    /// `value.name`, or AttributeError.
    pub fn getattr(&mut self, value: Value, name: Ref) -> Result {
        if let Some(found) = self.find_attr(value, name)? {
            return Ok(found);
        }
        let class = self.class_of(value);
        if self
            .interp
            .class(class)
            .is_some_and(|class| class.special.getattr)
            && let Some(method) = self.interp.lookup(class, names::GETATTR)
        {
            return self.tail_call(method, &[value, Value::Obj(name)]);
        }
        // A module may make its attributes when they are asked for (PEP 562).
        if matches!(self.body(value), Some(Body::Module(_)))
            && let Some(method) = self.own_attribute(value, names::GETATTR)
        {
            return self.tail_call(method, &[Value::Obj(name)]);
        }
        Err(self.no_attribute(value, name))
    }

    pub fn getattr_str(&mut self, value: Value, name: &str) -> Result {
        let name = self.interp.intern(name);
        self.getattr(value, name)
    }

    #[cold]
    pub fn no_attribute(&mut self, value: Value, name: Ref) -> Interrupt {
        let attribute = self.interp.text(name).to_string();
        let message = match self.body(value) {
            Some(Body::Module(module)) => {
                format!("module '{}' has no attribute '{attribute}'", module.name)
            }
            Some(Body::Class(class)) => {
                format!(
                    "type object '{}' has no attribute '{attribute}'",
                    class.name
                )
            }
            Some(Body::Super(_)) => format!("'super' object has no attribute '{attribute}'"),
            _ => {
                let class = self.class_of(value);
                let slot = self.interp.lookup(class, name);
                // A slot without a value says the whole name (`%T`).
                let class = if slot.is_some_and(|it| self.class_of(it) == types::MEMBER_DESCRIPTOR)
                {
                    let whole = self.qualified_name(class);
                    whole
                        .strip_prefix("__main__.")
                        .unwrap_or(&whole)
                        .to_string()
                } else {
                    self.type_name(value)
                };
                format!("'{class}' object has no attribute '{attribute}'")
            }
        };
        let error = self.raise(types::ATTRIBUTE_ERROR, message);
        if let Interrupt::Raise(exception) = error {
            self.note_attribute(exception, value, name);
        }
        error
    }

    /// `value.name` without `__getattr__`; `None` where there is none.
    pub fn find_attr(&mut self, value: Value, name: Ref) -> Result<Option<Value>> {
        let class = self.class_of(value);
        if self
            .interp
            .class(class)
            .is_some_and(|class| class.special.getattribute)
            && let Some(method) = self.interp.lookup(class, names::GETATTRIBUTE)
            && self.interp.native_callee(method).is_none()
        {
            let args = [value, Value::Obj(name)];
            return Ok(self
                .call_catching(types::ATTRIBUTE_ERROR, method, &args)?
                .ok());
        }
        self.find_generic(value, name)
    }

    /// `object.__getattribute__`.
    pub fn find_generic(&mut self, value: Value, name: Ref) -> Result<Option<Value>> {
        match self.body(value) {
            Some(Body::Class(_)) => return self.find_in_class(value, name),
            Some(Body::Super(_)) => return self.find_in_super(value, name),
            Some(Body::Other(_)) => self.enter_local(value)?,
            _ => {}
        }
        self.enter_local(value)?;
        let class = self.class_of(value);
        let in_class = match name {
            // A class's own names are no attributes of its instances.
            names::QUALNAME => None,
            names::MODULE_ if self.is_builtin_class(class) => None,
            _ => self.interp.lookup(class, name),
        };
        let kind = in_class.map(|attribute| self.descriptor_kind(attribute));
        if let (Some(attribute), Some(Descriptor::Data)) = (in_class, &kind) {
            return self.bind_descriptor(attribute, value, class).map(Some);
        }
        if let Some(own) = self.own_attribute(value, name) {
            return Ok(Some(own));
        }
        match (in_class, kind) {
            // The slot is empty.
            (Some(attribute), _) if self.class_of(attribute) == types::MEMBER_DESCRIPTOR => {
                Ok(None)
            }
            (Some(attribute), Some(Descriptor::Plain)) => Ok(Some(attribute)),
            (Some(attribute), Some(Descriptor::Method)) => {
                Ok(Some(self.bind_method(attribute, value)))
            }
            (Some(attribute), Some(_)) => self.bind_descriptor(attribute, value, class).map(Some),
            _ => self.special_attribute(value, name),
        }
    }

    /// An attribute in the object's own `__dict__`.
    pub fn own_attribute(&self, value: Value, name: Ref) -> Option<Value> {
        let dict = self.interp.heap.dict_of(value.as_ref()?)?;
        self.interp.dict_get_name(dict, name)
    }

    fn descriptor_kind(&mut self, attribute: Value) -> Descriptor {
        let Value::Obj(r) = attribute else {
            return Descriptor::Plain;
        };
        let class = self.interp.heap.get(r).class();
        match self.interp.heap.body(r) {
            Body::Function(_) => Descriptor::Method,
            Body::Native(native) => match native.def.kind {
                _ if !native.receiver.is_null() => Descriptor::Plain,
                NativeKind::Method | NativeKind::Wrapper => Descriptor::Method,
                NativeKind::Getter => Descriptor::Data,
                NativeKind::ClassMethod => Descriptor::NonData,
                NativeKind::Function | NativeKind::New => Descriptor::Plain,
            },
            Body::Property(_) => Descriptor::Data,
            Body::StaticMethod(_) | Body::ClassMethod(_) => Descriptor::NonData,
            Body::Instance | Body::Other(_) if !self.is_builtin_class(class) => {
                if self.interp.lookup(class, names::GET).is_none() {
                    // A setter alone still is a data descriptor, but has nothing to get.
                    return Descriptor::Plain;
                }
                let sets = self.interp.lookup(class, names::SET_).is_some()
                    || self.interp.lookup(class, names::DELETE).is_some();
                if sets {
                    Descriptor::Data
                } else {
                    Descriptor::NonData
                }
            }
            _ => Descriptor::Plain,
        }
    }

    pub fn bind_method(&mut self, function: Value, receiver: Value) -> Value {
        if let Some(Body::Native(native)) = self.body(function) {
            let native = NativeFunction {
                receiver,
                ..*native
            };
            return self.alloc(types::BUILTIN_FUNCTION, Body::Native(native));
        }
        self.alloc(
            types::METHOD,
            Body::BoundMethod(BoundMethod { function, receiver }),
        )
    }

    /// `type(attribute).__get__(attribute, value, class)`; `value` is `Null` on the class itself.
    fn bind_descriptor(&mut self, attribute: Value, value: Value, class: Ref) -> Result {
        let Value::Obj(r) = attribute else {
            return Ok(attribute);
        };
        match self.interp.heap.body(r) {
            Body::Function(_) => Ok(match value {
                Value::Null => attribute,
                _ => self.bind_method(attribute, value),
            }),
            Body::Native(native) => match native.def.kind {
                NativeKind::Getter if !value.is_null() => {
                    let function = native.def.function;
                    function(self, crate::vm::native::Args::positional(&[value]))
                }
                NativeKind::ClassMethod => Ok(self.bind_method(attribute, Value::Obj(class))),
                NativeKind::Method | NativeKind::Wrapper if !value.is_null() => {
                    Ok(self.bind_method(attribute, value))
                }
                _ => Ok(attribute),
            },
            Body::Property(property) if self.class_of(attribute) == types::PROPERTY => {
                let property = **property;
                if value.is_null() {
                    return Ok(attribute);
                }
                if property.get.is_null() {
                    let name = self.property_name(attribute, class);
                    let owner = self.interp.class_name(class).to_string();
                    return Err(self.raise(
                        types::ATTRIBUTE_ERROR,
                        format!("property '{name}' of '{owner}' object has no getter"),
                    ));
                }
                self.tail_call(property.get, &[value])
            }
            Body::StaticMethod(function) => Ok(*function),
            Body::ClassMethod(function) => {
                let function = *function;
                Ok(self.bind_method(function, Value::Obj(class)))
            }
            _ => {
                let descriptor_class = self.class_of(attribute);
                match self.interp.lookup(descriptor_class, names::GET) {
                    Some(method) => {
                        let owner = if value.is_null() { Value::None } else { value };
                        self.tail_call(method, &[attribute, owner, Value::Obj(class)])
                    }
                    None => Ok(attribute),
                }
            }
        }
    }

    /// Under which name a property stands in its class, for messages.
    fn property_name(&self, property: Value, class: Ref) -> String {
        let mro = self.interp.class(class).map_or(&[][..], |class| &class.mro);
        for &base in mro {
            let Some(dict) = self.interp.heap.dict_of(base) else {
                continue;
            };
            for (key, value) in self.dict_entries(dict) {
                if let (true, Value::Obj(key)) = (value.is(property), key) {
                    return self.interp.text(key).to_string();
                }
            }
        }
        "?".to_string()
    }

    /// `type.__getattribute__`: the metaclass's data descriptors, the class's own and inherited
    /// attributes, the metaclass's other attributes.
    fn find_in_class(&mut self, value: Value, name: Ref) -> Result<Option<Value>> {
        let Value::Obj(class) = value else {
            return Ok(None);
        };
        if let Some(special) = self.class_attribute(class, name) {
            return Ok(Some(special));
        }
        let metaclass = self.class_of(value);
        if metaclass != types::TYPE
            && let Some(attribute) = self.interp.lookup(metaclass, name)
            && matches!(self.descriptor_kind(attribute), Descriptor::Data)
        {
            return self.bind_descriptor(attribute, value, metaclass).map(Some);
        }
        if let Some(attribute) = self.interp.lookup(class, name) {
            return self
                .bind_descriptor(attribute, Value::Null, class)
                .map(Some);
        }
        match self.interp.lookup(metaclass, name) {
            Some(attribute) => self.bind_descriptor(attribute, value, metaclass).map(Some),
            None => Ok(None),
        }
    }

    /// `super().name`: the attribute in the classes after the given one.
    fn find_in_super(&mut self, value: Value, name: Ref) -> Result<Option<Value>> {
        let Some(Body::Super(parts)) = self.body(value) else {
            return Ok(None);
        };
        let parts = **parts;
        let (Value::Obj(class), Value::Obj(start)) = (parts.object_class, parts.class) else {
            return Ok(None);
        };
        let mro = self
            .interp
            .class(class)
            .map_or_else(Vec::new, |class| class.mro.clone());
        let after = mro.iter().skip_while(|&&c| c != start).skip(1);
        for &base in after {
            let Some(dict) = self.interp.heap.dict_of(base) else {
                continue;
            };
            if let Some(attribute) = self.interp.dict_get_name(dict, name) {
                let receiver = if parts.object.is(Value::Obj(class)) {
                    Value::Null
                } else {
                    parts.object
                };
                return self.bind_descriptor(attribute, receiver, class).map(Some);
            }
        }
        self.special_attribute(value, name)
    }

    /// Whether the class of `value` has a method of this name.
    pub fn has_method(&mut self, value: Value, name: Ref) -> bool {
        self.interp.lookup(self.class_of(value), name).is_some()
    }

    /// Calls a special method of the value's class; `without` is what the TypeError says where
    /// there is none, given the name of the class.
    pub fn call_special(
        &mut self,
        value: Value,
        name: Ref,
        without: impl FnOnce(String) -> String,
    ) -> Result {
        let class = self.class_of(value);
        if let Some(method) = self.interp.lookup(class, name) {
            return self.call(method, &[value]);
        }
        let class = self.type_name(value).to_string();
        Err(self.type_error(without(class)))
    }

    /// `value.name(*args)`.
    pub fn call_method(&mut self, value: Value, name: Ref, args: &[Value]) -> Result {
        let class = self.class_of(value);
        let own = self.own_attribute(value, name);
        if own.is_none()
            && let Some(method) = self.interp.lookup(class, name)
            && matches!(self.descriptor_kind(method), Descriptor::Method)
        {
            let mut all = vec![value];
            all.extend_from_slice(args);
            return self.call(method, &all);
        }
        let method = self.getattr(value, name)?;
        self.call(method, args)
    }

    /// `value.name = new`.
    pub fn setattr(&mut self, value: Value, name: Ref, new: Value) -> Result<()> {
        let name = self.interp.intern_ref(name);
        let class = self.class_of(value);
        if self
            .interp
            .class(class)
            .is_some_and(|class| class.special.setattr)
            && let Some(method) = self.interp.lookup(class, names::SETATTR)
        {
            self.tail_call(method, &[value, Value::Obj(name), new])?;
            return Ok(());
        }
        self.set_generic(value, name, new)
    }

    /// `object.__setattr__`.
    pub fn set_generic(&mut self, value: Value, name: Ref, new: Value) -> Result<()> {
        if let Some(Body::Class(_)) = self.body(value) {
            return self.set_class_attribute(value, name, new);
        }
        self.enter_local(value)?;
        self.enter_local(value)?;
        let class = self.class_of(value);
        if let Some(attribute) = self.interp.lookup(class, name)
            && self.set_descriptor(attribute, value, Some(new), class)?
        {
            return Ok(());
        }
        if self.set_special_attribute(value, name, new)? {
            return Ok(());
        }
        if !self.takes_attributes(value, name) {
            return Err(self.cannot_set(value, name));
        }
        let Value::Obj(r) = value else {
            return Err(self.no_attribute(value, name));
        };
        let dict = self.interp.dict_of_or_new(r);
        self.interp.dict_set_name(dict, name, new);
        Ok(())
    }

    fn cannot_set(&mut self, value: Value, name: Ref) -> Interrupt {
        let class = self.type_name(value);
        let attribute = self.interp.text(name).to_string();
        let known = self.interp.lookup(self.class_of(value), name);
        let is_getter = known.is_some_and(|it| self.class_of(it) == types::GETSET_DESCRIPTOR);
        // CPython has these as members of the object's structure.
        let is_member = match self.body(value) {
            Some(Body::Complex(_)) => is_getter,
            Some(Body::Slice(_) | Body::Range(_)) => {
                matches!(attribute.as_str(), "start" | "stop" | "step")
            }
            _ => false,
        };
        let message = if is_member {
            "readonly attribute".to_string()
        } else if is_getter {
            format!("attribute '{attribute}' of '{class}' objects is not writable")
        } else if known.is_some() {
            format!("'{class}' object attribute '{attribute}' is read-only")
        } else {
            format!(
                "'{class}' object has no attribute '{attribute}' and no __dict__ for setting new attributes"
            )
        };
        self.raise(types::ATTRIBUTE_ERROR, message)
    }

    /// Whether instances have a `__dict__`, or a slot of this name.
    fn takes_attributes(&self, value: Value, name: Ref) -> bool {
        let Some(class) = self.interp.class(self.class_of(value)) else {
            return false;
        };
        if class.builtin {
            return matches!(
                self.body(value),
                Some(Body::Function(_) | Body::Module(_) | Body::Exception(_))
            ) || matches!(class.layout, crate::vm::types::Layout::Local);
        }
        let mut slotted = true;
        for &base in &class.mro {
            let Some(base) = self.interp.class(base) else {
                continue;
            };
            match &base.slots {
                Some(slots) if slots.iter().any(|slot| slot.is(Value::Obj(name))) => return true,
                Some(_) => {}
                None if base.builtin => {}
                None => slotted = false,
            }
        }
        !slotted
    }

    fn set_class_attribute(&mut self, value: Value, name: Ref, new: Value) -> Result<()> {
        let Value::Obj(class) = value else {
            return Ok(());
        };
        if self.is_builtin_class(class) {
            let attribute = self.interp.text(name).to_string();
            let class = self.interp.class_name(class).to_string();
            return Err(self.type_error(format!(
                "cannot set '{attribute}' attribute of immutable type '{class}'"
            )));
        }
        if self.set_special_class_attribute(class, name, new)? {
            return Ok(());
        }
        let metaclass = self.class_of(value);
        if let Some(attribute) = self.interp.lookup(metaclass, name)
            && self.set_descriptor(attribute, value, Some(new), metaclass)?
        {
            return Ok(());
        }
        let dict = self.interp.class_dict(class);
        self.interp.dict_set_name(dict, name, new);
        self.interp.type_modified();
        self.update_special(class, name);
        Ok(())
    }

    /// Lets a data descriptor set (or delete, with `None`) the attribute. False if it is none.
    fn set_descriptor(
        &mut self,
        attribute: Value,
        value: Value,
        new: Option<Value>,
        class: Ref,
    ) -> Result<bool> {
        let Value::Obj(r) = attribute else {
            return Ok(false);
        };
        match self.interp.heap.body(r) {
            Body::Property(property) if self.class_of(attribute) == types::PROPERTY => {
                let property = **property;
                let (accessor, what) = match new {
                    Some(_) => (property.set, "setter"),
                    None => (property.delete, "deleter"),
                };
                if accessor.is_null() {
                    let name = self.property_name(attribute, class);
                    let owner = self.interp.class_name(class).to_string();
                    return Err(self.raise(
                        types::ATTRIBUTE_ERROR,
                        format!("property '{name}' of '{owner}' object has no {what}"),
                    ));
                }
                let args: Vec<Value> = std::iter::once(value).chain(new).collect();
                self.call(accessor, &args)?;
                Ok(true)
            }
            Body::Instance | Body::Other(_) | Body::Property(_) => {
                let descriptor_class = self.class_of(attribute);
                if descriptor_class == types::MEMBER_DESCRIPTOR {
                    return Ok(false);
                }
                let name = if new.is_some() {
                    names::SET_
                } else {
                    names::DELETE
                };
                match self.interp.lookup(descriptor_class, name) {
                    Some(method) => {
                        let args: Vec<Value> = [attribute, value].into_iter().chain(new).collect();
                        self.call(method, &args)?;
                        Ok(true)
                    }
                    None => Ok(false),
                }
            }
            _ => Ok(false),
        }
    }

    /// `del value.name`.
    pub fn delattr(&mut self, value: Value, name: Ref) -> Result<()> {
        let class = self.class_of(value);
        if self
            .interp
            .class(class)
            .is_some_and(|class| class.special.delattr)
            && let Some(method) = self.interp.lookup(class, names::DELATTR)
        {
            self.tail_call(method, &[value, Value::Obj(name)])?;
            return Ok(());
        }
        self.delete_generic(value, name)
    }

    /// `object.__delattr__`.
    pub fn delete_generic(&mut self, value: Value, name: Ref) -> Result<()> {
        self.enter_local(value)?;
        self.enter_local(value)?;
        let class = self.class_of(value);
        if let Some(attribute) = self.interp.lookup(class, name)
            && self.set_descriptor(attribute, value, None, class)?
        {
            return Ok(());
        }
        let removed = match value.as_ref().and_then(|r| self.interp.heap.dict_of(r)) {
            Some(dict) if !value.as_ref().is_some_and(|r| self.is_frozen_class(r)) => {
                self.interp.dict_remove_name(dict, name)
            }
            _ => None,
        };
        if removed.is_none() {
            let slot = self.interp.lookup(class, name);
            if slot.is_some_and(|slot| self.class_of(slot) == types::MEMBER_DESCRIPTOR) {
                let slot = self.interp.text(name).to_string();
                return Err(self.raise(types::ATTRIBUTE_ERROR, slot));
            }
            return Err(self.no_attribute(value, name));
        }
        if let Some(Body::Class(_)) = self.body(value)
            && let Value::Obj(class) = value
        {
            self.interp.type_modified();
            self.update_special(class, name);
        }
        Ok(())
    }

    fn is_frozen_class(&self, r: Ref) -> bool {
        self.interp.class(r).is_some_and(|class| class.builtin)
    }
}
