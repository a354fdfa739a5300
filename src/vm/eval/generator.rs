//! Generators: suspending a frame and bringing it back.

use super::{Executor, Flow, Outcome, Probe};
use crate::vm::frame::{Activation, Awaiting, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::Interrupt;
use crate::vm::object::{Generator, GeneratorState, Suspended};
use crate::vm::objects::generator::kind;
use crate::vm::types;
use crate::vm::value::Value;

impl<P: Probe> Executor<'_, P> {
    /// `RETURN_GENERATOR`: the running frame becomes a generator, which its caller gets.
    pub(super) fn return_generator(&mut self) -> Flow {
        let Some(Activation::Python(mut frame)) = self.th.frames.pop() else {
            return Flow::Continue;
        };
        let (name, qualname) = match self.body(frame.function) {
            Some(Body::Function(function)) => (function.name, function.qualname),
            _ => {
                let name = Value::Obj(
                    self.interp
                        .intern(&self.interp.code(frame.code).code.name.clone()),
                );
                (name, name)
            }
        };
        let base = frame.base as usize;
        let stack = self.th.stack[base..self.th.sp].to_vec();
        self.th.sp = frame.return_sp as usize;
        let code = self.interp.code(frame.code).clone();
        let generator = Generator {
            state: GeneratorState::Running,
            name,
            qualname,
            code,
        };
        let class = match generator.code.code.flags {
            flags if flags.coroutine => types::COROUTINE,
            flags if flags.async_generator => types::ASYNC_GENERATOR,
            _ => types::GENERATOR,
        };
        let object = self
            .interp
            .heap
            .alloc(class, Body::Generator(Box::new(generator)));
        frame.generator = Value::Obj(object);
        let suspended = Suspended {
            frame,
            stack,
            started: false,
            handled: Value::None,
        };
        self.set_state(
            Value::Obj(object),
            GeneratorState::Suspended(Box::new(suspended)),
        );
        self.interp.heap.grew(128);
        self.deliver(Value::Obj(object))
    }

    fn set_state(&mut self, generator: Value, state: GeneratorState) {
        if let Value::Obj(r) = generator
            && let Body::Generator(generator) = self.interp.heap.body_mut(r)
        {
            generator.state = state;
        }
    }

    /// Gives a value to the topmost activation.
    fn deliver(&mut self, value: Value) -> Flow {
        match self.th.frames.last() {
            Some(Activation::Python(_)) => self.accept(value),
            _ => Flow::Settle(Outcome::Value(value)),
        }
    }

    /// Puts a suspended generator's frame on top and sends it a value. `None` where that worked.
    pub(super) fn resume_generator(&mut self, generator: Value, value: Value) -> Option<Flow> {
        let state = match generator.as_ref().map(|r| self.interp.heap.body_mut(r)) {
            Some(Body::Generator(generator)) => {
                std::mem::replace(&mut generator.state, GeneratorState::Running)
            }
            _ => return Some(self.raise(types::TYPE_ERROR, "not a generator")),
        };
        let mut suspended = match state {
            GeneratorState::Suspended(suspended) => suspended,
            GeneratorState::Running => {
                let message = format!("{} already executing", self.kind_of(generator));
                return Some(self.raise(types::VALUE_ERROR, &message));
            }
            GeneratorState::Finished => {
                self.set_state(generator, GeneratorState::Finished);
                if self.interp.class_of(generator) == types::COROUTINE {
                    let message = "cannot reuse already awaited coroutine";
                    return Some(self.raise(types::RUNTIME_ERROR, message));
                }
                return Some(self.generator_end(generator, Value::None));
            }
        };
        if !suspended.started && !value.is_none() {
            self.set_state(generator, GeneratorState::Suspended(suspended));
            let kind = self.kind_of(generator);
            let message = format!("can't send non-None value to a just-started {kind}");
            return Some(self.raise(types::TYPE_ERROR, &message));
        }
        suspended.started = true;
        match self.put_on_top(&mut suspended) {
            Ok(()) => {
                // A fresh generator pops this value too (after RETURN_GENERATOR).
                self.th.stack[self.th.sp] = value;
                self.th.sp += 1;
                None
            }
            Err(flow) => {
                self.set_state(generator, GeneratorState::Finished);
                Some(flow)
            }
        }
    }

    fn kind_of(&self, generator: Value) -> &'static str {
        kind(self.interp.class_of(generator))
    }

    fn put_on_top(&mut self, suspended: &mut Suspended) -> Result<(), Flow> {
        let base = self.th.sp;
        let count = suspended.stack.len();
        let room = self.interp.code(suspended.frame.code).code.stack_size as usize + 8;
        self.th.reserve(count + room);
        self.th.stack[base..base + count].copy_from_slice(&suspended.stack);
        let mut frame = suspended.frame.clone();
        frame.base = base as u32;
        frame.return_sp = base as u32;
        frame.outer_handled = self.th.handled;
        self.push(Activation::Python(frame))?;
        self.th.sp = base + count;
        self.th.handled = match suspended.handled {
            Value::None => self.th.handled,
            own => own,
        };
        Ok(())
    }

    /// `YIELD_VALUE`: the frame goes back into its generator, its caller gets the value.
    pub(super) fn yield_value(&mut self, value: Value) -> Flow {
        let Some(Activation::Python(frame)) = self.th.frames.pop() else {
            return Flow::Continue;
        };
        let generator = frame.generator;
        let stack = self.th.stack[frame.base as usize..self.th.sp].to_vec();
        self.th.sp = frame.return_sp as usize;
        let outer = frame.outer_handled;
        let handled = if self.th.handled.is(outer) {
            Value::None
        } else {
            self.th.handled
        };
        self.th.handled = outer;
        let suspended = Suspended {
            frame,
            stack,
            started: true,
            handled,
        };
        self.set_state(generator, GeneratorState::Suspended(Box::new(suspended)));
        self.deliver(value)
    }

    /// Raises an exception where a generator is suspended.
    pub(super) fn throw_into(&mut self, generator: Value, exception: Value) -> Flow {
        let state = match generator.as_ref().map(|r| self.interp.heap.body_mut(r)) {
            Some(Body::Generator(generator)) => {
                std::mem::replace(&mut generator.state, GeneratorState::Running)
            }
            _ => return self.raise(types::TYPE_ERROR, "not a generator"),
        };
        match state {
            GeneratorState::Suspended(mut suspended) if suspended.started => {
                // `yield from`: the exception goes to the innermost generator first.
                if let Some(inner) = self.interp.delegate_of(&suspended) {
                    return self.throw_into_delegate(generator, *suspended, inner, exception);
                }
                let handles = !suspended.handled.is_none();
                if let Err(flow) = self.put_on_top(&mut suspended) {
                    self.set_state(generator, GeneratorState::Finished);
                    return flow;
                }
                // What the caller handles is no context of what it throws.
                if handles {
                    self.unwind(exception)
                } else {
                    self.unwind_from(exception, true, None)
                }
            }
            // Not begun yet: it is raised where the generator is defined.
            GeneratorState::Suspended(mut suspended) => match self.put_on_top(&mut suspended) {
                Ok(()) => self.end_with(exception),
                Err(flow) => {
                    self.set_state(generator, GeneratorState::Finished);
                    flow
                }
            },
            GeneratorState::Running => {
                self.set_state(generator, GeneratorState::Running);
                let message = format!("{} already executing", self.kind_of(generator));
                self.raise(types::VALUE_ERROR, &message)
            }
            GeneratorState::Finished => {
                self.set_state(generator, GeneratorState::Finished);
                match self.th.frames.last() {
                    Some(Activation::Python(_)) => Flow::Settle(Outcome::Rethrow(exception)),
                    _ => Flow::Settle(Outcome::Raise(exception)),
                }
            }
        }
    }

    /// The frame on top, a generator's that has not begun, ends with an exception.
    fn end_with(&mut self, exception: Value) -> Flow {
        let Some(Activation::Python(frame)) = self.th.frames.last() else {
            return Flow::Settle(Outcome::Raise(exception));
        };
        let (generator, outer) = (frame.generator, frame.outer_handled);
        let (lasti, sp) = (frame.pc.saturating_sub(1), frame.return_sp as usize);
        self.add_traceback(exception, lasti);
        self.th.frames.pop();
        self.th.sp = sp;
        self.finish_generator(generator, outer);
        match self.th.frames.last() {
            Some(Activation::Python(_)) => Flow::Settle(Outcome::Rethrow(exception)),
            _ => Flow::Settle(Outcome::Raise(exception)),
        }
    }

    fn throw_into_delegate(
        &mut self,
        generator: Value,
        mut suspended: Suspended,
        inner: Value,
        exception: Value,
    ) -> Flow {
        if let Err(flow) = self.put_on_top(&mut suspended) {
            self.set_state(generator, GeneratorState::Finished);
            return flow;
        }
        if !matches!(self.body(inner), Some(Body::Generator(_))) {
            return self.throw_to_iterator(inner, exception);
        }
        // As if its SEND had been under way: the yielded value goes on top, and the end of the
        // inner generator leads to the SEND's target.
        let target = self.enclosing_send();
        self.await_with(Awaiting::Send(target));
        // What it yields is yielded on: the YIELD_VALUE before the RESUME comes once more.
        if let Some(Activation::Python(frame)) = self.th.frames.last_mut() {
            frame.pc = frame.pc.saturating_sub(1);
        }
        self.throw_into(inner, exception)
    }

    /// The same for an iterator that is no generator: its `throw` method, if it has one.
    fn throw_to_iterator(&mut self, inner: Value, exception: Value) -> Flow {
        let class = self.interp.class_of(inner);
        if self.interp.lookup(class, names::THROW).is_none() {
            return self.unwind(exception);
        }
        let target = self.enclosing_send();
        if let Some(Activation::Python(frame)) = self.th.frames.last_mut() {
            frame.pc = frame.pc.saturating_sub(1);
        }
        self.th.reserve(2);
        self.th.push(inner);
        self.th.push(exception);
        self.perform_on(Op::ThrowTo, 2, Awaiting::Send(target))
    }

    /// The target of the SEND to which a frame suspended in `yield from` belongs.
    fn enclosing_send(&self) -> u32 {
        use crate::bytecode::Opcode;
        let Some(Activation::Python(frame)) = self.th.frames.last() else {
            return 0;
        };
        let instructions = &self.interp.code(frame.code).instructions;
        instructions[..frame.pc as usize]
            .iter()
            .rev()
            .find(|instruction| instruction.opcode == Opcode::SEND)
            .map_or(0, |instruction| instruction.oparg)
    }

    /// `SEND`: sends a value to what `yield from` delegates to. The receiver is on top.
    pub(super) fn send(&mut self, receiver: Value, value: Value) -> Flow {
        if matches!(self.body(receiver), Some(Body::Generator(_))) {
            return self
                .resume_generator(receiver, value)
                .unwrap_or(Flow::Continue);
        }
        let Some(Activation::Python(frame)) = self.th.frames.last() else {
            return Flow::Continue;
        };
        let awaiting = frame.awaiting;
        self.th.push(receiver);
        self.th.push(value);
        self.perform_on(Op::SendTo, 2, awaiting)
    }

    /// The end of a generator, for whoever resumed it.
    pub(super) fn generator_end(&mut self, generator: Value, value: Value) -> Flow {
        if self.interp.class_of(generator) == types::ASYNC_GENERATOR {
            let stop = self.interp.new_exception(types::STOP_ASYNC_ITERATION, &[]);
            return Flow::Settle(Outcome::Raise(stop));
        }
        if let Some(Activation::Python(frame)) = self.th.frames.last_mut() {
            match frame.awaiting {
                Awaiting::ForIter => return self.accept(Value::Null),
                Awaiting::Send(target) => {
                    frame.awaiting = Awaiting::Push;
                    frame.pc = target;
                    self.th.push(value);
                    return Flow::Continue;
                }
                _ => {}
            }
        }
        let mut ctx = self.ctx(self.globals(), Vec::new());
        match ctx.stop_iteration(value) {
            Interrupt::Raise(exception) => Flow::Settle(Outcome::Raise(exception)),
            _ => Flow::Continue,
        }
    }

    /// A generator's frame ended, by return or by an exception.
    pub(super) fn finish_generator(&mut self, generator: Value, outer_handled: Value) {
        self.set_state(generator, GeneratorState::Finished);
        self.th.handled = outer_handled;
    }

    /// `INTRINSIC_STOPITERATION_ERROR`: a StopIteration must not leave a generator.
    pub(super) fn stop_iteration_error(&mut self, exception: Value) -> Value {
        let kind = self.generator_kind();
        let what = if self.interp.is_instance(exception, types::STOP_ITERATION) {
            "StopIteration"
        } else if kind == "async generator"
            && self
                .interp
                .is_instance(exception, types::STOP_ASYNC_ITERATION)
        {
            "StopAsyncIteration"
        } else {
            return exception;
        };
        let message = self.interp.new_str(&format!("{kind} raised {what}"));
        let error = self.interp.new_exception(types::RUNTIME_ERROR, &[message]);
        if let Value::Obj(r) = error
            && let Body::Exception(body) = self.interp.heap.body_mut(r)
        {
            body.cause = exception;
            body.context = exception;
            body.suppress_context = true;
        }
        error
    }

    /// `CLEANUP_THROW`: sub-iterator, last value, exception → the value of a StopIteration, or
    /// the exception goes on.
    pub(super) fn cleanup_throw(&mut self) -> Flow {
        let sp = self.th.sp;
        let exception = self.th.stack[sp - 1];
        if self.interp.is_instance(exception, types::STOP_ITERATION) {
            let ctx = self.ctx(self.globals(), Vec::new());
            let value = ctx.first_arg(exception);
            // none, value: what END_SEND expects.
            self.th.stack[sp - 3] = Value::None;
            self.th.stack[sp - 2] = value;
            self.th.sp = sp - 1;
            return Flow::Continue;
        }
        self.th.sp = sp - 1;
        self.reraise(exception, None)
    }
}

/// `SEND` to an iterator that is no generator: `next`, or its `send` method.
pub(super) fn send_to(
    ctx: &mut crate::vm::ctx::Ctx<'_>,
    receiver: Value,
    value: Value,
) -> crate::vm::native::Result {
    if matches!(ctx.body(receiver), Some(Body::Iter(_))) && value.is_none() {
        return match ctx.next(receiver)? {
            Some(item) => Ok(item),
            None => Ok(ctx.end_marker(Value::None)),
        };
    }
    let class = ctx.class_of(receiver);
    let outcome = match ctx.interp.lookup(class, names::NEXT) {
        Some(next) if value.is_none() => {
            ctx.call_catching(types::STOP_ITERATION, next, &[receiver])?
        }
        _ => {
            let send = ctx.getattr(receiver, names::SEND)?;
            ctx.call_catching(types::STOP_ITERATION, send, &[value])?
        }
    };
    match outcome {
        Ok(item) => Ok(item),
        Err(stop) => Ok(ctx.sent_end(stop)),
    }
}

/// `throw` of an iterator that is no generator.
pub(super) fn throw_to(
    ctx: &mut crate::vm::ctx::Ctx<'_>,
    receiver: Value,
    exception: Value,
) -> crate::vm::native::Result {
    let throw = ctx.getattr(receiver, names::THROW)?;
    match ctx.call_catching(types::STOP_ITERATION, throw, &[exception])? {
        Ok(item) => Ok(item),
        Err(stop) => Ok(ctx.sent_end(stop)),
    }
}

impl crate::vm::interpreter::Interpreter {
    /// What a suspended generator delegates to: it stands at a `yield from` or an `await`.
    pub fn delegate_of(&self, suspended: &Suspended) -> Option<Value> {
        use crate::bytecode::Opcode;
        let code = self.code(suspended.frame.code);
        let resume = code.instructions.get(suspended.frame.pc as usize)?;
        if resume.opcode != Opcode::RESUME || resume.oparg & 2 == 0 {
            return None;
        }
        // The receiver stands on top of the suspended stack.
        suspended.stack.last().copied()
    }
}

impl crate::vm::ctx::Ctx<'_> {
    fn sent_end(&mut self, stop: Value) -> Value {
        let value = self.first_arg(stop);
        self.end_marker(value)
    }

    /// How `SendTo` tells that the receiver is through: a cell of no class of its own.
    fn end_marker(&mut self, value: Value) -> Value {
        self.alloc(types::FRAME, Body::Cell(value))
    }
}

impl<P: Probe> Executor<'_, P> {
    /// The value of an end marker.
    pub(super) fn sent_end_value(&self, value: Value) -> Option<Value> {
        let Value::Obj(r) = value else { return None };
        match self.interp.heap.body(r) {
            Body::Cell(inner) if self.interp.heap.get(r).class() == types::FRAME => Some(*inner),
            _ => None,
        }
    }
}
