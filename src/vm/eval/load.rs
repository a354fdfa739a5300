//! Making a `CodeObject` ready to run.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::bytecode::{CodeObject, Const, ConstKey};
use crate::vm::code::{CodeId, Instr, LoadedCode};
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::number::{Complex, hash};
use crate::vm::object::Set;
use crate::vm::types;
use crate::vm::value::Value;

/// The constants of a module so far that are objects.
type Shared = FxHashMap<ConstKey, Value>;

impl Interpreter {
    /// Decodes instructions under the version profile, makes the constants, interns the names.
    pub fn load(&mut self, code: &Arc<CodeObject>, hidden: bool) -> Arc<LoadedCode> {
        self.load_one(code, hidden, &mut Shared::default())
    }

    fn load_one(
        &mut self,
        code: &Arc<CodeObject>,
        hidden: bool,
        shared: &mut Shared,
    ) -> Arc<LoadedCode> {
        let consts = code
            .consts
            .iter()
            .map(|c| self.load_shared(c, hidden, shared))
            .collect();
        let names = code.names.iter().map(|name| self.intern(name)).collect();
        let profile = self.profile.clone();
        let checks = &profile.checks;
        let instructions: Box<[Instr]> = code
            .instructions
            .iter()
            .zip(profile.costs.deal(&code.instructions))
            .enumerate()
            .map(|(index, (instruction, cost))| Instr {
                opcode: instruction.opcode,
                check: !hidden && checks.at(&code.instructions, index),
                cost,
                oparg: instruction.oparg,
            })
            .collect();
        let caches = instructions.iter().map(|_| Default::default()).collect();
        let simple = !code.flags.varargs && !code.flags.varkeywords && code.kwonly_arg_count == 0;
        let (fused, fusions) = crate::vm::fusion::fuse(&instructions);
        let loaded = Arc::new(LoadedCode {
            id: CodeId(self.codes.len() as u32),
            consts,
            names,
            instructions,
            fused,
            fusions,
            caches,
            hidden,
            library: code.filename.starts_with("<stdlib>/"),
            localsplus: code.localsplus_count() as u32,
            parameters: code.parameter_count() as u32,
            room: code.stack_size as usize + 8,
            simple,
            code: code.clone(),
        });
        Arc::make_mut(&mut self.codes).push(loaded.clone());
        loaded
    }

    /// Equal constants of a module are one object, wherever in it they stand.
    fn load_shared(&mut self, constant: &Const, hidden: bool, shared: &mut Shared) -> Value {
        let objects = matches!(
            constant,
            Const::Bytes(_)
                | Const::Tuple(_)
                | Const::FrozenSet(_)
                | Const::BigInt(_)
                | Const::Complex(..)
        );
        if !objects {
            return self.load_const(constant, hidden, shared);
        }
        let key = ConstKey(constant.clone());
        if let Some(&known) = shared.get(&key) {
            return known;
        }
        let value = self.load_const(constant, hidden, shared);
        shared.insert(key, value);
        value
    }

    fn load_const(&mut self, constant: &Const, hidden: bool, shared: &mut Shared) -> Value {
        match constant {
            Const::None => Value::None,
            Const::Ellipsis => Value::Ellipsis,
            Const::Bool(b) => Value::from(*b),
            Const::Int(i) => Value::Int(*i),
            Const::BigInt(i) => self.new_int(i.clone()),
            Const::Float(f) => Value::from(*f),
            Const::Complex(real, imag) => self.new_complex(Complex::new(*real, *imag)),
            Const::Str(text) => Value::Obj(self.intern(text)),
            Const::Bytes(bytes) => {
                Value::Obj(self.heap.alloc(types::BYTES, Body::Bytes(bytes[..].into())))
            }
            Const::Tuple(items) => {
                let items = items
                    .iter()
                    .map(|item| self.load_shared(item, hidden, shared))
                    .collect();
                self.new_tuple(items)
            }
            Const::FrozenSet(items) => {
                let mut first = Set::new();
                for item in items {
                    let value = self.load_shared(item, hidden, shared);
                    let Ok(_) = first.add(self.const_hash(value), value, |&other| {
                        Ok::<bool, std::convert::Infallible>(self.const_equal(other, value))
                    });
                }
                // CPython's compiler builds it once more from what it iterates over, to share
                // the items with other constants; that shows in the order.
                let mut set = Set::new();
                for (hash, &value) in first.iter() {
                    let Ok(_) = set.add(hash, value, |_| Ok::<_, std::convert::Infallible>(false));
                }
                Value::Obj(self.heap.alloc(types::FROZENSET, Body::Set(Box::new(set))))
            }
            Const::Code(code) => {
                let code = self.load_one(code, hidden, shared);
                Value::Obj(self.heap.alloc(types::CODE, Body::Code(code)))
            }
        }
    }

    fn const_hash(&self, value: Value) -> i64 {
        match value {
            Value::Int(i) => hash::hash_i64(i),
            Value::True => 1,
            Value::False => 0,
            Value::Float(f) => hash::hash_f64(f.get()).unwrap_or(0),
            Value::Obj(r) => match self.heap.body(r) {
                Body::Str(s) => s.hash(),
                Body::Bytes(b) => hash::hash_bytes(b),
                Body::Int(i) => hash::hash_bigint(i),
                Body::Complex(c) => c.hash(),
                Body::Tuple(items) => hash::hash_tuple(items.iter().map(|&v| self.const_hash(v))),
                _ => 0,
            },
            _ => hash::HASH_NONE,
        }
    }

    fn const_equal(&self, a: Value, b: Value) -> bool {
        if self.complex_of(a).is_some() || self.complex_of(b).is_some() {
            return self.complex_equal(a, b) == Some(true);
        }
        match (a, b) {
            (Value::Obj(x), Value::Obj(y)) => match (self.heap.body(x), self.heap.body(y)) {
                (Body::Str(s), Body::Str(t)) => s.as_str() == t.as_str(),
                (Body::Bytes(s), Body::Bytes(t)) => s == t,
                (Body::Int(s), Body::Int(t)) => s == t,
                (Body::Tuple(s), Body::Tuple(t)) => {
                    s.len() == t.len()
                        && s.iter()
                            .zip(t.iter())
                            .all(|(&a, &b)| self.const_equal(a, b))
                }
                _ => x == y,
            },
            (Value::Int(i), Value::Float(f)) | (Value::Float(f), Value::Int(i)) => {
                i as f64 == f.get()
            }
            (Value::True, Value::Int(i)) | (Value::Int(i), Value::True) => i == 1,
            (Value::False, Value::Int(i)) | (Value::Int(i), Value::False) => i == 0,
            (Value::Float(f), Value::Float(g)) => f.get() == g.get(),
            _ => a.is(b),
        }
    }
}
