//! `startswith` and `endswith` of str, bytes and bytearray.

use crate::vm::ctx::Ctx;
use crate::vm::native::Result;
use crate::vm::value::Value;

/// Whether any of `affixes`, one of `kind` or a tuple of them, `matches`. That one is of the right
/// kind is for `matches` to check where it comes out of a tuple.
pub fn any_matches(
    ctx: &mut Ctx<'_>,
    (name, kind): (&str, &str),
    affixes: Value,
    is_one: bool,
    matches: impl Fn(&mut Ctx<'_>, Value) -> Result<bool>,
) -> Result {
    let candidates = match ctx.as_tuple(affixes) {
        Some(items) => items.to_vec(),
        None if is_one => vec![affixes],
        None => {
            let given = ctx.type_name(affixes);
            return Err(ctx.type_error(format!(
                "{name} first arg must be {kind} or a tuple of {kind}, not {given}"
            )));
        }
    };
    for candidate in candidates {
        if matches(ctx, candidate)? {
            return Ok(Value::True);
        }
    }
    Ok(Value::False)
}
