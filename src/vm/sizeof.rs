//! `sys.getsizeof`: what CPython 3.13 on 64 bits takes for an object.

use super::code::LoadedCode;
use super::heap::{Body, Heap, Object};
use super::protocol::iterators::Iter;
use super::types::{self, Layout};
use super::value::{Ref, Value};
use crate::bytecode::Opcode;

/// `PyGC_Head`, in front of objects that can be part of a cycle.
const GC_HEADER: usize = 16;
const POINTER: usize = 8;
/// What pymalloc makes of `int` and `float` objects up to 32 bytes.
pub const BOXED_NUMBER: usize = 32;
/// `dict` with its header and without its keys.
const DICT: usize = 48 + GC_HEADER;

/// Numbers that the interpreter has made once and for all.
fn is_immortal(number: i64) -> bool {
    (-5..=256).contains(&number)
}

fn int(bits: u64) -> usize {
    let digits = bits.div_ceil(30).max(1) as usize;
    24 + 4 * digits
}

/// Bytes of a value, without what it refers to.
pub fn size_of(heap: &Heap, value: Value) -> usize {
    match value {
        Value::Float(_) => 24,
        Value::True | Value::False => 28,
        Value::Int(number) => int(u64::from(64 - number.unsigned_abs().leading_zeros())),
        Value::Obj(r) => {
            let object = heap.get(r);
            head(heap, object) + block(heap, &object.body)
        }
        _ => 16,
    }
}

/// Bytes of the numbers that stand in a container one after the other: objects of their own in
/// CPython, parts of their container here. Equal neighbours are taken for one object, as `[0.5] * n`
/// makes it.
pub fn numbers(body: &Body) -> usize {
    let mut last = Value::Null;
    let mut bytes = 0;
    let mut count = |value: Value| {
        let own = match value {
            Value::Int(number) if !is_immortal(number) => true,
            Value::Float(_) => true,
            _ => false,
        };
        if own && !value.is(last) {
            bytes += BOXED_NUMBER;
        }
        last = value;
    };
    match body {
        Body::List(items) => items.iter().for_each(|&item| count(item)),
        Body::Tuple(items) => items.iter().for_each(|&item| count(item)),
        Body::Dict(dict) => dict.iter().for_each(|entry| {
            count(entry.key);
            count(entry.value);
        }),
        Body::Set(set) => set.iter().for_each(|(_, &item)| count(item)),
        Body::Cell(value) => count(*value),
        _ => {}
    }
    bytes
}

/// Bytes of the object itself: all that is in one piece with it.
pub fn head(heap: &Heap, object: &Object) -> usize {
    match &object.body {
        Body::Free => 0,
        Body::Instance => instance(heap, object.class()),
        Body::Int(number) => int(number.bits()),
        Body::Float(_) => 24,
        Body::Complex(_) => 32,
        Body::Str(text) if text.ascii => 41 + text.len(),
        Body::Str(text) => {
            let widest = text.as_str().chars().max().map_or(0, u32::from);
            let length = text.len();
            match widest {
                0..=0x7f => 41 + length,
                0x80..=0xff => 57 + length,
                0x100..=0xffff => 58 + 2 * length,
                _ => 60 + 4 * length,
            }
        }
        Body::Bytes(bytes) => 33 + bytes.len(),
        Body::ByteArray(_) => 56,
        Body::List(_) => 40 + GC_HEADER,
        Body::Tuple(items) => 24 + GC_HEADER + POINTER * items.len(),
        Body::Dict(_) => DICT,
        Body::Set(_) => 200 + GC_HEADER,
        Body::Range(_) => 48,
        Body::Slice(_) => 40 + GC_HEADER,
        Body::Cell(_) => 24 + GC_HEADER,
        Body::Code(code) => code_size(code),
        Body::Function(_) => 144 + GC_HEADER,
        Body::Native(_) => 56 + GC_HEADER,
        Body::BoundMethod(_) => 48 + GC_HEADER,
        Body::Class(class) if class.builtin => 416,
        // With the keys that its instances share, where they have a `__dict__` of their own.
        Body::Class(class) if class.layout == Layout::Instance && class.slots.is_none() => 1712,
        Body::Class(class) => 928 + GC_HEADER + 8 * class.slots.as_ref().map_or(0, Vec::len),
        Body::Module(_) => 56 + GC_HEADER,
        Body::Exception(_) => 72 + GC_HEADER,
        Body::Traceback(_) => 48 + GC_HEADER,
        Body::Generator(generator) => {
            let code = &generator.code;
            let values = code.localsplus as usize + code.code.stack_size as usize;
            144 + GC_HEADER + POINTER * values
        }
        Body::Property(_) => 64 + GC_HEADER,
        Body::StaticMethod(_) | Body::ClassMethod(_) => 32 + GC_HEADER,
        Body::Super(_) => 40 + GC_HEADER,
        Body::Lock(lock) if lock.reentrant => 64,
        Body::Lock(_) => 56,
        Body::Iter(iter) => match **iter {
            Iter::Dict { .. } | Iter::DictReversed { .. } => 56 + GC_HEADER,
            Iter::Enumerate { .. } => 56 + GC_HEADER,
            Iter::Set { .. } | Iter::Zip { .. } => 48 + GC_HEADER,
            _ => 32 + GC_HEADER,
        },
        Body::DictView(..) => 24 + GC_HEADER,
        Body::Other(payload) => 48 + GC_HEADER + payload.size(),
    }
}

/// Bytes of what it keeps in a piece of memory of its own: items, keys, a table.
pub fn block(heap: &Heap, body: &Body) -> usize {
    match body {
        Body::List(items) => POINTER * list_room(items.len(), items.capacity()),
        Body::ByteArray(bytes) if bytes.is_empty() => 0,
        Body::ByteArray(bytes) => bytes.len() + 1,
        Body::Dict(dict) => {
            let is_text = |key: Value| {
                let key = key.as_ref().map(|key| heap.body(key));
                matches!(key, Some(Body::Str(_)))
            };
            let texts = dict.iter().all(|entry| is_text(entry.key));
            keys_size(dict.len(), texts)
        }
        Body::Set(set) if set.slots() > 8 => 16 * set.slots(),
        _ => 0,
    }
}

/// Attributes that lie in their object, as those of most instances do.
pub fn inline_values(count: usize) -> usize {
    16 + POINTER * count
}

fn instance(heap: &Heap, class: Ref) -> usize {
    if class == types::OBJECT {
        return 16;
    }
    let slots = match heap.body(class) {
        Body::Class(class) => class.slots.as_ref().map(Vec::len),
        _ => None,
    };
    match slots {
        Some(slots) => 16 + GC_HEADER + POINTER * slots,
        None => 32 + GC_HEADER,
    }
}

/// `list_resize`: a list that has grown has more room than one that was made whole.
fn list_room(length: usize, capacity: usize) -> usize {
    if length == 0 || length == capacity {
        return length;
    }
    let mut room = 0;
    while room < length {
        let wanted = room + 1;
        room = (wanted + (wanted >> 3) + 6) & !3;
    }
    room
}

/// `dictkeys`: an index and two thirds as many entries, which are smaller where all keys are texts.
fn keys_size(length: usize, texts: bool) -> usize {
    if length == 0 {
        return 0;
    }
    let mut slots: usize = 8;
    while slots * 2 / 3 < length {
        slots *= 2;
    }
    let index = match slots {
        0..=0x80 => 1,
        0x81..=0x8000 => 2,
        _ => 4,
    };
    let entry = if texts { 16 } else { 24 };
    32 + slots * index + slots * 2 / 3 * entry
}

/// `code_sizeof`, inline caches included.
fn code_size(code: &LoadedCode) -> usize {
    let caches = |opcode: Opcode| match opcode {
        Opcode::LOAD_ATTR => 9,
        Opcode::LOAD_GLOBAL | Opcode::STORE_ATTR => 4,
        Opcode::CALL | Opcode::TO_BOOL => 3,
        Opcode::BINARY_OP
        | Opcode::BINARY_SUBSCR
        | Opcode::STORE_SUBSCR
        | Opcode::COMPARE_OP
        | Opcode::CONTAINS_OP
        | Opcode::FOR_ITER
        | Opcode::SEND
        | Opcode::UNPACK_SEQUENCE
        | Opcode::LOAD_SUPER_ATTR
        | Opcode::JUMP_BACKWARD
        | Opcode::POP_JUMP_IF_FALSE
        | Opcode::POP_JUMP_IF_TRUE
        | Opcode::POP_JUMP_IF_NONE
        | Opcode::POP_JUMP_IF_NOT_NONE => 1,
        _ => 0,
    };
    let instructions = code.instructions.iter();
    let units: usize = instructions.map(|it| 1 + caches(it.opcode)).sum();
    202 + 2 * units
}

/// Bytes of a code object with the line table, constants and names that belong to it alone.
pub fn whole_code_size(code: &LoadedCode) -> usize {
    let tuple = |items: usize| 40 + POINTER * items;
    let lines = 33 + 2 * code.instructions.len();
    let exceptions = 33;
    let locals = tuple(code.localsplus as usize) + 33 + code.localsplus as usize;
    code_size(code)
        + lines
        + exceptions
        + tuple(code.consts.len())
        + tuple(code.names.len())
        + locals
}
