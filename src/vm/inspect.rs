//! What can be seen of an interpreter from outside, without running any Python: where threads are,
//! what they hold in their hands, what the variables are worth.

use std::sync::Arc;

use super::code::LoadedCode;
use super::exit::ThreadId;
use super::frame::{Activation, Frame};
use super::heap::Body;
use super::interpreter::Interpreter;
use super::number::float::repr_f64;
use super::text::repr::{repr_bytes, repr_str};
use super::thread::{Status, Thread};
use super::value::{Ref, Value};

/// How deep a value is shown, and how many items of each container.
const DEPTH: usize = 3;
const ITEMS: usize = 8;
/// Characters of a text that are shown.
const TEXT: usize = 60;

/// A Python frame of a thread.
#[derive(Clone, Debug)]
pub struct FrameAt {
    pub code: Arc<LoadedCode>,
    /// The instruction that is next, or that it is in the middle of.
    pub index: usize,
    /// That instruction has begun: it waits for a callee or the driver.
    pub waits: bool,
    /// The operand stack, its top last, as reprs.
    pub operands: Vec<String>,
    /// The bound locals of a function as reprs; empty in a module.
    pub locals: Vec<Variable>,
}

/// A variable and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    pub repr: String,
}

impl Interpreter {
    /// The Python frames of a thread, the innermost first, without those of built-in functions.
    /// Empty where it has not begun or has ended.
    pub fn frames_at(&self, thread: ThreadId) -> Vec<FrameAt> {
        let Some(thread) = self.thread(thread) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        // Where the stack of the frame in question ends.
        let mut end = thread.sp;
        let mut innermost = thread.status == Status::Ready && thread.result.is_null();
        for activation in thread.frames.iter().rev() {
            match activation {
                Activation::Python(frame) => {
                    if !self.code(frame.code).hidden {
                        found.push(self.frame_at(thread, frame, end, !innermost));
                    }
                    end = frame.return_sp as usize;
                }
                Activation::Native(frame) => end = frame.return_sp as usize,
            }
            innermost = false;
        }
        found
    }

    fn frame_at(&self, thread: &Thread, frame: &Frame, end: usize, waits: bool) -> FrameAt {
        let code = self.code(frame.code);
        let base = frame.base as usize;
        let stack = base + code.localsplus as usize;
        let values = |from: usize, to: usize| thread.stack.get(from..to).unwrap_or_default();
        let operands = values(stack, end).iter().map(|&it| self.glance(it));
        let named = values(base, stack).iter().enumerate();
        let locals = named.filter_map(|(index, &value)| {
            let name = code.code.localsplus_name(index)?;
            (!value.is_null() && code.code.flags.optimized).then(|| Variable {
                name: name.to_string(),
                repr: self.glance(self.unwrapped(value)),
            })
        });
        let pc = frame.pc as usize;
        FrameAt {
            code: code.clone(),
            index: if waits { pc.saturating_sub(1) } else { pc },
            waits,
            operands: operands.collect(),
            locals: locals.collect(),
        }
    }

    /// What a variable holds that functions share, which is kept in a cell.
    fn unwrapped(&self, value: Value) -> Value {
        match value.as_ref().map(|r| self.heap.body(r)) {
            Some(Body::Cell(inner)) => *inner,
            _ => value,
        }
    }

    /// The variables of the main module that hold data, in the order in which they came to be: no
    /// modules, functions or classes.
    pub fn module_variables(&self) -> Vec<Variable> {
        let Some(dict) = self.main_namespace().and_then(|dict| self.dict(dict)) else {
            return Vec::new();
        };
        let entries = dict.iter().filter_map(|entry| {
            let Value::Obj(name) = entry.key else {
                return None;
            };
            let name = self.text(name);
            (!name.starts_with("__") && self.is_data(entry.value)).then(|| Variable {
                name: name.to_string(),
                repr: self.glance(entry.value),
            })
        });
        entries.collect()
    }

    fn main_namespace(&self) -> Option<Ref> {
        let modules = self.dict(self.modules)?;
        let main = modules.iter().find(|entry| match entry.key {
            Value::Obj(name) => self.text(name) == "__main__",
            _ => false,
        })?;
        self.heap.dict_of(main.value.as_ref()?)
    }

    fn is_data(&self, value: Value) -> bool {
        let Value::Obj(object) = value else {
            return true;
        };
        !matches!(
            self.heap.body(object),
            Body::Module(_)
                | Body::Function(_)
                | Body::Native(_)
                | Body::Class(_)
                | Body::BoundMethod(_)
        )
    }

    /// A value in few words: what `repr` says of plain data, attributes of a program's own objects
    /// in any case.
    pub fn glance(&self, value: Value) -> String {
        self.glance_into(value, DEPTH)
    }

    fn glance_into(&self, value: Value, depth: usize) -> String {
        let object = match value {
            Value::Null => return "NULL".to_string(),
            Value::None => return "None".to_string(),
            Value::False => return "False".to_string(),
            Value::True => return "True".to_string(),
            Value::Int(int) => return int.to_string(),
            Value::Float(float) => return repr_f64(float.get()),
            Value::NotImplemented => return "NotImplemented".to_string(),
            Value::Ellipsis => return "Ellipsis".to_string(),
            Value::Obj(object) => object,
        };
        match self.heap.body(object) {
            Body::Str(text) => shortened(text.as_str(), repr_str),
            Body::Bytes(bytes) => repr_bytes(&bytes[..bytes.len().min(TEXT)]),
            Body::Int(int) if int.bits() <= 256 => int.to_string(),
            Body::Int(int) => format!("<int of {} bits>", int.bits()),
            Body::Float(float) => repr_f64(*float),
            Body::Complex(complex) => complex.repr(),
            Body::List(items) => self.items(items.iter().copied(), items.len(), "[", "]", depth),
            Body::Tuple(items) if items.len() == 1 => {
                self.items(items.iter().copied(), 1, "(", ",)", depth)
            }
            Body::Tuple(items) => self.items(items.iter().copied(), items.len(), "(", ")", depth),
            Body::Set(set) if set.is_empty() => "set()".to_string(),
            Body::Set(set) => {
                let items = set.iter().map(|(_, &item)| item);
                self.items(items, set.len(), "{", "}", depth)
            }
            Body::Dict(dict) => {
                let pair = |key, value| {
                    let key = self.glance_into(key, depth.saturating_sub(1));
                    format!(
                        "{key}: {}",
                        self.glance_into(value, depth.saturating_sub(1))
                    )
                };
                let entries = dict.iter().map(|entry| (entry.key, entry.value));
                let pairs = entries.take(if depth == 0 { 0 } else { ITEMS });
                let shown = pairs.map(|(key, value)| pair(key, value)).collect();
                joined(shown, dict.len(), "{", "}")
            }
            Body::Cell(value) if depth > 0 => self.glance_into(*value, depth - 1),
            Body::Lock(lock) => match (lock.is_taken(), lock.owner) {
                (false, _) => "unlocked".to_string(),
                (true, Some(owner)) => format!("locked by {}", self.thread_name(owner)),
                (true, None) => "locked".to_string(),
            },
            Body::Function(function) => format!("<function {}>", function.code.code.name),
            Body::Native(native) => format!("<built-in {}>", native.def.name),
            Body::BoundMethod(method) if depth > 0 => self.glance_into(method.function, depth - 1),
            Body::Class(class) => format!("<class {}>", class.name),
            Body::Module(module) => format!("<module {}>", module.name),
            Body::Range(range) => format!(
                "range({}, {})",
                self.glance_into(range.start, 0),
                self.glance_into(range.stop, 0)
            ),
            _ => self.instance(object, depth),
        }
    }

    /// An object by its class and attributes.
    fn instance(&self, object: Ref, depth: usize) -> String {
        let class = self.heap.get(object).class();
        let class = match self.heap.body(class) {
            Body::Class(class) => &*class.name,
            _ => "object",
        };
        let attributes = self.heap.dict_of(object).and_then(|dict| self.dict(dict));
        let Some(attributes) = attributes.filter(|_| depth > 0) else {
            return format!("<{class}>");
        };
        let named = attributes.iter().filter_map(|entry| {
            let name = self.text(entry.key.as_ref()?);
            // Of what is nobody else's business only what a thread is called.
            let own = name == "_name" || !name.starts_with('_');
            own.then_some((name, entry.value))
        });
        let count = named.clone().count();
        let shown = named.take(ITEMS).map(|(name, value)| {
            let value = self.glance_into(value, depth - 1);
            format!("{name}={value}")
        });
        match count {
            0 => format!("<{class}>"),
            _ => joined(shown.collect(), count, &format!("<{class} "), ">"),
        }
    }

    fn items(
        &self,
        items: impl Iterator<Item = Value>,
        count: usize,
        open: &str,
        close: &str,
        depth: usize,
    ) -> String {
        let shown = items.take(if depth == 0 { 0 } else { ITEMS });
        let shown = shown.map(|item| self.glance_into(item, depth.saturating_sub(1)));
        joined(shown.collect(), count, open, close)
    }
}

fn joined(mut shown: Vec<String>, count: usize, open: &str, close: &str) -> String {
    if shown.len() < count {
        shown.push("…".to_string());
    }
    format!("{open}{}{close}", shown.join(", "))
}

fn shortened(text: &str, repr: impl Fn(&str) -> String) -> String {
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}…", repr(&text[..end])),
        None => repr(text),
    }
}
