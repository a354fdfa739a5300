//! The methods of bytes and bytearray that know letters: ASCII ones only.

use super::bytes::{self, wrap};
use super::method;
use crate::vm::ctx::Ctx;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::value::{Ref, Value};

/// The receiver's bytes, of a method that takes nothing else.
fn this(ctx: &mut Ctx<'_>, args: Args<'_>, class: u64, name: &str) -> Result<Vec<u8>> {
    ctx.method::<0>(args, Ref(class), name, 0)?;
    bytes::this(ctx, args, class, name)
}

/// For both classes.
pub const fn methods<const CLASS: u64>() -> [NativeDef; 15] {
    [
        method("upper", upper::<CLASS>),
        method("lower", lower::<CLASS>),
        method("swapcase", swapcase::<CLASS>),
        method("capitalize", capitalize::<CLASS>),
        method("title", title::<CLASS>),
        method("zfill", zfill::<CLASS>),
        method("expandtabs", expandtabs::<CLASS>),
        method("isalpha", isalpha::<CLASS>),
        method("isalnum", isalnum::<CLASS>),
        method("isdigit", isdigit::<CLASS>),
        method("isspace", isspace::<CLASS>),
        method("isascii", isascii::<CLASS>),
        method("isupper", isupper::<CLASS>),
        method("islower", islower::<CLASS>),
        method("istitle", istitle::<CLASS>),
    ]
}

fn upper<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "upper")?;
    Ok(wrap::<CLASS>(ctx, bytes.to_ascii_uppercase()))
}

fn lower<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "lower")?;
    Ok(wrap::<CLASS>(ctx, bytes.to_ascii_lowercase()))
}

fn swapcase<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut bytes = this(ctx, args, CLASS, "swapcase")?;
    for byte in &mut bytes {
        if byte.is_ascii_alphabetic() {
            *byte ^= 0x20;
        }
    }
    Ok(wrap::<CLASS>(ctx, bytes))
}

fn capitalize<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut bytes = this(ctx, args, CLASS, "capitalize")?;
    bytes.make_ascii_lowercase();
    if let Some(first) = bytes.first_mut() {
        first.make_ascii_uppercase();
    }
    Ok(wrap::<CLASS>(ctx, bytes))
}

fn title<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut bytes = this(ctx, args, CLASS, "title")?;
    ctx.charge(bytes.len(), 500);
    let mut in_word = false;
    for byte in &mut bytes {
        if in_word {
            byte.make_ascii_lowercase();
        } else {
            byte.make_ascii_uppercase();
        }
        in_word = byte.is_ascii_alphabetic();
    }
    Ok(wrap::<CLASS>(ctx, bytes))
}

fn zfill<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = bytes::this(ctx, args, CLASS, "zfill")?;
    let (_, [width]) = ctx.method(args, Ref(CLASS), "zfill", 1)?;
    let width = usize::try_from(ctx.ssize(width)?).unwrap_or(0);
    ctx.reserve(width)?;
    let padding = vec![b'0'; width.saturating_sub(bytes.len())];
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let (sign, digits) = bytes.split_at(sign);
    Ok(wrap::<CLASS>(ctx, [sign, &padding, digits].concat()))
}

fn expandtabs<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = bytes::this(ctx, args, CLASS, "expandtabs")?;
    let [size] = ctx.bind(args.skip_first(), "expandtabs", ["tabsize"], 0, 1)?;
    let size = match size {
        Value::Null => 8,
        size => usize::try_from(ctx.ssize(size)?).unwrap_or(0),
    };
    let tabs = bytes.iter().filter(|&&byte| byte == b'\t').count();
    ctx.reserve(bytes.len().saturating_add(tabs.saturating_mul(size)))?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut column = 0;
    for byte in bytes {
        match byte {
            b'\t' => {
                let spaces = if size == 0 { 0 } else { size - column % size };
                out.resize(out.len() + spaces, b' ');
                column += spaces;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += 1;
            }
        }
    }
    Ok(wrap::<CLASS>(ctx, out))
}

fn every(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    class: u64,
    name: &str,
    holds: fn(&u8) -> bool,
) -> Result {
    let bytes = this(ctx, args, class, name)?;
    Ok(Value::from(!bytes.is_empty() && bytes.iter().all(holds)))
}

fn isdigit<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    every(ctx, args, CLASS, "isdigit", u8::is_ascii_digit)
}

fn isalpha<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    every(ctx, args, CLASS, "isalpha", u8::is_ascii_alphabetic)
}

fn isalnum<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    every(ctx, args, CLASS, "isalnum", u8::is_ascii_alphanumeric)
}

fn isspace<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    every(ctx, args, CLASS, "isspace", |b| {
        matches!(b, b' ' | b'\t'..=b'\r')
    })
}

fn isascii<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args, CLASS, "isascii")?.is_ascii()))
}

fn isupper<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "isupper")?;
    let any = bytes.iter().any(u8::is_ascii_uppercase);
    Ok(Value::from(
        any && !bytes.iter().any(u8::is_ascii_lowercase),
    ))
}

fn islower<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "islower")?;
    let any = bytes.iter().any(u8::is_ascii_lowercase);
    Ok(Value::from(
        any && !bytes.iter().any(u8::is_ascii_uppercase),
    ))
}

/// A capital begins every word, and only there.
fn istitle<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (mut in_word, mut any) = (false, false);
    for byte in this(ctx, args, CLASS, "istitle")? {
        if byte.is_ascii_uppercase() == in_word && byte.is_ascii_alphabetic() {
            return Ok(Value::False);
        }
        in_word = byte.is_ascii_alphabetic();
        any |= in_word;
    }
    Ok(Value::from(any))
}
