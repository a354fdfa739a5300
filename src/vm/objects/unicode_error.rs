//! UnicodeDecodeError and UnicodeEncodeError, which are made of five arguments.

use super::{ClassDef, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::native::{Args, Result};
use crate::vm::text::{CodecFault, CodecObject};
use crate::vm::types;
use crate::vm::value::Value;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(
        types::UNICODE_DECODE_ERROR,
        &[wrapper("__init__", init_decode)],
    ),
    ClassDef::new(
        types::UNICODE_ENCODE_ERROR,
        &[wrapper("__init__", init_encode)],
    ),
];

fn init_decode(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    init(ctx, args, true)
}

fn init_encode(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    init(ctx, args, false)
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>, decoding: bool) -> Result {
    let result = super::exception::init(ctx, args)?;
    let given = args.skip_first();
    if given.len() != 5 {
        let given = given.len();
        return Err(ctx.type_error(format!(
            "function takes exactly 5 arguments ({given} given)"
        )));
    }
    let is_text = |ctx: &Ctx<'_>, index| ctx.as_str(given.get(index)).is_some();
    let is_int = |ctx: &Ctx<'_>, index| ctx.i64_of(given.get(index)).is_some();
    let of_object = matches!(
        (ctx.body(given.get(1)), decoding),
        (Some(Body::Bytes(_) | Body::ByteArray(_)), true) | (Some(Body::Str(_)), false)
    );
    let (wrong, wanted) = match () {
        () if !is_text(ctx, 0) => (0, "str"),
        () if !of_object && decoding => {
            return Err(ctx.no_bytes(given.get(1)));
        }
        () if !of_object => (1, "str"),
        () if !is_int(ctx, 2) || !is_int(ctx, 3) => {
            let wrong = if is_int(ctx, 2) { 3 } else { 2 };
            let name = ctx.type_name(given.get(wrong));
            return Err(ctx.type_error(format!(
                "'{name}' object cannot be interpreted as an integer"
            )));
        }
        () if !is_text(ctx, 4) => (4, "str"),
        () => return Ok(result),
    };
    let name = ctx.type_name(given.get(wrong));
    let place = wrong + 1;
    Err(ctx.type_error(format!("argument {place} must be {wanted}, not {name}")))
}

impl Ctx<'_> {
    /// What an error of this fault is made of.
    pub fn codec_arguments(&mut self, fault: CodecFault) -> [Value; 5] {
        let object = match fault.object {
            CodecObject::Bytes(bytes) => self.bytes(bytes),
            CodecObject::Text(text) => self.string(text),
        };
        [
            self.string(fault.encoding),
            object,
            Value::Int(fault.place.start as i64),
            Value::Int(fault.place.end as i64),
            self.string(fault.reason),
        ]
    }

    /// The fault of which such an error tells.
    pub fn codec_fault(&self, exception: Value) -> Option<CodecFault> {
        let args = self.as_tuple(self.exception(exception)?.args)?;
        let &[encoding, object, start, end, reason] = args else {
            return None;
        };
        let object = match self.body(object)? {
            Body::Bytes(bytes) => CodecObject::Bytes(bytes.to_vec()),
            Body::ByteArray(bytes) => CodecObject::Bytes(bytes.clone()),
            Body::Str(text) => CodecObject::Text(text.as_str().to_string()),
            _ => return None,
        };
        let place = |value| usize::try_from(self.i64_of(value)?).ok();
        Some(CodecFault {
            encoding: self.as_str(encoding)?.as_str().to_string(),
            object,
            place: place(start)?..place(end)?,
            reason: self.as_str(reason)?.as_str().to_string(),
        })
    }
}
