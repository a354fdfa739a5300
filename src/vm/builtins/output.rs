//! `print`, `input`, `open`, `exit`.

use crate::vm::ctx::Ctx;
use crate::vm::exit::{Stream, Syscall};
use crate::vm::heap::Body;
use crate::vm::modules::io::TextFile;
use crate::vm::names;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::function;
use crate::vm::types;
use crate::vm::value::Value;

pub const FUNCTIONS: &[NativeDef] = &[
    function("print", print),
    function("input", input),
    function("open", open),
    function("exit", exit),
    function("quit", exit),
];

/// What one `write` of a text stream costs, in picoseconds.
const WRITE: u64 = 120_000;
/// What a character costs on its way into the buffer, in picoseconds.
const WRITE_CHARACTER: u64 = 500;

impl Ctx<'_> {
    /// The process's stream behind a file object, if it is the interpreter's own.
    pub fn stream_of(&self, file: Value) -> Option<Stream> {
        self.payload::<TextFile>(file)?.stream
    }

    /// Whether a newline in a text makes the stream write at once.
    fn is_line_buffered(&self, stream: Stream) -> bool {
        stream == Stream::Stderr || self.interp.output.tty
    }

    /// Writes text to a stream: the one thing that the calling native has still to do.
    pub fn write_last(&mut self, stream: Stream, text: &str, flush: bool) -> Result<()> {
        let mut bytes = Vec::new();
        if !self.has_answer() {
            self.charge(1, WRITE);
            self.charge(text.len(), WRITE_CHARACTER);
            bytes = self.interp.output.write(stream, text).unwrap_or_default();
            if flush && let Some(rest) = self.interp.output.flush(stream) {
                bytes.extend(rest);
            }
            if bytes.is_empty() {
                return Ok(());
            }
        }
        self.ask(Syscall::Write { stream, bytes }, Value::None)?;
        Ok(())
    }

    /// Writes text to a stream, once, among other things that may interrupt.
    fn write_once(&mut self, stream: Stream, text: &str, flush: bool) -> Result<()> {
        let due = self.once(|ctx| {
            ctx.charge(1, WRITE);
            ctx.charge(text.len(), WRITE_CHARACTER);
            let mut bytes = ctx.interp.output.write(stream, text).unwrap_or_default();
            if flush && let Some(rest) = ctx.interp.output.flush(stream) {
                bytes.extend(rest);
            }
            Ok(if bytes.is_empty() {
                Value::None
            } else {
                ctx.bytes(bytes)
            })
        })?;
        if let Some(Body::Bytes(bytes)) = self.body(due) {
            let bytes = bytes.to_vec();
            self.ask(Syscall::Write { stream, bytes }, Value::None)?;
        }
        Ok(())
    }

    /// Writes text to any file object.
    fn write_to(&mut self, file: Value, text: Value) -> Result<()> {
        match (self.stream_of(file), self.as_str(text)) {
            (Some(stream), Some(s)) => {
                let text = s.as_str().to_string();
                self.write_once(stream, &text, false)
            }
            _ => {
                self.call_method(file, names::WRITE, &[text])?;
                Ok(())
            }
        }
    }

    /// The text of a value whose `str` runs no Python code.
    fn simple_text(&mut self, value: Value) -> Option<String> {
        match value {
            Value::Null | Value::None => Some("None".to_string()),
            Value::True | Value::False | Value::Int(_) | Value::Float(_) => self.to_str(value).ok(),
            Value::Obj(_) if self.class_of(value) == types::STR => {
                self.as_str(value).map(|s| s.as_str().to_string())
            }
            _ => None,
        }
    }
}

fn print(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let (mut sep, mut end) = (" ".to_string(), "\n".to_string());
    let (mut file, mut flush) = (Value::None, false);
    for (name, value) in args.keywords() {
        match ctx.interp.text(name) {
            key @ ("sep" | "end") => {
                let is_sep = key == "sep";
                let text = match (value, ctx.as_str(value)) {
                    (Value::None, _) => continue,
                    (_, Some(s)) => s.as_str().to_string(),
                    _ => {
                        let key = if is_sep { "sep" } else { "end" };
                        let given = ctx.type_name(value);
                        let message = format!("{key} must be None or a string, not {given}");
                        return Err(ctx.type_error(message));
                    }
                };
                if is_sep {
                    sep = text;
                } else {
                    end = text;
                }
            }
            "file" => file = value,
            "flush" => flush = ctx.truth(value)?,
            other => {
                let message = format!("print() got an unexpected keyword argument '{other}'");
                return Err(ctx.type_error(message));
            }
        }
    }
    if file.is_none() {
        file = match ctx.sys_attribute("stdout") {
            Some(file) => file,
            None => return Err(ctx.raise(types::RUNTIME_ERROR, "lost sys.stdout")),
        };
        if file.is_none() {
            return Ok(Value::None);
        }
    }
    if let Some(stream) = ctx.stream_of(file) {
        let texts: Option<Vec<String>> = args
            .positional
            .iter()
            .map(|&value| ctx.simple_text(value))
            .collect();
        if let Some(texts) = texts {
            let mut text = texts.join(&sep);
            if !(ctx.is_line_buffered(stream) && text.contains('\n')) {
                text.push_str(&end);
                ctx.write_last(stream, &text, flush)?;
                return Ok(Value::None);
            }
        }
    }
    print_parts(ctx, args.positional, &sep, &end, file)?;
    if flush {
        match ctx.stream_of(file) {
            Some(stream) => ctx.write_once(stream, "", true)?,
            None => {
                ctx.call_method(file, names::FLUSH, &[])?;
            }
        }
    }
    Ok(Value::None)
}

/// Each argument, separator and the end as a write of its own.
fn print_parts(
    ctx: &mut Ctx<'_>,
    values: &[Value],
    sep: &str,
    end: &str,
    file: Value,
) -> Result<()> {
    for (index, &value) in values.iter().enumerate() {
        if index > 0 && !sep.is_empty() {
            let sep = ctx.str(sep);
            ctx.write_to(file, sep)?;
        }
        let text = ctx.to_str(value)?;
        let text = ctx.string(text);
        ctx.write_to(file, text)?;
    }
    let end = ctx.str(end);
    ctx.write_to(file, end)
}

/// `input(prompt)`: a simulated program has no keyboard, so that its standard input is at its end.
fn input(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "input", 0, 1)?;
    if let Some(prompt) = args.get(0).some() {
        let text = ctx.to_str(prompt)?;
        ctx.write_once(Stream::Stdout, &text, true)?;
    }
    Err(ctx.raise(types::EOF_ERROR, "EOF when reading a line"))
}

/// `open(file, mode, …)`: a file of the simulated disk.
fn open(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let positional = ctx.once(|ctx| Ok(ctx.tuple(args.positional)))?;
    let keywords = ctx.once(|ctx| {
        let dict = ctx.interp.new_dict();
        for (name, value) in args.keywords() {
            ctx.interp.dict_set_name(dict, name, value);
        }
        Ok(Value::Obj(dict))
    })?;
    ctx.prelude("open_file", &[positional, keywords])
}

fn exit(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args, "exit", 0, 1)?;
    Err(ctx.raise_with(types::SYSTEM_EXIT, args.positional))
}
