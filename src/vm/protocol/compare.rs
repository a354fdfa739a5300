//! Hashing, equality, ordering, truth.

use std::cmp::Ordering;

use crate::bytecode::CompareOp;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::names;
use crate::vm::native::Result;
use crate::vm::number::hash::{
    HASH_NONE, TupleHasher, hash_bytes, hash_f64, hash_frozenset, hash_i64, hash_identity,
};
use crate::vm::number::{Complex, Int, IntRef};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// A number as comparisons and arithmetic see it.
pub enum Number<'a> {
    Int(IntRef<'a>),
    Float(f64),
}

impl Interpreter {
    /// The value as a number, if it is an int, a bool or a float (or of a subclass).
    pub fn number(&self, value: Value) -> Option<Number<'_>> {
        Some(match value {
            Value::Int(i) => Number::Int(IntRef::Small(i)),
            Value::True => Number::Int(IntRef::Small(1)),
            Value::False => Number::Int(IntRef::Small(0)),
            Value::Float(f) => Number::Float(f.get()),
            Value::Obj(r) => match self.heap.body(r) {
                Body::Int(i) => Number::Int(IntRef::Big(i)),
                Body::Float(f) => Number::Float(*f),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The value as a complex number, if it is a complex (or of a subclass).
    pub fn complex_of(&self, value: Value) -> Option<Complex> {
        match self.heap.body(value.as_ref()?) {
            Body::Complex(complex) => Some(*complex),
            _ => None,
        }
    }

    /// Whether two numbers are equal of which one is complex; `None` for anything else.
    pub fn complex_equal(&self, a: Value, b: Value) -> Option<bool> {
        let (complex, other) = match (self.complex_of(a), self.complex_of(b)) {
            (Some(x), Some(y)) => return Some(x == y),
            (Some(complex), None) => (complex, b),
            (None, Some(complex)) => (complex, a),
            (None, None) => return None,
        };
        let real = complex.real;
        Some(
            complex.imag == 0.0
                && match self.number(other)? {
                    Number::Int(int) => int.compare_f64(real) == Some(Ordering::Equal),
                    Number::Float(float) => float == real,
                },
        )
    }
}

impl Ctx<'_> {
    /// As [`Interpreter::number`].
    pub fn number(&self, value: Value) -> Option<Number<'_>> {
        self.interp.number(value)
    }

    /// The value as an int, if it is an int or a bool (or of a subclass).
    pub fn int_of(&self, value: Value) -> Option<IntRef<'_>> {
        match self.number(value)? {
            Number::Int(i) => Some(i),
            Number::Float(_) => None,
        }
    }

    /// As [`Interpreter::complex_of`].
    pub fn complex_of(&self, value: Value) -> Option<Complex> {
        self.interp.complex_of(value)
    }

    /// As [`Ctx::int_of`], for ints of at most 64 bits.
    pub fn i64_of(&self, value: Value) -> Option<i64> {
        self.int_of(value)?.to_i64()
    }

    pub fn from_int(&mut self, value: Int) -> Value {
        match value {
            Int::Small(i) => Value::Int(i),
            Int::Big(big) => self.int(big),
        }
    }

    /// `hash(value)`.
    pub fn hash(&mut self, value: Value) -> Result<i64> {
        let r = match value {
            Value::Int(i) => return Ok(hash_i64(i)),
            Value::True => return Ok(1),
            Value::False => return Ok(0),
            Value::Float(f) => return Ok(hash_f64(f.get()).unwrap_or(0)),
            Value::None | Value::Null => return Ok(HASH_NONE),
            Value::NotImplemented => return Ok(hash_identity(16)),
            Value::Ellipsis => return Ok(hash_identity(32)),
            Value::Obj(r) => r,
        };
        let object = self.interp.heap.get(r);
        let class = object.class();
        match &object.body {
            Body::Str(s) if class == types::STR => return Ok(s.hash()),
            Body::Int(i) if class == types::INT => {
                let hash = crate::vm::number::hash::hash_bigint(i);
                let bytes = i.bits() / 8;
                self.charge(usize::try_from(bytes).unwrap_or(usize::MAX), 400);
                return Ok(hash);
            }
            Body::Bytes(b) if class == types::BYTES => return Ok(hash_bytes(b)),
            Body::Tuple(items) if class == types::TUPLE => {
                let items = items.clone();
                return self.hash_tuple(&items);
            }
            Body::Function(_) | Body::Class(_) | Body::Native(_) | Body::Module(_)
                if self.interp.class(class).is_some_and(|c| c.builtin) =>
            {
                return Ok(hash_identity(r.0 * 16));
            }
            _ => {}
        }
        match self.interp.lookup(class, names::HASH_) {
            Some(Value::None) => {
                let name = self.type_name(value);
                Err(self.type_error(format!("unhashable type: '{name}'")))
            }
            Some(method) => {
                let result = self.call(method, &[value])?;
                match self.int_of(result) {
                    Some(int) => Ok(match int.to_i64() {
                        Some(-1) => -2,
                        Some(hash) => hash,
                        None => int.hash(),
                    }),
                    None => Err(self.type_error("__hash__ method should return an integer")),
                }
            }
            None => self.default_hash(value),
        }
    }

    /// The hash of a built-in layout, or of identity.
    pub fn default_hash(&mut self, value: Value) -> Result<i64> {
        let Value::Obj(r) = value else {
            return self.hash(value);
        };
        Ok(match self.interp.heap.body(r) {
            Body::Str(s) => s.hash(),
            Body::Int(i) => IntRef::Big(i).hash(),
            Body::Float(f) => hash_f64(*f).unwrap_or(0),
            Body::Complex(c) => c.hash(),
            Body::Bytes(b) => hash_bytes(b),
            Body::Tuple(items) => {
                let items = items.clone();
                self.hash_tuple(&items)?
            }
            Body::Set(set) if self.interp.is_instance(value, types::FROZENSET) => {
                hash_frozenset(set.iter().map(|(hash, _)| hash))
            }
            Body::List(_) | Body::Dict(_) | Body::Set(_) | Body::ByteArray(_) => {
                let name = self.type_name(value);
                return Err(self.type_error(format!("unhashable type: '{name}'")));
            }
            Body::Range(range) => {
                let range = **range;
                let length = self.range_length(range);
                let items = match length {
                    0 => [Value::Int(0), Value::None, Value::None],
                    1 => [Value::Int(1), range.start, Value::None],
                    n => [Value::Int(n as i64), range.start, range.step],
                };
                self.hash_tuple(&items)?
            }
            Body::Slice(parts) => {
                let parts = **parts;
                self.hash_tuple(&parts)?
            }
            Body::BoundMethod(method) => {
                let method = *method;
                let function = self.hash(method.function)?;
                let receiver = match method.receiver {
                    Value::Obj(r) => hash_identity(r.0 * 16),
                    other => self.hash(other)?,
                };
                function ^ receiver
            }
            _ => hash_identity(r.0 * 16),
        })
    }

    fn hash_tuple(&mut self, items: &[Value]) -> Result<i64> {
        self.nested("", |ctx| {
            let mut hasher = TupleHasher::new();
            for &item in items {
                hasher.element(ctx.hash(item)?);
            }
            if items.len() >= 64 {
                ctx.charge(items.len(), 4_000);
            }
            Ok(hasher.finish())
        })
    }

    /// `a is b or a == b`, as containers compare.
    pub fn eq(&mut self, a: Value, b: Value) -> Result<bool> {
        if a.is(b) {
            return Ok(!matches!(a, Value::Float(f) if f.get().is_nan()) || a.is(b));
        }
        if let Some(equal) = self.eq_simple(a, b) {
            return Ok(equal);
        }
        let result = self.compare(CompareOp::Eq, a, b)?;
        self.truth(result)
    }

    /// Equality of values that need no Python code and no recursion.
    fn eq_simple(&self, a: Value, b: Value) -> Option<bool> {
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => Some(x == y),
            (Value::Obj(x), Value::Obj(y)) => {
                let (x, y) = (self.interp.heap.get(x), self.interp.heap.get(y));
                match (&x.body, &y.body) {
                    (Body::Str(s), Body::Str(t))
                        if x.class() == types::STR && y.class() == types::STR =>
                    {
                        Some(s.equals(t))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `a op b` with Python's rules: the reflected method of a subclass goes first.
    pub fn compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let plain = self.is_core_class(class_a) && self.is_core_class(class_b);
        if plain && let Some(result) = self.compare_native(op, a, b)? {
            return Ok(result);
        }
        let (name, reflected) = (compare_name(op), compare_name(reflect(op)));
        let mut tried_reflected = false;
        if class_a != class_b
            && self.interp.is_subclass(class_b, class_a)
            && let Some(method) = self.interp.lookup(class_b, reflected)
        {
            tried_reflected = true;
            let result = self.call(method, &[b, a])?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if let Some(method) = self.interp.lookup(class_a, name) {
            let result = self.call(method, &[a, b])?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if !tried_reflected && let Some(method) = self.interp.lookup(class_b, reflected) {
            let result = self.call(method, &[b, a])?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        if !plain && let Some(result) = self.compare_native(op, a, b)? {
            return Ok(result);
        }
        match op {
            CompareOp::Eq => Ok(Value::from(a.is(b))),
            CompareOp::Ne => {
                // object.__ne__ inverts __eq__ where there is one.
                if let Some(method) = self.interp.lookup(class_a, names::EQ) {
                    let result = self.call(method, &[a, b])?;
                    if !matches!(result, Value::NotImplemented) {
                        return Ok(Value::from(!self.truth(result)?));
                    }
                }
                Ok(Value::from(!a.is(b)))
            }
            _ => {
                let (a, b) = (self.type_name(a), self.type_name(b));
                Err(self.type_error(format!(
                    "'{}' not supported between instances of '{a}' and '{b}'",
                    op.symbol()
                )))
            }
        }
    }

    /// `a < b` as sorting asks it.
    pub fn less(&mut self, a: Value, b: Value) -> Result<bool> {
        if let (Value::Int(x), Value::Int(y)) = (a, b) {
            return Ok(x < y);
        }
        let result = self.compare(CompareOp::Lt, a, b)?;
        self.truth(result)
    }

    /// Whether nothing but its layout says how instances behave: built in, and not a module's
    /// own refinement (`OrderedDict`).
    pub fn is_core_class(&self, class: Ref) -> bool {
        self.is_builtin_class(class) && !types::is_library_class(class)
    }

    pub fn is_builtin_class(&self, class: Ref) -> bool {
        self.interp.class(class).is_some_and(|class| class.builtin)
    }

    /// Comparison of built-in layouts; `None` is NotImplemented.
    pub fn compare_native(&mut self, op: CompareOp, a: Value, b: Value) -> Result<Option<Value>> {
        if let (Some(x), Some(y)) = (self.number(a), self.number(b)) {
            let order = match (x, y) {
                (Number::Int(x), Number::Int(y)) => Some(x.compare(y)),
                (Number::Float(x), Number::Float(y)) => x.partial_cmp(&y),
                (Number::Int(x), Number::Float(y)) => x.compare_f64(y),
                (Number::Float(x), Number::Int(y)) => y.compare_f64(x).map(Ordering::reverse),
            };
            return Ok(Some(Value::from(holds(op, order))));
        }
        let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
        if equality && let Some(equal) = self.interp.complex_equal(a, b) {
            return Ok(Some(Value::from(equal == (op == CompareOp::Eq))));
        }
        let (Value::Obj(ra), Value::Obj(rb)) = (a, b) else {
            return Ok(None);
        };
        let mut compared = 0;
        let order = match (self.interp.heap.body(ra), self.interp.heap.body(rb)) {
            (Body::Str(x), Body::Str(y)) => {
                let (x, y) = (x.as_str(), y.as_str());
                compared = x.len().min(y.len());
                Some(x.cmp(y))
            }
            (Body::Bytes(x), Body::Bytes(y)) => {
                compared = x.len().min(y.len());
                Some(x.cmp(y))
            }
            (Body::ByteArray(x), Body::ByteArray(y)) => Some(x.cmp(y)),
            (Body::Bytes(x), Body::ByteArray(y)) => Some((**x).cmp(y.as_slice())),
            (Body::ByteArray(x), Body::Bytes(y)) => Some(x.as_slice().cmp(y)),
            (Body::List(x), Body::List(y)) => {
                let (x, y) = (x.clone(), y.clone());
                return self.compare_sequences(op, &x, &y).map(Some);
            }
            (Body::Tuple(x), Body::Tuple(y)) => {
                let (x, y) = (x.clone(), y.clone());
                return self.compare_sequences(op, &x, &y).map(Some);
            }
            (Body::Set(_), Body::Set(_)) => return self.compare_sets(op, ra, rb).map(Some),
            (Body::Dict(_), Body::Dict(_)) if equality => {
                let equal = self.nested(" in comparison", |ctx| ctx.dicts_equal(ra, rb))?;
                return Ok(Some(Value::from(equal == (op == CompareOp::Eq))));
            }
            (Body::Range(x), Body::Range(y)) if equality => {
                let (x, y) = (**x, **y);
                let equal = self.ranges_equal(x, y);
                return Ok(Some(Value::from(equal == (op == CompareOp::Eq))));
            }
            (Body::Slice(x), Body::Slice(y)) => {
                let (x, y) = (**x, **y);
                return self.compare_sequences(op, &x, &y).map(Some);
            }
            (Body::BoundMethod(x), Body::BoundMethod(y)) if equality => {
                let equal = x.function.is(y.function) && x.receiver.is(y.receiver);
                return Ok(Some(Value::from(equal == (op == CompareOp::Eq))));
            }
            (Body::Native(x), Body::Native(y)) if equality => {
                let equal = std::ptr::eq(x.def, y.def) && x.receiver.is(y.receiver);
                return Ok(Some(Value::from(equal == (op == CompareOp::Eq))));
            }
            _ => return Ok(None),
        };
        // What is short is in the price of the instruction.
        if compared >= 256 {
            self.charge(compared, 60);
        }
        Ok(Some(Value::from(holds(op, order))))
    }

    fn compare_sequences(&mut self, op: CompareOp, a: &[Value], b: &[Value]) -> Result {
        if a.len() != b.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(Value::from(op == CompareOp::Ne));
        }
        self.charge(a.len().min(b.len()), 8_000);
        self.nested(" in comparison", |ctx| {
            for (&x, &y) in a.iter().zip(b) {
                if ctx.eq(x, y)? {
                    continue;
                }
                return match op {
                    CompareOp::Eq => Ok(Value::False),
                    CompareOp::Ne => Ok(Value::True),
                    _ => ctx.compare(op, x, y),
                };
            }
            Ok(Value::from(holds(op, Some(a.len().cmp(&b.len())))))
        })
    }

    fn compare_sets(&mut self, op: CompareOp, a: Ref, b: Ref) -> Result {
        let subset = |ctx: &mut Self, small: Ref, large: Ref| {
            ctx.nested(" in comparison", |ctx| {
                for item in ctx.set_items(small) {
                    if !ctx.set_contains(large, item)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            })
        };
        let length = |ctx: &Self, set| ctx.set(set).map_or(0, |set| set.len());
        let (x, y) = (length(self, a), length(self, b));
        if x.min(y) >= 64 {
            self.charge(x.min(y), 10_000);
        }
        Ok(Value::from(match op {
            CompareOp::Eq => x == y && subset(self, a, b)?,
            CompareOp::Ne => !(x == y && subset(self, a, b)?),
            CompareOp::Le => x <= y && subset(self, a, b)?,
            CompareOp::Lt => x < y && subset(self, a, b)?,
            CompareOp::Ge => x >= y && subset(self, b, a)?,
            CompareOp::Gt => x > y && subset(self, b, a)?,
        }))
    }

    fn dicts_equal(&mut self, a: Ref, b: Ref) -> Result<bool> {
        let entries: Vec<(Value, Value)> = match (self.interp.dict(a), self.interp.dict(b)) {
            (Some(a), Some(b)) if a.len() == b.len() => {
                a.iter().map(|entry| (entry.key, entry.value)).collect()
            }
            _ => return Ok(false),
        };
        for (key, value) in entries {
            match self.dict_get(b, key)? {
                Some(other) if self.eq(value, other)? => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    /// `bool(value)`.
    pub fn truth(&mut self, value: Value) -> Result<bool> {
        let r = match value {
            Value::None | Value::Null => return Ok(false),
            Value::True => return Ok(true),
            Value::False => return Ok(false),
            Value::Int(i) => return Ok(i != 0),
            Value::Float(f) => return Ok(f.get() != 0.0),
            Value::NotImplemented | Value::Ellipsis => return Ok(true),
            Value::Obj(r) => r,
        };
        let class = self.interp.heap.get(r).class();
        if !self.is_builtin_class(class) {
            if let Some(method) = self.interp.lookup(class, names::BOOL_) {
                let result = self.call(method, &[value])?;
                return match result {
                    Value::True => Ok(true),
                    Value::False => Ok(false),
                    other => {
                        let name = self.type_name(other);
                        Err(self
                            .type_error(format!("__bool__ should return bool, returned {name}")))
                    }
                };
            }
            if self.interp.lookup(class, names::LEN).is_some() {
                return Ok(self.len(value)? != 0);
            }
        }
        Ok(match self.interp.heap.body(r) {
            Body::Str(s) => !s.is_empty(),
            Body::Int(i) => !IntRef::Big(i).is_zero(),
            Body::Float(f) => *f != 0.0,
            Body::Complex(c) => !c.is_zero(),
            Body::Bytes(b) => !b.is_empty(),
            Body::ByteArray(b) => !b.is_empty(),
            Body::List(items) => !items.is_empty(),
            Body::Tuple(items) => !items.is_empty(),
            Body::Dict(dict) => !dict.is_empty(),
            Body::Set(set) => !set.is_empty(),
            Body::Range(range) => {
                let range = **range;
                self.range_length(range) != 0
            }
            Body::Other(_) => match self.interp.lookup(class, names::LEN) {
                Some(_) => self.len(value)? != 0,
                None => true,
            },
            _ => true,
        })
    }
}

/// Whether `op` holds for operands in this order (`None`: not comparable, a NaN).
pub fn holds(op: CompareOp, order: Option<Ordering>) -> bool {
    let Some(order) = order else {
        return op == CompareOp::Ne;
    };
    match op {
        CompareOp::Lt => order == Ordering::Less,
        CompareOp::Le => order != Ordering::Greater,
        CompareOp::Eq => order == Ordering::Equal,
        CompareOp::Ne => order != Ordering::Equal,
        CompareOp::Gt => order == Ordering::Greater,
        CompareOp::Ge => order != Ordering::Less,
    }
}

fn compare_name(op: CompareOp) -> Ref {
    match op {
        CompareOp::Lt => names::LT,
        CompareOp::Le => names::LE,
        CompareOp::Eq => names::EQ,
        CompareOp::Ne => names::NE,
        CompareOp::Gt => names::GT,
        CompareOp::Ge => names::GE,
    }
}

fn reflect(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
        same => same,
    }
}
