//! `frame`: what `sys._getframe` shows of the functions that are running. It is a snapshot; the
//! running frame goes on without it.

use std::sync::Arc;

use super::{ClassDef, getter, wrapper};
use crate::payload;
use crate::vm::code::LoadedCode;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const CLASSES: &[ClassDef] = &[ClassDef::new(types::FRAME, METHODS)];

const METHODS: &[NativeDef] = &[
    getter("f_back", back),
    getter("f_code", code),
    getter("f_lineno", line),
    getter("f_lasti", lasti),
    getter("f_globals", globals),
    getter("f_locals", locals),
    getter("f_builtins", builtins),
    getter("f_trace", trace),
    wrapper("__repr__", repr),
];

/// One running function, as it stood when it was asked for.
#[derive(Clone)]
pub struct FrameView {
    pub code: Arc<LoadedCode>,
    /// Index of the instruction that it is in.
    pub lasti: u32,
    pub globals: Ref,
    pub locals: Value,
    /// The caller's, or None.
    pub back: Value,
}

payload!(FrameView, |this, visit| {
    visit(Value::Obj(this.globals));
    visit(this.locals);
    visit(this.back);
});

impl Ctx<'_> {
    /// The frame of a traceback's entry. A function's names are there only where the entry kept
    /// them.
    pub fn traceback_frame(
        &mut self,
        code: Arc<LoadedCode>,
        lasti: u32,
        globals: Ref,
        locals: Value,
    ) -> Value {
        let locals = match locals.some() {
            Some(locals) => locals,
            None if code.code.name.as_ref() == "<module>" => Value::Obj(globals),
            None => Value::Obj(self.interp.new_dict()),
        };
        let view = FrameView {
            code,
            lasti,
            globals,
            locals,
            back: Value::None,
        };
        self.alloc(types::FRAME, Body::Other(Box::new(view)))
    }
}

fn view(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<FrameView> {
    let frame = ctx.receiver(args, types::FRAME, name)?;
    Ok(ctx.expect_payload::<FrameView>(frame, "frame")?.clone())
}

fn back(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(view(ctx, args, "f_back")?.back)
}

fn code(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let code = view(ctx, args, "f_code")?.code;
    Ok(ctx.alloc(types::CODE, Body::Code(code)))
}

fn line(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let frame = view(ctx, args, "f_lineno")?;
    let line = frame.code.code.line(frame.lasti as usize);
    Ok(Value::Int(line.into()))
}

fn lasti(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(i64::from(view(ctx, args, "f_lasti")?.lasti) * 2))
}

fn globals(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Obj(view(ctx, args, "f_globals")?.globals))
}

fn locals(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(view(ctx, args, "f_locals")?.locals)
}

fn builtins(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.receiver(args, types::FRAME, "f_builtins")?;
    Ok(Value::Obj(ctx.interp.builtins))
}

fn trace(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.receiver(args, types::FRAME, "f_trace")?;
    Ok(Value::None)
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let frame = view(ctx, args, "__repr__")?;
    let code = &frame.code.code;
    let text = format!(
        "<frame at {}, file '{}', line {}, code {}>",
        crate::vm::protocol::text::address(args.get(0)),
        code.filename,
        code.line(frame.lasti as usize),
        code.name
    );
    Ok(ctx.string(text))
}
