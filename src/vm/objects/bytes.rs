//! `bytes`, and the methods that `bytearray` shares with it.

use super::{ClassDef, affix, bytes_case, class_method, function, method, new, operators, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::text::split::Ends;
use crate::vm::text::{TextError, bytes, codec};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

const BYTES: u64 = types::BYTES.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::BYTES, METHODS).called(&CALL),
    ClassDef::new(types::BYTES, &shared::<BYTES>()),
    ClassDef::new(types::BYTES, &bytes_case::methods::<BYTES>()),
    ClassDef::new(types::BYTES, &operators::comparisons::<BYTES>()),
    ClassDef::new(types::BYTES, &operators::container::<BYTES>()),
    ClassDef::new(types::BYTES, &operators::sequence::<BYTES>()),
];

static CALL: NativeDef = function("bytes", call);

const METHODS: &[NativeDef] = &[
    new(new_bytes),
    wrapper("__hash__", operators::hash::<BYTES>),
    wrapper("__bytes__", plain),
    operators::forward::<BYTES, { operators::MOD }>(),
];

/// The methods of bytes and bytearray that do not change it.
pub const fn shared<const CLASS: u64>() -> [NativeDef; 27] {
    [
        method("decode", decode::<CLASS>),
        method("hex", hex::<CLASS>),
        class_method("fromhex", fromhex::<CLASS>),
        function("maketrans", maketrans),
        method("translate", translate::<CLASS>),
        method("join", join::<CLASS>),
        method("find", find::<CLASS>),
        method("rfind", rfind::<CLASS>),
        method("index", index::<CLASS>),
        method("rindex", rindex::<CLASS>),
        method("count", count::<CLASS>),
        method("startswith", startswith::<CLASS>),
        method("endswith", endswith::<CLASS>),
        method("replace", replace::<CLASS>),
        method("removeprefix", removeprefix::<CLASS>),
        method("removesuffix", removesuffix::<CLASS>),
        method("split", split::<CLASS>),
        method("rsplit", rsplit::<CLASS>),
        method("splitlines", splitlines::<CLASS>),
        method("partition", partition::<CLASS>),
        method("rpartition", rpartition::<CLASS>),
        method("strip", strip::<CLASS>),
        method("lstrip", lstrip::<CLASS>),
        method("rstrip", rstrip::<CLASS>),
        method("ljust", ljust::<CLASS>),
        method("rjust", rjust::<CLASS>),
        method("center", center::<CLASS>),
    ]
}

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let exact = args.get(0);
    if args.len() == 1 && !args.has_keywords() && ctx.class_of(exact) == types::BYTES {
        return Ok(exact);
    }
    let bytes = construct(ctx, args, "bytes")?;
    Ok(ctx.bytes(bytes))
}

fn new_bytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::BYTES)?;
    let bytes = construct(ctx, rest, "bytes")?;
    Ok(ctx.alloc(class, Body::Bytes(bytes.into())))
}

/// What `bytes(source, encoding, errors)` and `bytearray(...)` hold.
pub fn construct(ctx: &mut Ctx<'_>, args: Args<'_>, class: &str) -> Result<Vec<u8>> {
    let names = ["source", "encoding", "errors"];
    let [source, encoding, errors] = ctx.bind(args, class, names, 0, 3)?;
    if let Some(text) = ctx.as_str(source) {
        let text = text.as_str().to_string();
        if encoding.is_null() {
            return Err(ctx.type_error("string argument without an encoding"));
        }
        let (encoding, errors) = ctx.codec(encoding, errors, class)?;
        return codec::encode(&text, encoding, &errors).map_err(|error| ctx.raise_text(error));
    }
    if !encoding.is_null() {
        return Err(ctx.type_error("encoding without a string argument"));
    }
    if !errors.is_null() {
        return Err(ctx.type_error("errors without a string argument"));
    }
    if source.is_null() {
        return Ok(Vec::new());
    }
    let kind = ctx.class_of(source);
    if !ctx.is_builtin_class(kind)
        && let Some(method) = ctx.interp.lookup(kind, names::BYTES_)
    {
        let result = ctx.call(method, &[source])?;
        return match ctx.bytes_of(result) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => {
                let name = ctx.type_name(result);
                Err(ctx.type_error(format!("__bytes__ returned non-bytes (type {name})")))
            }
        };
    }
    let counts = ctx.int_of(source).is_some()
        || (ctx.bytes_of(source).is_none() && ctx.interp.lookup(kind, names::INDEX).is_some());
    if counts {
        let count = ctx.ssize(source)?;
        let Ok(count) = usize::try_from(count) else {
            return Err(ctx.value_error("negative count"));
        };
        ctx.reserve(count)?;
        ctx.charge(count, 30);
        return Ok(vec![0; count]);
    }
    collect_bytes(ctx, source, class)
}

/// The bytes of a bytes-like object or of an iterable of ints.
pub fn collect_bytes(ctx: &mut Ctx<'_>, source: Value, class: &str) -> Result<Vec<u8>> {
    if let Some(bytes) = ctx.buffer_bytes(source)? {
        return Ok(bytes);
    }
    let kind = ctx.class_of(source);
    if ctx.interp.lookup(kind, names::ITER).is_none()
        && ctx.interp.lookup(kind, names::GETITEM).is_none()
    {
        let name = ctx.type_name(source);
        return Err(ctx.type_error(format!("cannot convert '{name}' object to {class}")));
    }
    let items = ctx.collect_once(source)?;
    let mut bytes = Vec::with_capacity(items.len());
    for item in items {
        let what = if class == "bytes" { "bytes" } else { "byte" };
        bytes.push(byte_of(ctx, item, what)?);
    }
    ctx.charge(bytes.len(), 10_000);
    Ok(bytes)
}

/// An int in `0..256`; `what` names it in the error.
pub fn byte_of(ctx: &mut Ctx<'_>, item: Value, what: &str) -> Result<u8> {
    let item = ctx.index_value(item)?;
    match ctx.i64_of(item).and_then(|item| u8::try_from(item).ok()) {
        Some(byte) => Ok(byte),
        None => Err(ctx.value_error(format!("{what} must be in range(0, 256)"))),
    }
}

/// A new object of the class whose method this is.
pub fn wrap<const CLASS: u64>(ctx: &mut Ctx<'_>, bytes: Vec<u8>) -> Value {
    if CLASS == BYTES {
        ctx.bytes(bytes)
    } else {
        ctx.alloc(types::BYTEARRAY, Body::ByteArray(bytes))
    }
}

fn wrap_all<const CLASS: u64>(ctx: &mut Ctx<'_>, parts: Vec<Vec<u8>>) -> Value {
    ctx.charge(parts.len(), 25_000);
    let parts = parts
        .into_iter()
        .map(|part| wrap::<CLASS>(ctx, part))
        .collect();
    ctx.list(parts)
}

fn finish<const CLASS: u64>(
    ctx: &mut Ctx<'_>,
    outcome: std::result::Result<Vec<u8>, TextError>,
) -> Result {
    match outcome {
        Ok(bytes) => Ok(wrap::<CLASS>(ctx, bytes)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

/// A copy of the receiver's bytes.
pub fn this(ctx: &mut Ctx<'_>, args: Args<'_>, class: u64, name: &str) -> Result<Vec<u8>> {
    let value = ctx.receiver(args, Ref(class), name)?;
    let bytes = ctx.bytes_of(value).unwrap_or(&[]).to_vec();
    ctx.charge(bytes.len(), 60);
    Ok(bytes)
}

fn plain(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.method::<0>(args, types::BYTES, "__bytes__", 0)?;
    let bytes = this(ctx, args, BYTES, "__bytes__")?;
    Ok(ctx.bytes(bytes))
}

fn decode<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let value = ctx.receiver(args, Ref(CLASS), "decode")?;
    let names = ["encoding", "errors"];
    let [encoding, errors] = ctx.bind(args.skip_first(), "decode", names, 0, 2)?;
    ctx.decode(value, encoding, errors, "decode")
}

fn hex<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "hex")?;
    hex_of(ctx, &bytes, args.skip_first())
}

/// `hex(sep, bytes_per_sep)` of these bytes.
pub fn hex_of(ctx: &mut Ctx<'_>, bytes: &[u8], args: Args<'_>) -> Result {
    let names = ["sep", "bytes_per_sep"];
    let [separator, group] = ctx.bind(args, "hex", names, 0, 2)?;
    let separator = match (ctx.as_str(separator), ctx.bytes_of(separator)) {
        (Some(text), _) => Some(text.as_str().to_string()),
        (_, Some(bytes)) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ if separator.is_null() => None,
        _ => {
            ctx.len(separator)?;
            return Err(ctx.type_error("sep must be str or bytes."));
        }
    };
    let group = match group {
        Value::Null => 1,
        group => ctx.ssize(group)?,
    };
    ctx.charge(bytes.len(), 600);
    let outcome = bytes::hex(bytes, separator.as_deref(), group);
    ctx.finish_text(outcome)
}

fn fromhex<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (_, [text]) = ctx.method(args, types::TYPE, "fromhex", 1)?;
    let text = ctx.expect_str(text, "fromhex() argument")?;
    ctx.charge(text.len(), 400);
    finish::<CLASS>(ctx, bytes::from_hex(&text))
}

fn maketrans(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "maketrans", 2, 2)?;
    let from = ctx.bytes_argument(args.get(0))?;
    let to = ctx.bytes_argument(args.get(1))?;
    if from.len() != to.len() {
        return Err(ctx.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.into_iter().zip(to) {
        if let Some(place) = table.get_mut(usize::from(from)) {
            *place = to;
        }
    }
    Ok(ctx.bytes(table))
}

fn translate<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "translate")?;
    let [table, delete] = ctx.bind(args.skip_first(), "translate", ["", "delete"], 1, 2)?;
    let table = match table {
        Value::None => None,
        table => Some(ctx.bytes_argument(table)?),
    };
    let delete = match delete {
        Value::Null => Vec::new(),
        delete => ctx.bytes_argument(delete)?,
    };
    ctx.charge(bytes.len(), 400);
    finish::<CLASS>(ctx, bytes::translate(&bytes, table.as_deref(), &delete))
}

fn join<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let separator = this(ctx, args, CLASS, "join")?;
    let (_, [iterable]) = ctx.method(args, Ref(CLASS), "join", 1)?;
    let class = ctx.class_of(iterable);
    if ctx.interp.lookup(class, names::ITER).is_none()
        && ctx.interp.lookup(class, names::GETITEM).is_none()
    {
        return Err(ctx.type_error("can only join an iterable"));
    }
    let items = ctx.collect(iterable)?;
    let mut pieces = Vec::with_capacity(items.len());
    for (index, &item) in items.iter().enumerate() {
        match ctx.bytes_of(item) {
            Some(piece) => pieces.push(piece),
            None => {
                let name = ctx.type_name(item);
                return Err(ctx.type_error(format!(
                    "sequence item {index}: expected a bytes-like object, {name} found"
                )));
            }
        }
    }
    let outcome = bytes::join(&separator, &pieces, ctx.interp.limits.max_heap);
    ctx.charge(items.len(), 6_000);
    finish::<CLASS>(ctx, outcome)
}

type Search = (Vec<u8>, Vec<u8>, Option<i64>, Option<i64>);

fn search_arguments(ctx: &mut Ctx<'_>, args: Args<'_>, class: u64, name: &str) -> Result<Search> {
    let bytes = this(ctx, args, class, name)?;
    let (_, [sub, start, end]) = ctx.method(args, Ref(class), name, 1)?;
    let start = ctx.search_bound(start, true)?;
    let end = ctx.search_bound(end, true)?;
    let sub = match ctx.bytes_of(sub) {
        Some(sub) => sub.to_vec(),
        None if ctx.int_of(sub).is_some() => vec![byte_of(ctx, sub, "byte")?],
        None => {
            let given = ctx.type_name(sub);
            return Err(ctx.type_error(format!(
                "argument should be integer or bytes-like object, not '{given}'"
            )));
        }
    };
    ctx.charge(bytes.len(), 100);
    Ok((bytes, sub, start, end))
}

fn position(found: Option<usize>) -> Value {
    found.map_or(Value::Int(-1), |at| Value::Int(at as i64))
}

fn found_or_error(ctx: &mut Ctx<'_>, found: Option<usize>) -> Result {
    match found {
        Some(at) => Ok(Value::Int(at as i64)),
        None => Err(ctx.raise_text(bytes::not_found())),
    }
}

fn find<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (bytes, sub, start, end) = search_arguments(ctx, args, CLASS, "find")?;
    Ok(position(bytes::find(&bytes, &sub, start, end)))
}

fn rfind<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (bytes, sub, start, end) = search_arguments(ctx, args, CLASS, "rfind")?;
    Ok(position(bytes::rfind(&bytes, &sub, start, end)))
}

fn index<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (bytes, sub, start, end) = search_arguments(ctx, args, CLASS, "index")?;
    found_or_error(ctx, bytes::find(&bytes, &sub, start, end))
}

fn rindex<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (bytes, sub, start, end) = search_arguments(ctx, args, CLASS, "rindex")?;
    found_or_error(ctx, bytes::rfind(&bytes, &sub, start, end))
}

fn count<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (bytes, sub, start, end) = search_arguments(ctx, args, CLASS, "count")?;
    Ok(Value::Int(bytes::count(&bytes, &sub, start, end) as i64))
}

type Matches = fn(&[u8], &[u8], Option<i64>, Option<i64>) -> bool;

fn match_end(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    class: u64,
    name: &str,
    matches: Matches,
) -> Result {
    let bytes = this(ctx, args, class, name)?;
    let (_, [affixes, start, end]) = ctx.method(args, Ref(class), name, 1)?;
    let start = ctx.search_bound(start, true)?;
    let end = ctx.search_bound(end, true)?;
    let is_one = ctx.bytes_of(affixes).is_some();
    affix::any_matches(ctx, (name, "bytes"), affixes, is_one, |ctx, candidate| {
        let affix = ctx.bytes_argument(candidate)?;
        Ok(matches(&bytes, &affix, start, end))
    })
}

fn startswith<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    match_end(ctx, args, CLASS, "startswith", bytes::starts_with)
}

fn endswith<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    match_end(ctx, args, CLASS, "endswith", bytes::ends_with)
}

fn replace<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "replace")?;
    let (_, [old, new, count]) = ctx.method(args, Ref(CLASS), "replace", 2)?;
    let (old, new) = (ctx.bytes_argument(old)?, ctx.bytes_argument(new)?);
    let count = match count {
        Value::Null => -1,
        count => ctx.ssize(count)?,
    };
    ctx.charge(bytes.len(), 1_800);
    let limit = ctx.interp.limits.max_heap;
    finish::<CLASS>(ctx, bytes::replace(&bytes, &old, &new, count, limit))
}

fn removeprefix<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "removeprefix")?;
    let (_, [affix]) = ctx.method(args, Ref(CLASS), "removeprefix", 1)?;
    let affix = ctx.bytes_argument(affix)?;
    let rest = bytes.strip_prefix(affix.as_slice()).unwrap_or(&bytes);
    Ok(wrap::<CLASS>(ctx, rest.to_vec()))
}

fn removesuffix<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "removesuffix")?;
    let (_, [affix]) = ctx.method(args, Ref(CLASS), "removesuffix", 1)?;
    let affix = ctx.bytes_argument(affix)?;
    let rest = bytes.strip_suffix(affix.as_slice()).unwrap_or(&bytes);
    Ok(wrap::<CLASS>(ctx, rest.to_vec()))
}

type Splitter = fn(&[u8], Option<&[u8]>, i64) -> std::result::Result<Vec<Vec<u8>>, TextError>;

fn split_with<const CLASS: u64>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    splitter: Splitter,
) -> Result {
    let bytes = this(ctx, args, CLASS, name)?;
    let [separator, most] = ctx.bind(args.skip_first(), name, ["sep", "maxsplit"], 0, 2)?;
    let most = match most {
        Value::Null => -1,
        most => ctx.ssize(most)?,
    };
    let separator = match separator {
        Value::Null | Value::None => None,
        separator => Some(ctx.bytes_argument(separator)?),
    };
    match splitter(&bytes, separator.as_deref(), most) {
        Ok(parts) => Ok(wrap_all::<CLASS>(ctx, parts)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn split<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    split_with::<CLASS>(ctx, args, "split", bytes::split)
}

fn rsplit<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    split_with::<CLASS>(ctx, args, "rsplit", bytes::rsplit)
}

fn splitlines<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let bytes = this(ctx, args, CLASS, "splitlines")?;
    let [keep_ends] = ctx.bind(args.skip_first(), "splitlines", ["keepends"], 0, 1)?;
    let keep_ends = !keep_ends.is_null() && ctx.truth(keep_ends)?;
    Ok(wrap_all::<CLASS>(
        ctx,
        bytes::split_lines(&bytes, keep_ends),
    ))
}

type Partition = fn(&[u8], &[u8]) -> std::result::Result<[Vec<u8>; 3], TextError>;

fn partition_with<const CLASS: u64>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    partition: Partition,
) -> Result {
    let bytes = this(ctx, args, CLASS, name)?;
    let (_, [separator]) = ctx.method(args, Ref(CLASS), name, 1)?;
    let separator = ctx.bytes_argument(separator)?;
    match partition(&bytes, &separator) {
        Ok(parts) => {
            let parts = parts.map(|part| wrap::<CLASS>(ctx, part));
            Ok(ctx.tuple(parts))
        }
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn partition<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    partition_with::<CLASS>(ctx, args, "partition", bytes::partition)
}

fn rpartition<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    partition_with::<CLASS>(ctx, args, "rpartition", bytes::rpartition)
}

fn strip_with<const CLASS: u64>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    ends: Ends,
) -> Result {
    let bytes = this(ctx, args, CLASS, name)?;
    let (_, [chars]) = ctx.method(args, Ref(CLASS), name, 0)?;
    let chars = match chars {
        Value::Null | Value::None => None,
        chars => Some(ctx.bytes_argument(chars)?),
    };
    let stripped = bytes::strip(&bytes, chars.as_deref(), ends).to_vec();
    Ok(wrap::<CLASS>(ctx, stripped))
}

fn strip<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    strip_with::<CLASS>(ctx, args, "strip", Ends::Both)
}

fn lstrip<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    strip_with::<CLASS>(ctx, args, "lstrip", Ends::Left)
}

fn rstrip<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    strip_with::<CLASS>(ctx, args, "rstrip", Ends::Right)
}

/// `ljust`, `rjust` and `center`; `before` says how much of the padding goes in front, given the
/// padding and the width.
fn justify<const CLASS: u64>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    before: fn(usize, usize) -> usize,
) -> Result {
    let bytes = this(ctx, args, CLASS, name)?;
    let (_, [width, fill]) = ctx.method(args, Ref(CLASS), name, 1)?;
    let width = usize::try_from(ctx.ssize(width)?).unwrap_or(0);
    let fill = match (fill, ctx.bytes_of(fill)) {
        (Value::Null, _) => b' ',
        (_, Some(&[fill])) => fill,
        _ => {
            let given = ctx.type_name(fill);
            return Err(ctx.type_error(format!(
                "{name}() argument 2 must be a byte string of length 1, not {given}"
            )));
        }
    };
    ctx.reserve(width)?;
    let padding = width.saturating_sub(bytes.len());
    let front = before(padding, width);
    let mut out = vec![fill; front];
    out.extend(bytes);
    out.resize(out.len() + padding - front, fill);
    Ok(wrap::<CLASS>(ctx, out))
}

fn ljust<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    justify::<CLASS>(ctx, args, "ljust", |_, _| 0)
}

fn rjust<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    justify::<CLASS>(ctx, args, "rjust", |padding, _| padding)
}

fn center<const CLASS: u64>(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    justify::<CLASS>(ctx, args, "center", |padding, width| {
        padding / 2 + (padding & width & 1)
    })
}
