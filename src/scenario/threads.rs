//! The Python text that a scenario runs: its program, its `[[thread]]` tables, or both, as a
//! teacher would write it. Nothing is hidden: `gilsim run --print-program` shows it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Source;
use crate::nanos::Nanos;

use super::scan::{self, TokenKind};
use super::tree::{At, text_start};
use super::units::python_seconds;

/// What `from gilsim import …` offers.
pub const GILSIM_NAMES: [&str; 4] = ["busy", "c_call", "io", "mark"];

/// One `[[thread]]` table.
#[derive(Clone, Debug)]
pub struct ScriptedThread {
    pub name: String,
    pub count: u32,
    pub start: Nanos,
    pub work: Work,
    pub core: Option<u16>,
}

#[derive(Clone, Debug)]
pub enum Work {
    Code { text: String, at: At },
    Call { text: String, at: At },
}

impl ScriptedThread {
    /// The names of its threads: `io`, or `io-1`, `io-2`, …
    pub fn thread_names(&self) -> impl Iterator<Item = String> {
        let many = self.count > 1;
        (1..=self.count).map(move |n| {
            if many {
                format!("{}-{n}", self.name)
            } else {
                self.name.clone()
            }
        })
    }
}

/// A program to compile, and where each of its lines comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramText {
    /// What tracebacks call it: the program's file, or `<threads of scenario.toml>`.
    pub file: Arc<str>,
    pub text: Arc<str>,
    program: Option<Source>,
    sources: Vec<Source>,
    /// The lines after the program's own.
    added: Vec<LineOrigin>,
}

#[derive(Clone, Debug, PartialEq)]
enum LineOrigin {
    /// Written by us.
    Generated,
    /// A line of `code`: `indent` columns of ours, then the text at `at`.
    Code { indent: usize, at: At },
    /// Stands for a whole value of the scenario, such as `call`.
    Value(At),
}

impl ProgramText {
    /// A program without scripted threads.
    pub fn of_program(program: Source) -> Self {
        ProgramText {
            file: program.file.clone(),
            text: program.text.clone(),
            program: Some(program),
            sources: Vec::new(),
            added: Vec::new(),
        }
    }

    /// A program (if there is one) and scripted threads. `sources` are those that the threads'
    /// places point into, the scenario file first.
    pub fn with_threads(
        program: Option<Source>,
        threads: &[ScriptedThread],
        sources: Vec<Source>,
    ) -> Self {
        let scenario = sources.first().map_or("scenario.toml", |source| {
            source.file.rsplit(['/', '\\']).next().unwrap_or_default()
        });
        let file = match &program {
            Some(program) => program.file.clone(),
            None => format!("<threads of {scenario}>").into(),
        };
        let own = program.as_ref().map_or("", |program| &*program.text);
        let mut text = own.to_string();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let mut writer = Writer {
            text,
            lines: Vec::new(),
            taken: taken_names(own, threads),
            sources: &sources,
        };
        writer.threads(own, scenario, threads);
        ProgramText {
            file,
            text: writer.text.into(),
            added: writer.lines,
            program,
            sources,
        }
    }

    /// The text that a person wrote for the bytes `range` of `text`, and the bytes there: the
    /// program's file, the scenario file, or (for what is generated) `text` itself.
    pub fn locate(&self, range: Range<usize>) -> (Source, Range<usize>) {
        let start = self.text.floor_char_boundary(range.start);
        let whole = || {
            (
                Source::new(self.file.clone(), self.text.clone()),
                range.clone(),
            )
        };
        if let Some(program) = &self.program
            && (start < program.text.len() || self.added.is_empty())
        {
            return (program.clone(), range);
        }
        let line = self.text[..start].matches('\n').count();
        let line_start = self.text[..start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let Some(origin) = line
            .checked_sub(self.program_lines())
            .and_then(|index| self.added.get(index))
        else {
            return whole();
        };
        let (at, span) = match origin {
            LineOrigin::Generated => return whole(),
            LineOrigin::Value(at) => (at, at.span.clone()),
            LineOrigin::Code { indent, at } => {
                let column = |offset: usize| offset.saturating_sub(line_start + indent);
                let from = (at.span.start + column(start)).min(at.span.end);
                let to = (at.span.start + column(range.end)).clamp(from, at.span.end.max(from));
                (at, from..to)
            }
        };
        match self.sources.get(at.source) {
            Some(source) => (source.clone(), span),
            None => whole(),
        }
    }

    /// The file and line (from 1) that a person wrote for line `line` (from 1) of `text`.
    pub fn locate_line(&self, line: u32) -> (Arc<str>, u32) {
        let index = (line as usize).saturating_sub(1);
        let start = self
            .text
            .match_indices('\n')
            .map(|(at, _)| at + 1)
            .nth(index.wrapping_sub(1))
            .unwrap_or(if index == 0 { 0 } else { self.text.len() });
        let in_code = self.text[start..]
            .find(|c| c != ' ')
            .map_or(start, |blanks| start + blanks);
        let (source, span) = self.locate(in_code..in_code);
        let before = &source.text[..source.text.floor_char_boundary(span.start)];
        (source.file, before.matches('\n').count() as u32 + 1)
    }

    fn program_lines(&self) -> usize {
        self.program
            .as_ref()
            .map_or(0, |program| program.text.lines().count())
    }
}

/// All names that the program or the threads' code use: ours must differ.
fn taken_names(program: &str, threads: &[ScriptedThread]) -> BTreeSet<String> {
    let mut taken: BTreeSet<String> = scan::names(program)
        .into_iter()
        .map(str::to_string)
        .collect();
    for thread in threads {
        let (Work::Code { text, .. } | Work::Call { text, .. }) = &thread.work;
        taken.extend(scan::names(text).into_iter().map(str::to_string));
    }
    taken
}

struct Writer<'a> {
    text: String,
    lines: Vec<LineOrigin>,
    taken: BTreeSet<String>,
    sources: &'a [Source],
}

impl Writer<'_> {
    fn line(&mut self, text: &str, origin: LineOrigin) {
        self.text.push_str(text);
        self.text.push('\n');
        self.lines.push(origin);
    }

    fn ours(&mut self, text: &str) {
        self.line(text, LineOrigin::Generated);
    }

    /// `wanted`, or a name like it that nobody uses.
    fn fresh(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_string();
        let mut n = 2;
        while self.taken.contains(&name) {
            name = format!("{wanted}_{n}");
            n += 1;
        }
        self.taken.insert(name.clone());
        name
    }

    fn threads(&mut self, program: &str, scenario: &str, threads: &[ScriptedThread]) {
        if !program.is_empty() {
            self.ours("");
            self.ours("");
        }
        self.ours(&format!("# The threads of {scenario}."));
        let threading = self.import(program, "threading");
        let time = self.import_time(program, threads);
        self.import_gilsim(program, threads);
        let targets: Vec<String> = threads
            .iter()
            .map(|thread| self.target(thread, &time))
            .collect();
        self.ours("");
        self.ours("");
        let list = self.fresh("threads");
        self.ours(&format!("{list} = []"));
        for (thread, target) in threads.iter().zip(&targets) {
            let make =
                |name: &str| format!("{list}.append({threading}.Thread({target}, name={name}))");
            if thread.count == 1 {
                self.ours(&make(&python_string(&thread.name)));
            } else {
                let n = self.fresh("n");
                self.taken.remove(&n);
                self.ours(&format!(
                    "for {n} in range(1, {}):",
                    u64::from(thread.count) + 1
                ));
                let braces = thread.name.replace('{', "{{").replace('}', "}}");
                let name = format!("f{}", python_string(&format!("{braces}-")));
                let name = format!("{}{{{n}}}\"", &name[..name.len() - 1]);
                self.ours(&format!("    {}", make(&name)));
            }
        }
        let each = self.fresh("thread");
        for act in ["start", "join"] {
            self.ours(&format!("for {each} in {list}:"));
            self.ours(&format!("    {each}.{act}()"));
        }
    }

    /// Imports `module` unless the program has; under another name where the program gives its
    /// name another meaning. Returns the name to use.
    fn import(&mut self, program: &str, module: &str) -> String {
        let tokens = scan::tokens(program);
        let imported = tokens.windows(2).enumerate().any(|(at, pair)| {
            let from = at >= 2 && tokens[at - 2].is("from");
            pair[0].is("import") && pair[1].is(module) && !from
        });
        if imported {
            return module.to_string();
        }
        if tokens.iter().any(|token| token.is(module)) {
            let name = self.fresh(&format!("{module}_module"));
            self.ours(&format!("import {module} as {name}"));
            return name;
        }
        self.taken.insert(module.to_string());
        self.ours(&format!("import {module}"));
        module.to_string()
    }

    /// Imports `time` for the threads that begin late and those whose code uses it. Returns the
    /// name for the former: code that imports or assigns `time` makes it local to its function.
    fn import_time(&mut self, program: &str, threads: &[ScriptedThread]) -> String {
        let texts = || {
            threads.iter().map(|thread| {
                let (Work::Code { text, .. } | Work::Call { text, .. }) = &thread.work;
                text.as_str()
            })
        };
        let delays = threads.iter().any(|thread| thread.start > 0);
        let bound = texts().any(|text| binds(text, "time"));
        let used = texts().any(|text| scan::names(text).contains("time") && !binds(text, "time"));
        let mut name = "time".to_string();
        if used || (delays && !bound) {
            name = self.import(program, "time");
        }
        if delays && bound {
            name = self.fresh("time_module");
            self.ours(&format!("import time as {name}"));
        }
        name
    }

    fn import_gilsim(&mut self, program: &str, threads: &[ScriptedThread]) {
        let own = scan::names(program);
        let used: BTreeSet<&str> = threads
            .iter()
            .flat_map(|thread| {
                let (Work::Code { text, .. } | Work::Call { text, .. }) = &thread.work;
                scan::names(text)
            })
            .filter(|name| GILSIM_NAMES.contains(name) && !own.contains(name))
            .collect();
        if !used.is_empty() {
            let used: Vec<&str> = used.into_iter().collect();
            self.ours(&format!("from gilsim import {}", used.join(", ")));
        }
    }

    /// Writes the thread's function where it needs one; returns `target=…` and its arguments.
    fn target(&mut self, thread: &ScriptedThread, time: &str) -> String {
        if let Work::Call { text, .. } = &thread.work
            && thread.start == 0
            && let Some((function, arguments)) = split_call(text)
        {
            return match arguments {
                "" => format!("target={function}"),
                one if is_single(one) => format!("target={function}, args=({one},)"),
                many => format!("target={function}, args=({many})"),
            };
        }
        let stem: String = thread
            .name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '_'
                }
            })
            .take(40)
            .collect();
        let stem = stem.trim_matches('_');
        let stem = if scan::is_identifier(stem) {
            stem
        } else {
            "scripted"
        };
        let function = self.fresh(&format!("{stem}_thread"));
        self.ours("");
        self.ours("");
        self.ours(&format!("def {function}():"));
        if thread.start > 0 {
            self.ours(&format!(
                "    {time}.sleep({})",
                python_seconds(thread.start)
            ));
        }
        match &thread.work {
            Work::Call { text, at } => {
                self.line(
                    &format!("    {}", text.trim()),
                    LineOrigin::Value(at.clone()),
                );
            }
            Work::Code { text, at } => self.code(text, at),
        }
        format!("target={function}")
    }

    fn code(&mut self, code: &str, at: &At) {
        let start = self
            .sources
            .get(at.source)
            .and_then(|source| text_start(&source.text, &at.span, code));
        let lines = scan::lines_and_strings(code);
        let margin = lines
            .iter()
            .filter(|(line, inside)| !inside && !line.trim().is_empty())
            .map(|(line, _)| line.len() - line.trim_start_matches([' ', '\t']).len())
            .min()
            .unwrap_or(0);
        let last = lines
            .iter()
            .rposition(|(line, inside)| *inside || !line.trim().is_empty())
            .map_or(0, |last| last + 1);
        let first = lines
            .iter()
            .position(|(line, _)| !line.trim().is_empty())
            .unwrap_or(0);
        let mut offset = 0;
        for (index, piece) in code.split_inclusive('\n').enumerate() {
            let Some((line, inside)) = lines.get(index) else {
                break;
            };
            if index >= first && index < last {
                let cut = if *inside { 0 } else { margin.min(line.len()) };
                let body = line.get(cut..).unwrap_or("");
                let indent = if *inside || body.trim().is_empty() {
                    0
                } else {
                    4
                };
                let origin = match start {
                    Some(start) => {
                        let from = start + offset + cut;
                        LineOrigin::Code {
                            indent,
                            at: At {
                                source: at.source,
                                span: from..from + body.len(),
                            },
                        }
                    }
                    None => LineOrigin::Value(at.clone()),
                };
                let blanks = &"    "[..indent];
                let body = if indent == 0 && !*inside { "" } else { body };
                self.line(&format!("{blanks}{body}"), origin);
            }
            offset += piece.len();
        }
        if scan::tokens(code).is_empty() {
            self.ours("    pass");
        }
    }
}

/// Whether `code` gives `name` a meaning of its own: by an import or an assignment.
fn binds(code: &str, name: &str) -> bool {
    let tokens = scan::tokens(code);
    tokens.iter().enumerate().any(|(at, token)| {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let (after, beyond) = (tokens.get(at + 1), tokens.get(at + 2));
        let imported =
            before.is_some_and(|token| ["import", "as", "for", ","].contains(&token.text));
        let assigned =
            after.is_some_and(|token| token.is("=")) && !beyond.is_some_and(|token| token.is("="));
        token.is(name) && (imported || assigned)
    })
}

/// `spin(50_000)` as function and arguments, where the arguments are all plain positional.
fn split_call(call: &str) -> Option<(&str, &str)> {
    let call = call.trim();
    let tokens = scan::tokens(call);
    let (function, arguments) = (tokens.first()?, call.strip_suffix(')')?);
    let open = function.end();
    let plain = function.kind == TokenKind::Name
        && tokens.get(1)?.is("(")
        && !tokens.iter().any(|token| token.is("="))
        && !tokens.iter().any(|token| token.is("*") || token.is("for"));
    let arguments = arguments.get(open..)?.trim_start().strip_prefix('(')?;
    plain.then_some((function.text, arguments.trim()))
}

/// Whether an argument list has one argument: no comma outside brackets, or a trailing one.
fn is_single(arguments: &str) -> bool {
    let mut depth = 0_usize;
    !scan::tokens(arguments).iter().any(|token| {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.is(",")
    })
}

/// Whether `text` is one call: a name, then brackets that close at its end.
pub fn is_call(text: &str) -> bool {
    let tokens = scan::tokens(text);
    let mut dotted = tokens.iter().peekable();
    loop {
        match dotted.next() {
            Some(token) if token.kind == TokenKind::Name => {}
            _ => return false,
        }
        match dotted.next() {
            Some(token) if token.is(".") => {}
            Some(token) if token.is("(") => break,
            _ => return false,
        }
    }
    let mut depth = 1_usize;
    for token in dotted {
        if depth == 0 {
            return false;
        }
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
    }
    depth == 0 && !text.trim().contains('\n')
}

/// A Python string literal.
pub fn python_string(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                literal.push('\\');
                literal.push(c);
            }
            c if c.is_control() => literal.push_str(&format!("\\x{:02x}", c as u32)),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}
