//! Names, attributes and cells, with what an instruction remembers from last time.

use super::{Executor, Flow, Probe};
use crate::vm::code::LoadedCode;
use crate::vm::frame::Activation;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::NativeKind;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// How a cache says that it holds the slot of a global in this namespace.
fn global_key(globals: Ref) -> u64 {
    globals.0 << 32 | 1
}

/// How it says that it holds the slot of a built-in that this namespace did not hide.
fn builtin_key(globals: Ref) -> u64 {
    globals.0 << 32 | 2
}

impl<P: Probe> Executor<'_, P> {
    /// A global or built-in. Remembers the slot of the namespace in which it was; for a built-in
    /// also which names the globals had, none of which hides it.
    #[inline]
    pub(super) fn load_global(
        &mut self,
        code: &LoadedCode,
        index: usize,
        globals: Ref,
        name: Ref,
    ) -> Option<Value> {
        let (slot, which) = code.caches[index].get();
        if which == global_key(globals) {
            if let Some(entry) = self.interp.dict(globals)?.slot(slot as usize)
                && matches!(entry.key, Value::Obj(key) if key == name)
            {
                return Some(entry.value.carry());
            }
        } else if which == builtin_key(globals)
            && self.interp.dict(globals)?.shape() == (slot >> 32) as u32
            && let Some(entry) = self
                .interp
                .dict(self.interp.builtins)?
                .slot(slot as u32 as usize)
            && matches!(entry.key, Value::Obj(key) if key == name)
        {
            return Some(entry.value.carry());
        }
        self.find_global(code, index, globals, name)
    }

    #[inline(never)]
    fn find_global(
        &mut self,
        code: &LoadedCode,
        index: usize,
        globals: Ref,
        name: Ref,
    ) -> Option<Value> {
        let cache = &code.caches[index];
        if let Some(slot) = self.interp.dict_find_name(globals, name) {
            cache.set(slot as u64, global_key(globals));
            return Some(self.interp.dict(globals)?.slot(slot)?.value);
        }
        let builtins = self.interp.builtins;
        let slot = self.interp.dict_find_name(builtins, name)?;
        let shape = u64::from(self.interp.dict(globals)?.shape());
        cache.set(shape << 32 | slot as u64, builtin_key(globals));
        Some(self.interp.dict(builtins)?.slot(slot)?.value)
    }

    #[inline]
    pub(super) fn store_global(
        &mut self,
        code: &LoadedCode,
        index: usize,
        globals: Ref,
        name: Ref,
        value: Value,
    ) {
        let (slot, which) = code.caches[index].get();
        if which == global_key(globals)
            && let Some(dict) = self.interp.dict_mut(globals)
            && let Some(entry) = dict.slot_mut(slot as usize)
            && matches!(entry.key, Value::Obj(key) if key == name)
        {
            entry.value = value;
            return;
        }
        self.interp.dict_set_name(globals, name, value);
        if let Some(slot) = self.interp.dict_find_name(globals, name) {
            code.caches[index].set(slot as u64, global_key(globals));
        }
    }

    /// The namespace in which a module or class body keeps its names.
    pub(super) fn namespace(&mut self) -> Ref {
        match self.th.frames.last() {
            Some(Activation::Python(frame)) => match frame.locals {
                Value::Obj(dict) => dict,
                _ => frame.globals,
            },
            _ => self.globals(),
        }
    }

    pub(super) fn load_name(&mut self, name: Ref) -> Option<Value> {
        let namespace = self.namespace();
        self.interp
            .dict_get_name(namespace, name)
            .or_else(|| self.interp.dict_get_name(self.globals(), name))
            .or_else(|| self.interp.dict_get_name(self.interp.builtins, name))
    }

    pub(super) fn cell_content(&self, cell: Value) -> Option<Value> {
        match self.body(cell)? {
            Body::Cell(content) => content.some(),
            _ => None,
        }
    }

    pub(super) fn set_cell(&mut self, cell: Value, value: Value) {
        if let Value::Obj(r) = cell
            && let Body::Cell(content) = self.interp.heap.body_mut(r)
        {
            *content = value;
        }
    }

    #[cold]
    pub(super) fn undefined_name(&mut self, name: Ref) -> Flow {
        let text = self.interp.text(name).to_string();
        let message = self
            .interp
            .new_string(format!("name '{text}' is not defined"));
        let exception = self.interp.new_exception(types::NAME_ERROR, &[message]);
        if let Value::Obj(r) = exception {
            let dict = self.interp.dict_of_or_new(r);
            self.interp
                .dict_set_name(dict, names::NAME_ATTRIBUTE, Value::Obj(name));
        }
        Flow::Settle(super::Outcome::Raise(exception))
    }

    #[cold]
    pub(super) fn unbound_local(&mut self, code: &LoadedCode, slot: usize) -> Flow {
        let name = code.code.localsplus_name(slot).unwrap_or("?");
        let message = format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        );
        self.raise(types::UNBOUND_LOCAL_ERROR, &message)
    }

    #[cold]
    pub(super) fn unbound_free(&mut self, code: &LoadedCode, slot: usize) -> Flow {
        let name = code.code.localsplus_name(slot).unwrap_or("?");
        let free = code.code.freevars.iter().any(|free| **free == *name);
        if !free {
            return self.unbound_local(code, slot);
        }
        let message = format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        );
        self.raise(types::NAME_ERROR, &message)
    }

    /// What an instruction remembers is valid for this class as it is now.
    fn class_key(&self, class: Ref) -> u64 {
        class.0 << 32 | u64::from(self.interp.type_epoch)
    }

    /// The function behind `owner.name(...)`, where it is a method of the class that the
    /// instance does not hide.
    #[inline]
    pub(super) fn cached_method(
        &mut self,
        code: &LoadedCode,
        index: usize,
        owner: Value,
        name: Ref,
    ) -> Option<Value> {
        let class = self.interp.class_of(owner);
        let key = self.class_key(class);
        let (known, function) = code.caches[index].get();
        if known == key {
            if let Value::Obj(r) = owner
                && let Some(dict) = self.interp.heap.dict_of(r)
                && self.interp.dict_find_name(dict, name).is_some()
            {
                return None;
            }
            return Some(Value::Obj(Ref(function)));
        }
        if class == types::MODULE || class == types::SUPER {
            return None;
        }
        let info = self.interp.class(class)?;
        if info.layout == types::Layout::Class {
            return None;
        }
        if info.special.getattribute || info.layout == types::Layout::Local {
            return None;
        }
        let Value::Obj(found) = self.interp.lookup(class, name)? else {
            return None;
        };
        let method = match self.interp.heap.body(found) {
            Body::Function(_) => true,
            Body::Native(native) => {
                native.receiver.is_null()
                    && matches!(native.def.kind, NativeKind::Method | NativeKind::Wrapper)
            }
            _ => false,
        };
        if !method {
            return None;
        }
        if let Value::Obj(r) = owner
            && let Some(dict) = self.interp.heap.dict_of(r)
            && self.interp.dict_find_name(dict, name).is_some()
        {
            return None;
        }
        code.caches[index].set(key, found.0);
        Some(Value::Obj(found))
    }

    /// Whether the class has an attribute of this name; the descriptor of a slot leaves it to
    /// the instance.
    fn class_has_a_say(&mut self, class: Ref, name: Ref) -> bool {
        self.interp
            .lookup(class, name)
            .is_some_and(|found| self.interp.class_of(found) != types::MEMBER_DESCRIPTOR)
    }

    /// An attribute in the `__dict__` of an instance or module.
    #[inline]
    pub(super) fn cached_attribute(
        &mut self,
        code: &LoadedCode,
        index: usize,
        owner: Value,
        name: Ref,
    ) -> Option<Value> {
        let Value::Obj(r) = owner else { return None };
        let class = self.interp.heap.get(r).class();
        let dict = self.interp.heap.dict_of(r)?;
        let key = self.class_key(class);
        let (known, slot) = code.caches[index].get();
        if known == key {
            if let Some(entry) = self.interp.dict(dict)?.slot(slot as usize)
                && matches!(entry.key, Value::Obj(k) if k == name)
            {
                return Some(entry.value);
            }
        } else if self.interp.class(class)?.layout == types::Layout::Class
            || self.interp.class(class)?.special.getattribute
            || self.interp.class(class)?.layout == types::Layout::Local
            || self.class_has_a_say(class, name)
        {
            return None;
        }
        let slot = self.interp.dict_find_name(dict, name)?;
        code.caches[index].set(key, slot as u64);
        Some(self.interp.dict(dict)?.slot(slot)?.value)
    }

    /// Sets an attribute that the instance has already, where the class has no say.
    #[inline]
    pub(super) fn store_cached(
        &mut self,
        code: &LoadedCode,
        index: usize,
        owner: Value,
        name: Ref,
        value: Value,
    ) -> bool {
        let Value::Obj(r) = owner else { return false };
        let object = self.interp.heap.get(r);
        if !matches!(object.body, Body::Instance) {
            return false;
        }
        let class = object.class();
        let Some(dict) = self.interp.heap.dict_of(r) else {
            return false;
        };
        let key = self.class_key(class);
        let (known, slot) = code.caches[index].get();
        if known == key {
            if let Some(table) = self.interp.dict_mut(dict)
                && let Some(entry) = table.slot_mut(slot as usize)
                && matches!(entry.key, Value::Obj(k) if k == name)
            {
                entry.value = value;
                return true;
            }
            return false;
        }
        let plain = self
            .interp
            .class(class)
            .is_some_and(|c| !c.special.setattr && c.slots.is_none())
            && self.interp.lookup(class, name).is_none();
        if plain && let Some(slot) = self.interp.dict_find_name(dict, name) {
            code.caches[index].set(key, slot as u64);
        }
        false
    }
}
