//! `str.format`, `format_map`, `translate` and `maketrans`.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::str::text;
use super::{function, method};
use crate::vm::ctx::Ctx;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::text::TextError;
use crate::vm::text::brace::{
    self, Access, Accesses, Conversion, Field, Numbering, Pieces, Source,
};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub const METHODS: &[NativeDef] = &[
    method("format", format),
    method("format_map", format_map),
    method("translate", translate),
    function("maketrans", maketrans),
];

/// Where `format` takes its values from.
struct Values<'a> {
    positional: &'a [Value],
    keywords: Vec<(Ref, Value)>,
    /// The argument of `format_map`, or `Null`.
    mapping: Value,
}

fn format(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let template = ctx.receiver(args, types::STR, "format")?;
    let values = Values {
        positional: args.skip_first().positional,
        keywords: args.keywords().collect(),
        mapping: Value::Null,
    };
    format_with(ctx, template, &values)
}

fn format_map(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (template, [mapping]) = ctx.method(args, types::STR, "format_map", 1)?;
    let values = Values {
        positional: &[],
        keywords: Vec::new(),
        mapping,
    };
    format_with(ctx, template, &values)
}

fn format_with(ctx: &mut Ctx<'_>, template: Value, values: &Values<'_>) -> Result {
    let template = text(ctx, template).to_string();
    let mut numbering = Numbering::default();
    let formatted = expand(ctx, &template, 0, values, &mut numbering)?;
    ctx.charge(formatted.len(), 2_000);
    Ok(ctx.string(formatted))
}

fn check<T>(ctx: &mut Ctx<'_>, outcome: std::result::Result<T, TextError>) -> Result<T> {
    outcome.map_err(|error| ctx.raise_text(error))
}

/// Fills in a template; `depth` is 1 for one inside a format specifier.
fn expand(
    ctx: &mut Ctx<'_>,
    template: &str,
    depth: u32,
    values: &Values<'_>,
    numbering: &mut Numbering,
) -> Result<String> {
    let mut out = String::new();
    let mut pieces = check(ctx, Pieces::new(template, depth))?;
    loop {
        let piece = pieces.next_piece();
        let Some(piece) = check(ctx, piece)? else {
            return Ok(out);
        };
        out.push_str(piece.literal);
        if let Some(field) = piece.field {
            let formatted = format_field(ctx, &field, depth, values, numbering)?;
            out.push_str(&formatted);
            ctx.reserve(out.len())?;
        }
    }
}

fn format_field(
    ctx: &mut Ctx<'_>,
    field: &Field<'_>,
    depth: u32,
    values: &Values<'_>,
    numbering: &mut Numbering,
) -> Result<String> {
    let resolved = numbering.resolve(field.name);
    let (source, accesses) = check(ctx, resolved)?;
    let value = source_value(ctx, source, values)?;
    let mut value = follow(ctx, value, accesses)?;
    if let Some(conversion) = check(ctx, field.conversion())? {
        let converted = match conversion {
            Conversion::Str => ctx.to_str(value)?,
            Conversion::Repr => ctx.repr(value)?,
            Conversion::Ascii => ctx.ascii(value)?,
        };
        value = ctx.string(converted);
    }
    if field.spec_is_template {
        let spec = expand(ctx, field.spec, depth + 1, values, numbering)?;
        return ctx.format(value, &spec);
    }
    ctx.format(value, field.spec)
}

fn source_value(ctx: &mut Ctx<'_>, source: Source<'_>, values: &Values<'_>) -> Result {
    match source {
        Source::Positional(_) if !values.mapping.is_null() => {
            Err(ctx.value_error("Format string contains positional fields"))
        }
        Source::Positional(index) => match values.positional.get(index) {
            Some(&value) => Ok(value),
            None => Err(ctx.raise_text(brace::missing_positional(index))),
        },
        Source::Keyword(name) => {
            if !values.mapping.is_null() {
                let key = ctx.str(name);
                return ctx.getitem(values.mapping, key);
            }
            let found = values
                .keywords
                .iter()
                .find(|(key, _)| ctx.interp.text(*key) == name);
            match found {
                Some(&(_, value)) => Ok(value),
                None => Err(ctx.raise(types::KEY_ERROR, name)),
            }
        }
    }
}

/// `.name` and `[key]` after a field's first name.
fn follow(ctx: &mut Ctx<'_>, mut value: Value, mut accesses: Accesses<'_>) -> Result {
    loop {
        let access = accesses.next_access();
        value = match check(ctx, access)? {
            None => return Ok(value),
            Some(Access::Attribute(name)) => ctx.getattr_str(value, name)?,
            Some(Access::Index(index)) => {
                let index = i64::try_from(index).unwrap_or(i64::MAX);
                ctx.getitem(value, Value::Int(index))?
            }
            Some(Access::Key(key)) => {
                let key = ctx.str(key);
                ctx.getitem(value, key)?
            }
        };
    }
}

/// What a character is translated to.
enum Translation {
    Same,
    Text(String),
}

fn translate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (value, [table]) = ctx.method(args, types::STR, "translate", 1)?;
    let source = text(ctx, value).to_string();
    let mut known: FxHashMap<char, Translation> = FxHashMap::default();
    let mut out = String::with_capacity(source.len());
    for c in source.chars() {
        let translation = match known.entry(c) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(translation(ctx, table, c)?),
        };
        match translation {
            Translation::Text(text) => out.push_str(text),
            Translation::Same => out.push(c),
        }
        if out.len() > ctx.interp.limits.max_heap {
            return Err(ctx.raise_with(types::MEMORY_ERROR, &[]));
        }
    }
    ctx.charge(source.len(), 5_000);
    Ok(ctx.string(out))
}

fn translation(ctx: &mut Ctx<'_>, table: Value, c: char) -> Result<Translation> {
    let code = Value::Int(u32::from(c).into());
    let class = ctx.class_of(table);
    let found = match table {
        Value::Obj(dict) if class == types::DICT => ctx.dict_get(dict, code)?,
        _ => {
            let Some(method) = ctx.interp.lookup(class, names::GETITEM) else {
                let name = ctx.type_name(table);
                return Err(ctx.type_error(format!("'{name}' object is not subscriptable")));
            };
            ctx.call_catching(types::LOOKUP_ERROR, method, &[table, code])?
                .ok()
        }
    };
    let Some(found) = found else {
        return Ok(Translation::Same);
    };
    if found.is_none() {
        return Ok(Translation::Text(String::new()));
    }
    if let Some(text) = ctx.as_str(found) {
        return Ok(Translation::Text(text.as_str().to_string()));
    }
    match ctx.int_of(found) {
        Some(code) => {
            let c = code
                .to_i64()
                .and_then(|code| u32::try_from(code).ok())
                .filter(|&code| code < 0x11_0000);
            match c {
                // A surrogate has no place in our text.
                Some(code) => Ok(Translation::Text(
                    char::from_u32(code)
                        .unwrap_or(char::REPLACEMENT_CHARACTER)
                        .into(),
                )),
                None => Err(ctx.value_error("character mapping must be in range(0x110000)")),
            }
        }
        None => Err(ctx.type_error("character mapping must return integer, None or str")),
    }
}

fn maketrans(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "maketrans", 1, 3)?;
    let table = ctx.interp.new_dict();
    let code = |c: char| Value::Int(u32::from(c).into());
    if args.len() == 1 {
        let source = args.get(0).as_ref();
        let Some(source) = source.filter(|&r| ctx.interp.dict(r).is_some()) else {
            let message = "if you give only one argument to maketrans it must be a dict";
            return Err(ctx.type_error(message));
        };
        for (key, value) in ctx.dict_entries(source) {
            let key = match ctx.as_str(key) {
                Some(text) => {
                    let mut chars = text.as_str().chars();
                    match (chars.next(), chars.next()) {
                        (Some(c), None) => code(c),
                        _ => {
                            let message = "string keys in translate table must be of length 1";
                            return Err(ctx.value_error(message));
                        }
                    }
                }
                None if ctx.int_of(key).is_some() => key,
                None => {
                    let message = "keys in translate table must be strings or integers";
                    return Err(ctx.type_error(message));
                }
            };
            ctx.dict_set(table, key, value)?;
        }
        return Ok(Value::Obj(table));
    }
    let to = ctx.expect_str(args.get(1), "maketrans() argument 2")?;
    if ctx.as_str(args.get(0)).is_none() {
        let message = "first maketrans argument must be a string if there is a second argument";
        return Err(ctx.type_error(message));
    }
    let from: Vec<char> = text(ctx, args.get(0)).chars().collect();
    let to: Vec<char> = to.chars().collect();
    if from.len() != to.len() {
        let message = "the first two maketrans arguments must have equal length";
        return Err(ctx.value_error(message));
    }
    for (from, to) in from.into_iter().zip(to) {
        ctx.dict_set(table, code(from), code(to))?;
    }
    if let Some(gone) = args.get(2).some() {
        for c in ctx.expect_str(gone, "maketrans() argument 3")?.chars() {
            ctx.dict_set(table, code(c), Value::None)?;
        }
    }
    Ok(Value::Obj(table))
}
