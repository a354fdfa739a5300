//! What is to be advised on: the user's program, and where its work is.

use std::ops::Range;
use std::path::Path;

use crate::cli::execute::prepare;
use crate::cli::files;
use crate::diagnostic::{Diagnostic, Source};
use crate::metrics::units::count;
use crate::scenario::nearest;
use crate::syntax;
use crate::syntax::ast::{ExprKind, FunctionDef, Module, Stmt, StmtKind};

/// The executors of `concurrent.futures`, one of which is swapped for another.
const EXECUTORS: [&str; 3] = [
    "ThreadPoolExecutor",
    "ProcessPoolExecutor",
    "InterpreterPoolExecutor",
];

/// A program whose work can be done in several ways.
pub struct Subject {
    /// The program as it is.
    pub source: Source,
    /// Its file's name, without the folder.
    pub file: String,
    pub kind: Kind,
}

pub enum Kind {
    /// A function of one argument, and the arguments.
    WorkItems {
        work: String,
        items: String,
        is_async: bool,
    },
    /// The program hands its work to an executor itself. What stands before `prologue` has to
    /// stay first: a docstring, and imports from `__future__`.
    Executor { name: &'static str, prologue: usize },
}

impl Subject {
    /// Reads the program at `path`.
    ///
    /// # Errors
    /// That it cannot be read or parsed, or what it lacks.
    pub fn read(path: &Path, work: &str, items: &str) -> Result<Subject, Vec<Diagnostic>> {
        let refuse = |message: String, help: &str| {
            let diagnostic = Diagnostic::file_error("", message);
            Err(vec![diagnostic.help(help)])
        };
        let shown = path.display().to_string();
        if path.is_dir() || path.extension().is_none_or(|extension| extension != "py") {
            let message = format!("`{shown}` is no Python program");
            return refuse(message, "advise reads a file PROGRAM.py");
        }
        let scenario = files::load(path, &[])?;
        prepare(&scenario.runs)?;
        let name = path.file_name().and_then(|name| name.to_str());
        let program = scenario.runs.first().map(|run| &run.program);
        let (Some(file), Some(program)) = (name, program) else {
            let message = format!("`{shown}` cannot be read");
            return refuse(message, "its name has to be text");
        };
        let source = Source::new(program.file.clone(), program.text.clone());
        // It has been compiled, so that there is nothing left to find.
        let Ok(module) = syntax::parse(&source.text, &source.file) else {
            let message = format!("`{shown}` cannot be parsed");
            return refuse(message, "gilsim run tells why");
        };
        let kind = find(&module, &source, work, items).map_err(|found| vec![*found])?;
        Ok(Subject {
            file: file.to_string(),
            kind,
            source,
        })
    }

    /// Files and pictures are named after it.
    pub fn stem(&self) -> &str {
        self.file.strip_suffix(".py").unwrap_or(&self.file)
    }

    /// So many pieces of its work.
    pub fn calls(&self, n: u64) -> String {
        let calls = match n {
            1 => "1 call".to_string(),
            n => format!("{} calls", count(n)),
        };
        match &self.kind {
            Kind::WorkItems { work, .. } => format!("{calls} of {work}()"),
            Kind::Executor { .. } => format!("{calls} given to an executor"),
        }
    }
}

/// A module-level name, and where it is given.
struct Given<'a> {
    name: &'a str,
    function: Option<&'a FunctionDef>,
    line: Range<usize>,
}

fn find(
    module: &Module,
    source: &Source,
    work: &str,
    items: &str,
) -> Result<Kind, Box<Diagnostic>> {
    let given = given(module);
    let named = |name: &str| given.iter().rfind(|it| it.name == name);
    let error = |at: &Given<'_>, message: String| {
        Diagnostic::error(source.clone(), at.line.clone(), message)
    };
    let executor = || {
        executor(&source.text).map(|name| Kind::Executor {
            name,
            prologue: prologue(module, &source.text),
        })
    };
    let found = (named(work), named(items));
    // A function called `work` alone may be what the program gives to its executor.
    if let (None, _) | (_, None) = found
        && let Some(kind) = executor()
    {
        return Ok(kind);
    }
    match found {
        (Some(function), Some(_)) => {
            if let Some(problem) = function.function.and_then(wrong_arguments) {
                let message = format!("`{work}` {problem}; it is called with one of `{items}`");
                let help = format!("write `def {work}(item):`");
                return Err(Box::new(error(function, message).help(help)));
            }
            Ok(Kind::WorkItems {
                work: work.to_string(),
                items: items.to_string(),
                is_async: function.function.is_some_and(|it| it.is_async),
            })
        }
        (Some(function), None) => {
            let message = format!("there is `{work}`, but no list `{items}` to call it with");
            let help = format!("give it work, as in `{items} = [1, 2, 3]`, at module level");
            let others = given.iter().filter(|it| it.function.is_none());
            let hint = hint(items, others, "--items");
            Err(Box::new(with(error(function, message).help(help), hint)))
        }
        (None, Some(list)) => {
            let message =
                format!("there are `{items}`, but no function `{work}` to call with each");
            let help = format!("write `def {work}(item):` at module level");
            let others = given.iter().filter(|it| it.function.is_some());
            let hint = hint(work, others, "--work");
            Err(Box::new(with(error(list, message).help(help), hint)))
        }
        (None, None) => {
            let first = 0..source.text.lines().next().map_or(0, str::len);
            let message = "there is nothing here to advise on";
            let functions = given.iter().filter(|it| it.function.is_some());
            let hint = hint(work, functions, "--work");
            let diagnostic = Diagnostic::error(source.clone(), first, message).help(format!(
                "it needs a function `{work}(item)` and a list `{items}`, both at module \
                     level, or an executor of concurrent.futures that is given work"
            ));
            Err(Box::new(with(diagnostic, hint)))
        }
    }
}

fn with(diagnostic: Diagnostic, hint: Option<String>) -> Diagnostic {
    match hint {
        Some(hint) => diagnostic.help(hint),
        None => diagnostic,
    }
}

/// The name that may be meant: the nearest, or the only one there is.
fn hint<'a>(
    wanted: &str,
    others: impl Iterator<Item = &'a Given<'a>>,
    flag: &str,
) -> Option<String> {
    let names: Vec<&str> = others.map(|it| it.name).collect();
    let meant = match names.as_slice() {
        [only] => Some(*only),
        names => nearest(wanted, names.iter().copied()),
    };
    meant.map(|name| format!("or is it `{name}`? then {flag} {name}"))
}

/// Why a function cannot be called with one argument.
fn wrong_arguments(function: &FunctionDef) -> Option<&'static str> {
    let it = &function.parameters;
    let all = it.positional_only.iter().chain(&it.positional);
    let needed = all.clone().filter(|one| one.default.is_none()).count();
    let keywords = it.keyword_only.iter().any(|one| one.default.is_none());
    match (all.count(), needed) {
        (0, _) if it.varargs.is_none() => Some("takes no argument"),
        (_, 2..) => Some("needs more than one argument"),
        _ if keywords => Some("needs keyword arguments"),
        _ => None,
    }
}

/// What a module gives a name at its top level, in order.
fn given(module: &Module) -> Vec<Given<'_>> {
    let mut all = Vec::new();
    for statement in &module.body {
        let line = head(module, statement);
        let mut add = |name, function| {
            let line = line.clone();
            all.push(Given {
                name,
                function,
                line,
            });
        };
        match &statement.kind {
            StmtKind::FunctionDef(function) => add(&*function.name, Some(&**function)),
            StmtKind::Assign { targets, .. } => {
                for target in targets {
                    if let ExprKind::Name(name) = &target.kind {
                        add(name, None);
                    }
                }
            }
            StmtKind::AnnAssign(it) if it.value.is_some() => {
                if let ExprKind::Name(name) = &it.target.kind {
                    add(name, None);
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                for alias in names {
                    add(alias.asname.as_ref().unwrap_or(&alias.name), None);
                }
            }
            _ => {}
        }
    }
    all
}

/// The first line of a statement.
fn head(module: &Module, statement: &Stmt) -> Range<usize> {
    let whole = module.source.range(statement.at);
    let text = module.source.line_text(statement.at.line);
    let room = text.chars().skip(statement.at.column as usize);
    let length: usize = room.map(char::len_utf8).sum();
    whole.start..(whole.start + length).min(whole.end).max(whole.start)
}

/// The first executor that a text names.
fn executor(text: &str) -> Option<&'static str> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let code = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    let mut words = code.flat_map(|line| line.split(|c| !word(c)));
    words.find_map(|found| EXECUTORS.into_iter().find(|name| *name == found))
}

/// The byte after the docstring and the imports from `__future__`, at the start of a line.
fn prologue(module: &Module, text: &str) -> usize {
    let first = |statement: &&Stmt| match &statement.kind {
        StmtKind::Expr(_) => true,
        StmtKind::ImportFrom { module, .. } => module.as_deref() == Some("__future__"),
        _ => false,
    };
    let Some(last) = module.body.iter().take_while(first).last() else {
        return 0;
    };
    let end = module.source.range(last.at).end;
    let rest = text.get(end..).unwrap_or_default();
    rest.find('\n')
        .map_or(text.len(), |newline| end + newline + 1)
}
