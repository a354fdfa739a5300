//! Returning and raising: how frames end, and how an exception finds its handler.

use super::{Executor, Flow, Outcome, Probe};
use crate::vm::frame::{Activation, Awaiting, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::object::Traceback;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl<P: Probe> Executor<'_, P> {
    /// `RETURN_VALUE`: the running frame is over.
    pub(super) fn return_value(&mut self, value: Value) -> Flow {
        let Some(Activation::Python(frame)) = self.th.frames.pop() else {
            return Flow::Settle(Outcome::Value(value));
        };
        self.th.sp = frame.return_sp as usize;
        if !frame.generator.is_null() {
            self.finish_generator(frame.generator, frame.outer_handled);
            return self.generator_end(frame.generator, value);
        }
        match self.th.frames.last_mut() {
            Some(Activation::Python(caller)) if caller.awaiting == Awaiting::Push => {
                self.th.stack[self.th.sp] = value;
                self.th.sp += 1;
                Flow::Continue
            }
            Some(Activation::Python(_)) => self.accept(value),
            _ => Flow::Settle(Outcome::Value(value)),
        }
    }

    /// The commonest of returns: to a Python frame that waits for just this value. False where
    /// it is another, and nothing was done.
    #[inline(always)]
    pub(super) fn return_to_caller(&mut self, stack: &mut [Value], value: Value) -> bool {
        let [.., Activation::Python(caller), Activation::Python(frame)] = &self.th.frames[..]
        else {
            return false;
        };
        if caller.awaiting != Awaiting::Push || !frame.generator.is_null() {
            return false;
        }
        let sp = frame.return_sp as usize;
        stack[sp] = value.carry();
        self.th.sp = sp + 1;
        self.th.frames.forget_last();
        true
    }

    /// Raises an exception in the Python frame on top (and on downwards through Python frames).
    pub(super) fn unwind(&mut self, exception: Value) -> Flow {
        self.chain_context(exception);
        self.unwind_from(exception, true, None)
    }

    /// Raises it again without a new traceback entry for the frame on top. `raised_at` is where
    /// it was raised at first: what handles it is looked for from here, but told that place.
    pub(super) fn reraise(&mut self, exception: Value, raised_at: Option<u32>) -> Flow {
        self.unwind_from(exception, false, raised_at)
    }

    pub(super) fn unwind_from(
        &mut self,
        exception: Value,
        mut trace: bool,
        mut raised_at: Option<u32>,
    ) -> Flow {
        loop {
            let Some(Activation::Python(frame)) = self.th.frames.last_mut() else {
                return Flow::Settle(Outcome::Raise(exception));
            };
            let awaiting = std::mem::replace(&mut frame.awaiting, Awaiting::Push);
            if awaiting == Awaiting::ForIter
                && self.interp.is_instance(exception, types::STOP_ITERATION)
            {
                // What the iterator has called raises it: that is the iterator's end.
                self.await_with(Awaiting::ForIter);
                return self.accept(Value::Null);
            }
            let Some(Activation::Python(frame)) = self.th.frames.last_mut() else {
                return Flow::Settle(Outcome::Raise(exception));
            };
            let lasti = frame.pc.saturating_sub(1);
            let (code, base) = (frame.code, frame.base as usize);
            let code = self.interp.code(code).clone();
            if trace && !code.hidden {
                self.add_traceback(exception, lasti);
            }
            trace = true;
            let raised_at = raised_at.take().unwrap_or(lasti);
            if let Some(handler) = code.code.handler(lasti) {
                let mut sp = base + code.localsplus as usize + handler.depth as usize;
                if handler.lasti {
                    self.th.stack[sp] = Value::Int(raised_at.into());
                    sp += 1;
                }
                self.th.stack[sp] = exception;
                self.th.sp = sp + 1;
                if let Some(Activation::Python(frame)) = self.th.frames.last_mut() {
                    frame.pc = handler.target;
                }
                return Flow::Continue;
            }
            let Some(Activation::Python(frame)) = self.th.frames.pop() else {
                return Flow::Settle(Outcome::Raise(exception));
            };
            self.th.sp = frame.return_sp as usize;
            if !frame.generator.is_null() {
                self.finish_generator(frame.generator, frame.outer_handled);
            }
        }
    }

    /// `PyTraceBack_Here`.
    pub(super) fn add_traceback(&mut self, exception: Value, lasti: u32) {
        let Some(Activation::Python(frame)) = self.th.frames.last() else {
            return;
        };
        let (code, globals) = (self.interp.code(frame.code).clone(), frame.globals);
        let Some(Body::Exception(e)) = self.body(exception) else {
            return;
        };
        let next = e.traceback;
        let suggests = next.is_none()
            && [types::NAME_ERROR, types::ATTRIBUTE_ERROR]
                .iter()
                .any(|&class| self.interp.is_instance(exception, class));
        let entry = Traceback {
            next,
            code,
            lasti,
            globals,
            locals: if suggests { self.locals() } else { Value::Null },
        };
        let entry = self
            .interp
            .heap
            .alloc(types::TRACEBACK, Body::Traceback(Box::new(entry)));
        if let Value::Obj(r) = exception
            && let Body::Exception(e) = self.interp.heap.body_mut(r)
        {
            e.traceback = Value::Obj(entry);
        }
    }

    /// Sets `__context__` to what is being handled, without making a cycle.
    fn chain_context(&mut self, exception: Value) {
        let handled = self.th.handled;
        if handled.is_none() || handled.is(exception) {
            return;
        }
        let Some(Body::Exception(e)) = self.body(exception) else {
            return;
        };
        if !e.context.is_none() {
            return;
        }
        // Cut the chain where it would come back to the exception itself.
        let mut at = handled;
        for _ in 0..1_000 {
            let Some(Body::Exception(e)) = self.body(at) else {
                break;
            };
            let next = e.context;
            if next.is(exception) {
                if let Value::Obj(r) = at
                    && let Body::Exception(e) = self.interp.heap.body_mut(r)
                {
                    e.context = Value::None;
                }
                break;
            }
            if next.is_none() {
                break;
            }
            at = next;
        }
        if let Value::Obj(r) = exception
            && let Body::Exception(e) = self.interp.heap.body_mut(r)
        {
            e.context = handled;
        }
    }

    /// `BEFORE_WITH`: pushes the bound `__exit__` and the result of `__enter__`.
    pub(super) fn before_with(&mut self, manager: Value) -> Flow {
        self.enter_with(manager, "context manager", names::ENTER, names::EXIT)
    }

    /// Pushes the bound exit method of a manager and what its enter method returns.
    pub(super) fn enter_with(&mut self, manager: Value, kind: &str, enter: Ref, exit: Ref) -> Flow {
        let class = self.interp.class_of(manager);
        let found = self.interp.lookup(class, enter);
        let (Some(enter), Some(exit)) = (found, self.interp.lookup(class, exit)) else {
            let name = self.interp.type_name(manager).to_string();
            let missed = match found {
                Some(_) => format!(" (missed {} method)", self.interp.text(exit)),
                None => String::new(),
            };
            let message = format!("'{name}' object does not support the {kind} protocol{missed}");
            return self.raise(types::TYPE_ERROR, &message);
        };
        let mut ctx = self.ctx(self.globals(), Vec::new());
        let exit = ctx.bind_method(exit, manager);
        self.th.push(exit);
        self.th.push(enter);
        self.th.push(manager);
        self.perform_on(Op::Call, 2, Awaiting::Push)
    }
}
