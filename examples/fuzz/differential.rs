//! Against CPython: the same programs on both, and every difference is a mistake of ours.
//!
//! Standard output, standard error and exit status are compared, but for addresses and for the
//! lines of library files. A program that differs is made smaller for as long as it does, then
//! shown.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

use gilsim::diagnostic::render_all;
use gilsim::driver::{End, Hooks};
use gilsim::runner;
use gilsim::scenario;
use gilsim::vm::Stream;
use indexmap::IndexMap;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

use crate::script::Grammar;
use crate::shrink::shrink;
use crate::{FOLDER, Options, STACK, mixed};

const DRIVER: &str = include_str!("differential.py");
/// What the time that CPython gets is enough for, and the memory that it may take.
const MAX_INSTRUCTIONS: u64 = 200_000_000;
const MAX_HEAP: u64 = 8 << 30;
/// Statuses of the driver: out of time, not Python.
const LATE: i32 = 99;
const INVALID: i32 = 98;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Printed {
    status: i32,
    out: String,
    err: String,
}

/// A CPython that runs one program after the other.
struct Python {
    child: Child,
    source: ChildStdin,
    sink: BufReader<ChildStdout>,
}

impl Python {
    fn start(path: &str) -> Result<Python, String> {
        let mut child = Command::new(path)
            .args(["-s", "-P", "-B", "-c", DRIVER])
            .env("PYTHONHASHSEED", "0")
            .env("PYTHONUTF8", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{path}: {error}"))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(source), Some(sink)) => Ok(Python {
                child,
                source,
                sink: BufReader::new(sink),
            }),
            _ => Err(format!("{path}: no pipes")),
        }
    }

    fn run(&mut self, text: &str) -> Result<Printed, String> {
        let lost = |error: std::io::Error| format!("CPython went away: {error}");
        write!(self.source, "{}\n{text}", text.len()).map_err(lost)?;
        self.source.flush().map_err(lost)?;
        let mut line = String::new();
        self.sink.read_line(&mut line).map_err(lost)?;
        let numbers: Vec<i64> = line
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        let &[status, out, err] = numbers.as_slice() else {
            return Err(format!("CPython went away after {line:?}"));
        };
        let mut part = |length: i64| {
            let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
            self.sink.read_exact(&mut bytes).map_err(lost)?;
            Ok::<String, String>(normal(&String::from_utf8_lossy(&bytes)))
        };
        Ok(Printed {
            out: part(out)?,
            err: part(err)?,
            status: i32::try_from(status).unwrap_or(1),
        })
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn simulated(text: &str) -> Printed {
    let files = IndexMap::from_iter([("fuzz.py".to_string(), text.to_string())]);
    let refused = |found: &[_]| Printed {
        status: INVALID,
        out: String::new(),
        err: render_all(found, false, 100),
    };
    let mut spec = match scenario::from_program("fuzz.py", &files, &[]) {
        Ok(mut scenario) => scenario.runs.remove(0),
        Err(found) => return refused(&found),
    };
    spec.max_instructions = Some(MAX_INSTRUCTIONS);
    spec.max_heap = MAX_HEAP;
    let code = match runner::compile(&spec) {
        Ok(code) => code,
        Err(found) => return refused(&found),
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let hooks = Hooks {
        output: &mut |stream, bytes| match stream {
            Stream::Stdout => out.extend_from_slice(bytes),
            Stream::Stderr => err.extend_from_slice(bytes),
        },
        progress: None,
    };
    let status = match runner::run(&spec, &code, Box::new(files), hooks) {
        Ok(ran) => match ran.end {
            End::Finished { status } => status,
            End::LimitReached(_) => LATE,
            _ => INVALID,
        },
        Err(found) => return refused(&[*found]),
    };
    Printed {
        status,
        out: normal(&String::from_utf8_lossy(&out)),
        err: normal(&String::from_utf8_lossy(&err)),
    }
}

/// Without addresses, and without the lines of library files in tracebacks: also in those that a
/// program has formatted and shows by their `repr`.
fn normal(text: &str) -> String {
    let mut kept = String::new();
    let text = text.replace("\\n", "\\n\n");
    let mut library = false;
    for line in text.split_inclusive('\n') {
        let frame = line.trim_start_matches([' ', '|', '+']);
        if frame.starts_with("File \"") {
            library =
                !frame.starts_with("File \"fuzz.py\"") && !frame.starts_with("File \"<string>\"");
        } else if !line.starts_with("    ") {
            library = false;
        }
        if library {
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once(" at 0x") {
            kept.push_str(before);
            kept.push_str(" at 0x");
            rest = after.trim_start_matches(|it: char| it.is_ascii_hexdigit());
        }
        kept.push_str(rest);
    }
    kept
}

/// What is different; `None` if nothing is or if CPython cannot tell.
fn difference(text: &str, shown: usize, python: &mut Python) -> Result<Option<String>, String> {
    let expected = python.run(text)?;
    if expected.status == LATE {
        return Ok(None);
    }
    let actual = simulated(text);
    if expected == actual {
        return Ok(None);
    }
    let mut told = String::new();
    if expected.status != actual.status {
        told = format!("status {} is {}\n", expected.status, actual.status);
    }
    let pairs = [(&expected.out, &actual.out), (&expected.err, &actual.err)];
    for (expected, actual) in pairs {
        let before = expected.lines().zip(actual.lines());
        let before = before.take_while(|(left, right)| left == right).count();
        for (sign, text) in [('-', expected), ('+', actual)] {
            for line in text.lines().skip(before).take(shown) {
                told.push_str(&format!("  {sign} {line}\n"));
            }
        }
    }
    Ok(Some(told))
}

/// The program of this index.
pub fn program(grammar: &Grammar, options: &Options, index: u64) -> String {
    grammar.program(&mut Pcg64Mcg::seed_from_u64(mixed(options.seed, index)))
}

#[derive(Default)]
struct Counts {
    programs: AtomicU64,
    different: AtomicU64,
    /// Programs by what CPython said of them; only the unusual.
    late: AtomicU64,
    ended: AtomicU64,
}

/// Compares programs; the number that differ.
///
/// # Errors
/// In a sentence: CPython cannot be started or went away.
pub fn run(options: &Options, first: u64, end: u64) -> Result<u64, String> {
    let path = options.python.as_str();
    let grammar = Grammar::new();
    if let Some(index) = options.only {
        println!("{}", program(&grammar, options, index));
    }
    let counts = Counts::default();
    let next = AtomicU64::new(first);
    let stop = AtomicBool::new(false);
    let kinds = Mutex::new(BTreeSet::new());
    let since = Instant::now();
    let work = || -> Result<(), String> {
        let mut python = Python::start(path)?;
        while !stop.load(Relaxed) {
            let index = next.fetch_add(1, Relaxed);
            let over = options
                .seconds
                .is_some_and(|it| since.elapsed().as_secs() >= it);
            if index >= end || over {
                break;
            }
            let text = program(&grammar, options, index);
            counts.programs.fetch_add(1, Relaxed);
            let Ok(expected) = python.run(&text) else {
                // It ended in the middle of a program: nothing to compare with.
                counts.late.fetch_add(1, Relaxed);
                python = Python::start(path)?;
                continue;
            };
            counts
                .late
                .fetch_add(u64::from(expected.status == LATE), Relaxed);
            counts
                .ended
                .fetch_add(u64::from(expected.status == 1), Relaxed);
            if difference(&text, 1, &mut python)?.is_some() {
                counts.different.fetch_add(1, Relaxed);
                report(options, index, &text, &mut python, &kinds)?;
                stop.store(!options.keep_going, Relaxed);
            }
        }
        Ok(())
    };
    let outcome = thread::scope(|scope| {
        let jobs: Vec<_> = (0..options.jobs.max(1))
            .map(|_| {
                let job = thread::Builder::new().stack_size(STACK);
                job.spawn_scoped(scope, work)
            })
            .collect();
        for job in jobs {
            let job = job.map_err(|error| error.to_string())?;
            job.join().map_err(|_| "panic (see above)".to_string())??;
        }
        Ok(counts.different.load(Relaxed))
    });
    let of = |count: &AtomicU64| count.load(Relaxed);
    eprintln!(
        "{} programs in {} s: {} differ from CPython, {} ended in an uncaught exception, {} took \
         CPython too long",
        of(&counts.programs),
        since.elapsed().as_secs(),
        of(&counts.different),
        of(&counts.ended),
        of(&counts.late),
    );
    outcome
}

/// What sort of a difference this is: how the lines of either begin.
fn kind_of(difference: &str) -> String {
    let mut kind = String::new();
    for sign in ["  - ", "  + "] {
        let line = difference.lines().find(|line| line.starts_with(sign));
        let letters = line.unwrap_or("").chars().filter(|it| !it.is_ascii_digit());
        kind.extend(letters.take(40));
    }
    kind
}

/// Shows a difference: made smaller, or if there will be more of them the first of its kind.
fn report(
    options: &Options,
    index: u64,
    text: &str,
    python: &mut Python,
    kinds: &Mutex<BTreeSet<String>>,
) -> Result<(), String> {
    let told =
        difference(text, if options.keep_going { 1 } else { 3 }, python)?.unwrap_or_default();
    let kind = kind_of(&told);
    let again = format!(
        "cargo run --profile fuzz --example fuzz -- differential --seed {} --only {index}",
        options.seed
    );
    if options.keep_going {
        if kinds.lock().is_ok_and(|mut kinds| kinds.insert(kind)) {
            eprintln!("DIFFERS from CPython (-) here (+):\n{told}  again: {again}");
        }
        return Ok(());
    }
    let mut lost = None;
    let small = shrink(text, &mut |candidate| {
        let valid = python.run(candidate).map(|it| it.status != INVALID);
        match valid.and_then(|valid| {
            Ok(valid && difference(candidate, 3, python)?.is_some_and(|it| kind_of(&it) == kind))
        }) {
            Ok(differs) => differs,
            Err(problem) => {
                lost = Some(problem);
                false
            }
        }
    });
    if let Some(problem) = lost {
        return Err(problem);
    }
    let told = difference(&small, 9, python)?.unwrap_or_default();
    let path = Path::new(FOLDER).join(format!("differential-{}-{index}.py", options.seed));
    let saved = fs::write(&path, &small).map_or_else(
        |error| format!("not saved ({error})"),
        |()| path.display().to_string(),
    );
    eprintln!(
        "DIFFERS from CPython (-) here (+):\n{told}  made smaller: {saved}\n{small}  again: {again}"
    );
    Ok(())
}
