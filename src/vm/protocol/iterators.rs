//! Where built-in iterators stand.

use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// The state of a built-in iterator.
#[derive(Clone, Copy, Debug)]
pub enum Iter {
    List {
        list: Ref,
        at: usize,
    },
    ListReversed {
        list: Ref,
        at: usize,
    },
    Tuple {
        tuple: Ref,
        at: usize,
    },
    Str {
        text: Ref,
        byte: usize,
    },
    Bytes {
        bytes: Ref,
        at: usize,
    },
    Range {
        next: i64,
        step: i64,
        left: u64,
    },
    /// A range whose numbers do not fit 64 bits.
    LongRange {
        range: Ref,
        at: u64,
        left: u64,
    },
    Dict {
        dict: Ref,
        slot: usize,
        size: usize,
        what: DictPart,
    },
    DictReversed {
        dict: Ref,
        slot: usize,
        size: usize,
        what: DictPart,
    },
    Set {
        set: Ref,
        slot: usize,
        size: usize,
    },
    /// `iter(callable, sentinel)`
    Callable {
        callable: Value,
        sentinel: Value,
    },
    /// By `__getitem__` and IndexError.
    Sequence {
        object: Value,
        at: i64,
    },
    /// `reversed` of such a sequence.
    SequenceReversed {
        object: Value,
        at: i64,
    },
    Enumerate {
        inner: Value,
        count: Value,
    },
    /// `zip`: a tuple of iterators.
    Zip {
        inner: Ref,
        strict: bool,
    },
    Map {
        function: Value,
        inner: Ref,
    },
    Filter {
        function: Value,
        inner: Value,
    },
    Exhausted,
}

/// What of a dict a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}

impl Iter {
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        match *self {
            Iter::List { list: r, .. }
            | Iter::ListReversed { list: r, .. }
            | Iter::Tuple { tuple: r, .. }
            | Iter::Str { text: r, .. }
            | Iter::Bytes { bytes: r, .. }
            | Iter::LongRange { range: r, .. }
            | Iter::Dict { dict: r, .. }
            | Iter::DictReversed { dict: r, .. }
            | Iter::Set { set: r, .. }
            | Iter::Zip { inner: r, .. } => visit(Value::Obj(r)),
            Iter::Callable {
                callable: a,
                sentinel: b,
            }
            | Iter::Enumerate { inner: a, count: b }
            | Iter::Filter {
                function: a,
                inner: b,
            } => {
                visit(a);
                visit(b);
            }
            Iter::Map { function, inner } => {
                visit(function);
                visit(Value::Obj(inner));
            }
            Iter::Sequence { object, .. } | Iter::SequenceReversed { object, .. } => visit(object),
            Iter::Range { .. } | Iter::Exhausted => {}
        }
    }

    /// Its class.
    pub(super) fn class(&self) -> Ref {
        match self {
            Iter::List { .. } => types::LIST_ITERATOR,
            Iter::ListReversed { .. } => types::LIST_REVERSE_ITERATOR,
            Iter::Tuple { .. } => types::TUPLE_ITERATOR,
            Iter::Str { .. } => types::STR_ASCII_ITERATOR,
            Iter::Bytes { .. } => types::BYTES_ITERATOR,
            Iter::Range { .. } | Iter::LongRange { .. } => types::RANGE_ITERATOR,
            Iter::Dict {
                what: DictPart::Keys,
                ..
            } => types::DICT_KEY_ITERATOR,
            Iter::Dict {
                what: DictPart::Values,
                ..
            } => types::DICT_VALUE_ITERATOR,
            Iter::Dict { .. } => types::DICT_ITEM_ITERATOR,
            Iter::DictReversed { .. } => types::DICT_REVERSE_KEY_ITERATOR,
            Iter::Set { .. } => types::SET_ITERATOR,
            Iter::Callable { .. } => types::CALLABLE_ITERATOR,
            Iter::Sequence { .. } | Iter::Exhausted => types::SEQUENCE_ITERATOR,
            Iter::SequenceReversed { .. } => types::REVERSED,
            Iter::Enumerate { .. } => types::ENUMERATE,
            Iter::Zip { .. } => types::ZIP,
            Iter::Map { .. } => types::MAP,
            Iter::Filter { .. } => types::FILTER,
        }
    }
}
