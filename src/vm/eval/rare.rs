//! Instructions of `async`, `match` and `except*`.
//!
//! They are too rare for the hot loop to know more of them than that they are here.

use super::{Executor, Flow, Probe};
use crate::bytecode::{Intrinsic2, Opcode};
use crate::vm::frame::{Activation, Awaiting, Op};
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::types;
use crate::vm::value::Value;

/// `__abc_tpflags__` of `collections.abc.Sequence` and `Mapping`.
const SEQUENCE_FLAG: i64 = 1 << 5;
const MAPPING_FLAG: i64 = 1 << 6;

impl<P: Probe> Executor<'_, P> {
    /// Executes one of them with the operand stack written back.
    pub(super) fn rare(&mut self, opcode: Opcode, oparg: u32) -> Flow {
        let sp = self.th.sp;
        match opcode {
            Opcode::CLEANUP_THROW => self.cleanup_throw(),
            Opcode::GET_AWAITABLE => self.perform_on(Op::Awaitable(oparg), 1, Awaiting::Push),
            Opcode::GET_AITER => self.perform_on(Op::AsyncIter, 1, Awaiting::Push),
            Opcode::GET_ANEXT => {
                self.th.push(self.th.stack[sp - 1]);
                self.perform_on(Op::AsyncNext, 1, Awaiting::Push)
            }
            Opcode::END_ASYNC_FOR => self.end_async_for(),
            Opcode::BEFORE_ASYNC_WITH => self.before_async_with(),
            Opcode::CHECK_EG_MATCH => {
                self.perform_on(Op::Prelude("match_group"), 2, Awaiting::GroupMatch)
            }
            Opcode::CALL_INTRINSIC_2 => match Intrinsic2::from_oparg(oparg) {
                Some(Intrinsic2::PrepReraiseStar) => {
                    self.perform_on(Op::Prelude("prepare_reraise_star"), 2, Awaiting::Push)
                }
                _ => self.raise(types::SYSTEM_ERROR, "an intrinsic that is not there"),
            },
            Opcode::MATCH_SEQUENCE => {
                let is = self.matches_as(self.th.stack[sp - 1], SEQUENCE_FLAG);
                self.th.push(Value::from(is));
                Flow::Continue
            }
            Opcode::MATCH_MAPPING => {
                let is = self.matches_as(self.th.stack[sp - 1], MAPPING_FLAG);
                self.th.push(Value::from(is));
                Flow::Continue
            }
            Opcode::MATCH_KEYS => {
                let (subject, keys) = (self.th.stack[sp - 2], self.th.stack[sp - 1]);
                self.th.push(subject);
                self.th.push(keys);
                self.perform_on(Op::Prelude("match_keys"), 2, Awaiting::Push)
            }
            Opcode::MATCH_CLASS => {
                self.th.push(Value::Int(oparg.into()));
                self.perform_on(Op::Prelude("match_class"), 4, Awaiting::Push)
            }
            _ => self.raise(types::SYSTEM_ERROR, "an instruction that is not there"),
        }
    }

    /// Performs an operation on the top `count` values.
    pub(super) fn perform_on(&mut self, op: Op, count: usize, awaiting: Awaiting) -> Flow {
        self.operate(op, self.th.sp - count, awaiting)
            .unwrap_or(Flow::Continue)
    }

    /// Whether a value is a sequence or mapping to a pattern.
    fn matches_as(&mut self, value: Value, flag: i64) -> bool {
        let built_in = match self.body(value) {
            Some(Body::List(_) | Body::Tuple(_) | Body::Range(_)) => SEQUENCE_FLAG,
            Some(Body::Dict(_)) => MAPPING_FLAG,
            Some(Body::DictView(..)) if self.interp.class_of(value) == types::MAPPINGPROXY => {
                MAPPING_FLAG
            }
            Some(Body::Other(_)) if self.is_sequence_of_other_layout(value) => SEQUENCE_FLAG,
            _ => 0,
        };
        if built_in == flag {
            return true;
        }
        let name = self.interp.intern("__abc_tpflags__");
        let class = self.interp.class_of(value);
        matches!(self.interp.lookup(class, name), Some(Value::Int(flags)) if flags & flag != 0)
    }

    fn is_sequence_of_other_layout(&self, value: Value) -> bool {
        let class = self.interp.class_of(value);
        class == types::MEMORYVIEW || self.interp.is_subclass(class, types::DEQUE)
    }

    /// Leaves the loop on StopAsyncIteration; anything else goes on.
    fn end_async_for(&mut self) -> Flow {
        let exception = self.th.stack[self.th.sp - 1];
        if self
            .interp
            .is_instance(exception, types::STOP_ASYNC_ITERATION)
        {
            self.th.sp -= 2;
            return Flow::Continue;
        }
        self.reraise(exception, None)
    }

    /// Pushes the bound `__aexit__` and what `__aenter__` returns.
    fn before_async_with(&mut self) -> Flow {
        self.th.sp -= 1;
        let manager = self.th.stack[self.th.sp];
        let enter = self.interp.intern("__aenter__");
        let exit = self.interp.intern("__aexit__");
        self.enter_with(manager, "asynchronous context manager", enter, exit)
    }

    /// What is caught of a group is what the thread handles from here on.
    pub(super) fn accept_group_match(&mut self, pair: Value) {
        let (rest, matched) = match self.body(pair) {
            Some(Body::Tuple(items)) if items.len() == 2 => (items[0], items[1]),
            _ => (Value::None, Value::None),
        };
        self.th.push(rest);
        self.th.push(matched);
        if !matched.is_none() {
            self.th.handled = matched;
        }
    }

    /// What the frame on top is called in messages about its kind of generator.
    pub(super) fn generator_kind(&self) -> &'static str {
        let flags = match self.th.frames.last() {
            Some(Activation::Python(frame)) => self.interp.code(frame.code).code.flags,
            _ => return "generator",
        };
        if flags.coroutine {
            "coroutine"
        } else if flags.async_generator {
            "async generator"
        } else {
            "generator"
        }
    }
}

/// The iterator to `await` a value with (`_PyCoro_GetAwaitableIter`).
pub(super) fn awaitable(
    ctx: &mut crate::vm::ctx::Ctx<'_>,
    value: Value,
    origin: u32,
) -> crate::vm::native::Result {
    if ctx.class_of(value) == types::COROUTINE {
        if ctx.is_being_awaited(value) {
            return Err(ctx.raise(types::RUNTIME_ERROR, "coroutine is being awaited already"));
        }
        return Ok(value);
    }
    let iterator = ctx.call_special(value, names::AWAIT, |name| {
        let from = match origin {
            0 => return format!("object {name} can't be used in 'await' expression"),
            1 => "__aenter__",
            _ => "__aexit__",
        };
        format!(
            "'async with' received an object from {from} that does not implement __await__: {name}"
        )
    })?;
    if ctx.class_of(iterator) == types::COROUTINE {
        return Err(ctx.type_error("__await__() returned a coroutine"));
    }
    if !ctx.is_iterator(iterator) {
        let name = ctx.type_name(iterator);
        return Err(ctx.type_error(format!(
            "__await__() returned non-iterator of type '{name}'"
        )));
    }
    Ok(iterator)
}

/// `GET_AITER`.
pub(super) fn async_iter(
    ctx: &mut crate::vm::ctx::Ctx<'_>,
    value: Value,
) -> crate::vm::native::Result {
    let iterator = ctx.call_special(value, names::AITER, |name| {
        format!("'async for' requires an object with __aiter__ method, got {name}")
    })?;
    if !ctx.has_method(iterator, names::ANEXT) {
        let name = ctx.type_name(iterator);
        return Err(ctx.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
        )));
    }
    Ok(iterator)
}

/// `GET_ANEXT`: what to await for the next item.
pub(super) fn async_next(
    ctx: &mut crate::vm::ctx::Ctx<'_>,
    iterator: Value,
) -> crate::vm::native::Result {
    let next = ctx.call_special(iterator, names::ANEXT, |name| {
        format!("'async for' requires an iterator with __anext__ method, got {name}")
    })?;
    let class = ctx.class_of(next);
    if class == types::COROUTINE || class == types::ASYNC_GENERATOR_ASEND {
        return Ok(next);
    }
    if !ctx.has_method(next, names::AWAIT) {
        let name = ctx.type_name(next);
        return Err(ctx.type_error(format!(
            "'async for' received an invalid object from __anext__: {name}"
        )));
    }
    awaitable(ctx, next, 0)
}
