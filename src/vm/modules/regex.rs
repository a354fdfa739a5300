//! `_sre`: the engine behind `re`. Patterns are compiled and searched here; match objects,
//! replacing and splitting are in Python.

use std::sync::Arc;

use fancy_regex::{Regex, RegexBuilder};

use super::ModuleDef;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::{ClassDef, function};
use crate::vm::text::pattern;
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_sre",
    functions: FUNCTIONS,
    init,
};

pub static PROGRAM: ClassDef = ClassDef::new(types::REGEX_PROGRAM, &[]);

const FUNCTIONS: &[NativeDef] = &[function("compile", compile), function("find", find)];

/// What a search that tries too much is stopped at.
const BACKTRACK_LIMIT: usize = 10_000_000;

/// Picoseconds per character looked at, roughly CPython's.
const SEARCH_COST: u64 = 8_000;

fn init(_: &mut Interpreter, _: Ref) {}

/// A compiled pattern, three times: to search, to match at the start, to match all.
#[derive(Clone)]
struct Program {
    search: Arc<Regex>,
    start: Arc<Regex>,
    full: Arc<Regex>,
}

payload!(Program, |_this, _visit| {});

fn build(pattern: &str) -> std::result::Result<Arc<Regex>, String> {
    RegexBuilder::new(pattern)
        .backtrack_limit(BACKTRACK_LIMIT)
        .build()
        .map(Arc::new)
        .map_err(|error| error.to_string())
}

/// `compile(pattern, flags)`: (program, names of the groups; None for those without), or
/// (message, position) for a pattern that is none.
fn compile(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "compile", 2, 2)?;
    let text = ctx.expect_str(args.get(0), "pattern")?;
    let flags = ctx.index(args.get(1))?;
    let failure = |ctx: &mut Ctx<'_>, message: &str, at: usize| {
        let message = ctx.str(message);
        Ok(ctx.tuple([message, Value::Int(at as i64)]))
    };
    let translated = match pattern::translate(&text, flags) {
        Ok(translated) => translated,
        Err((message, at)) => return failure(ctx, &message, at),
    };
    let built = build(&translated).and_then(|search| {
        Ok(Program {
            search,
            start: build(&format!(r"\A(?:{translated})"))?,
            full: build(&format!(r"\A(?:{translated})\z"))?,
        })
    });
    let program = match built {
        Ok(program) => program,
        Err(message) => {
            let line = message
                .lines()
                .last()
                .unwrap_or("invalid pattern")
                .to_string();
            return failure(ctx, &line, 0);
        }
    };
    let names: Vec<Option<String>> = program
        .search
        .capture_names()
        .skip(1)
        .map(|name| name.map(str::to_string))
        .collect();
    let names: Vec<Value> = names
        .into_iter()
        .map(|name| name.map_or(Value::None, |name| ctx.string(name)))
        .collect();
    let names = ctx.tuple(names);
    let program = ctx.alloc(types::REGEX_PROGRAM, Body::Other(Box::new(program)));
    Ok(ctx.tuple([program, names]))
}

/// Byte offset of a character.
fn byte_offset(text: &str, index: usize, ascii: bool) -> usize {
    if ascii {
        return index.min(text.len());
    }
    text.char_indices()
        .nth(index)
        .map_or(text.len(), |(at, _)| at)
}

/// `find(program, text, pos, endpos, how)`: a tuple of the starts and ends of all groups (-1 for
/// those that took no part), or None. `how` is 0 to search, 1 to match at `pos`, 2 to match all.
fn find(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "find", 5, 5)?;
    let program = ctx
        .expect_payload::<Program>(args.get(0), "SRE_Program")?
        .clone();
    if ctx.as_str(args.get(1)).is_none() {
        return Err(ctx.type_error("expected string or bytes-like object"));
    }
    let number = |ctx: &mut Ctx<'_>, index: usize| -> Result<usize> {
        let value = ctx.index(args.get(index))?;
        Ok(usize::try_from(value).unwrap_or(0))
    };
    let (pos, end, how) = (number(ctx, 2)?, number(ctx, 3)?, number(ctx, 4)?);
    let Some(text) = ctx.as_str(args.get(1)) else {
        return Ok(Value::None);
    };
    let (looked_at, found) = search(&program, text.as_str(), text.ascii, (pos, end), how);
    ctx.charge(looked_at, SEARCH_COST);
    match found {
        Ok(Some(spans)) => Ok(ctx.tuple(spans)),
        Ok(None) => Ok(Value::None),
        Err(error) => Err(ctx.raise(types::RUNTIME_ERROR, error)),
    }
}

/// How many bytes were looked at, and the starts and ends of all groups in characters.
fn search(
    program: &Program,
    text: &str,
    ascii: bool,
    (pos, end): (usize, usize),
    how: usize,
) -> (usize, std::result::Result<Option<Vec<Value>>, String>) {
    let (first, last) = (byte_offset(text, pos, ascii), byte_offset(text, end, ascii));
    if first > last {
        return (0, Ok(None));
    }
    let text = &text[..last];
    let (outcome, base) = match how {
        0 => (program.search.captures_from_pos(text, first), 0),
        1 => (program.start.captures(&text[first..]), first),
        _ => (program.full.captures(&text[first..]), first),
    };
    let captures = match outcome {
        Ok(captures) => captures,
        Err(error) => return (0, Err(error.to_string())),
    };
    let looked_at = captures
        .as_ref()
        .and_then(|captures| captures.get(0))
        .map_or(last - first, |found| {
            (base + found.end()).saturating_sub(first)
        });
    let character = |at: usize| -> Value {
        let at = base + at;
        let index = if ascii {
            at
        } else {
            text[..at].chars().count()
        };
        Value::Int(index as i64)
    };
    let spans = captures.map(|captures| {
        let mut spans = Vec::with_capacity(captures.len() * 2);
        for index in 0..captures.len() {
            spans.extend(match captures.get(index) {
                Some(group) => [character(group.start()), character(group.end())],
                None => [Value::Int(-1); 2],
            });
        }
        spans
    });
    (looked_at, Ok(spans))
}
