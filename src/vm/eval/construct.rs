//! Calls of classes.

use super::{Executor, Flow, Probe};
use crate::vm::ctx::Ctx;
use crate::vm::frame::Awaiting;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeKind, Result};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

impl<P: Probe> Executor<'_, P> {
    /// `Class(...)`: arguments from `at + 2` to the top.
    pub(super) fn call_class(&mut self, class: Ref, at: usize, keyword_names: &[Ref]) -> Flow {
        if let Some(method) = self.interp.metaclass_call(class) {
            self.th.stack[at] = method;
            self.th.stack[at + 1] = Value::Obj(class);
            return self.call_slowly(at, keyword_names);
        }
        let vectorcall = self.interp.class(class).and_then(|class| class.vectorcall);
        if let Some(def) = vectorcall {
            return self.call_native(def, at + 2, at, keyword_names);
        }
        let plain_new = match self.interp.lookup(class, names::NEW) {
            Some(new) => self
                .interp
                .lookup(types::OBJECT, names::NEW)
                .is_some_and(|n| n.is(new)),
            None => true,
        };
        let init = self.interp.lookup(class, names::INIT);
        let python_init = init.filter(|&init| matches!(self.body(init), Some(Body::Function(_))));
        let abstract_class = self
            .interp
            .heap
            .dict_of(class)
            .and_then(|dict| self.interp.dict_get_name(dict, names::ABSTRACTMETHODS))
            .is_some();
        if plain_new
            && !abstract_class
            && let Some(init) = python_init
            && self
                .interp
                .class(class)
                .is_some_and(|c| c.layout == types::Layout::Instance)
        {
            let instance = Value::Obj(self.interp.heap.alloc(class, Body::Instance));
            // The instance stays under the frame of `__init__` as the result of the call.
            self.th.stack[at] = instance;
            self.th.stack[at + 1] = instance;
            return self.call_init(init, at, keyword_names);
        }
        self.call_slowly(at, keyword_names)
    }

    /// Calls `__init__` with the instance at `at + 1` and the arguments above it.
    fn call_init(&mut self, init: Value, at: usize, keyword_names: &[Ref]) -> Flow {
        let Some(Body::Function(function)) = self.body(init) else {
            return Flow::Continue;
        };
        let (code, globals) = (function.code.clone(), function.globals);
        self.await_with(Awaiting::Init);
        let given = self.th.sp - at - 1;
        if code.simple && keyword_names.is_empty() && given == code.code.arg_count as usize {
            return self.enter(code.id, globals, init, at + 1, at + 1);
        }
        let args: Vec<Value> = self.th.stack[at + 1..self.th.sp].to_vec();
        self.th.sp = at + 1;
        match self.enter_bound(init, &args, keyword_names) {
            Flow::Settle(outcome) => {
                // The call never began: nothing awaits it.
                self.await_with(Awaiting::Push);
                Flow::Settle(outcome)
            }
            flow => flow,
        }
    }
}

/// `type.__call__` without a faster path: `__new__`, then `__init__`.
pub fn construct(ctx: &mut Ctx<'_>, class: Ref, args: Args<'_>) -> Result {
    let keywords: Vec<(Ref, Value)> = args.keywords().collect();
    let new = ctx.interp.lookup(class, names::NEW);
    let mut all = vec![Value::Obj(class)];
    all.extend_from_slice(args.positional);
    let instance = match new {
        Some(new) => {
            let function = match ctx.body(new) {
                Some(Body::StaticMethod(function)) => *function,
                _ => new,
            };
            ctx.call_kw(function, &all, &keywords)?
        }
        None => return Err(ctx.type_error("cannot create instances")),
    };
    if !ctx.interp.is_instance(instance, class) {
        return Ok(instance);
    }
    if let Some(init) = ctx.interp.lookup(ctx.class_of(instance), names::INIT) {
        // `object.__init__` has nothing to do: `object.__new__` has looked at the arguments.
        let native = ctx
            .native_kind(init)
            .is_some_and(|kind| kind != NativeKind::Function);
        if native
            && ctx
                .interp
                .lookup(types::OBJECT, names::INIT)
                .is_some_and(|o| o.is(init))
        {
            return Ok(instance);
        }
        all[0] = instance;
        let result = ctx.call_kw(init, &all, &keywords)?;
        if !result.is_none() {
            let name = ctx.type_name(result);
            return Err(ctx.type_error(format!("__init__() should return None, not '{name}'")));
        }
    }
    Ok(instance)
}
