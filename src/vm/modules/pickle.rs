//! `_pickle`: the part of pickling that has no Python in it, objects of built-in classes that
//! consist of nothing else. `pickle` does the rest, and does all of it where this finds more.

use rustc_hash::FxHashMap;

use super::ModuleDef;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_pickle",
    functions: FUNCTIONS,
    init: |_, _| {},
};

const FUNCTIONS: &[NativeDef] = &[
    function("dumps_plain", dumps_plain),
    function("loads_plain", loads_plain),
];

const MAGIC: [u8; 2] = [0x80, 4];
/// Containers in containers; what goes deeper is left to Python, which counts its frames.
const MAX_DEPTH: usize = 100;

// CPython 3.13's costs on the machine of the profiles (bench/machine/pickling.py), in
// nanoseconds for an item and picoseconds for a byte.
const DUMP: u64 = 350;
const LOAD: u64 = 280;
const DUMP_ITEM: u64 = 8;
const LOAD_ITEM: u64 = 18;
/// What is looked up in the memo, or entered there: strings and containers.
const DUMP_MEMO: u64 = 42;
const LOAD_MEMO: u64 = 40;
const BYTE: u64 = 28;

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    /// Containers by what they are; the number is their place in the memo.
    memo: FxHashMap<Ref, usize>,
    nanoseconds: u64,
}

impl Writer {
    fn number(&mut self, number: usize) -> Option<()> {
        let number = u32::try_from(number).ok()?;
        self.bytes.extend_from_slice(&number.to_le_bytes());
        Some(())
    }

    fn sized(&mut self, tag: u8, data: &[u8]) -> Option<()> {
        self.bytes.push(tag);
        self.number(data.len())?;
        self.bytes.extend_from_slice(data);
        Some(())
    }

    /// `None` where it is not plain.
    fn save(&mut self, ctx: &Ctx<'_>, value: Value, depth: usize) -> Option<()> {
        self.nanoseconds += DUMP_ITEM;
        match value {
            Value::None => self.bytes.push(b'N'),
            Value::True => self.bytes.push(b'T'),
            Value::False => self.bytes.push(b'F'),
            Value::Int(number) => {
                let magnitude = 64 - number.unsigned_abs().leading_zeros() as usize;
                let all = i128::from(number).to_le_bytes();
                self.sized(b'I', all.get(..magnitude / 8 + 1)?)?;
            }
            Value::Float(number) => {
                self.bytes.push(b'd');
                self.bytes.extend_from_slice(&number.get().to_le_bytes());
            }
            Value::Obj(r) => self.save_object(ctx, value, r, depth)?,
            _ => return None,
        }
        Some(())
    }

    fn save_object(&mut self, ctx: &Ctx<'_>, value: Value, r: Ref, depth: usize) -> Option<()> {
        self.nanoseconds += DUMP_MEMO;
        let class = ctx.class_of(value);
        match ctx.body(value)? {
            Body::Str(text) if class == types::STR => {
                return self.sized(b'X', text.as_str().as_bytes());
            }
            Body::Bytes(bytes) if class == types::BYTES => return self.sized(b'B', bytes),
            _ if depth >= MAX_DEPTH => return None,
            _ => {}
        }
        if let Some(&known) = self.memo.get(&r) {
            self.bytes.push(b'g');
            return self.number(known);
        }
        let place = self.memo.len();
        match ctx.body(value)? {
            Body::List(items) if class == types::LIST => {
                self.memo.insert(r, place);
                self.bytes.push(b'L');
                self.number(items.len())?;
                for &item in items {
                    self.save(ctx, item, depth + 1)?;
                }
            }
            Body::Dict(table) if class == types::DICT => {
                self.memo.insert(r, place);
                self.bytes.push(b'D');
                self.number(table.len())?;
                for entry in table.iter() {
                    self.save(ctx, entry.key, depth + 1)?;
                    self.save(ctx, entry.value, depth + 1)?;
                }
            }
            Body::Tuple(items) if class == types::TUPLE => {
                self.bytes.push(b'(');
                self.number(items.len())?;
                for &item in items.iter() {
                    self.save(ctx, item, depth + 1)?;
                }
                // It is in the memo behind what it contains; where it contains itself, Python
                // says what there is to say.
                let place = self.memo.len();
                if self.memo.insert(r, place).is_some() {
                    return None;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

/// `dumps_plain(obj)`: the pickle, or `None` where it needs Python.
fn dumps_plain(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "dumps_plain", 1, 1)?;
    let mut writer = Writer {
        bytes: MAGIC.to_vec(),
        nanoseconds: DUMP,
        ..Writer::default()
    };
    if writer.save(ctx, args.get(0), 0).is_none() {
        return Ok(Value::None);
    }
    ctx.reserve(writer.bytes.len())?;
    ctx.charge(1, writer.nanoseconds.saturating_mul(1000));
    ctx.charge(writer.bytes.len(), BYTE);
    Ok(ctx.bytes(writer.bytes))
}

struct Reader<'a> {
    data: &'a [u8],
    memo: Vec<Value>,
    nanoseconds: u64,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.data.split_at_checked(count)?;
        self.data = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let bytes = self.take(4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }

    /// How many items follow, each of at least one byte.
    fn count(&mut self) -> Option<usize> {
        self.number().filter(|&count| count <= self.data.len())
    }

    fn sized(&mut self) -> Option<&'a [u8]> {
        let size = self.number()?;
        self.take(size)
    }

    /// `None` where it is no plain pickle, or none at all.
    fn load(&mut self, ctx: &mut Ctx<'_>, depth: usize) -> Option<Value> {
        self.nanoseconds += LOAD_ITEM;
        let tag = *self.take(1)?.first()?;
        Some(match tag {
            b'N' => Value::None,
            b'T' => Value::True,
            b'F' => Value::False,
            b'I' => {
                let bytes = self.sized()?;
                if bytes.is_empty() || bytes.len() > 9 {
                    return None;
                }
                let negative = bytes.last()? & 0x80 != 0;
                let mut all = if negative { [0xff; 16] } else { [0; 16] };
                all.get_mut(..bytes.len())?.copy_from_slice(bytes);
                Value::Int(i64::try_from(i128::from_le_bytes(all)).ok()?)
            }
            b'd' => Value::from(f64::from_le_bytes(self.take(8)?.try_into().ok()?)),
            b'X' => {
                self.nanoseconds += LOAD_MEMO;
                let text = std::str::from_utf8(self.sized()?).ok()?;
                ctx.str(text)
            }
            b'B' => {
                let bytes = self.sized()?.to_vec();
                ctx.bytes(bytes)
            }
            b'g' => {
                let place = self.number()?;
                *self.memo.get(place)?
            }
            b'L' | b'D' | b'(' if depth < MAX_DEPTH => {
                self.nanoseconds += LOAD_MEMO;
                self.load_container(ctx, tag, depth)?
            }
            _ => return None,
        })
    }

    fn load_container(&mut self, ctx: &mut Ctx<'_>, tag: u8, depth: usize) -> Option<Value> {
        let count = self.count()?;
        match tag {
            b'D' => {
                let dict = ctx.interp.new_dict();
                self.memo.push(Value::Obj(dict));
                for _ in 0..count {
                    let key = self.load(ctx, depth + 1)?;
                    let value = self.load(ctx, depth + 1)?;
                    // Keys of built-in classes need no Python to be compared.
                    ctx.dict_set(dict, key, value).ok()?;
                }
                Some(Value::Obj(dict))
            }
            b'L' => {
                let list = ctx.list(Vec::new());
                self.memo.push(list);
                let mut items = Vec::with_capacity(count);
                for _ in 0..count {
                    items.push(self.load(ctx, depth + 1)?);
                }
                let r = list.as_ref()?;
                ctx.interp
                    .heap
                    .grew(items.len().saturating_mul(size_of::<Value>()));
                if let Body::List(empty) = ctx.interp.heap.body_mut(r) {
                    *empty = items;
                }
                Some(list)
            }
            _ => {
                let mut items = Vec::with_capacity(count);
                for _ in 0..count {
                    items.push(self.load(ctx, depth + 1)?);
                }
                let tuple = ctx.tuple(items);
                self.memo.push(tuple);
                Some(tuple)
            }
        }
    }
}

/// `loads_plain(data)`: a tuple of the object, or `None` where that needs Python.
fn loads_plain(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "loads_plain", 1, 1)?;
    let data = match ctx.body(args.get(0)) {
        Some(Body::Bytes(bytes)) => bytes.clone(),
        _ => return Ok(Value::None),
    };
    let Some(rest) = data.strip_prefix(&MAGIC) else {
        return Ok(Value::None);
    };
    // Every byte makes at most one small object.
    ctx.reserve(data.len())?;
    let mut reader = Reader {
        data: rest,
        memo: Vec::new(),
        nanoseconds: LOAD,
    };
    match reader.load(ctx, 0) {
        Some(object) => {
            ctx.charge(1, reader.nanoseconds.saturating_mul(1000));
            ctx.charge(data.len(), BYTE);
            Ok(ctx.tuple([object]))
        }
        None => Ok(Value::None),
    }
}
