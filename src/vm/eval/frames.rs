//! What a call sees of the frames below it: `locals()` and `sys._getframe()`.

use super::natives::OF_FRAME;
use super::{Executor, Flow, Outcome, Probe};
use crate::vm::ctx::Ctx;
use crate::vm::frame::{Activation, Frame};
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::frame::FrameView;
use crate::vm::types;
use crate::vm::value::Value;

impl<P: Probe> Executor<'_, P> {
    /// A call of one of [`OF_FRAME`] with the arguments from `first` to the top; `None` where
    /// it has arguments that make it an ordinary one.
    pub(super) fn call_of_frame(
        &mut self,
        def: &'static NativeDef,
        first: usize,
        at: usize,
    ) -> Option<Flow> {
        let [locals, vars, dir, getframe] = &OF_FRAME;
        let given = self.th.sp - first;
        let is = |other: &'static NativeDef| std::ptr::eq(def, other);
        let result = if is(getframe) {
            let args = self.th.stack[first..self.th.sp].to_vec();
            let mut ctx = self.ctx(self.globals(), Vec::new());
            match frame_depth(&mut ctx, Args::positional(&args)) {
                Ok(depth) => self.frame_view(depth),
                Err(interrupt) => Err(interrupt),
            }
        } else if given > 0 {
            return None;
        } else if is(locals) || is(vars) {
            Ok(self.locals())
        } else if is(dir) {
            self.names_of_locals()
        } else {
            return None;
        };
        Some(match result {
            Ok(value) => {
                self.th.stack[at] = value;
                self.th.sp = at + 1;
                Flow::Continue
            }
            Err(crate::vm::native::Interrupt::Raise(exception)) => {
                Flow::Settle(Outcome::Raise(exception))
            }
            Err(_) => return None,
        })
    }

    /// The view of the Python frame `depth` calls below the one on top, and of all below it.
    pub(super) fn frame_view(&mut self, depth: usize) -> Result {
        let running: Vec<usize> = (0..self.th.frames.len())
            .filter(|&index| matches!(self.th.frames[index], Activation::Python(_)))
            .collect();
        if depth >= running.len() {
            let mut ctx = self.ctx(self.globals(), Vec::new());
            return Err(ctx.value_error("call stack is not deep enough"));
        }
        let mut back = Value::None;
        for &index in &running[..running.len() - depth] {
            let locals = self.locals_at(index);
            if let Some(Activation::Python(frame)) = self.th.frames.get(index) {
                let view = FrameView {
                    code: self.interp.code(frame.code).clone(),
                    lasti: frame.pc.saturating_sub(1),
                    globals: frame.globals,
                    locals,
                    back,
                };
                let body = Body::Other(Box::new(view));
                back = Value::Obj(self.interp.heap.alloc(types::FRAME, body));
            }
        }
        Ok(back)
    }

    /// `locals()` of the Python frame on top.
    pub(super) fn locals(&mut self) -> Value {
        match self.th.frames.len() {
            0 => Value::Obj(self.globals()),
            count => self.locals_at(count - 1),
        }
    }

    fn locals_at(&mut self, index: usize) -> Value {
        let Some(Activation::Python(frame)) = self.th.frames.get(index) else {
            return Value::Obj(self.globals());
        };
        if let Value::Obj(dict) = frame.locals {
            return Value::Obj(dict);
        }
        if !self.interp.code(frame.code).code.flags.optimized {
            return Value::Obj(frame.globals);
        }
        let locals = self.fast_locals(frame);
        let dict = self.interp.new_dict();
        for (name, value) in locals {
            let name = self.interp.intern(&name);
            self.interp.dict_set_name(dict, name, value);
        }
        Value::Obj(dict)
    }

    /// The bound local and free variables of a function.
    fn fast_locals(&self, frame: &Frame) -> Vec<(String, Value)> {
        let loaded = self.interp.code(frame.code);
        let (code, base) = (&loaded.code, frame.base as usize);
        let mut found = Vec::new();
        for slot in 0..loaded.localsplus as usize {
            let Some(name) = code.localsplus_name(slot) else {
                continue;
            };
            let value = self.th.stack[base + slot];
            let is_cell =
                slot >= code.varnames.len() || code.cellvars.iter().any(|cell| **cell == *name);
            let value = match self.body(value) {
                Some(Body::Cell(content)) if is_cell => *content,
                _ => value,
            };
            if !value.is_null() {
                found.push((name.to_string(), value));
            }
        }
        found
    }

    fn names_of_locals(&mut self) -> Result {
        let locals = self.locals();
        let mut ctx = self.ctx(self.globals(), Vec::new());
        let names = match locals {
            Value::Obj(dict) => ctx.dict_entries(dict),
            _ => Vec::new(),
        };
        let names = names.into_iter().map(|(name, _)| name).collect();
        let names = ctx.sort_values(names, Value::None, false)?;
        Ok(ctx.list(names))
    }
}

fn frame_depth(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<usize> {
    ctx.arity(args, "_getframe", 0, 1)?;
    match args.get(0).some() {
        Some(depth) => Ok(usize::try_from(ctx.index(depth)?).unwrap_or(0)),
        None => Ok(0),
    }
}
