//! What claims are about: the results of runs, and the names by which claims reach them.

use indexmap::IndexMap;

use crate::nanos::Nanos;

use super::ExprError;
use super::parse::{Expr, ExprKind};

/// The results of the runs of one scenario, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    pub runs: IndexMap<String, RunResults>,
}

/// `run['5 ms']`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunResults {
    /// Work of all threads one after the other, divided by the wall time.
    pub speedup: f64,
    pub wall: Nanos,
    /// How often the GIL went to another thread.
    pub switches: u64,
    pub forced: u64,
    pub voluntary: u64,
    pub drop_requests: u64,
    pub failed_takes: u64,
    /// The fraction of the wall time for which the GIL was held.
    pub gil_held: f64,
    pub stdout: String,
    /// The exit status.
    pub status: i32,
    /// In order of creation.
    pub threads: Vec<ThreadResults>,
    /// Where it was counted.
    pub memory: Option<MemoryResults>,
    pub refcount: RefcountResults,
}

/// `run.memory`, in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemoryResults {
    /// The most that the machine had to have at a time.
    pub peak: u64,
    /// Machine code, which all processes have in common.
    pub text: u64,
    /// What forked processes shared with their parents at the peak.
    pub shared: u64,
    /// What was copied after forks.
    pub copied: u64,
    /// In order of creation.
    pub processes: Vec<ProcessResults>,
}

/// The most that a process had of each kind of memory, in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProcessResults {
    pub name: String,
    pub peak: u64,
    pub own: u64,
    pub code: u64,
    pub heap: u64,
    pub stacks: u64,
    pub shared: u64,
    pub copied: u64,
}

/// `run['x'].refcount`: nought everywhere where reference counts are protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefcountResults {
    /// Objects counted by a thread that had not made them.
    pub watched: u64,
    /// Increments and decrements that were overwritten.
    pub lost: u64,
    /// Objects whose count ends too high.
    pub leaks: u64,
    /// Objects whose count came to nought while there were references.
    pub freed_early: u64,
}

/// One thread's sums.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreadResults {
    pub name: String,
    pub running: Nanos,
    pub gil_wait: Nanos,
    pub lock_wait: Nanos,
    pub io: Nanos,
    pub sleep: Nanos,
    /// In C calls, whether they hold the GIL or not.
    pub native: Nanos,
    /// Each wait for the GIL, in any order.
    pub gil_waits: Vec<Nanos>,
}

impl RunResults {
    /// The threads that `thread('io')` stands for: the one of that name, or all of
    /// `io-1`, `io-2`, … (also with a function's name behind, as in `Thread-1 (spin)`).
    pub fn threads_named(&self, name: &str) -> Vec<&ThreadResults> {
        let exact: Vec<_> = self
            .threads
            .iter()
            .filter(|thread| thread.name == name)
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        let numbered = |thread: &&ThreadResults| {
            let number = thread
                .name
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('-'));
            number.is_some_and(|rest| {
                let digits = rest.split(" (").next().unwrap_or_default();
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        self.threads.iter().filter(numbered).collect()
    }
}

/// What an expression stands for, as far as its names tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    /// A number, a text or a list: checked when evaluated.
    Plain,
    Runs,
    Run,
    Thread,
    Latency,
    Memory,
    Process,
    Refcount,
}

pub const RUN_ATTRIBUTES: [&str; 13] = [
    "speedup",
    "wall",
    "switches",
    "forced",
    "voluntary",
    "drop_requests",
    "failed_takes",
    "gil_held",
    "stdout",
    "status",
    "latency",
    "memory",
    "refcount",
];

pub const THREAD_ATTRIBUTES: [&str; 8] = [
    "running",
    "gil_wait",
    "lock_wait",
    "io",
    "sleep",
    "native",
    "latency",
    "share",
];

pub const MEMORY_ATTRIBUTES: [&str; 5] = ["peak", "text", "shared", "copied", "processes"];

pub const PROCESS_ATTRIBUTES: [&str; 7] =
    ["peak", "own", "code", "heap", "stacks", "shared", "copied"];

pub const LATENCY_ATTRIBUTES: [&str; 4] = ["p50", "p90", "p99", "max"];

pub const REFCOUNT_ATTRIBUTES: [&str; 4] = ["watched", "lost", "leaks", "freed_early"];

pub const TEXT_METHODS: [&str; 7] = [
    "strip",
    "split",
    "splitlines",
    "startswith",
    "endswith",
    "count",
    "lower",
];

/// Whether a claim can only be checked where memory was counted.
pub fn is_about_memory(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute(owner, name) => name == "memory" || is_about_memory(owner),
        ExprKind::Method(owner, name, arguments) => {
            name == "process" || is_about_memory(owner) || arguments.iter().any(is_about_memory)
        }
        ExprKind::Index(owner, index) => is_about_memory(owner) || is_about_memory(index),
        ExprKind::Not(inner) | ExprKind::Negate(inner) => is_about_memory(inner),
        ExprKind::Arithmetic(left, _, right) => is_about_memory(left) || is_about_memory(right),
        ExprKind::Compare(first, links) => {
            is_about_memory(first) || links.iter().any(|(_, operand)| is_about_memory(operand))
        }
        ExprKind::List(items)
        | ExprKind::Call(_, items)
        | ExprKind::And(items)
        | ExprKind::Or(items) => items.iter().any(is_about_memory),
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Run => false,
    }
}

/// Checks the names of runs and attributes in `expr`.
pub fn check_names(expr: &Expr, runs: &[&str]) -> Result<(), ExprError> {
    let found = type_of(expr, runs)?;
    must_be_plain(expr, found)
}

fn must_be_plain(expr: &Expr, found: Type) -> Result<(), ExprError> {
    match found {
        Type::Plain => Ok(()),
        Type::Runs | Type::Run => Err(whole(expr, "a run", &RUN_ATTRIBUTES)),
        Type::Thread => Err(whole(expr, "a thread", &THREAD_ATTRIBUTES)),
        Type::Latency => Err(whole(expr, "all waits", &LATENCY_ATTRIBUTES)),
        Type::Memory => Err(whole(expr, "all memory", &MEMORY_ATTRIBUTES)),
        Type::Process => Err(whole(expr, "a process", &PROCESS_ATTRIBUTES)),
        Type::Refcount => Err(whole(expr, "all reference counts", &REFCOUNT_ATTRIBUTES)),
    }
}

fn whole(expr: &Expr, what: &str, attributes: &[&'static str]) -> ExprError {
    ExprError::new(
        expr.span.clone(),
        format!("this is {what}, not a number or a text"),
    )
    .help(format!(
        "ask for one of its {}",
        super::super::nearest::one_of(attributes.iter().copied())
    ))
}

fn type_of(expr: &Expr, runs: &[&str]) -> Result<Type, ExprError> {
    let plain = |inner: &Expr| check_names(inner, runs);
    match &expr.kind {
        ExprKind::None | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Text(_) => {}
        ExprKind::Run => return Ok(Type::Runs),
        ExprKind::List(items) | ExprKind::Call(_, items) => items.iter().try_for_each(plain)?,
        ExprKind::And(items) | ExprKind::Or(items) => items.iter().try_for_each(plain)?,
        ExprKind::Not(inner) | ExprKind::Negate(inner) => plain(inner)?,
        ExprKind::Arithmetic(left, _, right) => {
            plain(left)?;
            plain(right)?;
        }
        ExprKind::Compare(first, links) => {
            plain(first)?;
            links.iter().try_for_each(|(_, operand)| plain(operand))?;
        }
        ExprKind::Index(owner, index) => {
            plain(index)?;
            let owner_type = type_of(owner, runs)?;
            if owner_type != Type::Runs {
                must_be_plain(owner, owner_type)?;
                return Ok(Type::Plain);
            }
            let ExprKind::Text(name) = &index.kind else {
                return Err(ExprError::new(index.span.clone(), "a run is named by text")
                    .help("write run['name of the variant']"));
            };
            if !runs.contains(&name.as_str()) {
                let error = ExprError::new(index.span.clone(), format!("there is no run `{name}`"));
                return Err(error.nearest(name, runs.iter().copied()));
            }
            return Ok(Type::Run);
        }
        ExprKind::Attribute(owner, name) => return attribute(expr, owner, name, runs),
        ExprKind::Method(owner, name, arguments) => {
            arguments.iter().try_for_each(plain)?;
            let owner_type = run_type(owner, runs)?;
            if owner_type == Type::Run {
                match (name.as_str(), arguments.len()) {
                    ("thread", 1) => return Ok(Type::Thread),
                    ("process", 1) => return Ok(Type::Process),
                    _ => {}
                }
                return Err(ExprError::new(
                    expr.span.clone(),
                    format!("a run has no method `{name}`"),
                )
                .help("a run's methods are thread('name') and process('name')"));
            }
            must_be_plain(owner, owner_type)?;
            if !TEXT_METHODS.contains(&name.as_str()) {
                let error = ExprError::new(expr.span.clone(), format!("unknown method `{name}`"));
                return Err(error.nearest(name, TEXT_METHODS));
            }
        }
    }
    Ok(Type::Plain)
}

/// The type of an owner: `run` alone is the only run.
fn run_type(owner: &Expr, runs: &[&str]) -> Result<Type, ExprError> {
    match type_of(owner, runs)? {
        Type::Runs if runs.len() == 1 => Ok(Type::Run),
        Type::Runs => {
            let first = runs.first().copied().unwrap_or("name");
            Err(
                ExprError::new(owner.span.clone(), format!("there are {} runs", runs.len()))
                    .help(format!("say which: run['{first}']")),
            )
        }
        other => Ok(other),
    }
}

fn attribute(expr: &Expr, owner: &Expr, name: &str, runs: &[&str]) -> Result<Type, ExprError> {
    let (what, known): (&str, &[&str]) = match run_type(owner, runs)? {
        Type::Run | Type::Runs => ("a run", &RUN_ATTRIBUTES),
        Type::Thread => ("a thread", &THREAD_ATTRIBUTES),
        Type::Latency => ("latency", &LATENCY_ATTRIBUTES),
        Type::Memory => ("memory", &MEMORY_ATTRIBUTES),
        Type::Process => ("a process", &PROCESS_ATTRIBUTES),
        Type::Refcount => ("refcount", &REFCOUNT_ATTRIBUTES),
        Type::Plain => ("a number or text", &[]),
    };
    if !known.contains(&name) {
        let start = expr.span.end.saturating_sub(name.len());
        let error = ExprError::new(start..expr.span.end, format!("{what} has no `{name}`"));
        if what == "a run" && (name == "thread" || name == "process") {
            return Err(error.help(format!("write {name}('name')")));
        }
        return Err(error.nearest(name, known.iter().copied()));
    }
    Ok(match name {
        "latency" => Type::Latency,
        "memory" => Type::Memory,
        "refcount" => Type::Refcount,
        _ => Type::Plain,
    })
}
