//! [`Ctx`]: what a native function may do.

use std::sync::Arc;

use compact_str::CompactString;
use num_bigint::BigInt;

use super::exit::{Syscall, ThreadId, Work};
use super::heap::Body;
use super::interpreter::Interpreter;
use super::names;
use super::native::{Args, Call, CallTarget, Interrupt, Reply, Request, Result, Then};
use super::object::{ExceptionObject, Str};
use super::types;
use super::value::{Ref, Value};
use crate::nanos::Nanos;

/// The interpreter as one run of a native sees it.
pub struct Ctx<'a> {
    pub interp: &'a mut Interpreter,
    /// The thread that runs the native.
    pub thread: ThreadId,
    /// `sys.exception()`, or `None`.
    pub handled: Value,
    /// `globals()` of the caller.
    pub globals: Ref,
    /// Virtual time at the start of the native.
    pub now: Nanos,
    /// What the native costs beyond a bare call, in virtual nanoseconds.
    pub cost: Nanos,
    pub(super) replies: Vec<Reply>,
    pub(super) cursor: usize,
    /// Nested works whose result is being recorded.
    recording: u32,
    /// Bytes of the heap when it began.
    heap_before: usize,
    depth: u32,
    /// What runs is an operation whose result is that of the method behind it, so that a tail
    /// call is one. (A native may go on after a protocol's tail call.)
    pub(super) tail_calls: bool,
}

/// How deeply natives may nest (`repr` of a list in a list in …): Rust's stack is finite.
const MAX_DEPTH: u32 = 200;

/// A charge above this is shown as a C call of its own.
pub const LONG_NATIVE: Nanos = 20_000;

impl<'a> Ctx<'a> {
    pub(super) fn new(
        interp: &'a mut Interpreter,
        thread: ThreadId,
        handled: Value,
        globals: Ref,
        now: Nanos,
        replies: Vec<Reply>,
    ) -> Ctx<'a> {
        let heap_before = interp.heap.bytes();
        Ctx {
            interp,
            thread,
            handled,
            globals,
            now,
            cost: 0,
            replies,
            cursor: 0,
            recording: 0,
            heap_before,
            depth: 0,
            tail_calls: false,
        }
    }

    /// Time now. Where there is no real clock: the native's start and what it has cost so far.
    pub fn clock(&self) -> Nanos {
        match &self.interp.clock {
            Some(clock) => clock.now(),
            None => self.now.saturating_add(self.cost),
        }
    }

    /// Adds to the native's cost: `count` steps of `picoseconds` each.
    pub fn charge(&mut self, count: usize, picoseconds: u64) {
        let cost = (count as u64).saturating_mul(picoseconds) / 1000;
        self.cost = self.cost.saturating_add(cost);
    }

    /// A native has compared the items of a list or tuple from `start` to `stop`.
    pub fn charge_scan(&mut self, list: Value, start: usize, stop: usize) {
        let per_item = self.interp.profile.costs.native_work.list_scan;
        self.charge(stop.saturating_sub(start), per_item);
        self.charge_references(list, start, stop);
    }

    /// A native has taken and dropped a reference to each of a list's items from `start` to
    /// `stop`: without a GIL atomically, where another thread made the item.
    pub fn charge_references(&mut self, list: Value, start: usize, stop: usize) {
        if let Some(counting) = &self.interp.counting {
            let counted = self.interp.counted_items(counting, list, start, stop);
            self.cost = self.cost.saturating_add(counting.pairs(counted));
            return;
        }
        let pair = self.interp.sharing_costs.pair();
        if pair > 0 {
            let foreign = self.interp.heap.foreign_items(list, start, stop) as u64;
            self.cost = self.cost.saturating_add(foreign.saturating_mul(pair));
        }
    }

    /// What the native costs in the end. Whoever makes much memory has filled it, too, whether
    /// or not it charged for that: no loop over large copies takes no virtual time.
    pub(super) fn spent(&mut self) -> Nanos {
        const MUCH: usize = 64 << 10;
        const PICOSECONDS_PER_BYTE: u64 = 60;
        let made = self.interp.heap.bytes().saturating_sub(self.heap_before);
        if made < MUCH {
            return self.cost;
        }
        let filled = (made as u64).saturating_mul(PICOSECONDS_PER_BYTE) / 1000;
        let cost = self.cost.max(filled);
        let contention = u64::from(self.interp.sharing_costs.fault_contention);
        if contention == 0 {
            return cost;
        }
        let time = (self.now, self.now.saturating_add(cost));
        let pages = self.interp.growth.contended_pages(self.thread, time, made);
        cost.saturating_add(pages.saturating_mul(contention))
    }

    // Errors

    /// An exception of `class` with one string argument.
    #[cold]
    pub fn raise(&mut self, class: Ref, message: impl AsRef<str>) -> Interrupt {
        let message = self.str(message.as_ref());
        self.raise_with(class, &[message])
    }

    /// An exception of a built-in class with these arguments.
    #[cold]
    pub fn raise_with(&mut self, class: Ref, args: &[Value]) -> Interrupt {
        Interrupt::Raise(self.interp.new_exception(class, args))
    }

    #[cold]
    pub fn type_error(&mut self, message: impl AsRef<str>) -> Interrupt {
        self.raise(types::TYPE_ERROR, message)
    }

    #[cold]
    pub fn value_error(&mut self, message: impl AsRef<str>) -> Interrupt {
        self.raise(types::VALUE_ERROR, message)
    }

    /// Enters a nested native computation; pair with [`Ctx::leave`].
    pub fn enter(&mut self, doing: &str) -> Result<()> {
        if self.depth >= MAX_DEPTH {
            let message = format!("maximum recursion depth exceeded{doing}");
            return Err(self.raise(types::RECURSION_ERROR, message));
        }
        self.depth += 1;
        Ok(())
    }

    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Runs `work` one level deeper, or raises RecursionError.
    pub fn nested<T>(
        &mut self,
        doing: &str,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        self.enter(doing)?;
        let result = work(self);
        self.leave();
        result
    }

    /// MemoryError unless `bytes` more fit below the heap limit. Call it before allocating what
    /// a program chose the size of.
    pub fn reserve(&mut self, bytes: usize) -> Result<()> {
        let limit = self.interp.limits.max_heap;
        if bytes > limit || self.interp.heap.bytes().saturating_add(bytes) > limit {
            self.interp.collect_soon();
            if bytes > limit
                || self.interp.heap.bytes().saturating_add(bytes) > limit.saturating_mul(2)
            {
                return Err(self.raise_with(types::MEMORY_ERROR, &[]));
            }
        }
        Ok(())
    }

    // Python code and the driver

    /// Calls anything callable. Natives run at once; for Python code the native is interrupted
    /// and run again with the answer (see [`super::native`]).
    pub fn call(&mut self, callable: Value, args: &[Value]) -> Result {
        self.call_kw(callable, args, &[])
    }

    /// As [`Ctx::call`], with keyword arguments.
    pub fn call_kw(
        &mut self,
        callable: Value,
        args: &[Value],
        keywords: &[(Ref, Value)],
    ) -> Result {
        match self.call_then(callable, args, keywords, Then::Resume)? {
            Reply::Value(value) => Ok(value),
            Reply::Exception(value) => Err(Interrupt::Raise(value)),
            Reply::Begun => Err(self.raise(types::SYSTEM_ERROR, "a native lost its place")),
        }
    }

    /// As [`Ctx::call`], but an exception of `class` is an `Ok(Err(exception))`.
    pub fn call_catching(
        &mut self,
        class: Ref,
        callable: Value,
        args: &[Value],
    ) -> Result<std::result::Result<Value, Value>> {
        match self.call_then(callable, args, &[], Then::ResumeOrCatch(class))? {
            Reply::Value(value) => Ok(Ok(value)),
            Reply::Exception(exception) => Ok(Err(exception)),
            Reply::Begun => Err(self.raise(types::SYSTEM_ERROR, "a native lost its place")),
        }
    }

    fn call_then(
        &mut self,
        callable: Value,
        args: &[Value],
        keywords: &[(Ref, Value)],
        then: Then,
    ) -> Result<Reply> {
        match self.interp.native_callee(callable) {
            Some((def, receiver)) => {
                let mut positional: Vec<Value> = receiver.some().into_iter().collect();
                positional.extend_from_slice(args);
                let names: Vec<Ref> = keywords.iter().map(|&(name, _)| name).collect();
                let values: Vec<Value> = keywords.iter().map(|&(_, value)| value).collect();
                let args = Args {
                    positional: &positional,
                    keyword_names: &names,
                    keyword_values: &values,
                };
                self.recorded(then, |ctx| ctx.nested("", |ctx| (def.function)(ctx, args)))
            }
            None => {
                if let Some(reply) = self.next_reply() {
                    return Ok(reply);
                }
                Err(self.interp.call_request(callable, args, keywords, then))
            }
        }
    }

    /// The result is that of the call: nothing is left to do here. Saves an operation that is
    /// nothing but the call (an attribute's property) from running again.
    pub fn tail_call(&mut self, callable: Value, args: &[Value]) -> Result {
        if self.may_tail_call() && self.interp.native_callee(callable).is_none() {
            return Err(self.interp.call_request(callable, args, &[], Then::Return));
        }
        self.call(callable, args)
    }

    /// Resumes a generator, sending `value`. Catches `class` where given.
    pub fn resume(
        &mut self,
        generator: Value,
        target: CallTarget,
        value: Value,
        then: Then,
    ) -> Result<std::result::Result<Value, Value>> {
        match self.next_reply() {
            Some(Reply::Value(value)) => Ok(Ok(value)),
            Some(Reply::Exception(exception)) => Ok(Err(exception)),
            Some(Reply::Begun) | None => Err(Interrupt::Call(Box::new(Call {
                callable: generator,
                args: vec![value],
                keyword_names: Vec::new(),
                then,
                target,
            }))),
        }
    }

    /// Runs the function of a class body or of `exec` with `namespace` as its local names, and
    /// returns what it returns.
    pub fn run_body(&mut self, function: Value, namespace: Value) -> Result {
        match self.next_reply() {
            Some(Reply::Value(value) | Reply::Exception(value)) => Ok(value),
            Some(Reply::Begun) | None => Err(Interrupt::Call(Box::new(Call {
                callable: function,
                args: vec![namespace],
                keyword_names: Vec::new(),
                then: Then::Resume,
                target: CallTarget::Body,
            }))),
        }
    }

    /// Resumes a generator; what it yields is the result. Nothing is left to do here.
    pub fn resume_tail(&mut self, generator: Value, target: CallTarget, value: Value) -> Result {
        let then = if self.is_outermost() {
            Then::Return
        } else {
            Then::Resume
        };
        match self.resume(generator, target, value, then)? {
            Ok(value) => Ok(value),
            Err(exception) => Err(Interrupt::Raise(exception)),
        }
    }

    /// Calls a function of the hidden prelude (the part of the built-ins written in Python).
    pub fn prelude(&mut self, name: &str, args: &[Value]) -> Result {
        match self.interp.prelude_function(name) {
            Some(function) => self.call(function, args),
            None => Err(self.raise(types::SYSTEM_ERROR, format!("no prelude function {name}"))),
        }
    }

    /// Does `work` once, however often the native runs again.
    pub fn once(&mut self, work: impl FnOnce(&mut Self) -> Result) -> Result {
        match self.recorded(Then::Resume, work)? {
            Reply::Value(value) | Reply::Exception(value) => Ok(value),
            Reply::Begun => Err(self.raise(types::SYSTEM_ERROR, "a native lost its place")),
        }
    }

    /// Runs nested work whose own replies are forgotten once it has a result.
    fn recorded(&mut self, then: Then, work: impl FnOnce(&mut Self) -> Result) -> Result<Reply> {
        let start = self.cursor;
        match self.replies.get(start) {
            Some(Reply::Begun) => {}
            Some(&reply) => {
                self.cursor += 1;
                return Ok(reply);
            }
            None => self.replies.push(Reply::Begun),
        }
        self.cursor = start + 1;
        self.recording += 1;
        let outcome = work(self);
        self.recording -= 1;
        let reply = match outcome {
            Ok(value) => Reply::Value(value),
            Err(Interrupt::Raise(exception)) => match then {
                Then::ResumeOrCatch(class) if self.interp.is_instance(exception, class) => {
                    Reply::Exception(exception)
                }
                _ => return Err(Interrupt::Raise(exception)),
            },
            Err(interrupt) => return Err(interrupt),
        };
        self.replies.truncate(start);
        self.replies.push(reply);
        self.cursor = start + 1;
        Ok(reply)
    }

    /// A point to which [`Ctx::forget`] can go back.
    pub fn mark(&self) -> usize {
        self.cursor
    }

    /// Drops the answers since `mark`: what they served is complete, and running again from
    /// there would do the next step. Keeps long loops of callbacks linear.
    pub fn forget(&mut self, mark: usize) {
        self.replies.truncate(mark);
        self.cursor = mark;
    }

    /// Whether this run is a repetition, and an answer waits here: what comes before it has
    /// happened already.
    pub fn has_answer(&self) -> bool {
        self.cursor < self.replies.len()
    }

    /// Whether the result of [`Ctx::tail_call`] becomes that of the whole operation.
    pub fn may_tail_call(&self) -> bool {
        self.tail_calls && self.is_outermost()
    }

    /// Whether the native was called by the interpreter itself, and nothing is being recorded:
    /// the outcome of a call may become its result directly.
    pub fn is_outermost(&self) -> bool {
        self.recording == 0 && self.depth == 0
    }

    /// To be called at the start of each round of a loop that may go on for ever
    /// (`filter(None, repeat(0))`): once the native has cost a while, lets that time pass, so
    /// that limits and other threads get their turn. What the rounds so far did must be complete.
    pub fn breathe(&mut self) -> Result<()> {
        const ROUND: u64 = 30_000;
        const A_WHILE: Nanos = 1_000_000;
        self.charge(1, ROUND);
        if self.cost < A_WHILE || self.has_answer() {
            return Ok(());
        }
        let cost = std::mem::take(&mut self.cost);
        let what = "a long built-in operation".to_string();
        let syscall = Syscall::Native {
            what,
            cost,
            releases_gil: false,
            work: Work::Done,
        };
        Err(Interrupt::Syscall(Box::new(Request {
            syscall,
            then: Then::Restart,
            result: Value::None,
        })))
    }

    fn next_reply(&mut self) -> Option<Reply> {
        let reply = self.replies.get(self.cursor).copied()?;
        self.cursor += 1;
        Some(reply)
    }

    /// Asks the driver; the answer is the native's result (`result` where it is `Done`).
    pub fn syscall(&mut self, syscall: Syscall, result: Value) -> Interrupt {
        let then = if self.is_outermost() {
            Then::Return
        } else {
            Then::Resume
        };
        Interrupt::Syscall(Box::new(Request {
            syscall,
            then,
            result,
        }))
    }

    /// Asks the driver as the last thing that a native does. Where it can, the answer goes to the
    /// native's caller without running the native again.
    pub fn ask_last(&mut self, syscall: Syscall, result: Value) -> Result {
        if self.is_outermost() {
            return Err(self.syscall(syscall, result));
        }
        self.ask(syscall, result)
    }

    /// Asks the driver and goes on with its answer: `result` for `Done`, a bool for `Acquired`.
    pub fn ask(&mut self, syscall: Syscall, result: Value) -> Result {
        match self.next_reply() {
            Some(Reply::Value(value) | Reply::Exception(value)) => Ok(value),
            Some(Reply::Begun) | None => Err(Interrupt::Syscall(Box::new(Request {
                syscall,
                then: Then::Resume,
                result,
            }))),
        }
    }

    // Making values

    pub fn str(&mut self, text: &str) -> Value {
        self.interp.new_str(text)
    }

    pub fn string(&mut self, text: impl Into<CompactString>) -> Value {
        self.interp.new_string(text)
    }

    pub fn bytes(&mut self, bytes: impl Into<Arc<[u8]>>) -> Value {
        self.alloc(types::BYTES, Body::Bytes(bytes.into()))
    }

    pub fn list(&mut self, items: Vec<Value>) -> Value {
        self.alloc(types::LIST, Body::List(items))
    }

    pub fn tuple(&mut self, items: impl Into<Box<[Value]>>) -> Value {
        self.alloc(types::TUPLE, Body::Tuple(items.into()))
    }

    pub fn int(&mut self, value: BigInt) -> Value {
        self.interp.new_int(value)
    }

    pub fn alloc(&mut self, class: Ref, body: Body) -> Value {
        Value::Obj(self.interp.heap.alloc(class, body))
    }

    // Looking at values

    pub fn class_of(&self, value: Value) -> Ref {
        self.interp.class_of(value)
    }

    /// The name of the value's class in messages (`tp_name`): with its module for a built-in
    /// class outside `builtins`.
    pub fn type_name(&self, value: Value) -> String {
        let class = self.class_of(value);
        let name = self.interp.class_name(class);
        match types::module_of_library_class(class) {
            Some(module) => format!("{module}.{name}"),
            None => match self.c_module(class) {
                Some(module) => format!("{module}.{name}"),
                None => name.to_string(),
            },
        }
    }

    /// The module of a class that CPython has in C and the library here in Python.
    fn c_module(&self, class: Ref) -> Option<&str> {
        let dict = self.interp.heap.dict_of(class)?;
        let module = self.interp.dict_get_name(dict, names::MODULE_)?;
        let module = self.interp.text(module.as_ref()?);
        types::is_c_class(module, self.interp.class_name(class)).then_some(module)
    }

    pub fn body(&self, value: Value) -> Option<&Body> {
        value.as_ref().map(|r| self.interp.heap.body(r))
    }

    pub fn as_str(&self, value: Value) -> Option<&Str> {
        match self.body(value)? {
            Body::Str(s) => Some(s),
            _ => None,
        }
    }

    /// The text of a str, owned, or TypeError "expected str, not …" from the caller's words.
    pub fn expect_str(&mut self, value: Value, what: &str) -> Result<String> {
        match self.as_str(value) {
            Some(s) => Ok(s.as_str().to_string()),
            None => {
                let name = match value {
                    Value::None => "None".to_string(),
                    _ => self.type_name(value),
                };
                Err(self.type_error(format!("{what} must be str, not {name}")))
            }
        }
    }

    pub fn as_list(&self, value: Value) -> Option<&Vec<Value>> {
        match self.body(value)? {
            Body::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_tuple(&self, value: Value) -> Option<&[Value]> {
        match self.body(value)? {
            Body::Tuple(items) => Some(items),
            _ => None,
        }
    }

    pub fn exception(&self, value: Value) -> Option<&ExceptionObject> {
        match self.body(value)? {
            Body::Exception(e) => Some(e),
            _ => None,
        }
    }

    pub fn payload<T: 'static>(&self, value: Value) -> Option<&T> {
        self.interp.heap.payload(value.as_ref()?)
    }

    pub fn payload_mut<T: 'static>(&mut self, value: Value) -> Option<&mut T> {
        self.interp.heap.payload_mut(value.as_ref()?)
    }

    /// The state of an object of a module's class, or TypeError.
    pub fn expect_payload<T: 'static>(&mut self, value: Value, class: &str) -> Result<&mut T> {
        if self.payload::<T>(value).is_none() {
            let given = self.type_name(value);
            return Err(self.type_error(format!(
                "descriptor requires a '{class}' object but received a '{given}'"
            )));
        }
        self.payload_mut(value).ok_or(Interrupt::Raise(Value::None))
    }

    // Checking arguments

    /// TypeError unless there are `min..=max` positional arguments and no keywords.
    pub fn arity(&mut self, args: Args<'_>, name: &str, min: usize, max: usize) -> Result<()> {
        if args.has_keywords() {
            return Err(self.type_error(format!("{name}() takes no keyword arguments")));
        }
        let given = args.len();
        if given >= min && given <= max {
            return Ok(());
        }
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let message = if min == max {
            match min {
                0 => format!("{name}() takes no arguments ({given} given)"),
                1 => format!("{name}() takes exactly one argument ({given} given)"),
                _ => format!("{name} expected {min} argument{}, got {given}", plural(min)),
            }
        } else if given < min {
            format!(
                "{name} expected at least {min} argument{}, got {given}",
                plural(min)
            )
        } else {
            format!(
                "{name} expected at most {max} argument{}, got {given}",
                plural(max)
            )
        };
        Err(self.type_error(message))
    }

    /// Binds arguments to named parameters: `required` of them must be there, the first
    /// `positional` may be given by position. Absent ones are `Null`.
    pub fn bind<const N: usize>(
        &mut self,
        args: Args<'_>,
        name: &str,
        parameters: [&str; N],
        required: usize,
        positional: usize,
    ) -> Result<[Value; N]> {
        let mut bound = [Value::Null; N];
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let given = args.len() + args.keyword_names.len();
        if given > N {
            let kind = if args.is_empty() { "keyword " } else { "" };
            let message = format!(
                "{name}() takes at most {N} {kind}argument{} ({given} given)",
                plural(N)
            );
            return Err(self.type_error(message));
        }
        if args.len() > positional {
            let message = match positional {
                0 => format!("{name}() takes no positional arguments"),
                _ => format!(
                    "{name}() takes {} {positional} positional argument{} ({} given)",
                    if required < N { "at most" } else { "exactly" },
                    plural(positional),
                    args.len()
                ),
            };
            return Err(self.type_error(message));
        }
        for (slot, &value) in bound.iter_mut().zip(args.positional) {
            *slot = value;
        }
        for (key, value) in args.keywords() {
            let key = self.interp.text(key).to_string();
            let Some(index) = parameters.iter().position(|p| *p == key) else {
                let message = format!("{name}() got an unexpected keyword argument '{key}'");
                return Err(self.type_error(message));
            };
            if !bound[index].is_null() {
                let message = format!(
                    "argument for {name}() given by name ('{key}') and position ({})",
                    index + 1
                );
                return Err(self.type_error(message));
            }
            bound[index] = value;
        }
        for index in 0..required {
            if bound[index].is_null() {
                let message = format!(
                    "{name}() missing required argument '{}' (pos {})",
                    parameters[index],
                    index + 1
                );
                return Err(self.type_error(message));
            }
        }
        Ok(bound)
    }
}
