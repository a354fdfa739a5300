//! What an instruction does with something that threads can share, read off the state before it.

use std::sync::Arc;

use super::{Key, Load, Lost, VARIABLES, Variable, Witness};
use crate::bytecode::{Opcode, argument};
use crate::trace::TouchKind;
use crate::vm::Interpreter;
use crate::vm::eval::Moment;
use crate::vm::heap::Body;
use crate::vm::number::float::repr_f64;
use crate::vm::object::Lock;
use crate::vm::text::repr::repr_str;
use crate::vm::value::{Ref, Value};

impl Witness {
    /// What the instruction is about to do with something shared.
    pub(super) fn touch(&mut self, moment: &Moment<'_>) -> Option<(usize, TouchKind, String)> {
        let instruction = moment.code.instructions.get(moment.index)?;
        let oparg = instruction.oparg as usize;
        let name = |index: usize| moment.code.names.get(index).copied();
        let from_top = |depth: usize| {
            let index = moment.stack.len().checked_sub(depth)?;
            moment.stack.get(index).copied()
        };
        let local = |index: usize| moment.stack.get(moment.base + index).copied();
        let interp = &*moment.interp;
        let cell = |value: Value| match value.as_ref().map(|r| (r, interp.heap.body(r))) {
            Some((r, Body::Cell(content))) => Some((Key::Cell(r), *content)),
            _ => None,
        };
        let (key, kind, value) = match instruction.opcode {
            Opcode::LOAD_GLOBAL | Opcode::LOAD_NAME => {
                let index = if instruction.opcode == Opcode::LOAD_NAME {
                    oparg
                } else {
                    oparg >> 1
                };
                let key = Key::Name(moment.globals, name(index)?);
                let value = interp.dict_get_name(moment.globals, name(index)?)?;
                (key, TouchKind::Load, value)
            }
            Opcode::STORE_GLOBAL | Opcode::STORE_NAME => (
                Key::Name(moment.globals, name(oparg)?),
                TouchKind::Store,
                from_top(1)?,
            ),
            Opcode::LOAD_DEREF => {
                let (key, value) = cell(local(oparg)?)?;
                (key, TouchKind::Load, value)
            }
            Opcode::STORE_DEREF => (cell(local(oparg)?)?.0, TouchKind::Store, from_top(1)?),
            Opcode::LOAD_ATTR => {
                let owner = from_top(1)?.as_ref()?;
                let value = interp.dict_get_name(interp.heap.dict_of(owner)?, name(oparg >> 1)?)?;
                (
                    Key::Attribute(owner, name(oparg >> 1)?),
                    TouchKind::Load,
                    value,
                )
            }
            Opcode::STORE_ATTR => {
                let owner = from_top(1)?.as_ref()?;
                (
                    Key::Attribute(owner, name(oparg)?),
                    TouchKind::Store,
                    from_top(2)?,
                )
            }
            Opcode::BINARY_SUBSCR => {
                let key = item_key(interp, from_top(2)?, from_top(1)?)?;
                (key, TouchKind::Load, item(interp, key)?)
            }
            Opcode::STORE_SUBSCR => (
                item_key(interp, from_top(2)?, from_top(1)?)?,
                TouchKind::Store,
                from_top(3)?,
            ),
            Opcode::BEFORE_WITH => {
                let lock = from_top(1)?.as_ref()?;
                return self.lock(moment, lock, true);
            }
            Opcode::CALL => {
                let (lock, takes) = lock_call(interp, from_top(oparg + 2)?, from_top(oparg + 1)?)?;
                return self.lock(moment, lock, takes);
            }
            _ => return None,
        };
        let variable = self.variable(moment, key)?;
        let value = shown(interp, value)?;
        match kind {
            TouchKind::Load => self.loaded(moment, variable, &value),
            _ => self.stored(moment, variable, &value),
        }
        Some((variable, kind, value))
    }

    fn lock(
        &mut self,
        moment: &Moment<'_>,
        r: Ref,
        takes: bool,
    ) -> Option<(usize, TouchKind, String)> {
        let lock = lock_of(moment.interp, r)?;
        let variable = self.variable(moment, Key::Lock(r))?;
        let free = lock.count == 0 || (lock.reentrant && lock.owner == Some(moment.thread));
        let (kind, owner) = match (takes, free) {
            (false, _) => (TouchKind::Release, None),
            (true, true) => (TouchKind::Acquire, Some(moment.thread)),
            (true, false) => (TouchKind::Blocked, lock.owner),
        };
        let owner = owner.map(|owner| moment.interp.thread_name(owner).to_string());
        Some((variable, kind, owner.unwrap_or_default()))
    }

    fn variable(&mut self, moment: &Moment<'_>, key: Key) -> Option<usize> {
        if let Some(&known) = self.keys.get(&key) {
            return (known != usize::MAX).then_some(known);
        }
        if self.keys.len() >= VARIABLES {
            return None;
        }
        let name = key_name(moment, key);
        let watched = &self.watch.variables;
        let last = name.rsplit('.').next().unwrap_or(&name);
        let wanted = watched.is_empty() || watched.iter().any(|it| *it == name || it == last);
        let number = if wanted {
            self.variables.len()
        } else {
            usize::MAX
        };
        self.keys.insert(key, number);
        if !wanted {
            return None;
        }
        self.variables.push(Variable {
            name,
            version: 0,
            writer: None,
            newest: String::new(),
            loads: Vec::new(),
            taken: None,
        });
        Some(number)
    }

    fn loaded(&mut self, moment: &Moment<'_>, variable: usize, value: &str) {
        let Some(variable) = self.variables.get_mut(variable) else {
            return;
        };
        let load = Load {
            version: variable.version,
            number: self.number,
            value: value.to_string(),
            code: moment.code.code.clone(),
        };
        match variable
            .loads
            .iter_mut()
            .find(|(thread, _)| *thread == moment.thread)
        {
            Some((_, known)) => *known = load,
            None => variable.loads.push((moment.thread, load)),
        }
    }

    /// Finds out whether what is written was made of an old value.
    fn stored(&mut self, moment: &Moment<'_>, number: usize, value: &str) {
        let Some(variable) = self.variables.get_mut(number) else {
            return;
        };
        let found = variable
            .loads
            .iter()
            .position(|(thread, _)| *thread == moment.thread);
        if let Some(found) = found {
            let (_, load) = variable.loads.swap_remove(found);
            let old = load.version < variable.version && variable.writer != Some(moment.thread);
            let here = Arc::ptr_eq(&load.code, &moment.code.code);
            if old && here && variable.newest != value && self.lost.is_none() {
                self.lost = Some(Lost {
                    thread: moment.thread,
                    variable: number,
                    load: load.number,
                    store: self.number,
                    read: load.value,
                    newest: variable.newest.clone(),
                    wrote: value.to_string(),
                    versions: variable.version - load.version,
                });
            }
        }
        variable.version += 1;
        variable.writer = Some(moment.thread);
        variable.newest = value.to_string();
    }
}

fn lock_of(interp: &Interpreter, r: Ref) -> Option<&Lock> {
    match interp.heap.body(r) {
        Body::Lock(lock) => Some(lock),
        _ => None,
    }
}

/// The lock whose method is called, and whether it is to be taken.
fn lock_call(interp: &Interpreter, callable: Value, receiver: Value) -> Option<(Ref, bool)> {
    let (function, own) = match interp.heap.body(callable.as_ref()?) {
        Body::BoundMethod(bound) => (bound.function.as_ref()?, bound.receiver),
        Body::Native(native) if !native.receiver.is_null() => (callable.as_ref()?, native.receiver),
        _ => (callable.as_ref()?, receiver),
    };
    let Body::Native(native) = interp.heap.body(function) else {
        return None;
    };
    let takes = match native.def.name {
        "acquire" | "__enter__" => true,
        "release" | "__exit__" => false,
        _ => return None,
    };
    let lock = own.as_ref()?;
    lock_of(interp, lock).map(|_| (lock, takes))
}

fn item_key(interp: &Interpreter, container: Value, key: Value) -> Option<Key> {
    let container = container.as_ref()?;
    if !matches!(interp.heap.body(container), Body::List(_) | Body::Dict(_)) {
        return None;
    }
    match key {
        Value::Int(index) => Some(Key::Item(container, index)),
        Value::Obj(r) if matches!(interp.heap.body(r), Body::Str(_)) => {
            Some(Key::ItemNamed(container, r))
        }
        _ => None,
    }
}

fn item(interp: &Interpreter, key: Key) -> Option<Value> {
    match key {
        Key::ItemNamed(container, name) => interp.dict_get_name(container, name),
        Key::Item(container, index) => match interp.heap.body(container) {
            Body::List(items) => items.get(usize::try_from(index).ok()?).copied(),
            _ => None,
        },
        _ => None,
    }
}

/// What a picture calls it: a lock by the global that it is, if it is one.
fn key_name(moment: &Moment<'_>, key: Key) -> String {
    let interp = &*moment.interp;
    let text = |r: Ref| match interp.heap.body(r) {
        Body::Str(text) => text.as_str().to_string(),
        _ => "?".to_string(),
    };
    let global = |object: Ref| {
        let entries = interp.dict(moment.globals)?.iter();
        let mut own = entries.filter(|entry| entry.value.as_ref() == Some(object));
        Some(text(own.next()?.key.as_ref()?))
    };
    let class = |object: Ref| interp.type_name(Value::Obj(object)).to_string();
    let named = |object: Ref| global(object).unwrap_or_else(|| class(object));
    match key {
        Key::Name(_, name) => text(name),
        Key::Attribute(owner, name) => format!("{}.{}", named(owner), text(name)),
        Key::Item(container, index) => format!("{}[{index}]", named(container)),
        Key::ItemNamed(container, name) => {
            format!("{}[{}]", named(container), repr_str(&text(name)))
        }
        Key::Cell(_) => {
            let oparg = moment
                .code
                .instructions
                .get(moment.index)
                .map_or(0, |it| it.oparg);
            moment
                .code
                .code
                .localsplus_name(oparg as usize)
                .unwrap_or("?")
                .to_string()
        }
        Key::Lock(lock) => global(lock).unwrap_or_else(|| last_name(moment)),
    }
}

/// The name that was read before this instruction on the same line.
fn last_name(moment: &Moment<'_>) -> String {
    let before = (0..moment.index).rev().take(6);
    let name = before.map(|index| (index, argument(&moment.code.code, index)));
    let is_name = |text: &str| {
        let first = text.chars().next();
        first.is_some_and(|c| c.is_alphabetic() || c == '_')
            && !["acquire", "release"].iter().any(|it| text.starts_with(it))
    };
    let found = name
        .into_iter()
        .find(|(_, text)| is_name(text))
        .map(|(_, text)| text);
    let text = found.unwrap_or_else(|| "lock".to_string());
    text.split(' ').next().unwrap_or("lock").to_string()
}

/// A value as a picture shows it; `None` for what says nothing, as functions and modules.
fn shown(interp: &Interpreter, value: Value) -> Option<String> {
    Some(match value {
        Value::None => "None".to_string(),
        Value::True => "True".to_string(),
        Value::False => "False".to_string(),
        Value::Int(i) => i.to_string(),
        Value::Float(f) => repr_f64(f.get()),
        Value::Obj(r) => match interp.heap.body(r) {
            Body::Str(text) => repr_str(&text.as_str().chars().take(24).collect::<String>()),
            Body::Int(i) if i.bits() <= 256 => i.to_string(),
            Body::List(items) => format!("list of {}", items.len()),
            Body::Dict(dict) => format!("dict of {}", dict.len()),
            Body::Instance => format!("{} object", interp.type_name(value)),
            _ => return None,
        },
        Value::Null | Value::NotImplemented | Value::Ellipsis => return None,
    })
}
