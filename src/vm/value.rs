//! [`Value`]: what a local variable, a stack slot or a list item holds.

/// Index of an object in its interpreter's [`Heap`](super::heap::Heap). Dense and deterministic:
/// the same program allocates the same indices in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(pub u32);

/// A Python value: 16 bytes, `Copy`, `Send`. Small ones are inline, the rest lives in the heap.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// CPython's `NULL`: an unbound local, no `self` beside a callable. Never seen by a program.
    Null,
    None,
    Bool(bool),
    /// An int that fits 64 bits. Larger ones are `Obj` (never a small number there).
    Int(i64),
    Float(f64),
    Obj(Ref),
    NotImplemented,
    Ellipsis,
}

const _: () = assert!(size_of::<Value>() == 16);

impl Value {
    /// Python's `is`. Equal small ints are identical, as they are in CPython for the cached ones.
    pub fn is(self, other: Value) -> bool {
        match (self, other) {
            (Value::Obj(a), Value::Obj(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::None, Value::None)
            | (Value::Null, Value::Null)
            | (Value::NotImplemented, Value::NotImplemented)
            | (Value::Ellipsis, Value::Ellipsis) => true,
            _ => false,
        }
    }

    pub fn is_null(self) -> bool {
        matches!(self, Value::Null)
    }

    pub fn is_none(self) -> bool {
        matches!(self, Value::None)
    }

    /// The heap object behind it, if it is one.
    pub fn as_ref(self) -> Option<Ref> {
        match self {
            Value::Obj(r) => Some(r),
            _ => None,
        }
    }

    /// `None` where it is `NULL`.
    pub fn some(self) -> Option<Value> {
        (!self.is_null()).then_some(self)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

impl From<Ref> for Value {
    fn from(value: Ref) -> Self {
        Value::Obj(value)
    }
}
