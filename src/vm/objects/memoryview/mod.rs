//! `memoryview`: the bytes of another object, as items of one format.
//!
//! One dimension, like what has a buffer here: bytes, bytearray, and what has `__buffer__`.

mod methods;

pub use methods::CLASSES;

use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Interrupt, Result};
use crate::vm::number::layout::{Format, Item};
use crate::vm::protocol::SliceRange;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

/// The state of a `memoryview`.
#[derive(Clone, Copy, Debug)]
pub struct MemoryView {
    /// The bytes or bytearray that holds the memory.
    base: Ref,
    /// Whose memory it is to the program (`obj`).
    owner: Value,
    /// Where in the memory the first item begins.
    start: usize,
    /// Number of items.
    length: usize,
    /// Bytes from one item to the next.
    stride: i64,
    format: Format,
    readonly: bool,
    released: bool,
}

payload!(MemoryView, |view, visit| {
    visit(Value::Obj(view.base));
    visit(view.owner);
});

impl MemoryView {
    /// Where the item lies in the memory.
    fn place(&self, index: usize) -> std::ops::Range<usize> {
        let offset = (index as i64).wrapping_mul(self.stride);
        let at = (self.start as i64).wrapping_add(offset).max(0) as usize;
        at..at.saturating_add(self.format.size())
    }

    fn bytes(&self) -> usize {
        self.length.saturating_mul(self.format.size())
    }

    fn is_contiguous(&self) -> bool {
        self.length < 2 || self.stride == self.format.size() as i64
    }

    fn sliced(&self, range: SliceRange) -> MemoryView {
        let first = if range.count == 0 {
            0
        } else {
            range.start.max(0)
        };
        MemoryView {
            start: self.place(first as usize).start,
            length: range.count,
            stride: self.stride.wrapping_mul(range.step),
            ..*self
        }
    }
}

impl Ctx<'_> {
    fn memory_of(&self, base: Ref) -> &[u8] {
        match self.interp.heap.body(base) {
            Body::Bytes(bytes) => bytes,
            Body::ByteArray(bytes) => bytes,
            _ => &[],
        }
    }

    /// The bytes of a memoryview whose items lie side by side.
    pub(super) fn contiguous_bytes(&self, view: &MemoryView) -> Option<&[u8]> {
        if view.released || !view.is_contiguous() {
            return None;
        }
        let stop = view.start.saturating_add(view.bytes());
        self.memory_of(view.base).get(view.start..stop)
    }

    /// A view of all of an object's memory, in items of this format.
    pub fn new_view(&mut self, base: Ref, owner: Value, format: Format) -> Value {
        let length = self.memory_of(base).len() / format.size().max(1);
        let readonly = !matches!(self.interp.heap.body(base), Body::ByteArray(_));
        self.make_view(MemoryView {
            base,
            owner,
            start: 0,
            length,
            stride: format.size() as i64,
            format,
            readonly,
            released: false,
        })
    }

    fn make_view(&mut self, view: MemoryView) -> Value {
        self.alloc(types::MEMORYVIEW, Body::Other(Box::new(view)))
    }

    /// The view of an object that has a buffer; `None` for one that has none.
    fn view_of(&mut self, value: Value) -> Result<Option<MemoryView>> {
        if let Some(&view) = self.payload::<MemoryView>(value) {
            return self.unreleased(view).map(Some);
        }
        if let Some(r) = value.as_ref()
            && matches!(self.body(value), Some(Body::Bytes(_) | Body::ByteArray(_)))
        {
            let view = self.new_view(r, value, Format::BYTES);
            return Ok(self.payload::<MemoryView>(view).copied());
        }
        let class = self.class_of(value);
        if self.is_builtin_class(class) {
            return Ok(None);
        }
        let Value::Obj(name) = self.str("__buffer__") else {
            return Ok(None);
        };
        let name = self.interp.intern_ref(name);
        let Some(method) = self.interp.lookup(class, name) else {
            return Ok(None);
        };
        /// `inspect.BufferFlags.FULL_RO`
        const FULL_RO: i64 = 284;
        let result = self.call(method, &[value, Value::Int(FULL_RO)])?;
        match self.payload::<MemoryView>(result) {
            Some(&view) => Ok(Some(MemoryView {
                owner: value,
                ..self.unreleased(view)?
            })),
            None => Err(self.type_error("__buffer__ returned non-memoryview object")),
        }
    }

    /// A copy of the memory of an object that has a buffer; `None` for one that has none.
    pub fn buffer_bytes(&mut self, value: Value) -> Result<Option<Vec<u8>>> {
        if let Some(bytes) = self.bytes_of(value) {
            return Ok(Some(bytes.to_vec()));
        }
        match self.view_of(value)? {
            Some(view) => self.view_bytes(&view).map(Some),
            None => Ok(None),
        }
    }

    fn unreleased(&mut self, view: MemoryView) -> Result<MemoryView> {
        if view.released {
            let message = "operation forbidden on released memoryview object";
            return Err(self.value_error(message));
        }
        Ok(view)
    }

    /// The bytes of all items, one after the other.
    fn view_bytes(&mut self, view: &MemoryView) -> Result<Vec<u8>> {
        self.reserve(view.bytes())?;
        self.charge(view.bytes(), 60);
        if let Some(bytes) = self.contiguous_bytes(view) {
            return Ok(bytes.to_vec());
        }
        let mut bytes = Vec::with_capacity(view.bytes());
        for index in 0..view.length {
            match self.memory_of(view.base).get(view.place(index)) {
                Some(item) => bytes.extend_from_slice(item),
                None => return Err(self.memory_is_gone()),
            }
        }
        Ok(bytes)
    }

    fn view_item(&mut self, view: &MemoryView, index: usize) -> Result {
        match self.memory_of(view.base).get(view.place(index)) {
            Some(bytes) => {
                let item = view.format.unpack(bytes);
                Ok(self.memory_item(item))
            }
            None => Err(self.memory_is_gone()),
        }
    }

    /// CPython does not let an object shrink while there are views of it; here it is not known
    /// when a view is dropped.
    #[cold]
    fn memory_is_gone(&mut self) -> Interrupt {
        self.raise(
            types::BUFFER_ERROR,
            "the object of this memoryview has become shorter",
        )
    }

    pub fn memory_item(&mut self, item: Item) -> Value {
        match item {
            Item::Int(int) => self.from_int(int),
            Item::Float(float) => Value::from(float),
            Item::Bool(it) => Value::from(it),
            Item::Byte(byte) => self.bytes(vec![byte]),
        }
    }

    /// All items as Python objects.
    fn view_items(&mut self, view: &MemoryView) -> Result<Vec<Value>> {
        self.reserve(view.length.saturating_mul(16))?;
        self.charge(view.length, 10_000);
        (0..view.length)
            .map(|index| self.view_item(view, index))
            .collect()
    }

    /// A value as the bytes of an item.
    fn packed(&mut self, format: Format, value: Value) -> Result<Vec<u8>> {
        let letter = format.text();
        let invalid_type = format!("memoryview: invalid type for format '{letter}'");
        let invalid_value = format!("memoryview: invalid value for format '{letter}'");
        match format.letter() {
            'c' => match self.body(value) {
                Some(Body::Bytes(bytes)) if bytes.len() == 1 => Ok(bytes.to_vec()),
                Some(Body::Bytes(_)) => Err(self.value_error(invalid_value)),
                _ => Err(self.type_error(invalid_type)),
            },
            '?' => Ok(vec![u8::from(self.truth(value)?)]),
            'f' | 'd' => match self.number_as_float(value)? {
                Some(float) => Ok(format.pack_float(float)),
                None => Err(self.type_error(invalid_type)),
            },
            _ => {
                let class = self.class_of(value);
                let is_int = self.int_of(value).is_some()
                    || self.interp.lookup(class, crate::vm::names::INDEX).is_some();
                if !is_int {
                    return Err(self.type_error(invalid_type));
                }
                let index = self.index_value(value)?;
                match self.int_of(index).and_then(|int| format.pack_int(int)) {
                    Some(bytes) => Ok(bytes),
                    None => Err(self.value_error(invalid_value)),
                }
            }
        }
    }

    /// Writes items that are bytes already from `index` on.
    fn write_items(&mut self, view: &MemoryView, first: usize, bytes: &[u8]) -> Result<()> {
        let size = view.format.size().max(1);
        let Body::ByteArray(memory) = self.interp.heap.body_mut(view.base) else {
            return Ok(());
        };
        let mut gone = false;
        for (offset, item) in bytes.chunks(size).enumerate() {
            match memory.get_mut(view.place(first + offset)) {
                Some(place) if place.len() == item.len() => place.copy_from_slice(item),
                _ => gone = true,
            }
        }
        match gone {
            true => Err(self.memory_is_gone()),
            false => Ok(()),
        }
    }
}
