//! Pages after a fork: parent and child share them until one of them writes.
//!
//! CPython writes where it only reads: taking a reference to an object changes its count, which
//! lies in the object. So a child that looks at all items of a list copies all items, although not
//! the list.

use std::sync::Arc;

use super::eval::{Moment, Probe};
use super::heap::{Body, Heap};
use super::names::NAMES;
use super::protocol::item::position;
use super::protocol::iterators::Iter;
use super::sizeof;
use super::types::TYPES;
use super::value::{Ref, Value};
use crate::bytecode::Opcode;

pub const PAGE: u64 = 4096;
/// pymalloc keeps objects of one size together, up to this size.
const SMALL: usize = 512;
/// Its sizes are multiples of this.
const ALIGNMENT: usize = 16;
/// It takes so much at a time for objects of one size.
const POOL: usize = 16 * 1024;

/// Where CPython would have an object, in pages.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    head: u32,
    /// Items of a list, keys of a dict: first page and bytes.
    block: (u32, u32),
    /// Its numbers, which are objects in CPython: first page and bytes.
    numbers: (u32, u32),
}

/// Where everything was at the time of a fork.
#[derive(Debug)]
struct Layout {
    places: Vec<Place>,
    pages: u32,
}

/// Pages that were shared by a fork, seen from one side.
#[derive(Clone, Debug)]
struct Share {
    layout: Arc<Layout>,
    /// A bit for each page.
    written: Vec<u64>,
    count: u64,
}

/// What a process shares with others.
#[derive(Clone, Debug, Default)]
pub struct CopyOnWrite {
    /// With its parent, and how many bytes that were.
    inherited: Option<(Share, u64)>,
    /// With the child that it has forked last.
    lent: Option<Share>,
}

struct Allocator {
    /// Where the pool of each size goes on, and where it ends.
    pools: [(usize, usize); SMALL / ALIGNMENT + 1],
    end: usize,
}

impl Allocator {
    fn alloc(&mut self, bytes: usize) -> usize {
        if bytes == 0 {
            return 0;
        }
        let rounded = bytes.next_multiple_of(ALIGNMENT);
        let Some((next, end)) = self.pools.get_mut(rounded / ALIGNMENT) else {
            let at = self.end;
            self.end += rounded;
            return at;
        };
        if *next + rounded > *end {
            *next = self.end.next_multiple_of(PAGE as usize);
            *end = *next + POOL;
            self.end = *end;
        }
        let at = *next;
        *next += rounded;
        at
    }

    /// As `alloc`, for many of one size in a row.
    fn run(&mut self, bytes: usize) -> usize {
        let at = self.end;
        self.end += bytes;
        at
    }
}

fn page(address: usize) -> u32 {
    u32::try_from(address / PAGE as usize).unwrap_or(u32::MAX)
}

fn narrow(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl Layout {
    fn of(heap: &Heap) -> Layout {
        let mut allocator = Allocator {
            pools: [(0, 0); SMALL / ALIGNMENT + 1],
            end: 0,
        };
        let places = heap
            .objects()
            .map(|object| {
                let head = allocator.alloc(sizeof::head(heap, object));
                let block = sizeof::block(heap, &object.body);
                let numbers = sizeof::numbers(&object.body);
                Place {
                    head: page(head),
                    block: (page(allocator.alloc(block)), narrow(block)),
                    numbers: (page(allocator.run(numbers)), narrow(numbers)),
                }
            })
            .collect();
        Layout {
            places,
            pages: page(allocator.end).saturating_add(1),
        }
    }
}

impl Share {
    fn new(layout: Arc<Layout>) -> Share {
        let words = layout.pages.div_ceil(64) as usize;
        Share {
            layout,
            written: vec![0; words],
            count: 0,
        }
    }

    fn write(&mut self, page: u32) {
        if let Some(word) = self.written.get_mut(page as usize / 64) {
            let bit = 1 << (page % 64);
            self.count += u64::from(*word & bit == 0);
            *word |= bit;
        }
    }

    fn place(&self, r: Ref) -> Option<Place> {
        self.layout.places.get(r.0 as usize).copied()
    }

    /// Writes to the byte `at` of a stretch.
    fn write_within(&mut self, (first, bytes): (u32, u32), at: usize) {
        if bytes > 0 {
            let at = at.min(bytes as usize - 1) / PAGE as usize;
            self.write(first.saturating_add(at as u32));
        }
    }
}

impl CopyOnWrite {
    /// Bytes that came from the parent.
    pub fn inherited(&self) -> u64 {
        self.inherited.as_ref().map_or(0, |(_, bytes)| *bytes)
    }

    /// Bytes of pages that were the parent's and were written since.
    pub fn copied(&self) -> u64 {
        let share = self.inherited.as_ref();
        share.map_or(0, |(share, _)| share.count.saturating_mul(PAGE))
    }

    /// Bytes of pages that were written since the last fork of a child.
    pub fn left(&self) -> u64 {
        let share = self.lent.as_ref();
        share.map_or(0, |share| share.count.saturating_mul(PAGE))
    }

    fn each(&mut self, f: impl Fn(&mut Share)) {
        if let Some((share, _)) = &mut self.inherited {
            f(share);
        }
        if let Some(share) = &mut self.lent {
            f(share);
        }
    }
}

/// Shares all pages of `parent`, in which it has `bytes`, with its copy `child`.
pub fn share(parent: &mut Heap, child: &mut Heap, bytes: u64) {
    let layout = Arc::new(Layout::of(parent));
    parent.pages.get_or_insert_default().lent = Some(Share::new(layout.clone()));
    let inherited = Some((Share::new(layout), bytes));
    child.pages = Some(Box::new(CopyOnWrite {
        inherited,
        lent: None,
    }));
}

impl Heap {
    /// A reference to the object is taken or given up.
    fn count_reference(&mut self, value: Value) {
        let Value::Obj(r) = value else { return };
        // Names and classes of the interpreter are immortal.
        if r.0 as usize > TYPES.len() + NAMES.len()
            && let Some(pages) = &mut self.pages
        {
            pages.each(|share| {
                if let Some(place) = share.place(r) {
                    share.write(place.head);
                }
            });
        }
    }

    /// A reference to the item `index` of a list or tuple is taken.
    fn count_item(&mut self, container: Ref, index: usize) {
        let item = self.items(container).and_then(|items| items.get(index));
        match item.copied() {
            Some(item @ Value::Obj(_)) => self.count_reference(item),
            Some(Value::Int(-5..=256)) | None => {}
            Some(Value::Int(_) | Value::Float(_)) => {
                if let Some(pages) = &mut self.pages {
                    pages.each(|share| {
                        if let Some(place) = share.place(container) {
                            share.write_within(place.numbers, index * sizeof::BOXED_NUMBER);
                        }
                    });
                }
            }
            Some(_) => {}
        }
    }

    /// Where an index into a list or tuple leads, if it has one.
    fn position_in(&self, container: Ref, index: i64) -> Option<usize> {
        position(index, self.items(container)?.len())
    }

    /// References to all that a container or iterator has are taken, one after the other.
    fn count_all(&mut self, value: Value, depth: usize) {
        let (Value::Obj(r), 0..4) = (value, depth) else {
            return;
        };
        if let Some(items) = self.items(r) {
            for index in 0..items.len() {
                self.count_item(r, index);
            }
            return;
        }
        let inner: Vec<Value> = match self.body(r) {
            Body::Dict(dict) => dict.iter().flat_map(|it| [it.key, it.value]).collect(),
            Body::Set(set) => set.iter().map(|(_, &item)| item).collect(),
            Body::DictView(dict, _) => return self.count_all(Value::Obj(*dict), depth + 1),
            Body::Iter(iter) => {
                let mut under = Vec::new();
                iter.trace(&mut |value| under.push(value));
                for value in under {
                    self.count_all(value, depth + 1);
                }
                return;
            }
            _ => return,
        };
        for item in inner {
            self.count_reference(item);
        }
        if let Some(pages) = &mut self.pages {
            pages.each(|share| {
                let Some(place) = share.place(r) else { return };
                let (first, bytes) = place.numbers;
                for page in 0..bytes.div_ceil(PAGE as u32) {
                    share.write(first.saturating_add(page));
                }
            });
        }
    }

    /// The item that an iterator over a list or tuple gives next.
    fn count_next(&mut self, iterator: Value, depth: usize) {
        let (Value::Obj(r), 0..4) = (iterator, depth) else {
            return;
        };
        self.count_reference(iterator);
        let Body::Iter(iter) = self.body(r) else {
            return;
        };
        match **iter {
            Iter::List { list, at } => self.count_item(list, at),
            Iter::Tuple { tuple, at } => self.count_item(tuple, at),
            Iter::ListReversed { list, at } => self.count_item(list, at),
            Iter::Enumerate { inner, .. } | Iter::Filter { inner, .. } => {
                self.count_next(inner, depth + 1);
            }
            Iter::Zip { inner, .. } | Iter::Map { inner, .. } => {
                let iterators = match self.body(inner) {
                    Body::Tuple(iterators) => iterators.to_vec(),
                    _ => Vec::new(),
                };
                for inner in iterators {
                    self.count_next(inner, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// An item of the container is replaced or added.
    fn write_item(&mut self, container: Value, key: Value) {
        let Value::Obj(r) = container else { return };
        let position = match key {
            Value::Int(index) => self.position_in(r, index),
            _ => None,
        };
        if let Some(index) = position {
            // What was there loses a reference.
            self.count_item(r, index);
        }
        let at = match (self.body(r), key) {
            (Body::List(_), Value::Int(_)) => 8 * position.unwrap_or(0),
            // Hashes scatter over the table.
            (_, Value::Int(key)) => (key.unsigned_abs() as usize).wrapping_mul(24),
            (_, Value::Obj(key)) => (key.0 as usize).wrapping_mul(24),
            _ => 0,
        };
        if let Some(pages) = &mut self.pages {
            pages.each(|share| {
                if let Some(place) = share.place(r) {
                    let (_, bytes) = place.block;
                    share.write_within(place.block, at % (bytes as usize).max(1));
                }
            });
        }
    }
}

/// Built-ins that look at every item of what they are given.
const LOOKS_AT_ALL: [&str; 20] = [
    "sum",
    "min",
    "max",
    "sorted",
    "list",
    "tuple",
    "set",
    "frozenset",
    "dict",
    "any",
    "all",
    "join",
    "count",
    "index",
    "sort",
    "copy",
    "extend",
    "update",
    "repr",
    "reverse",
];

/// Sees which objects instructions use, and writes down the pages.
#[derive(Clone)]
pub struct PageWrites;

impl Probe for PageWrites {
    fn instruction(&mut self, moment: &mut Moment<'_>) {
        let stack = moment.frame();
        let heap = &mut moment.interp.heap;
        if heap.pages.is_none() {
            return;
        }
        let Some(instruction) = moment.code.instructions.get(moment.index) else {
            return;
        };
        // What instructions push is on top when the next one begins.
        for &value in stack.iter().rev().take(2) {
            heap.count_reference(value);
        }
        match (instruction.opcode, stack) {
            (Opcode::FOR_ITER, [.., iterator]) => heap.count_next(*iterator, 0),
            (Opcode::BINARY_SUBSCR, [.., Value::Obj(container), Value::Int(index)]) => {
                if let Some(index) = heap.position_in(*container, *index) {
                    heap.count_item(*container, index);
                }
            }
            (Opcode::STORE_SUBSCR, [.., container, key]) => heap.write_item(*container, *key),
            (Opcode::CALL, _) => {
                let count = instruction.oparg as usize;
                if let Some(at) = stack.len().checked_sub(count + 2)
                    && let [callable, receiver, arguments @ ..] = &stack[at..]
                {
                    called(heap, *callable, *receiver, arguments);
                }
            }
            _ => {}
        }
    }
}

fn called(heap: &mut Heap, callable: Value, receiver: Value, arguments: &[Value]) {
    let Value::Obj(r) = callable else { return };
    let (name, bound) = match heap.body(r) {
        Body::Native(native) => (native.def.name, native.receiver),
        Body::Class(class) => match class.vectorcall {
            Some(def) => (def.name, Value::Null),
            None => return,
        },
        _ => return,
    };
    if LOOKS_AT_ALL.contains(&name) {
        for value in [receiver, bound].iter().chain(arguments) {
            heap.count_reference(*value);
            heap.count_all(*value, 0);
        }
    }
}
