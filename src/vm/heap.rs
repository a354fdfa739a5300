//! The arena in which the objects of one interpreter live, and its mark-sweep collector.

use std::any::Any;

use num_bigint::BigInt;

use super::copy_on_write::CopyOnWrite;
use super::exit::ThreadId;
use super::number::Complex;
use super::object::{
    BoundMethod, Class, Dict, ExceptionObject, Function, Generator, Lock, Module, NativeFunction,
    Property, Range, Set, Str, Super, Traceback,
};
use super::protocol::iterators::{DictPart, Iter};
use super::sizeof;
use super::types;
use super::value::{Ref, Value};
use crate::vm::code::LoadedCode;

use std::sync::Arc;

/// One heap slot.
#[derive(Clone, Debug)]
pub struct Object {
    /// Index of its class.
    class: u32,
    /// Index of its `__dict__`, made when the first attribute is set; 0 (never a dict) for none.
    dict: u32,
    /// The thread whose core has the object in its cache: the last that used it, for use changes
    /// the reference count. Kept up to date only without a GIL.
    owner: u32,
    /// How many more uses by its owner still meet another core's.
    contended: u8,
    marked: bool,
    /// The thread that made the object, whose references are counted without atomic
    /// instructions (`ob_tid`); of its number the low half.
    creator: u16,
    pub body: Body,
}

impl Object {
    /// Free-threaded builds do not count references to these: they are deferred or immortal.
    fn counts_references(&self) -> bool {
        !matches!(
            self.body,
            Body::Class(_) | Body::Function(_) | Body::Module(_) | Body::Native(_) | Body::Str(_)
        )
    }

    /// Whether what changes it takes its lock (`ob_mutex`) in free-threaded builds.
    pub fn has_lock(&self) -> bool {
        matches!(
            self.body,
            Body::List(_) | Body::Dict(_) | Body::Set(_) | Body::ByteArray(_) | Body::Instance
        )
    }

    #[inline]
    pub fn class(&self) -> Ref {
        Ref(self.class.into())
    }

    pub fn set_class(&mut self, class: Ref) {
        self.class = class.0 as u32;
    }
}

/// What a thread that uses an object meets of other threads without a GIL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// Another thread made the object: this one counts its references atomically (biased
    /// reference counting, PEP 703).
    pub foreign: bool,
    /// The object's cache line has to come from another core, because another thread used it last
    /// or keeps using it.
    pub moves_line: bool,
}

/// What an object is made of. The class says how it behaves.
#[derive(Clone, Debug)]
pub enum Body {
    /// A free slot.
    Free,
    /// Attributes only (they are in the object's `__dict__`).
    Instance,
    Str(Str),
    /// Beyond 64 bits; or, with a subclass of int as its class, any.
    Int(Box<BigInt>),
    /// Only for subclasses of float.
    Float(f64),
    Complex(Complex),
    /// Shared with those who read it without the GIL.
    Bytes(Arc<[u8]>),
    ByteArray(Vec<u8>),
    List(Vec<Value>),
    Tuple(Box<[Value]>),
    Dict(Box<Dict>),
    Set(Box<Set>),
    Range(Box<Range>),
    Slice(Box<[Value; 3]>),
    Cell(Value),
    Code(Arc<LoadedCode>),
    Function(Box<Function>),
    Native(NativeFunction),
    BoundMethod(BoundMethod),
    Class(Box<Class>),
    Module(Box<Module>),
    Exception(Box<ExceptionObject>),
    Traceback(Box<Traceback>),
    Generator(Box<Generator>),
    Property(Box<Property>),
    StaticMethod(Value),
    ClassMethod(Value),
    Super(Box<Super>),
    Lock(Box<Lock>),
    Iter(Box<Iter>),
    /// `dict.keys()` and its like.
    DictView(Ref, DictPart),
    /// What a module or a rarer built-in type keeps.
    Other(Box<dyn Payload>),
}

/// The state of a built-in object outside the core: an iterator, a deque, a hasher.
pub trait Payload: Any + Send {
    /// Reports every value it holds, for the collector.
    fn trace(&self, visit: &mut dyn FnMut(Value));
    /// Bytes of memory it owns besides itself.
    fn size(&self) -> usize {
        0
    }
    fn clone_box(&self) -> Box<dyn Payload>;
    fn as_any(&self) -> &dyn Any;
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

/// Implements [`Payload`] for a `Clone` type, given how to visit its values.
#[macro_export]
macro_rules! payload {
    ($type:ty, |$self:ident, $visit:ident| $trace:expr) => {
        impl $crate::vm::heap::Payload for $type {
            fn trace(&self, $visit: &mut dyn FnMut($crate::vm::value::Value)) {
                let $self = self;
                $trace
            }
            fn clone_box(&self) -> Box<dyn $crate::vm::heap::Payload> {
                Box::new(self.clone())
            }
            fn as_any(&self) -> &dyn std::any::Any {
                self
            }
            fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
                self
            }
        }
    };
}

impl Clone for Box<dyn Payload> {
    fn clone(&self) -> Self {
        (**self).clone_box()
    }
}

impl std::fmt::Debug for Box<dyn Payload> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Payload")
    }
}

const NO_DICT: u32 = 0;

/// Tells a visitor every value that is reachable from outside of the heap.
pub type Roots<'a> = dyn FnMut(&mut dyn FnMut(Value)) + 'a;

#[derive(Clone, Debug)]
pub struct Heap {
    objects: Vec<Object>,
    free: Vec<u32>,
    /// Bytes allocated since the last collection, roughly.
    allocated: usize,
    /// Bytes that survived the last collection, roughly.
    survived: usize,
    /// So much allocated since the last collection asks for the next.
    threshold: usize,
    /// Bytes that a program may use up.
    limit: usize,
    /// Owner of new objects.
    pub current_thread: u32,
    /// What it shares with other processes, where that is counted.
    pub(super) pages: Option<Box<CopyOnWrite>>,
}

/// Threads take turns of some instructions in the simulation, but use an object at the same time:
/// for so many uses after a change of the owner the line is taken to go back and forth.
const CONTENDED_USES: u8 = 4;

/// No collection before this much was allocated: most programs never reach it.
const FIRST_COLLECTION: usize = 32 << 20;

/// Room for what there is before the program begins.
const OBJECTS_AT_START: usize = 4096;

impl Default for Heap {
    fn default() -> Self {
        let nothing = Object {
            class: 0,
            dict: NO_DICT,
            owner: 0,
            contended: 0,
            marked: false,
            creator: 0,
            body: Body::Instance,
        };
        let mut objects = Vec::with_capacity(OBJECTS_AT_START);
        objects.push(nothing);
        Heap {
            objects,
            free: Vec::new(),
            allocated: 0,
            survived: 0,
            threshold: FIRST_COLLECTION,
            limit: usize::MAX,
            current_thread: 0,
            pages: None,
        }
    }
}

impl Heap {
    pub fn alloc(&mut self, class: Ref, body: Body) -> Ref {
        self.place(class, body)
    }

    /// As `alloc`, for the strings that programs make by the million: written straight into
    /// its slot.
    #[inline(always)]
    pub fn alloc_str(&mut self, text: Str) -> Ref {
        self.place(types::STR, Body::Str(text))
    }

    #[inline(always)]
    fn place(&mut self, class: Ref, body: Body) -> Ref {
        self.allocated += size_of::<Object>() + body.size();
        let object = Object {
            class: class.0 as u32,
            dict: NO_DICT,
            owner: self.current_thread,
            contended: 0,
            marked: false,
            creator: self.current_thread as u16,
            body,
        };
        match self.free.pop() {
            Some(index) => {
                self.objects[index as usize] = object;
                Ref(index.into())
            }
            None => {
                self.objects.push(object);
                Ref((self.objects.len() - 1) as u64)
            }
        }
    }

    /// The thread that made an object whose references are counted.
    pub fn counted_maker(&self, r: Ref) -> Option<ThreadId> {
        let object = self.get(r);
        object
            .counts_references()
            .then(|| ThreadId(object.creator.into()))
    }

    /// The running thread uses an object without a GIL: what that has to do with other threads.
    pub fn share(&mut self, value: Value) -> Sharing {
        match value {
            Value::Obj(r) if self.is_counted(r) => self.touch(r),
            _ => Sharing::default(),
        }
    }

    /// Whether free-threaded builds count references to an object.
    pub fn is_counted(&self, r: Ref) -> bool {
        self.get(r).counts_references()
    }

    /// Whether another thread than the running one made the object.
    pub fn is_of_another(&self, r: Ref) -> bool {
        self.get(r).creator != self.current_thread as u16
    }

    /// The running thread counts a reference to an object without a GIL.
    pub fn touch(&mut self, r: Ref) -> Sharing {
        let thread = self.current_thread;
        let object = &mut self.objects[r.0 as usize];
        let foreign = object.creator != thread as u16;
        if object.owner != thread {
            object.owner = thread;
            object.contended = CONTENDED_USES;
            return Sharing {
                foreign,
                moves_line: true,
            };
        }
        let moves_line = object.contended > 0;
        object.contended -= u8::from(moves_line);
        Sharing {
            foreign,
            moves_line,
        }
    }

    /// How many of a list's items from `start` to `stop` the running thread counts atomically
    /// when it looks at them one by one. A number lies in its list here and counts as made by the
    /// list's maker; those from -5 to 256 are immortal.
    pub fn foreign_items(&self, list: Value, start: usize, stop: usize) -> usize {
        let Value::Obj(r) = list else { return 0 };
        let list = self.get(r);
        let Body::List(items) = &list.body else {
            return 0;
        };
        let thread = self.current_thread as u16;
        let stop = stop.min(items.len());
        let items = items.get(start.min(stop)..stop).unwrap_or_default();
        let is_foreign = |item: &&Value| match **item {
            Value::Obj(r) => {
                let object = self.get(r);
                object.counts_references() && object.creator != thread
            }
            Value::Int(number) => !(-5..=256).contains(&number) && list.creator != thread,
            Value::Float(_) => list.creator != thread,
            _ => false,
        };
        items.iter().filter(is_foreign).count()
    }

    #[inline]
    pub fn get(&self, r: Ref) -> &Object {
        &self.objects[r.0 as usize]
    }

    #[inline]
    pub fn get_mut(&mut self, r: Ref) -> &mut Object {
        &mut self.objects[r.0 as usize]
    }

    #[inline]
    pub fn body(&self, r: Ref) -> &Body {
        &self.objects[r.0 as usize].body
    }

    #[inline]
    pub fn body_mut(&mut self, r: Ref) -> &mut Body {
        &mut self.objects[r.0 as usize].body
    }

    /// Tells the heap that a container grew, so that collections and limits see it.
    #[inline]
    pub fn grew(&mut self, bytes: usize) {
        self.allocated += bytes;
    }

    /// Bytes in use, roughly: what survived the last collection and all allocated since.
    pub fn bytes(&self) -> usize {
        self.survived + self.allocated
    }

    pub fn wants_collection(&self) -> bool {
        self.allocated > self.threshold
    }

    /// Sets the bytes that a program may use up.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
        self.set_threshold();
    }

    /// Whether more is in use than may be, right after a collection.
    pub fn is_over_limit(&self) -> bool {
        self.survived > self.limit
    }

    /// Collections grow rarer with the heap, but none comes too late for the limit.
    fn set_threshold(&mut self) {
        let room = self.limit.saturating_sub(self.survived);
        self.threshold = self.survived.min(room).max(FIRST_COLLECTION);
    }

    /// Every lock there is.
    pub fn locks_mut(&mut self) -> impl Iterator<Item = &mut Lock> {
        self.objects
            .iter_mut()
            .filter_map(|object| match &mut object.body {
                Body::Lock(lock) => Some(&mut **lock),
                _ => None,
            })
    }

    pub fn object_count(&self) -> usize {
        self.objects.len() - self.free.len()
    }

    /// The `__dict__` of an object, if it has one yet.
    #[inline]
    pub fn dict_of(&self, r: Ref) -> Option<Ref> {
        let dict = self.get(r).dict;
        (dict != NO_DICT).then_some(Ref(dict.into()))
    }

    pub fn set_dict_of(&mut self, r: Ref, dict: Option<Ref>) {
        self.get_mut(r).dict = dict.map_or(NO_DICT, |dict| dict.0 as u32);
    }

    pub fn payload<T: 'static>(&self, r: Ref) -> Option<&T> {
        match self.body(r) {
            Body::Other(payload) => payload.as_any().downcast_ref(),
            _ => None,
        }
    }

    pub fn payload_mut<T: 'static>(&mut self, r: Ref) -> Option<&mut T> {
        match self.body_mut(r) {
            Body::Other(payload) => payload.as_any_mut().downcast_mut(),
            _ => None,
        }
    }

    /// What a list or tuple has, if it is one.
    pub fn items(&self, r: Ref) -> Option<&[Value]> {
        match self.body(r) {
            Body::List(items) => Some(items),
            Body::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// Every slot, in the order of their indices.
    pub(super) fn objects(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter()
    }

    /// Bytes of everything that can be reached from `roots`, as CPython's objects. Code is not
    /// among it.
    pub(super) fn census(&self, roots: &mut Roots<'_>) -> usize {
        let mut seen = vec![false; self.objects.len()];
        let mut grey: Vec<Ref> = Vec::new();
        roots(&mut |value| grey.extend(value.as_ref()));
        let mut bytes = 0;
        while let Some(r) = grey.pop() {
            let Some(seen) = seen.get_mut(r.0 as usize) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            let object = self.get(r);
            grey.push(object.class());
            object.body.trace(&mut |value| grey.extend(value.as_ref()));
            if !matches!(object.body, Body::Code(_)) {
                bytes += sizeof::head(self, object);
                bytes += sizeof::block(self, &object.body) + sizeof::numbers(&object.body);
            }
            let Some(dict) = self.dict_of(r) else {
                continue;
            };
            let attributes = self.body(dict);
            match (&object.body, attributes) {
                // Attributes lie in the instance, which has no dict until somebody asks for it.
                (Body::Instance, Body::Dict(values)) => {
                    bytes += sizeof::inline_values(values.len()) + sizeof::numbers(attributes);
                    attributes.trace(&mut |value| grey.extend(value.as_ref()));
                }
                _ => grey.push(dict),
            }
        }
        bytes
    }

    /// How many references to an object there are in what can be reached from `roots`, these
    /// included.
    pub fn references_to(&self, target: Ref, roots: &mut Roots<'_>) -> usize {
        let mut reached = vec![false; self.objects.len()];
        let mut references = 0;
        let mut grey: Vec<Ref> = Vec::new();
        let mut visit = |r: Ref, grey: &mut Vec<Ref>| {
            references += usize::from(r == target);
            if let Some(reached) = reached.get_mut(r.0 as usize)
                && !std::mem::replace(reached, true)
            {
                grey.push(r);
            }
        };
        roots(&mut |value| {
            if let Value::Obj(r) = value {
                visit(r, &mut grey);
            }
        });
        while let Some(r) = grey.pop() {
            let object = self.get(r);
            visit(object.class(), &mut grey);
            visit(Ref(object.dict.into()), &mut grey);
            object.body.trace(&mut |value| {
                if let Value::Obj(r) = value {
                    visit(r, &mut grey);
                }
            });
        }
        references
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is no object in a slot.
    pub fn is_free(&self, r: Ref) -> bool {
        matches!(self.body(r), Body::Free)
    }

    /// Frees everything that cannot be reached from `roots`.
    pub fn collect(&mut self, roots: &mut Roots<'_>) {
        let mut grey: Vec<Ref> = Vec::new();
        roots(&mut |value| {
            if let Value::Obj(r) = value {
                grey.push(r);
            }
        });
        while let Some(r) = grey.pop() {
            let object = &mut self.objects[r.0 as usize];
            if std::mem::replace(&mut object.marked, true) {
                continue;
            }
            grey.push(object.class());
            grey.push(Ref(object.dict.into()));
            object.body.trace(&mut |value| {
                if let Value::Obj(r) = value {
                    grey.push(r);
                }
            });
        }
        self.survived = 0;
        self.allocated = 0;
        for (index, object) in self.objects.iter_mut().enumerate().skip(1) {
            if std::mem::replace(&mut object.marked, false) {
                self.survived += size_of::<Object>() + object.body.size();
            } else if !matches!(object.body, Body::Free) {
                object.body = Body::Free;
                object.dict = NO_DICT;
                self.free.push(index as u32);
            }
        }
        self.set_threshold();
    }
}

impl Body {
    /// Bytes of memory it owns besides its slot.
    fn size(&self) -> usize {
        match self {
            Body::Str(s) => s.as_str().len(),
            Body::Int(i) => (i.bits() / 8) as usize + 24,
            Body::Bytes(b) => b.len(),
            Body::ByteArray(b) => b.capacity(),
            Body::List(items) => items.capacity() * 16,
            Body::Tuple(items) => items.len() * 16,
            Body::Dict(dict) => dict.slots() * 48 + 64,
            Body::Set(set) => set.slots() * 24 + 64,
            Body::Class(class) => class.size(),
            Body::Other(payload) => payload.size() + 32,
            Body::Free | Body::Instance | Body::Float(_) | Body::Complex(_) | Body::Cell(_) => 0,
            _ => 64,
        }
    }

    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        match self {
            Body::Free
            | Body::Instance
            | Body::Str(_)
            | Body::Int(_)
            | Body::Float(_)
            | Body::Complex(_)
            | Body::Bytes(_)
            | Body::ByteArray(_)
            | Body::Code(_)
            | Body::Lock(_) => {}
            Body::List(items) => items.iter().for_each(|&v| visit(v)),
            Body::Tuple(items) => items.iter().for_each(|&v| visit(v)),
            Body::Dict(dict) => {
                for entry in dict.iter() {
                    visit(entry.key);
                    visit(entry.value);
                }
            }
            Body::Set(set) => set.iter().for_each(|(_, &v)| visit(v)),
            Body::Range(range) => {
                visit(range.start);
                visit(range.stop);
                visit(range.step);
            }
            Body::Slice(parts) => parts.iter().for_each(|&v| visit(v)),
            Body::Cell(v) | Body::StaticMethod(v) | Body::ClassMethod(v) => visit(*v),
            Body::Function(f) => f.trace(visit),
            Body::Native(f) => visit(f.receiver),
            Body::BoundMethod(m) => {
                visit(m.function);
                visit(m.receiver);
            }
            Body::Class(class) => class.trace(visit),
            Body::Module(_) => {}
            Body::Exception(e) => e.trace(visit),
            Body::Traceback(t) => t.trace(visit),
            Body::Generator(g) => g.trace(visit),
            Body::Property(p) => p.trace(visit),
            Body::Super(s) => s.trace(visit),
            Body::Iter(iter) => iter.trace(visit),
            Body::DictView(dict, _) => visit(Value::Obj(*dict)),
            Body::Other(payload) => payload.trace(visit),
        }
    }
}
