//! [`Interpreter`]: one heap, its modules and its threads.

use std::sync::Arc;

use compact_str::CompactString;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rustc_hash::FxHashMap;

use super::code::{CodeId, LoadedCode};
use super::entrance::Entrance;
use super::exit::{LockId, ThreadId};
use super::heap::{Body, Heap};
use super::host::{Host, HostClock};
use super::memory::AtStart;
use super::names::{self, NAMES};
use super::native::{Call, CallTarget, Interrupt, NativeDef, Then};
use super::object::{Class, ExceptionObject, Lock, Str};
use super::output::Output;
use super::references::Counting;
use super::sharing::{Growth, HeldObject, SharingCosts};
use super::signals::Signals;
use super::thread::{Entry, Status, Thread};
use super::types::{self, TYPES};
use super::value::{Ref, Value};
use crate::kernel::Pid;
use crate::profile::Profile;

/// What a program may use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of simulated heap.
    pub max_heap: usize,
    pub max_threads: usize,
    /// Frames of a thread; `sys.setrecursionlimit` changes it, up to a point.
    pub recursion: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_heap: 1 << 30,
            max_threads: 100_000,
            recursion: 1000,
        }
    }
}

#[derive(Clone)]
pub struct Interpreter {
    pub heap: Heap,
    pub limits: Limits,
    pub profile: Arc<Profile>,
    pub output: Output,
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// Cores of the simulated machine, for `os.cpu_count`.
    pub cores: u32,
    /// Seed of what a program draws without seeding, and of nothing else.
    pub entropy: u64,
    /// `sys.getswitchinterval()`, in nanoseconds.
    pub switch_interval: u64,
    /// `sys.getrecursionlimit()`: as the program set it.
    pub recursion_limit: usize,
    /// What sharing objects costs without a GIL; nothing under one.
    pub sharing_costs: SharingCosts,
    /// How references are counted, if not in the version's own way.
    pub counting: Option<Box<Counting>>,
    /// Objects whose locks long C calls have, without a GIL.
    pub(super) held_objects: Vec<HeldObject>,
    /// Threads that have got much memory, without a GIL.
    pub(super) growth: Growth,
    /// `gc.isenabled()`.
    pub gc_enabled: bool,
    /// `sys.getcheckinterval()` of Python 2, in ticks.
    pub check_interval: i32,
    /// The process that it is in, and that one's parent.
    pub pid: i64,
    pub parent_pid: i64,
    /// Its number among the interpreters of the process; 0 is the main one.
    pub number: i64,
    pub(super) entrance: Entrance,
    /// What the timeline calls the process, once the program has named it.
    pub process_name: Option<String>,
    /// The thread whose end is that of the process. In a child it is the one that forked.
    pub main_thread: ThreadId,
    /// What the program calls its threads.
    pub thread_names: std::collections::BTreeMap<ThreadId, String>,
    /// Reads real time; without it, time is virtual.
    pub clock: Option<Arc<dyn HostClock>>,
    /// Virtual time minus the time that the running thread has worked.
    pub(super) time_away: u64,
    pub(super) host: Box<dyn Host>,
    /// Never shrinks: frames know code by its index. Shared, so that the eval loop can hold on
    /// to it without counting references at every call.
    pub(super) codes: Arc<Vec<Arc<LoadedCode>>>,
    /// `sys.modules`.
    pub modules: Ref,
    /// The namespace of `builtins`.
    pub builtins: Ref,
    /// The namespace of the hidden prelude.
    pub(super) prelude: Ref,
    pub(super) threads: Vec<Option<Box<Thread>>>,
    pub(super) live_threads: usize,
    /// Changes whenever a class changes in a way that remembered look-ups must not outlive.
    pub(super) type_epoch: u32,
    interned: FxHashMap<CompactString, Ref>,
    method_cache: Vec<MethodEntry>,
    collect_soon: bool,
    /// Containers whose `repr` is being made.
    pub(super) repr_running: Vec<Ref>,
    /// Modules whose body is running, innermost last.
    pub(super) importing: Vec<String>,
    /// `sys.exit` status of the main thread, once it is known.
    pub(super) status: i32,
    /// `atexit` callbacks, the first to run last.
    pub atexit: Vec<Entry>,
    pub signals: Signals,
    /// What it had when its memory began to be counted.
    pub(super) at_start: Option<AtStart>,
}

#[derive(Clone, Copy)]
struct MethodEntry {
    class: Ref,
    name: Ref,
    epoch: u32,
    found: Value,
}

const METHOD_CACHE: usize = 1024;
/// Room for the names that there are before the program begins, and a few more.
const NAMES_AT_START: usize = 3000;

impl Interpreter {
    pub fn new(profile: Arc<Profile>, host: Box<dyn Host>, limits: Limits) -> Interpreter {
        let switch_interval = profile.switch_interval;
        let check_interval = i32::try_from(profile.check_interval).unwrap_or(i32::MAX);
        let nowhere = MethodEntry {
            class: Ref(0),
            name: Ref(0),
            epoch: 0,
            found: Value::Null,
        };
        let mut interp = Interpreter {
            heap: Heap::default(),
            limits,
            profile,
            output: Output::default(),
            argv: Vec::new(),
            cores: 1,
            entropy: 0,
            switch_interval,
            recursion_limit: limits.recursion,
            sharing_costs: SharingCosts::default(),
            counting: None,
            held_objects: Vec::new(),
            growth: Growth::default(),
            gc_enabled: true,
            check_interval,
            pid: i64::from(Pid::FIRST.0),
            parent_pid: i64::from(Pid::FIRST.0) - 1,
            number: 0,
            entrance: Entrance::default(),
            process_name: None,
            main_thread: ThreadId(0),
            thread_names: Default::default(),
            clock: None,
            time_away: 0,
            host,
            codes: Arc::default(),
            modules: Ref(0),
            builtins: Ref(0),
            prelude: Ref(0),
            threads: Vec::new(),
            live_threads: 0,
            type_epoch: 1,
            interned: FxHashMap::with_capacity_and_hasher(NAMES_AT_START, Default::default()),
            method_cache: vec![nowhere; METHOD_CACHE],
            collect_soon: false,
            repr_running: Vec::new(),
            importing: Vec::new(),
            status: 0,
            atexit: Vec::new(),
            signals: Signals::default(),
            at_start: None,
        };
        interp.heap.set_limit(limits.max_heap);
        interp.make_types();
        for (index, text) in NAMES.iter().enumerate() {
            let name = interp.intern(text);
            debug_assert_eq!(name.0 as usize, TYPES.len() + 1 + index);
        }
        interp.fill_types();
        interp.modules = interp.new_dict();
        interp.make_builtins();
        interp.make_prelude();
        interp
    }

    /// Makes the prelude's functions without running its module body: there is nothing in it but
    /// definitions.
    fn make_prelude(&mut self) {
        self.prelude = self.new_dict();
        let code = self.host.prelude();
        let module = self.load(&code, true);
        for &constant in &module.consts {
            let Some(Body::Code(code)) = constant.as_ref().map(|r| self.heap.body(r)) else {
                continue;
            };
            let code = code.clone();
            let name = self.intern(&code.code.name);
            let function = self.code_function(code, self.prelude, Value::Obj(name));
            self.dict_set_name(self.prelude, name, function);
        }
    }

    fn make_types(&mut self) {
        for (index, spec) in TYPES.iter().enumerate() {
            let me = Ref(index as u64 + 1);
            let mut mro = vec![me];
            if me != types::OBJECT {
                match self.heap.body(spec.base) {
                    Body::Class(base) => mro.extend(&base.mro),
                    _ => unreachable!("a base class stands before its subclasses"),
                }
            }
            let mut bases = if me == types::OBJECT {
                Vec::new()
            } else {
                vec![spec.base]
            };
            if me == types::EXCEPTION_GROUP {
                // The one built-in class with two bases.
                bases.push(types::EXCEPTION);
                mro.insert(2, types::EXCEPTION);
            }
            let class = Class {
                name: spec.name.rsplit('.').next().unwrap_or(spec.name).into(),
                bases,
                mro,
                layout: spec.layout,
                builtin: true,
                slots: None,
                vectorcall: None,
                subclasses: Vec::new(),
                special: Default::default(),
            };
            let made = self.heap.alloc(types::TYPE, Body::Class(Box::new(class)));
            debug_assert_eq!(made, me);
        }
    }

    /// Gives the classes their namespaces: names had to exist first.
    fn fill_types(&mut self) {
        for (index, spec) in TYPES.iter().enumerate() {
            let class = Ref(index as u64 + 1);
            let dict = self.new_dict();
            self.heap.set_dict_of(class, Some(dict));
            let module = Value::Obj(self.intern(spec.module));
            self.dict_set_name(dict, names::MODULE_, module);
            let name = spec.name.rsplit('.').next().unwrap_or(spec.name);
            let name = Value::Obj(self.intern(name));
            self.dict_set_name(dict, names::QUALNAME, name);
        }
        super::objects::register(self);
    }

    // Strings, ints, containers

    pub fn intern(&mut self, text: &str) -> Ref {
        if let Some(&name) = self.interned.get(text) {
            return name;
        }
        let name = self.heap.alloc(types::STR, Body::Str(Str::new(text)));
        self.interned.insert(CompactString::new(text), name);
        name
    }

    /// The interned twin of a str object; other objects stay as they are.
    pub fn intern_ref(&mut self, name: Ref) -> Ref {
        match self.heap.body(name) {
            Body::Str(s) => match self.interned.get(s.as_str()) {
                Some(&twin) => twin,
                None => {
                    let text = CompactString::new(s.as_str());
                    self.interned.insert(text, name);
                    name
                }
            },
            _ => name,
        }
    }

    /// The text of a str object; empty for anything else.
    pub fn text(&self, r: Ref) -> &str {
        match self.heap.body(r) {
            Body::Str(s) => s.as_str(),
            _ => "",
        }
    }

    pub fn new_str(&mut self, text: &str) -> Value {
        if text.is_empty() {
            return Value::Obj(names::EMPTY);
        }
        Value::Obj(self.heap.alloc(types::STR, Body::Str(Str::new(text))))
    }

    pub fn new_string(&mut self, text: impl Into<CompactString>) -> Value {
        let text = text.into();
        if text.is_empty() {
            return Value::Obj(names::EMPTY);
        }
        Value::Obj(self.heap.alloc_str(Str::new(text)))
    }

    /// A string of one code point; ASCII ones are shared.
    pub fn new_char(&mut self, c: char) -> Value {
        let mut buffer = [0; 4];
        let text = c.encode_utf8(&mut buffer);
        if c.is_ascii() {
            Value::Obj(self.intern(text))
        } else {
            self.new_str(text)
        }
    }

    /// An int of any size, inline where it fits.
    pub fn new_int(&mut self, value: BigInt) -> Value {
        match value.to_i64() {
            Some(small) => Value::Int(small),
            None => Value::Obj(self.heap.alloc(types::INT, Body::Int(Box::new(value)))),
        }
    }

    pub fn new_dict(&mut self) -> Ref {
        self.heap.alloc(types::DICT, Body::Dict(Box::default()))
    }

    pub fn new_tuple(&mut self, items: Vec<Value>) -> Value {
        Value::Obj(self.heap.alloc(types::TUPLE, Body::Tuple(items.into())))
    }

    pub fn new_list(&mut self, items: Vec<Value>) -> Value {
        Value::Obj(self.heap.alloc(types::LIST, Body::List(items)))
    }

    pub fn new_exception(&mut self, class: Ref, args: &[Value]) -> Value {
        let args = self.new_tuple(args.to_vec());
        let body = ExceptionObject {
            args,
            traceback: Value::None,
            cause: Value::None,
            context: Value::None,
            suppress_context: false,
        };
        Value::Obj(self.heap.alloc(class, Body::Exception(Box::new(body))))
    }

    // Classes

    #[inline]
    pub fn class_of(&self, value: Value) -> Ref {
        match value {
            Value::Obj(r) => self.heap.get(r).class(),
            Value::Int(_) => types::INT,
            Value::Float(_) => types::FLOAT,
            Value::True | Value::False => types::BOOL,
            Value::None | Value::Null => types::NONE_TYPE,
            Value::NotImplemented => types::NOT_IMPLEMENTED_TYPE,
            Value::Ellipsis => types::ELLIPSIS_TYPE,
        }
    }

    pub fn class(&self, r: Ref) -> Option<&Class> {
        match self.heap.body(r) {
            Body::Class(class) => Some(class),
            _ => None,
        }
    }

    pub fn class_mut(&mut self, r: Ref) -> Option<&mut Class> {
        match self.heap.body_mut(r) {
            Body::Class(class) => Some(class),
            _ => None,
        }
    }

    /// `type(value).__name__`.
    pub fn type_name(&self, value: Value) -> &str {
        self.class(self.class_of(value))
            .map_or("?", |class| &class.name)
    }

    pub fn class_name(&self, class: Ref) -> &str {
        self.class(class).map_or("?", |class| &class.name)
    }

    pub fn is_subclass(&self, class: Ref, of: Ref) -> bool {
        class == of
            || self
                .class(class)
                .is_some_and(|class| class.mro.contains(&of))
    }

    pub fn is_instance(&self, value: Value, class: Ref) -> bool {
        self.is_subclass(self.class_of(value), class)
    }

    /// `_PyType_Lookup`: the attribute as it stands in the class or its bases, unbound.
    pub fn lookup(&mut self, class: Ref, name: Ref) -> Option<Value> {
        let at = (class.0 ^ name.0.wrapping_mul(31)) as usize % METHOD_CACHE;
        let entry = self.method_cache[at];
        if entry.class == class && entry.name == name && entry.epoch == self.type_epoch {
            return entry.found.some();
        }
        let found = self.lookup_uncached(class, name);
        self.method_cache[at] = MethodEntry {
            class,
            name,
            epoch: self.type_epoch,
            found: found.unwrap_or(Value::Null),
        };
        found
    }

    fn lookup_uncached(&self, class: Ref, name: Ref) -> Option<Value> {
        for &base in &self.class(class)?.mro {
            if let Some(dict) = self.heap.dict_of(base)
                && let Some(value) = self.dict_get_name(dict, name)
            {
                return Some(value);
            }
        }
        None
    }

    /// Forgets remembered look-ups after a class changed.
    pub fn type_modified(&mut self) {
        self.type_epoch = self.type_epoch.wrapping_add(1).max(1);
    }

    // Calling

    /// The Rust function behind a callable, and its receiver (`Null` where it has none).
    pub fn native_callee(&self, callable: Value) -> Option<(&'static NativeDef, Value)> {
        match self.heap.body(callable.as_ref()?) {
            Body::Native(native) => Some((native.def, native.receiver)),
            Body::Class(class) => class.vectorcall.map(|def| (def, Value::Null)),
            Body::BoundMethod(method) => match self.heap.body(method.function.as_ref()?) {
                Body::Native(native) if native.receiver.is_null() => {
                    Some((native.def, method.receiver))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `__call__` of a metaclass, where that is not `type`'s own.
    pub(super) fn metaclass_call(&mut self, class: Ref) -> Option<Value> {
        let metaclass = self.heap.get(class).class();
        if metaclass == types::TYPE {
            return None;
        }
        let own = self.lookup(metaclass, names::CALL)?;
        let inherited = self.lookup(types::TYPE, names::CALL)?;
        (!own.is(inherited)).then_some(own)
    }

    pub(super) fn call_request(
        &self,
        callable: Value,
        args: &[Value],
        keywords: &[(Ref, Value)],
        then: Then,
    ) -> Interrupt {
        let mut values = args.to_vec();
        values.extend(keywords.iter().map(|&(_, value)| value));
        Interrupt::Call(Box::new(Call {
            callable,
            args: values,
            keyword_names: keywords.iter().map(|&(name, _)| name).collect(),
            then,
            target: CallTarget::Callable,
        }))
    }

    pub fn prelude_function(&mut self, name: &str) -> Option<Value> {
        let name = self.intern(name);
        self.dict_get_name(self.prelude, name)
    }

    /// The code of a frame.
    pub(super) fn code(&self, id: CodeId) -> &Arc<LoadedCode> {
        &self.codes[id.0 as usize]
    }

    // Locks

    pub fn lock(&self, lock: LockId) -> Option<&Lock> {
        match self.heap.body(Ref(lock.0.into())) {
            Body::Lock(lock) => Some(lock),
            _ => None,
        }
    }

    pub fn lock_mut(&mut self, lock: LockId) -> Option<&mut Lock> {
        match self.heap.body_mut(Ref(lock.0.into())) {
            Body::Lock(lock) => Some(lock),
            _ => None,
        }
    }

    // Threads

    pub(super) fn thread(&self, id: ThreadId) -> Option<&Thread> {
        self.threads.get(id.0 as usize)?.as_deref()
    }

    pub(super) fn thread_mut(&mut self, id: ThreadId) -> Option<&mut Thread> {
        self.threads.get_mut(id.0 as usize)?.as_deref_mut()
    }

    /// For how long all threads but the running one have worked.
    pub fn others_cpu_time(&self) -> u64 {
        self.threads
            .iter()
            .flatten()
            .map(|thread| thread.cpu_time)
            .sum()
    }

    /// For how long the running thread has worked, at virtual time `now`.
    pub fn own_cpu_time(&self, now: u64) -> u64 {
        now.saturating_sub(self.time_away)
    }

    /// What the timeline calls a thread from now on.
    pub fn set_thread_name(&mut self, thread: ThreadId, name: &str) {
        self.thread_names.insert(thread, name.to_string());
    }

    /// The handle of some thread that the end of the program has to wait for.
    pub fn joinable_thread(&self) -> Option<Value> {
        self.threads
            .iter()
            .flatten()
            .filter(|thread| !thread.daemon && thread.status != Status::Finished)
            .find_map(|thread| thread.handle.some())
    }

    /// How many threads there are, the main one included.
    pub fn live_thread_count(&self) -> usize {
        self.live_threads
    }

    // Memory

    /// Makes the next safe point collect.
    pub fn collect_soon(&mut self) {
        self.collect_soon = true;
    }

    #[inline]
    pub(super) fn wants_collection(&self) -> bool {
        self.heap.wants_collection() || self.collect_soon
    }

    /// Collects garbage. `running` is the thread that is not in the table right now.
    pub(super) fn collect(&mut self, running: &Thread) {
        self.collect_soon = false;
        for entry in &mut self.method_cache {
            entry.epoch = 0;
        }
        let mut heap = std::mem::take(&mut self.heap);
        heap.collect(&mut |visit| {
            running.trace(visit);
            self.visit_roots(visit);
        });
        if let Some(ledger) = self.counting.as_mut().and_then(|it| it.ledger.as_mut()) {
            ledger.settle(|object| heap.is_free(object));
        }
        self.heap = heap;
    }

    /// How many references to an object there are that the program could use.
    pub(super) fn references_to(&self, object: Ref, running: &Thread) -> usize {
        self.heap.references_to(object, &mut |visit| {
            running.trace(visit);
            self.visit_roots(visit);
        })
    }

    /// Tells everything from which living objects are reached, but for the thread that is running.
    pub(super) fn visit_roots(&self, visit: &mut dyn FnMut(Value)) {
        for index in 0..(TYPES.len() + NAMES.len()) as u64 {
            visit(Value::Obj(Ref(index + 1)));
        }
        for &name in self.interned.values() {
            visit(Value::Obj(name));
        }
        for root in [self.modules, self.builtins, self.prelude] {
            visit(Value::Obj(root));
        }
        for code in self.codes.iter() {
            code.consts.iter().for_each(|&v| visit(v));
        }
        self.signals.trace(visit);
        self.atexit.iter().for_each(|entry| entry.trace(visit));
        let threads = self.threads.iter().flatten();
        threads.for_each(|thread| thread.trace(visit));
    }

    /// Whether a str object is the one of its text that names are.
    pub(super) fn is_interned(&self, name: Ref) -> bool {
        self.interned.get(self.text(name)) == Some(&name)
    }
}
