//! Calls: what `CALL` does with any callable, and how arguments find their parameters.

use super::{Executor, Flow, Outcome, Probe};
use crate::vm::code::CodeId;
use crate::vm::ctx::{Ctx, LONG_NATIVE};
use crate::vm::frame::{Activation, Awaiting, Frame, NativeFrame, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, Call, CallTarget, Interrupt, NativeDef, NativeKind};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl<P: Probe> Executor<'_, P> {
    /// The commonest of calls: of a Python function with just the arguments that it takes, which
    /// are on the stack from `at` to `sp`. The caller goes on at `pc`. False where it is another
    /// call, and nothing was done.
    #[inline(always)]
    pub(super) fn enter_simple(
        &mut self,
        stack: &mut [Value],
        at: usize,
        sp: usize,
        pc: usize,
    ) -> bool {
        let function = stack[at];
        let Some(Body::Function(f)) = self.body(function) else {
            return false;
        };
        let code = &f.code;
        let base = at + 1 + usize::from(stack[at + 1].is_null());
        let top = base + code.localsplus as usize;
        if !code.simple
            || sp - base != code.parameters as usize
            || top + code.room > stack.len()
            || self.th.frames.len() >= self.interp.limits.recursion
        {
            return false;
        }
        let frame = Frame {
            code: code.id,
            pc: 0,
            base: base as u32,
            return_sp: at as u32,
            globals: f.globals,
            locals: Value::Null,
            function,
            generator: Value::Null,
            outer_handled: Value::None,
            awaiting: Awaiting::Push,
        };
        for local in &mut stack[sp..top] {
            *local = Value::Null;
        }
        if let Some(Activation::Python(caller)) = self.th.frames.last_mut() {
            caller.pc = pc as u32;
        }
        self.th.sp = top;
        self.th.frames.push(Activation::Python(frame));
        true
    }

    /// `CALL`: callable, self or NULL, `count` arguments are on top of the stack.
    pub(super) fn call(&mut self, count: usize) -> Flow {
        let at = self.th.sp - count - 2;
        let callable = self.th.stack[at];
        let Value::Obj(r) = callable else {
            return self.not_callable(callable);
        };
        match self.interp.heap.body(r) {
            Body::Function(function) if function.code.simple => {
                let (code, count) = (function.code.id, function.code.code.arg_count as usize);
                let globals = function.globals;
                let first = if self.th.stack[at + 1].is_null() {
                    at + 2
                } else {
                    at + 1
                };
                let given = self.th.sp - first;
                if given == count {
                    return self.enter(code, globals, callable, first, at);
                }
            }
            Body::Native(native) => {
                let (def, receiver) = (native.def, native.receiver);
                if receiver.is_null() {
                    let first = if self.th.stack[at + 1].is_null() {
                        at + 2
                    } else {
                        at + 1
                    };
                    return self.call_native(def, first, at, &[]);
                }
                if self.th.stack[at + 1].is_null() {
                    self.th.stack[at + 1] = receiver;
                    return self.call_native(def, at + 1, at, &[]);
                }
            }
            Body::BoundMethod(method) if self.th.stack[at + 1].is_null() => {
                let method = *method;
                self.th.stack[at] = method.function;
                self.th.stack[at + 1] = method.receiver;
                return self.call(count);
            }
            Body::Class(_) if self.th.stack[at + 1].is_null() => {
                return self.call_class(r, at, &[]);
            }
            _ => {}
        }
        self.call_slowly(at, &[])
    }

    /// `CALL_KW`: as `CALL`, and `names` is the tuple of keyword names.
    pub(super) fn call_keywords(&mut self, count: usize, names: Value) -> Flow {
        let at = self.th.sp - count - 2;
        let names = self.keyword_names(names);
        let callable = self.th.stack[at];
        if let Value::Obj(r) = callable
            && self.th.stack[at + 1].is_null()
        {
            match self.interp.heap.body(r) {
                Body::Native(native) if native.receiver.is_null() => {
                    let def = native.def;
                    return self.call_native(def, at + 2, at, &names);
                }
                Body::Class(_) => return self.call_class(r, at, &names),
                _ => {}
            }
        }
        self.call_slowly(at, &names)
    }

    fn keyword_names(&mut self, names: Value) -> Vec<Ref> {
        let items = match self.body(names) {
            Some(Body::Tuple(items)) => items.to_vec(),
            _ => Vec::new(),
        };
        items
            .into_iter()
            .filter_map(Value::as_ref)
            .map(|name| self.interp.intern_ref(name))
            .collect()
    }

    /// `CALL_FUNCTION_EX`: callable, NULL, tuple of arguments.
    pub(super) fn call_unpacked(&mut self, keywords: Value) -> Flow {
        let args = self.th.stack[self.th.sp - 1];
        self.th.sp -= 1;
        let at = self.th.sp - 2;
        if !matches!(self.body(args), Some(Body::Tuple(_) | Body::List(_))) {
            // `f(*iterable)`: turn it into a list first, then come back.
            let callable = self.th.stack[at];
            let mut ctx = self.ctx(self.globals(), Vec::new());
            if !super::operate::is_iterable(&mut ctx, args) {
                let name = super::operate::function_text(&mut ctx, callable);
                let class = ctx.type_name(args);
                let message = format!("{name} argument after * must be an iterable, not {class}");
                return self.raise(types::TYPE_ERROR, &message);
            }
            return match ctx.collect(args) {
                Ok(items) => {
                    let list = self.interp.new_list(items);
                    self.th.stack[self.th.sp] = list;
                    self.th.sp += 1;
                    self.call_unpacked(keywords)
                }
                Err(Interrupt::Raise(exception)) => Flow::Settle(Outcome::Raise(exception)),
                Err(_) => {
                    // Python code iterates: `list(iterable)`, and the call again.
                    self.th.sp = at + 2;
                    self.collect_then_call(args, keywords)
                }
            };
        }
        let items = match self.body(args) {
            Some(Body::Tuple(items)) => items.to_vec(),
            Some(Body::List(items)) => items.clone(),
            _ => Vec::new(),
        };
        self.th.reserve(items.len() + 16);
        for item in items {
            self.th.stack[self.th.sp] = item;
            self.th.sp += 1;
        }
        let mut names = Vec::new();
        if let Some(dict) = keywords.as_ref() {
            let entries: Vec<(Value, Value)> = match self.interp.dict(dict) {
                Some(table) => table.iter().map(|entry| (entry.key, entry.value)).collect(),
                None => Vec::new(),
            };
            self.th.reserve(entries.len() + 16);
            for (key, value) in entries {
                match key {
                    Value::Obj(name) if matches!(self.interp.heap.body(name), Body::Str(_)) => {
                        names.push(self.interp.intern_ref(name));
                        self.th.stack[self.th.sp] = value;
                        self.th.sp += 1;
                    }
                    _ => return self.raise(types::TYPE_ERROR, "keywords must be strings"),
                }
            }
        }
        if names.is_empty() {
            let count = self.th.sp - at - 2;
            return self.call(count);
        }
        let callable = self.th.stack[at];
        if let Value::Obj(r) = callable
            && self.th.stack[at + 1].is_null()
            && matches!(self.interp.heap.body(r), Body::Class(_))
        {
            return self.call_class(r, at, &names);
        }
        self.call_slowly(at, &names)
    }

    /// `f(*generator)`: an operation collects it, then calls.
    fn collect_then_call(&mut self, args: Value, keywords: Value) -> Flow {
        let at = self.th.sp - 2;
        let callable = self.th.stack[at];
        self.th.stack[at + 1] = args;
        self.th.stack[self.th.sp] = keywords;
        self.th.sp += 1;
        self.th.stack[at] = callable;
        self.operate(Op::CallCollected, at, Awaiting::Push)
            .unwrap_or(Flow::Continue)
    }

    fn is_super(&self, def: &'static NativeDef) -> bool {
        let class = self.interp.class(types::SUPER);
        class
            .and_then(|class| class.vectorcall)
            .is_some_and(|vectorcall| std::ptr::eq(vectorcall, def))
    }

    /// `super()` where the compiler could not see that it is `super`: finds the class and the
    /// first argument in the caller's frame (`super_init_without_args`).
    fn push_super_arguments(&mut self) {
        let Some(Activation::Python(frame)) = self.th.frames.last() else {
            return;
        };
        let (code, base) = (self.interp.code(frame.code).clone(), frame.base as usize);
        let names = 0..code.localsplus as usize;
        let class = names
            .rev()
            .find(|&slot| code.code.localsplus_name(slot) == Some("__class__"));
        let Some(class) = class.filter(|_| code.code.arg_count > 0) else {
            return;
        };
        let value = |slot: usize| {
            let value = self.th.stack[base + slot];
            self.cell_content(value).unwrap_or(value)
        };
        let (class, this) = (value(class), value(0));
        self.th.reserve(2);
        self.th.push(class);
        self.th.push(this);
    }

    /// Calls a native with the values from `first` to the top as arguments (keyword values
    /// last); the stack is cut to `at` and gets the result.
    pub(super) fn call_native(
        &mut self,
        def: &'static NativeDef,
        first: usize,
        at: usize,
        keyword_names: &[Ref],
    ) -> Flow {
        if super::natives::OF_FRAME
            .as_ptr_range()
            .contains(&std::ptr::from_ref(def))
            && let Some(flow) = self.call_of_frame(def, first, at)
        {
            return flow;
        }
        if first == self.th.sp && self.is_super(def) {
            self.push_super_arguments();
        }
        self.charge_native_call(def.kind);
        let globals = self.globals();
        if first < self.th.sp && self.takes_lock(Op::Native(def), self.th.stack[first]) {
            let receiver = self.th.stack[first];
            self.charge_object_lock(receiver);
            if let Some(lock) = self.interp.object_lock_of_another(receiver, self.th.id) {
                let args = self.th.stack[first..self.th.sp].to_vec();
                self.th.sp = at;
                self.await_with(Awaiting::Push);
                let frame = NativeFrame {
                    keyword_names: keyword_names.to_vec(),
                    ..NativeFrame::new(Op::Native(def), args, at as u32, globals)
                };
                return self.once_object_is_free(lock, frame);
            }
        }
        let now = self.clock();
        let sp = self.th.sp;
        let split = sp - keyword_names.len();
        let mut ctx = Ctx::new(
            self.interp,
            self.th.id,
            self.th.handled,
            globals,
            now,
            Vec::new(),
        );
        let args = Args {
            positional: &self.th.stack[first..split],
            keyword_names,
            keyword_values: &self.th.stack[split..sp],
        };
        let result = (def.function)(&mut ctx, args);
        let (cost, replies) = (ctx.spent(), std::mem::take(&mut ctx.replies));
        match result {
            Ok(value) if cost <= LONG_NATIVE => {
                self.left = self.left.saturating_sub_unsigned(cost);
                if let Some(&receiver) = self.th.stack[first..sp].first() {
                    self.charge_merge(def, receiver, value);
                }
                self.th.stack[at] = value;
                self.th.sp = at + 1;
                Flow::Continue
            }
            Ok(value) => {
                let receiver = self.th.stack[first..sp].first().copied();
                self.th.sp = at;
                self.await_with(Awaiting::Push);
                self.long_native(cost, Op::Native(def), receiver, value)
            }
            Err(interrupt) => {
                let args = self.th.stack[first..sp].to_vec();
                self.th.sp = at;
                self.await_with(Awaiting::Push);
                self.left = self.left.saturating_sub_unsigned(cost);
                let frame = NativeFrame {
                    keyword_names: keyword_names.to_vec(),
                    replies,
                    cost,
                    ..NativeFrame::new(Op::Native(def), args, at as u32, globals)
                };
                self.interrupted(frame, interrupt)
            }
        }
    }

    /// What a call into C costs beyond the instruction.
    fn charge_native_call(&mut self, kind: NativeKind) {
        let costs = &self.interp.profile.costs.native_calls;
        let cost = match kind {
            NativeKind::Function => costs.function,
            NativeKind::New => costs.class,
            _ => costs.method,
        };
        self.left = self.left.saturating_sub_unsigned(cost);
    }

    /// Any callable, by the general path.
    pub(super) fn call_slowly(&mut self, at: usize, keyword_names: &[Ref]) -> Flow {
        let callable = self.th.stack[at];
        let first = if self.th.stack[at + 1].is_null() {
            at + 2
        } else {
            at + 1
        };
        let args: Vec<Value> = self.th.stack[first..self.th.sp].to_vec();
        self.th.sp = at;
        self.await_with(Awaiting::Push);
        match self.begin(callable, args, keyword_names.to_vec()) {
            Flow::Settle(Outcome::Value(value)) => self.accept(value),
            flow => flow,
        }
    }

    /// Begins what a native asked for.
    pub(super) fn begin_call(&mut self, call: Call) -> Flow {
        match call.target {
            CallTarget::Callable => self.begin(call.callable, call.args, call.keyword_names),
            CallTarget::Body => {
                let namespace = call.args.first().copied().unwrap_or(Value::Null);
                let flow = self.enter_bound(call.callable, &[], &[]);
                if let (Flow::Continue, Some(Activation::Python(frame))) =
                    (&flow, self.th.frames.last_mut())
                {
                    frame.locals = namespace;
                }
                flow
            }
            CallTarget::Send => {
                let value = call.args.first().copied().unwrap_or(Value::None);
                self.resume_generator(call.callable, value)
                    .unwrap_or(Flow::Continue)
            }
            CallTarget::Throw => {
                let exception = call.args.first().copied().unwrap_or(Value::None);
                self.throw_into(call.callable, exception)
            }
        }
    }

    /// Calls anything with these arguments (keyword values last). The outcome goes to the
    /// topmost activation.
    pub(super) fn begin(
        &mut self,
        callable: Value,
        mut args: Vec<Value>,
        keyword_names: Vec<Ref>,
    ) -> Flow {
        let mut callable = callable;
        for _ in 0..64 {
            let Value::Obj(r) = callable else {
                return self.not_callable(callable);
            };
            if matches!(self.interp.heap.body(r), Body::Class(_))
                && let Some(method) = self.interp.metaclass_call(r)
            {
                args.insert(0, callable);
                callable = method;
                continue;
            }
            match self.interp.heap.body(r) {
                Body::Function(_) => return self.enter_bound(callable, &args, &keyword_names),
                Body::BoundMethod(method) => {
                    args.insert(0, method.receiver);
                    callable = method.function;
                }
                Body::StaticMethod(function) => callable = *function,
                Body::Native(native) => {
                    let def = native.def;
                    if let Some(receiver) = native.receiver.some() {
                        args.insert(0, receiver);
                    }
                    self.charge_native_call(def.kind);
                    return self.begin_native(Op::Native(def), args, keyword_names);
                }
                Body::Class(class) => {
                    let op = match class.vectorcall {
                        Some(def) => Op::Native(def),
                        None => Op::Construct(r),
                    };
                    return self.begin_native(op, args, keyword_names);
                }
                _ => {
                    let class = self.interp.class_of(callable);
                    if class == types::GENERIC_ALIAS
                        && let Body::Slice(parts) = self.interp.heap.body(r)
                    {
                        callable = parts[0];
                        continue;
                    }
                    match self.interp.lookup(class, names::CALL) {
                        Some(method) => {
                            args.insert(0, callable);
                            callable = method;
                        }
                        None => return self.not_callable(callable),
                    }
                }
            }
        }
        self.raise(types::RECURSION_ERROR, "maximum recursion depth exceeded")
    }

    pub(super) fn begin_native(
        &mut self,
        op: Op,
        args: Vec<Value>,
        keyword_names: Vec<Ref>,
    ) -> Flow {
        let frame = NativeFrame {
            keyword_names,
            ..NativeFrame::new(op, args, self.th.sp as u32, self.globals())
        };
        self.run_native(frame)
    }

    fn not_callable(&mut self, callable: Value) -> Flow {
        let name = self.ctx(self.globals(), Vec::new()).type_name(callable);
        let message = format!("'{name}' object is not callable");
        self.raise(types::TYPE_ERROR, &message)
    }

    /// Pushes the frame of a function whose arguments are where its locals begin.
    pub(super) fn enter(
        &mut self,
        code: CodeId,
        globals: Ref,
        function: Value,
        base: usize,
        return_sp: usize,
    ) -> Flow {
        let shape = self.interp.code(code);
        let locals = shape.localsplus as usize;
        let needed = base + locals + shape.code.stack_size as usize + 8;
        if needed > self.th.stack.len() {
            self.th
                .stack
                .resize(needed.next_power_of_two(), Value::Null);
        }
        let top = base + locals;
        self.th.stack[self.th.sp.min(top)..top].fill(Value::Null);
        self.th.sp = top;
        let frame = Frame {
            code,
            pc: 0,
            base: base as u32,
            return_sp: return_sp as u32,
            globals,
            locals: Value::Null,
            function,
            generator: Value::Null,
            outer_handled: Value::None,
            awaiting: Awaiting::Push,
        };
        match self.push(Activation::Python(frame)) {
            Ok(()) => Flow::Continue,
            Err(flow) => {
                self.th.sp = return_sp;
                flow
            }
        }
    }

    /// Enters a function with arguments of any shape.
    pub(super) fn enter_bound(
        &mut self,
        function: Value,
        args: &[Value],
        keyword_names: &[Ref],
    ) -> Flow {
        let Some(Body::Function(f)) = self.body(function) else {
            return self.not_callable(function);
        };
        let (code, globals) = (f.code.clone(), f.globals);
        let base = self.th.sp;
        self.th
            .reserve(code.localsplus as usize + code.code.stack_size as usize + 16);
        self.th.stack[base..base + code.localsplus as usize].fill(Value::Null);
        let split = args.len() - keyword_names.len();
        if let Err(message) = self.bind(
            function,
            &code,
            base,
            &args[..split],
            keyword_names,
            &args[split..],
        ) {
            return self.raise(types::TYPE_ERROR, &message);
        }
        self.th.sp = base + code.localsplus as usize;
        self.enter(code.id, globals, function, base, base)
    }
}
