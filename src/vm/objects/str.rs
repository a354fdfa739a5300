//! `str`.

use compact_str::{CompactString, ToCompactString};

use super::{ClassDef, affix, function, method, new, operators, str_format, wrapper};
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::names;
use crate::vm::native::{Args, Interrupt, NativeDef, Result};
use crate::vm::text::codec::{self, Encoding};
use crate::vm::text::layout::{self, Align};
use crate::vm::text::split::{self, Ends};
use crate::vm::text::{TextError, case, search};
use crate::vm::types;
use crate::vm::value::Value;

const STR: u64 = types::STR.0;

pub const CLASSES: &[ClassDef] = &[
    ClassDef::new(types::STR, METHODS).called(&CALL),
    ClassDef::new(types::STR, CASE),
    ClassDef::new(types::STR, str_format::METHODS),
    ClassDef::new(types::STR, &operators::comparisons::<STR>()),
    ClassDef::new(types::STR, &operators::container::<STR>()),
    ClassDef::new(types::STR, &operators::sequence::<STR>()),
];

static CALL: NativeDef = function("str", call);

const METHODS: &[NativeDef] = &[
    new(new_str),
    wrapper("__str__", plain),
    wrapper("__hash__", operators::hash::<STR>),
    method("__format__", operators::format::<STR>),
    operators::forward::<STR, { operators::MOD }>(),
    operators::reflected::<STR, { operators::MOD }>(),
    method("join", join),
    method("find", find),
    method("rfind", rfind),
    method("index", index),
    method("rindex", rindex),
    method("count", count),
    method("startswith", startswith),
    method("endswith", endswith),
    method("replace", replace),
    method("removeprefix", removeprefix),
    method("removesuffix", removesuffix),
    method("split", split),
    method("rsplit", rsplit),
    method("splitlines", splitlines),
    method("partition", partition),
    method("rpartition", rpartition),
    method("strip", strip),
    method("lstrip", lstrip),
    method("rstrip", rstrip),
    method("ljust", ljust),
    method("rjust", rjust),
    method("center", center),
    method("zfill", zfill),
    method("expandtabs", expandtabs),
    method("encode", encode),
    method("__getnewargs__", getnewargs),
];

fn call(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if let [Value::Int(int)] = *args.positional
        && !args.has_keywords()
    {
        let text = int.to_compact_string();
        ctx.charge(text.len(), 1_000);
        return Ok(ctx.string(text));
    }
    let given = args.len() + args.keyword_names.len();
    if given > 3 {
        return Err(ctx.type_error(format!("str expected at most 3 arguments, got {given}")));
    }
    let names = ["object", "encoding", "errors"];
    let [object, encoding, errors] = ctx.bind(args, "str", names, 0, 3)?;
    if object.is_null() {
        return Ok(Value::Obj(names::EMPTY));
    }
    if encoding.is_null() && errors.is_null() {
        if ctx.class_of(object) == types::STR {
            return Ok(object);
        }
        let text = ctx.to_str(object)?;
        ctx.charge(text.len(), 1_000);
        return Ok(ctx.string(text));
    }
    for (given, name) in [(encoding, "encoding"), (errors, "errors")] {
        if !given.is_null() {
            ctx.expect_str(given, &format!("str() argument '{name}'"))?;
        }
    }
    if ctx.as_str(object).is_some() {
        return Err(ctx.type_error("decoding str is not supported"));
    }
    if ctx.bytes_of(object).is_none() {
        let name = ctx.type_name(object);
        return Err(ctx.type_error(format!(
            "decoding to str: need a bytes-like object, {name} found"
        )));
    }
    ctx.decode(object, encoding, errors, "str")
}

fn new_str(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (class, rest) = ctx.new_class_argument(args, types::STR)?;
    let value = call(ctx, rest)?;
    if class == types::STR {
        return Ok(value);
    }
    let text = text(ctx, value).to_string();
    let text = crate::vm::object::Str::new(text);
    Ok(ctx.alloc(class, Body::Str(text)))
}

impl Ctx<'_> {
    /// The bytes of a bytes-like argument.
    pub fn bytes_argument(&mut self, value: Value) -> Result<Vec<u8>> {
        match self.bytes_of(value) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => Err(self.no_bytes(value)),
        }
    }

    /// What is said of a value that is not bytes-like.
    pub fn no_bytes(&mut self, value: Value) -> Interrupt {
        let name = self.type_name(value);
        self.type_error(format!("a bytes-like object is required, not '{name}'"))
    }

    /// The bytes of a bytes-like object: bytes, bytearray, or a memoryview without gaps.
    pub fn bytes_of(&self, value: Value) -> Option<&[u8]> {
        match self.body(value)? {
            Body::Bytes(bytes) => Some(bytes),
            Body::ByteArray(bytes) => Some(bytes),
            Body::Other(payload) => {
                let view = payload.as_any().downcast_ref()?;
                self.contiguous_bytes(view)
            }
            _ => None,
        }
    }

    /// The encoding and the name of the error handler from arguments of `function`.
    pub(super) fn codec(
        &mut self,
        encoding: Value,
        errors: Value,
        function: &str,
    ) -> Result<(Encoding, String)> {
        let encoding = match encoding {
            Value::Null => "utf-8".to_string(),
            name => self.expect_str(name, &format!("{function}() argument 'encoding'"))?,
        };
        let errors = match errors {
            Value::Null => "strict".to_string(),
            name => self.expect_str(name, &format!("{function}() argument 'errors'"))?,
        };
        match Encoding::named(&encoding) {
            Ok(encoding) => Ok((encoding, errors)),
            Err(error) => Err(self.raise_text(error)),
        }
    }

    /// `bytes.decode(encoding, errors)`.
    pub(super) fn decode(
        &mut self,
        bytes: Value,
        encoding: Value,
        errors: Value,
        function: &str,
    ) -> Result {
        // Nothing is decoded by any codec, known or not.
        if self.bytes_of(bytes).is_none_or(<[u8]>::is_empty) && self.as_str(encoding).is_some() {
            return Ok(Value::Obj(names::EMPTY));
        }
        let (encoding, errors) = self.codec(encoding, errors, function)?;
        let bytes = self.bytes_of(bytes).unwrap_or(&[]);
        let length = bytes.len();
        let outcome = codec::decode(bytes, encoding, &errors);
        self.charge(length, 200);
        self.finish_text(outcome)
    }

    pub(super) fn finish_text(
        &mut self,
        outcome: std::result::Result<String, TextError>,
    ) -> Result {
        match outcome {
            Ok(text) => Ok(self.string(text)),
            Err(error) => Err(self.raise_text(error)),
        }
    }

    /// A list of new strings.
    fn list_of_str(&mut self, parts: Vec<CompactString>) -> Result {
        self.reserve(parts.len() * 64)?;
        self.charge(parts.len(), 25_000);
        let parts = parts.into_iter().map(|part| self.string(part)).collect();
        Ok(self.list(parts))
    }
}

/// The text of a str.
pub fn text<'a>(ctx: &'a Ctx<'_>, value: Value) -> &'a str {
    ctx.as_str(value).map_or("", |s| s.as_str())
}

/// Charges for `picoseconds` a byte of the text.
fn charge_text(ctx: &mut Ctx<'_>, value: Value, picoseconds: u64) {
    let length = text(ctx, value).len();
    ctx.charge(length, picoseconds);
}

/// The most bytes that a result may have.
fn max_len(ctx: &Ctx<'_>) -> usize {
    ctx.interp.limits.max_heap
}

fn plain(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, []) = ctx.method(args, types::STR, "__str__", 0)?;
    if ctx.class_of(value) == types::STR {
        return Ok(value);
    }
    let text = text(ctx, value).to_string();
    Ok(ctx.string(text))
}

macro_rules! conversions {
    ($($rust:ident $name:literal $convert:path, $picoseconds:literal;)*) => {$(
        fn $rust(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
            let (value, []) = ctx.method(args, types::STR, $name, 0)?;
            let converted = $convert(text(ctx, value));
            ctx.charge(converted.len(), $picoseconds);
            Ok(ctx.string(converted))
        }
    )*};
}

conversions! {
    upper "upper" case::upper, 1_000;
    lower "lower" case::lower, 1_000;
    casefold "casefold" case::casefold, 2_000;
    capitalize "capitalize" case::capitalize, 2_400;
    title "title" case::title, 7_700;
    swapcase "swapcase" case::swapcase, 9_400;
}

macro_rules! predicates {
    ($($rust:ident $name:literal $holds:path;)*) => {$(
        fn $rust(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
            let (value, []) = ctx.method(args, types::STR, $name, 0)?;
            charge_text(ctx, value, 1_000);
            Ok(Value::from($holds(text(ctx, value))))
        }
    )*};
}

predicates! {
    isalpha "isalpha" case::is_alpha;
    isalnum "isalnum" case::is_alnum;
    isdecimal "isdecimal" case::is_decimal;
    isdigit "isdigit" case::is_digit;
    isnumeric "isnumeric" case::is_numeric;
    isspace "isspace" case::is_space;
    isprintable "isprintable" case::is_printable;
    isidentifier "isidentifier" case::is_identifier;
    isupper "isupper" case::is_upper;
    islower "islower" case::is_lower;
    istitle "istitle" case::is_titled;
    isascii "isascii" str::is_ascii;
}

const CASE: &[NativeDef] = &[
    method("upper", upper),
    method("lower", lower),
    method("casefold", casefold),
    method("capitalize", capitalize),
    method("title", title),
    method("swapcase", swapcase),
    method("isalpha", isalpha),
    method("isalnum", isalnum),
    method("isdecimal", isdecimal),
    method("isdigit", isdigit),
    method("isnumeric", isnumeric),
    method("isspace", isspace),
    method("isprintable", isprintable),
    method("isidentifier", isidentifier),
    method("isupper", isupper),
    method("islower", islower),
    method("istitle", istitle),
    method("isascii", isascii),
];

fn join(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (separator, [iterable]) = ctx.method(args, types::STR, "join", 1)?;
    let class = ctx.class_of(iterable);
    if ctx.interp.lookup(class, names::ITER).is_none()
        && ctx.interp.lookup(class, names::GETITEM).is_none()
    {
        return Err(ctx.type_error("can only join an iterable"));
    }
    let items = ctx.collect(iterable)?;
    if let [only] = items[..]
        && ctx.class_of(only) == types::STR
    {
        return Ok(only);
    }
    let mut pieces = Vec::with_capacity(items.len());
    for (index, &item) in items.iter().enumerate() {
        match ctx.as_str(item) {
            Some(piece) => pieces.push(piece.as_str()),
            None => {
                let name = ctx.type_name(item);
                return Err(ctx.type_error(format!(
                    "sequence item {index}: expected str instance, {name} found"
                )));
            }
        }
    }
    let outcome = layout::join(text(ctx, separator), &pieces, max_len(ctx));
    let length = outcome.as_ref().map_or(0, String::len);
    ctx.charge(items.len(), 6_000);
    ctx.charge(length, 60);
    ctx.finish_text(outcome)
}

/// The arguments of `find` and its like: receiver, what is sought, from where, to where.
type Search = (Value, String, Option<i64>, Option<i64>);

fn search_arguments(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<Search> {
    let (value, [sub, start, end]) = ctx.method(args, types::STR, name, 1)?;
    let sub = ctx.expect_str(sub, &format!("{name}() argument 1"))?;
    let start = ctx.search_bound(start, true)?;
    let end = ctx.search_bound(end, true)?;
    charge_text(ctx, value, 100);
    Ok((value, sub, start, end))
}

fn position(found: Option<usize>) -> Option<Value> {
    found.map(|at| Value::Int(at as i64))
}

fn find(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, sub, start, end) = search_arguments(ctx, args, "find")?;
    let found = search::find(text(ctx, value), &sub, start, end);
    Ok(position(found).unwrap_or(Value::Int(-1)))
}

fn rfind(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, sub, start, end) = search_arguments(ctx, args, "rfind")?;
    let found = search::rfind(text(ctx, value), &sub, start, end);
    Ok(position(found).unwrap_or(Value::Int(-1)))
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, sub, start, end) = search_arguments(ctx, args, "index")?;
    match position(search::find(text(ctx, value), &sub, start, end)) {
        Some(at) => Ok(at),
        None => Err(ctx.raise_text(search::not_found())),
    }
}

fn rindex(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, sub, start, end) = search_arguments(ctx, args, "rindex")?;
    match position(search::rfind(text(ctx, value), &sub, start, end)) {
        Some(at) => Ok(at),
        None => Err(ctx.raise_text(search::not_found())),
    }
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, sub, start, end) = search_arguments(ctx, args, "count")?;
    let count = search::count(text(ctx, value), &sub, start, end);
    Ok(Value::Int(count as i64))
}

fn match_end(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    matches: fn(&str, &str, Option<i64>, Option<i64>) -> bool,
) -> Result {
    let (value, [affixes, start, end]) = ctx.method(args, types::STR, name, 1)?;
    let start = ctx.search_bound(start, true)?;
    let end = ctx.search_bound(end, true)?;
    let is_one = ctx.as_str(affixes).is_some();
    affix::any_matches(ctx, (name, "str"), affixes, is_one, |ctx, candidate| {
        let Some(affix) = ctx.as_str(candidate) else {
            let given = ctx.type_name(candidate);
            return Err(ctx.type_error(format!(
                "tuple for {name} must only contain str, not {given}"
            )));
        };
        Ok(matches(text(ctx, value), affix.as_str(), start, end))
    })
}

fn startswith(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    match_end(ctx, args, "startswith", search::starts_with)
}

fn endswith(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    match_end(ctx, args, "endswith", search::ends_with)
}

fn replace(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let value = ctx.receiver(args, types::STR, "replace")?;
    let rest = args.skip_first();
    if rest.len() < 2 {
        let given = rest.len();
        return Err(ctx.type_error(format!(
            "replace() takes at least 2 positional arguments ({given} given)"
        )));
    }
    let [old, new, count] = ctx.bind(rest, "replace", ["", "", "count"], 2, 3)?;
    let old = ctx.expect_str(old, "replace() argument 1")?;
    let new = ctx.expect_str(new, "replace() argument 2")?;
    let count = match count {
        Value::Null => -1,
        count => ctx.ssize(count)?,
    };
    let outcome = search::replace(text(ctx, value), &old, &new, count, max_len(ctx));
    let per_character = ctx.interp.profile.costs.native_work.text_scan;
    charge_text(ctx, value, per_character);
    ctx.finish_text(outcome)
}

fn remove_affix(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    remove: for<'t> fn(&'t str, &str) -> &'t str,
) -> Result {
    let (value, [affix]) = ctx.method(args, types::STR, name, 1)?;
    let affix = ctx.expect_str(affix, &format!("{name}() argument"))?;
    let rest = remove(text(ctx, value), &affix).to_string();
    Ok(ctx.string(rest))
}

fn removeprefix(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    remove_affix(ctx, args, "removeprefix", search::remove_prefix)
}

fn removesuffix(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    remove_affix(ctx, args, "removesuffix", search::remove_suffix)
}

type Splitter =
    for<'t> fn(&'t str, Option<&str>, i64) -> std::result::Result<Vec<&'t str>, TextError>;

fn split_with(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, splitter: Splitter) -> Result {
    let value = ctx.receiver(args, types::STR, name)?;
    let [separator, most] = ctx.bind(args.skip_first(), name, ["sep", "maxsplit"], 0, 2)?;
    let most = match most {
        Value::Null => -1,
        most => ctx.ssize(most)?,
    };
    let separator = match separator {
        Value::Null | Value::None => None,
        separator if ctx.as_str(separator).is_some() => Some(text(ctx, separator).to_string()),
        separator => {
            let given = ctx.type_name(separator);
            return Err(ctx.type_error(format!("must be str or None, not {given}")));
        }
    };
    let per_character = ctx.interp.profile.costs.native_work.text_scan;
    charge_text(ctx, value, per_character);
    let parts = splitter(text(ctx, value), separator.as_deref(), most)
        .map(|parts| parts.into_iter().map(CompactString::from).collect());
    match parts {
        Ok(parts) => ctx.list_of_str(parts),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn split(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    split_with(ctx, args, "split", split::split)
}

fn rsplit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    split_with(ctx, args, "rsplit", split::rsplit)
}

fn splitlines(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let value = ctx.receiver(args, types::STR, "splitlines")?;
    let [keep_ends] = ctx.bind(args.skip_first(), "splitlines", ["keepends"], 0, 1)?;
    let keep_ends = !keep_ends.is_null() && ctx.truth(keep_ends)?;
    charge_text(ctx, value, 1_000);
    let lines = split::split_lines(text(ctx, value), keep_ends);
    let lines = lines.into_iter().map(CompactString::from).collect();
    ctx.list_of_str(lines)
}

type Partition =
    for<'t> fn(&'t str, &str) -> std::result::Result<(&'t str, &'t str, &'t str), TextError>;

fn partition_with(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, partition: Partition) -> Result {
    let (value, [separator]) = ctx.method(args, types::STR, name, 1)?;
    let Some(separator) = ctx.as_str(separator).map(|s| s.as_str().to_string()) else {
        let given = ctx.type_name(separator);
        return Err(ctx.type_error(format!("must be str, not {given}")));
    };
    let parts = partition(text(ctx, value), &separator)
        .map(|(before, found, after)| [before, found, after].map(CompactString::from));
    match parts {
        Ok(parts) => {
            let parts = parts.map(|part| ctx.string(part));
            Ok(ctx.tuple(parts))
        }
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn partition(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    partition_with(ctx, args, "partition", split::partition)
}

fn rpartition(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    partition_with(ctx, args, "rpartition", split::rpartition)
}

fn strip_with(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, ends: Ends) -> Result {
    let (value, [chars]) = ctx.method(args, types::STR, name, 0)?;
    let chars = match chars {
        Value::Null | Value::None => None,
        chars if ctx.as_str(chars).is_some() => Some(text(ctx, chars).to_string()),
        _ => return Err(ctx.type_error(format!("{name} arg must be None or str"))),
    };
    let whole = text(ctx, value);
    let stripped = split::strip(whole, chars.as_deref(), ends);
    let removed = whole.len() - stripped.len();
    if removed == 0 && ctx.class_of(value) == types::STR {
        return Ok(value);
    }
    let stripped = stripped.to_string();
    ctx.charge(removed, 4_800);
    Ok(ctx.string(stripped))
}

fn strip(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    strip_with(ctx, args, "strip", Ends::Both)
}

fn lstrip(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    strip_with(ctx, args, "lstrip", Ends::Left)
}

fn rstrip(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    strip_with(ctx, args, "rstrip", Ends::Right)
}

fn justify(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, align: Align) -> Result {
    let (value, [width, fill]) = ctx.method(args, types::STR, name, 1)?;
    let width = ctx.ssize(width)?;
    let fill = match fill {
        Value::Null => ' ',
        fill => {
            let Some(fill) = ctx
                .as_str(fill)
                .map(|fill| layout::fill_char(fill.as_str()))
            else {
                let given = ctx.type_name(fill);
                return Err(ctx.type_error(format!(
                    "The fill character must be a unicode character, not {given}"
                )));
            };
            fill.map_err(|error| ctx.raise_text(error))?
        }
    };
    let outcome = layout::justify(text(ctx, value), width, fill, align, max_len(ctx));
    ctx.finish_text(outcome)
}

fn ljust(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    justify(ctx, args, "ljust", Align::Left)
}

fn rjust(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    justify(ctx, args, "rjust", Align::Right)
}

fn center(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    justify(ctx, args, "center", Align::Center)
}

fn zfill(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [width]) = ctx.method(args, types::STR, "zfill", 1)?;
    let width = ctx.ssize(width)?;
    let outcome = layout::zfill(text(ctx, value), width, max_len(ctx));
    ctx.finish_text(outcome)
}

fn expandtabs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let length = ctx
        .as_str(args.get(0))
        .map_or(0, |text| text.as_str().len());
    ctx.charge(length, 1_500);
    let value = ctx.receiver(args, types::STR, "expandtabs")?;
    let [size] = ctx.bind(args.skip_first(), "expandtabs", ["tabsize"], 0, 1)?;
    let size = match size {
        Value::Null => 8,
        size => ctx.ssize(size)?,
    };
    let outcome = layout::expand_tabs(text(ctx, value), size, max_len(ctx));
    ctx.finish_text(outcome)
}

fn encode(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let value = ctx.receiver(args, types::STR, "encode")?;
    let names = ["encoding", "errors"];
    let [encoding, errors] = ctx.bind(args.skip_first(), "encode", names, 0, 2)?;
    let (encoding, errors) = ctx.codec(encoding, errors, "encode")?;
    charge_text(ctx, value, 200);
    match codec::encode(text(ctx, value), encoding, &errors) {
        Ok(bytes) => Ok(ctx.bytes(bytes)),
        Err(error) => Err(ctx.raise_text(error)),
    }
}

fn getnewargs(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, []) = ctx.method(args, types::STR, "__getnewargs__", 0)?;
    let text = text(ctx, value).to_string();
    let text = ctx.string(text);
    Ok(ctx.tuple([text]))
}
