//! [`Value`]: what a local variable, a stack slot or a list item holds.

/// Index of an object in its interpreter's [`Heap`](super::heap::Heap). Dense and deterministic:
/// the same program allocates the same indices in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(pub u64);

/// A Python value: 16 bytes, `Copy`, `Send`. Small ones are inline, the rest lives in the heap.
///
/// Every payload is one 64-bit integer word. That makes it a pair of machine words to the
/// compiler, which travels in registers; a payload of any other shape would send it through
/// memory, written in two halves and read back in one piece, which stalls the processor.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// CPython's `NULL`: an unbound local, no `self` beside a callable. Never seen by a program.
    Null,
    None,
    False,
    True,
    /// An int that fits 64 bits. Larger ones are `Obj` (never a small number there).
    Int(i64),
    Float(F64),
    Obj(Ref),
    NotImplemented,
    Ellipsis,
}

const _: () = assert!(size_of::<Value>() == 16);

/// Opaque to the compiler, which would see through [`Value::carry`] otherwise.
#[cold]
#[inline(never)]
fn null() -> Value {
    std::hint::black_box(Value::Null)
}

/// A float as the bits that it consists of. Equal where the bits are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct F64(u64);

impl F64 {
    #[inline]
    pub fn new(value: f64) -> F64 {
        F64(value.to_bits())
    }

    #[inline]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl std::fmt::Debug for F64 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(f)
    }
}

impl Value {
    /// Python's `is`. Equal small ints are identical, as they are in CPython for the cached ones.
    #[inline]
    pub fn is(self, other: Value) -> bool {
        match (self, other) {
            (Value::Obj(a), Value::Obj(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a == b,
            (Value::None, Value::None)
            | (Value::True, Value::True)
            | (Value::False, Value::False)
            | (Value::Null, Value::Null)
            | (Value::NotImplemented, Value::NotImplemented)
            | (Value::Ellipsis, Value::Ellipsis) => true,
            _ => false,
        }
    }

    #[inline]
    pub fn is_null(self) -> bool {
        matches!(self, Value::Null)
    }

    #[inline]
    pub fn is_none(self) -> bool {
        matches!(self, Value::None)
    }

    #[inline]
    pub fn as_bool(self) -> Option<bool> {
        match self {
            Value::True => Some(true),
            Value::False => Some(false),
            _ => None,
        }
    }

    /// The heap object behind it, if it is one.
    #[inline]
    pub fn as_ref(self) -> Option<Ref> {
        match self {
            Value::Obj(r) => Some(r),
            _ => None,
        }
    }

    /// The same value, moved through registers.
    ///
    /// A copy from one place in memory to another is one wide load and store to the compiler.
    /// Where the value was written a moment ago, in two halves, the wide load has to wait until
    /// both have left the store buffer. A look at the tag makes it load the halves.
    #[inline(always)]
    pub fn carry(self) -> Value {
        if self.is_null() { null() } else { self }
    }

    /// `None` where it is `NULL`.
    #[inline]
    pub fn some(self) -> Option<Value> {
        (!self.is_null()).then_some(self)
    }
}

impl From<bool> for Value {
    #[inline]
    fn from(value: bool) -> Self {
        if value { Value::True } else { Value::False }
    }
}

impl From<i64> for Value {
    #[inline]
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<f64> for Value {
    #[inline]
    fn from(value: f64) -> Self {
        Value::Float(F64::new(value))
    }
}

impl From<Ref> for Value {
    #[inline]
    fn from(value: Ref) -> Self {
        Value::Obj(value)
    }
}
