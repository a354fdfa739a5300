//! `_io`: the process's own streams, and text files in memory.

use super::ModuleDef;
use crate::payload;
use crate::vm::ctx::Ctx;
use crate::vm::exit::Stream;
use crate::vm::heap::Body;
use crate::vm::interpreter::Interpreter;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::objects::{ClassDef, function, getter, method, wrapper};
use crate::vm::types;
use crate::vm::value::{Ref, Value};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_io",
    functions: &[],
    init,
};

fn init(interp: &mut Interpreter, namespace: Ref) {
    interp.set_class(namespace, types::TEXT_IO_WRAPPER);
    interp.set_class(namespace, types::STRING_IO);
    interp.set_global(namespace, "DEFAULT_BUFFER_SIZE", Value::Int(8192));
}

/// `sys.stdin`, `sys.stdout`, `sys.stderr`.
#[derive(Clone, Copy, Debug)]
pub struct TextFile {
    /// `None` for standard input, which is always at its end.
    pub stream: Option<Stream>,
}

payload!(TextFile, |self_, _visit| {
    let _ = self_;
});

impl TextFile {
    fn name(self) -> &'static str {
        match self.stream {
            None => "<stdin>",
            Some(Stream::Stdout) => "<stdout>",
            Some(Stream::Stderr) => "<stderr>",
        }
    }

    fn mode(self) -> &'static str {
        if self.stream.is_some() { "w" } else { "r" }
    }
}

impl Interpreter {
    pub fn new_text_file(&mut self, stream: Option<Stream>) -> Value {
        let file = Body::Other(Box::new(TextFile { stream }));
        Value::Obj(self.heap.alloc(types::TEXT_IO_WRAPPER, file))
    }
}

pub static TEXT_IO_WRAPPER: ClassDef = ClassDef {
    class: types::TEXT_IO_WRAPPER,
    methods: &[
        method("write", write),
        method("writelines", writelines),
        method("flush", flush),
        method("isatty", isatty),
        method("fileno", fileno),
        method("readable", readable),
        method("writable", writable),
        method("seekable", never),
        method("read", read_nothing),
        method("readline", read_nothing),
        method("readlines", read_no_lines),
        method("close", nothing),
        method("reconfigure", nothing),
        getter("name", name),
        getter("mode", mode),
        getter("encoding", encoding),
        getter("errors", errors),
        getter("newlines", nothing),
        getter("closed", never),
        getter("line_buffering", isatty),
        wrapper("__enter__", itself),
        wrapper("__exit__", nothing),
        wrapper("__iter__", itself),
        wrapper("__next__", no_next),
        wrapper("__repr__", repr_text_file),
    ],
    construct: None,
};

fn this(ctx: &Ctx<'_>, args: Args<'_>) -> TextFile {
    ctx.payload::<TextFile>(args.get(0))
        .copied()
        .unwrap_or(TextFile { stream: None })
}

fn unsupported(ctx: &mut Ctx<'_>, what: &str) -> crate::vm::native::Interrupt {
    ctx.raise(types::OS_ERROR, what)
}

/// The argument of `write`.
fn text_argument(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<String> {
    ctx.arity(args.skip_first(), "write", 1, 1)?;
    match ctx.as_str(args.get(1)) {
        Some(s) => Ok(s.as_str().to_string()),
        None => {
            let name = ctx.type_name(args.get(1));
            Err(ctx.type_error(format!("write() argument must be str, not {name}")))
        }
    }
}

fn write(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let text = text_argument(ctx, args)?;
    let Some(stream) = this(ctx, args).stream else {
        return Err(unsupported(ctx, "not writable"));
    };
    ctx.write_last(stream, &text, false)?;
    Ok(Value::Int(text.chars().count() as i64))
}

fn writelines(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "writelines", 1, 1)?;
    let lines = ctx.collect(args.get(1))?;
    let mut text = String::new();
    for line in lines {
        text.push_str(&ctx.expect_str(line, "write() argument")?);
    }
    let Some(stream) = this(ctx, args).stream else {
        return Err(unsupported(ctx, "not writable"));
    };
    ctx.write_last(stream, &text, false)?;
    Ok(Value::None)
}

fn flush(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if let Some(stream) = this(ctx, args).stream {
        ctx.write_last(stream, "", true)?;
    }
    Ok(Value::None)
}

fn isatty(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let stream = this(ctx, args).stream;
    Ok(Value::from(stream.is_some() && ctx.interp.output.tty))
}

fn fileno(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(match this(ctx, args).stream {
        None => 0,
        Some(Stream::Stdout) => 1,
        Some(Stream::Stderr) => 2,
    }))
}

fn readable(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args).stream.is_none()))
}

fn writable(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::from(this(ctx, args).stream.is_some()))
}

fn never(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::False)
}

fn nothing(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::None)
}

fn itself(_ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(args.get(0))
}

fn no_next(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Err(ctx.stop_iteration(Value::None))
}

fn read_nothing(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if this(ctx, args).stream.is_some() {
        return Err(unsupported(ctx, "not readable"));
    }
    Ok(ctx.str(""))
}

fn read_no_lines(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    read_nothing(ctx, args)?;
    Ok(ctx.list(Vec::new()))
}

fn name(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = this(ctx, args).name();
    Ok(ctx.str(name))
}

fn mode(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mode = this(ctx, args).mode();
    Ok(ctx.str(mode))
}

fn encoding(ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(ctx.str("utf-8"))
}

fn errors(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let errors = match this(ctx, args).stream {
        Some(Stream::Stderr) => "backslashreplace",
        _ => "strict",
    };
    Ok(ctx.str(errors))
}

fn repr_text_file(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let file = this(ctx, args);
    let (name, mode) = (file.name(), file.mode());
    Ok(ctx.string(format!(
        "<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>"
    )))
}

/// `io.StringIO`.
#[derive(Clone, Debug, Default)]
struct StringIo {
    text: Vec<char>,
    at: usize,
    closed: bool,
}

payload!(StringIo, |self_, _visit| {
    let _ = self_;
});

pub static STRING_IO: ClassDef = ClassDef {
    class: types::STRING_IO,
    methods: &[
        method("write", string_write),
        method("getvalue", getvalue),
        method("read", read),
        method("readline", readline),
        method("readlines", readlines),
        method("seek", seek),
        method("tell", tell),
        method("truncate", truncate),
        method("close", close),
        method("flush", nothing),
        method("isatty", never),
        method("readable", always),
        method("writable", always),
        method("seekable", always),
        getter("closed", is_closed),
        wrapper("__enter__", itself),
        wrapper("__exit__", close),
        wrapper("__iter__", itself),
        wrapper("__next__", next_line),
    ],
    construct: Some(&NEW_STRING_IO),
};

static NEW_STRING_IO: NativeDef = function("StringIO", new_string_io);

fn new_string_io(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let [initial, _newline] = ctx.bind(args, "StringIO", ["initial_value", "newline"], 0, 2)?;
    let text = match initial {
        Value::Null | Value::None => Vec::new(),
        initial => match ctx.as_str(initial) {
            Some(s) => s.as_str().chars().collect(),
            None => {
                let name = ctx.type_name(initial);
                let message = format!("initial_value must be str or None, not {name}");
                return Err(ctx.type_error(message));
            }
        },
    };
    let io = StringIo {
        text,
        ..StringIo::default()
    };
    Ok(ctx.alloc(types::STRING_IO, Body::Other(Box::new(io))))
}

fn always(_ctx: &mut Ctx<'_>, _args: Args<'_>) -> Result {
    Ok(Value::True)
}

/// The open StringIO that a method was called on.
fn string_io<'a>(ctx: &'a mut Ctx<'_>, args: Args<'_>) -> Result<&'a mut StringIo> {
    if ctx
        .payload::<StringIo>(args.get(0))
        .is_some_and(|io| io.closed)
    {
        return Err(ctx.value_error("I/O operation on closed file"));
    }
    ctx.expect_payload(args.get(0), "_io.StringIO")
}

fn string_write(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let name = match ctx.as_str(args.get(1)) {
        Some(_) => None,
        None => Some(ctx.type_name(args.get(1))),
    };
    if let Some(name) = name {
        return Err(ctx.type_error(format!("string argument expected, got '{name}'")));
    }
    let text = text_argument(ctx, args)?;
    ctx.reserve(text.len() * 4)?;
    ctx.charge(text.len(), 500);
    let io = string_io(ctx, args)?;
    if io.text.len() < io.at {
        io.text.resize(io.at, '\0');
    }
    let mut written = 0;
    for c in text.chars() {
        match io.text.get_mut(io.at) {
            Some(place) => *place = c,
            None => io.text.push(c),
        }
        io.at += 1;
        written += 1;
    }
    ctx.interp.heap.grew(text.len() * 4);
    Ok(Value::Int(written))
}

fn getvalue(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let text: String = string_io(ctx, args)?.text.iter().collect();
    ctx.charge(text.len(), 200);
    Ok(ctx.string(text))
}

/// How many characters a read may take; all of them for None or a negative number.
fn size_argument(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<usize> {
    match args.get(1) {
        Value::Null | Value::None => Ok(usize::MAX),
        size => {
            let size = ctx.index(size)?;
            Ok(usize::try_from(size).unwrap_or(usize::MAX))
        }
    }
}

/// Takes characters up to and with a newline, `limit` at most.
fn take(io: &mut StringIo, limit: usize, line: bool) -> String {
    let rest = io.text.get(io.at..).unwrap_or(&[]);
    let end = match rest.iter().position(|&c| c == '\n') {
        Some(newline) if line => newline + 1,
        _ => rest.len(),
    };
    let end = end.min(limit);
    io.at += end;
    rest[..end].iter().collect()
}

fn read(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let limit = size_argument(ctx, args)?;
    let text = take(string_io(ctx, args)?, limit, false);
    Ok(ctx.string(text))
}

fn readline(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let limit = size_argument(ctx, args)?;
    let text = take(string_io(ctx, args)?, limit, true);
    Ok(ctx.string(text))
}

fn readlines(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let mut lines = Vec::new();
    loop {
        let line = take(string_io(ctx, args)?, usize::MAX, true);
        if line.is_empty() {
            return Ok(ctx.list(lines));
        }
        lines.push(ctx.string(line));
    }
}

fn next_line(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let line = take(string_io(ctx, args)?, usize::MAX, true);
    if line.is_empty() {
        return Err(ctx.stop_iteration(Value::None));
    }
    Ok(ctx.string(line))
}

fn seek(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    ctx.arity(args.skip_first(), "seek", 1, 2)?;
    let offset = ctx.index(args.get(1))?;
    let whence = match args.get(2).some() {
        Some(whence) => ctx.index(whence)?,
        None => 0,
    };
    let io = string_io(ctx, args)?;
    let at = match whence {
        0 => usize::try_from(offset).ok(),
        1 if offset == 0 => Some(io.at),
        2 if offset == 0 => Some(io.text.len()),
        1 | 2 => return Err(unsupported(ctx, "Can't do nonzero cur-relative seeks")),
        _ => None,
    };
    match at {
        // A gap would be filled at the next write.
        Some(at) => {
            ctx.reserve(at.saturating_mul(4))?;
            string_io(ctx, args)?.at = at;
            Ok(Value::Int(at as i64))
        }
        None if whence == 0 => Err(ctx.value_error(format!("Negative seek position {offset}"))),
        None => Err(ctx.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
}

fn tell(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    Ok(Value::Int(string_io(ctx, args)?.at as i64))
}

fn truncate(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let size = match args.get(1) {
        Value::Null | Value::None => string_io(ctx, args)?.at,
        size => match usize::try_from(ctx.index(size)?) {
            Ok(size) => size,
            Err(_) => {
                let size = ctx.repr(size)?;
                return Err(ctx.value_error(format!("Negative size value {size}")));
            }
        },
    };
    string_io(ctx, args)?.text.truncate(size);
    Ok(Value::Int(size as i64))
}

fn close(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    if let Some(io) = ctx.payload_mut::<StringIo>(args.get(0)) {
        io.text = Vec::new();
        io.closed = true;
    }
    Ok(Value::None)
}

fn is_closed(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result {
    let closed = ctx
        .payload::<StringIo>(args.get(0))
        .is_some_and(|io| io.closed);
    Ok(Value::from(closed))
}
