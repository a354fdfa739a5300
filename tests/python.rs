//! Runs every program under tests/python and compares what it prints with what CPython 3.13
//! printed (tests/python/record.py).
//!
//! `PROGRAM=exceptions cargo test --test python` runs those whose name contains the text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use gilsim::cli::files::Folder;
use gilsim::diagnostic::render_all;
use gilsim::driver::{End, Hooks};
use gilsim::runner;
use gilsim::scenario::{self, FileError, Files};
use gilsim::vm::Stream;

/// A program that needs more than this does not end.
const MAX_INSTRUCTIONS: u64 = 50_000_000;
const STACK: usize = 16 << 20;
/// Lines of a difference that are shown.
const SHOWN: usize = 12;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python")
}

/// What a program printed, and how it ended.
#[derive(Default)]
struct Printed {
    out: String,
    err: String,
    status: String,
}

impl Printed {
    fn recorded(program: &Path) -> Printed {
        let read = |kind| std::fs::read_to_string(program.with_extension(kind));
        Printed {
            out: read("out").unwrap_or_else(|error| format!("no recording: {error}\n")),
            err: read("err").unwrap_or_default(),
            status: read("status").unwrap_or_default(),
        }
    }

    fn of_run(program: &Path) -> Printed {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = run(program, &mut |stream, bytes| match stream {
            Stream::Stdout => out.extend_from_slice(bytes),
            Stream::Stderr => err.extend_from_slice(bytes),
        });
        let err = String::from_utf8_lossy(&err);
        Printed {
            out: String::from_utf8_lossy(&out).into_owned(),
            err: hide_library_lines(&err),
            status: match status.as_str() {
                "0" => String::new(),
                other => format!("{other}\n"),
            },
        }
    }
}

/// A program's folder; its files are shown under their bare names, as record.py has them.
struct Beside(Folder);

impl Files for Beside {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.0.read(path)
    }

    fn names(&self) -> Vec<String> {
        self.0.names()
    }

    fn display(&self, path: &str) -> String {
        path.to_string()
    }
}

/// Runs a program; its exit status, or why there is none.
fn run(program: &Path, output: &mut (dyn FnMut(Stream, &[u8]) + Send)) -> String {
    let refused = |found: &[_]| render_all(found, false, 100);
    let name = program.file_name().and_then(|name| name.to_str());
    let folder = Beside(Folder::new(program.parent().unwrap_or(Path::new(""))));
    let mut spec = match scenario::from_program(name.unwrap_or(""), &folder, &[]) {
        Ok(mut scenario) => scenario.runs.remove(0),
        Err(found) => return refused(&found),
    };
    spec.max_instructions = Some(MAX_INSTRUCTIONS);
    let code = match runner::compile(&spec) {
        Ok(code) => code,
        Err(found) => return refused(&found),
    };
    let hooks = Hooks {
        output,
        progress: None,
    };
    match runner::run(&spec, &code, Box::new(folder), hooks) {
        Ok(ran) => match ran.end {
            End::Finished { status } => status.to_string(),
            other => format!("{other:?}"),
        },
        Err(found) => refused(&[*found]),
    }
}

/// As record.py writes frames of the standard library.
fn hide_library_lines(text: &str) -> String {
    let mut hidden = String::new();
    for line in text.split_inclusive('\n') {
        let frame = line
            .split_once("File \"<stdlib>/")
            .and_then(|(before, rest)| Some((before, rest.split_once("\", line ")?)));
        match frame {
            Some((before, (file, rest))) => {
                let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                let _ = write!(hidden, "{before}File \"<stdlib>/{file}\", line N{rest}");
            }
            None => hidden.push_str(line),
        }
    }
    hidden
}

/// The lines in which two texts differ, without what is equal before and after.
fn difference(kind: &str, expected: &str, actual: &str) -> String {
    let expected: Vec<&str> = expected.split_inclusive('\n').collect();
    let actual: Vec<&str> = actual.split_inclusive('\n').collect();
    let pairs = expected.iter().zip(&actual);
    let before = pairs.take_while(|(e, a)| e == a).count();
    let rest = (&expected[before..], &actual[before..]);
    let pairs = rest.0.iter().rev().zip(rest.1.iter().rev());
    let after = pairs.take_while(|(e, a)| e == a).count();
    let mut text = format!("  {kind}, line {}:\n", before + 1);
    for (sign, lines) in [("-", rest.0), ("+", rest.1)] {
        let lines = &lines[..lines.len() - after];
        for line in lines.iter().take(SHOWN) {
            let _ = writeln!(text, "  {sign} {}", line.trim_end_matches('\n'));
        }
        if lines.len() > SHOWN {
            let _ = writeln!(text, "  {sign} … {} more lines", lines.len() - SHOWN);
        }
    }
    text
}

/// What is wrong with a program; empty if nothing is.
fn check(program: &Path) -> String {
    let expected = Printed::recorded(program);
    let actual = match catch_unwind(AssertUnwindSafe(|| Printed::of_run(program))) {
        Ok(actual) => actual,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            return format!("  panic: {}\n", text.unwrap_or("?"));
        }
    };
    [
        ("stdout", expected.out, actual.out),
        ("stderr", expected.err, actual.err),
        ("status", expected.status, actual.status),
    ]
    .into_iter()
    .filter(|(_, expected, actual)| expected != actual)
    .map(|(kind, expected, actual)| difference(kind, &expected, &actual))
    .collect()
}

/// `group/name` of every program.
fn programs() -> Vec<String> {
    let folder = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).expect("tests/python is there");
        entries.map(|e| e.expect("readable").path()).collect()
    };
    let mut names = Vec::new();
    for group in folder(&root()).into_iter().filter(|path| path.is_dir()) {
        for file in folder(&group) {
            if file.extension().is_some_and(|kind| kind == "py") {
                let name = file.strip_prefix(root()).expect("below the root");
                names.push(name.with_extension("").display().to_string());
            }
        }
    }
    names.sort();
    names
}

/// The programs that are known to differ, each with the reason.
fn known_failures() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("known_failures.txt")).unwrap_or_default();
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match line.split_once(": ") {
            Some((name, reason)) if !reason.trim().is_empty() => (name.into(), reason.into()),
            _ => panic!("known_failures.txt: no reason in {line:?}"),
        })
        .collect()
}

#[test]
fn programs_print_what_cpython_printed() {
    let filter = std::env::var("PROGRAM").unwrap_or_default();
    let mut known = known_failures();
    let all = programs();
    known.retain(|name, _| {
        assert!(all.contains(name), "known_failures.txt: no program {name}");
        name.contains(&filter)
    });
    let chosen: Vec<&String> = all.iter().filter(|name| name.contains(&filter)).collect();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let work = || {
        while let Some(name) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
            let problems = check(&root().join(format!("{name}.py")));
            if !problems.is_empty() {
                found
                    .lock()
                    .expect("no panic")
                    .insert(name.as_str(), problems);
            }
        }
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..cores {
            let builder = std::thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, work).expect("a thread");
        }
    });
    let found = found.into_inner().expect("no panic");
    let mut report = String::new();
    for (name, problems) in &found {
        if !known.contains_key(*name) {
            let _ = writeln!(
                report,
                "{name}\n{problems}  again: PROGRAM={name} cargo test --test python\n"
            );
        }
    }
    for name in known
        .keys()
        .filter(|name| !found.contains_key(name.as_str()))
    {
        let _ = writeln!(
            report,
            "{name} is right now: take it out of known_failures.txt\n"
        );
    }
    let right = chosen.len() - found.len();
    println!("{right} of {} programs", chosen.len());
    assert!(
        report.is_empty(),
        "\n{report}{right} of {} programs",
        chosen.len()
    );
}
