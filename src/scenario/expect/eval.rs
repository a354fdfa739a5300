//! The value of a claim.

use crate::nanos::Nanos;

use super::ExprError;
use super::explain::{show, show_number};
use super::parse::{Comparison, Expr, ExprKind, Function, Operator};
use super::results::{
    MemoryResults, ProcessResults, RefcountResults, Results, RunResults, ThreadResults,
};

#[derive(Clone, Debug)]
pub enum Value<'a> {
    None,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value<'a>>),
    Runs,
    Run(&'a RunResults),
    Thread(&'a RunResults, Vec<&'a ThreadResults>),
    /// Waits, shortest first.
    Latency(Vec<Nanos>),
    Memory(&'a MemoryResults),
    Process(&'a ProcessResults),
    Refcount(RefcountResults),
}

type Evaluated<'a> = Result<Value<'a>, ExprError>;

impl Value<'_> {
    /// Python's truth.
    pub fn is_true(&self) -> bool {
        match self {
            Value::None => false,
            Value::Bool(value) => *value,
            Value::Number(number) => *number != 0.0,
            Value::Text(text) => !text.is_empty(),
            Value::List(items) => !items.is_empty(),
            _ => true,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Bool(value) => Some(f64::from(u8::from(*value))),
            _ => None,
        }
    }

    pub fn what(&self) -> &'static str {
        match self {
            Value::None => "None",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Runs | Value::Run(_) => "a run",
            Value::Thread(..) => "a thread",
            Value::Latency(_) => "latencies",
            Value::Memory(_) => "memory",
            Value::Process(_) => "a process",
            Value::Refcount(_) => "reference counts",
        }
    }

    fn equals(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (Value::None, Value::None) => true,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
            }
            _ => matches!((self.number(), other.number()), (Some(a), Some(b)) if a == b),
        }
    }
}

pub fn evaluate<'a>(expr: &Expr, results: &'a Results) -> Evaluated<'a> {
    let error = |message: String| ExprError::new(expr.span.clone(), message);
    match &expr.kind {
        ExprKind::None => Ok(Value::None),
        ExprKind::Bool(value) => Ok(Value::Bool(*value)),
        ExprKind::Number(number) => Ok(Value::Number(*number)),
        ExprKind::Text(text) => Ok(Value::Text(text.clone())),
        ExprKind::Run => Ok(Value::Runs),
        ExprKind::List(items) => Ok(Value::List(evaluate_all(items, results)?)),
        ExprKind::Not(inner) => Ok(Value::Bool(!evaluate(inner, results)?.is_true())),
        ExprKind::And(items) => first_where(items, results, false),
        ExprKind::Or(items) => first_where(items, results, true),
        ExprKind::Negate(inner) => {
            let value = evaluate(inner, results)?;
            let number = value.number();
            let number = number.ok_or_else(|| error(format!("cannot negate {}", value.what())))?;
            Ok(Value::Number(-number))
        }
        ExprKind::Arithmetic(left, operator, right) => {
            let (left, right) = (evaluate(left, results)?, evaluate(right, results)?);
            arithmetic(&left, *operator, &right).map_err(error)
        }
        ExprKind::Compare(first, links) => {
            let mut left = evaluate(first, results)?;
            for (comparison, operand) in links {
                let right = evaluate(operand, results)?;
                if !compare(&left, *comparison, &right).map_err(error)? {
                    return Ok(Value::Bool(false));
                }
                left = right;
            }
            Ok(Value::Bool(true))
        }
        ExprKind::Call(function, arguments) => {
            call(*function, &evaluate_all(arguments, results)?).map_err(error)
        }
        ExprKind::Index(owner, index) => {
            let (owner, index) = (evaluate(owner, results)?, evaluate(index, results)?);
            item(&owner, &index, results).map_err(error)
        }
        ExprKind::Attribute(owner, name) => {
            attribute(only(evaluate(owner, results)?, results), name).map_err(error)
        }
        ExprKind::Method(owner, method, arguments) => {
            let owner = only(evaluate(owner, results)?, results);
            let arguments = evaluate_all(arguments, results)?;
            match (owner, arguments.as_slice()) {
                (Value::Run(run), [Value::Text(thread)]) if method == "thread" => {
                    threads(run, thread, expr)
                }
                (Value::Run(run), [Value::Text(name)]) if method == "process" => {
                    process(run, name, expr)
                }
                (Value::Text(text), arguments) => {
                    text_method(&text, method, arguments).map_err(error)
                }
                (owner, _) => Err(error(format!("{} has no method `{method}`", owner.what()))),
            }
        }
    }
}

fn evaluate_all<'a>(items: &[Expr], results: &'a Results) -> Result<Vec<Value<'a>>, ExprError> {
    items.iter().map(|item| evaluate(item, results)).collect()
}

/// `and` and `or`: the first operand whose truth is `truth`, or the last.
fn first_where<'a>(items: &[Expr], results: &'a Results, truth: bool) -> Evaluated<'a> {
    let mut last = Value::Bool(!truth);
    for item in items {
        last = evaluate(item, results)?;
        if last.is_true() == truth {
            break;
        }
    }
    Ok(last)
}

/// `run` alone is the only run.
fn only<'a>(value: Value<'a>, results: &'a Results) -> Value<'a> {
    match (value, results.runs.first()) {
        (Value::Runs, Some((_, run))) if results.runs.len() == 1 => Value::Run(run),
        (value, _) => value,
    }
}

fn threads<'a>(run: &'a RunResults, name: &str, expr: &Expr) -> Evaluated<'a> {
    let found = run.threads_named(name);
    if found.is_empty() {
        let names = run.threads.iter().map(|thread| thread.name.as_str());
        let error = ExprError::new(expr.span.clone(), format!("there is no thread `{name}`"));
        return Err(error.nearest(name, names));
    }
    Ok(Value::Thread(run, found))
}

fn process<'a>(run: &'a RunResults, name: &str, expr: &Expr) -> Evaluated<'a> {
    let error = |message: String| ExprError::new(expr.span.clone(), message);
    let Some(memory) = &run.memory else {
        return Err(error(NOT_COUNTED.to_string()));
    };
    let found = memory.processes.iter().find(|it| it.name == name);
    found.map(Value::Process).ok_or_else(|| {
        let names = memory.processes.iter().map(|it| it.name.as_str());
        error(format!("there is no process `{name}`")).nearest(name, names)
    })
}

const NOT_COUNTED: &str = "memory was not counted in this run: only the engine `sim` does that";

fn item<'a>(
    owner: &Value<'a>,
    index: &Value<'_>,
    results: &'a Results,
) -> Result<Value<'a>, String> {
    match (owner, index) {
        (Value::Runs, Value::Text(name)) => results
            .runs
            .get(name)
            .map(Value::Run)
            .ok_or_else(|| format!("`{name}` was not run")),
        (Value::List(items), Value::Number(number)) => {
            let at = position(*number, items.len())?;
            items
                .get(at)
                .cloned()
                .ok_or_else(|| "the list is shorter".to_string())
        }
        (Value::Text(text), Value::Number(number)) => {
            let at = position(*number, text.chars().count())?;
            let c = text.chars().nth(at).ok_or("the text is shorter")?;
            Ok(Value::Text(c.to_string()))
        }
        _ => Err(format!(
            "{} cannot be indexed by {}",
            owner.what(),
            index.what()
        )),
    }
}

fn position(number: f64, length: usize) -> Result<usize, String> {
    let from = if number < 0.0 {
        number + length as f64
    } else {
        number
    };
    if from.fract() != 0.0 || from < 0.0 || from >= length as f64 {
        return Err(format!(
            "index {} is outside a length of {length}",
            show_number(number)
        ));
    }
    Ok(from as usize)
}

fn seconds(nanos: Nanos) -> f64 {
    nanos as f64 / 1e9
}

fn attribute<'a>(owner: Value<'a>, name: &str) -> Result<Value<'a>, String> {
    let number = |number: f64| Ok(Value::Number(number));
    let count = |count: u64| Ok(Value::Number(count as f64));
    let unknown = |owner: &Value<'_>| Err(format!("{} has no `{name}`", owner.what()));
    match &owner {
        Value::Run(run) => match name {
            "speedup" => number(run.speedup),
            "wall" => number(seconds(run.wall)),
            "switches" => count(run.switches),
            "forced" => count(run.forced),
            "voluntary" => count(run.voluntary),
            "drop_requests" => count(run.drop_requests),
            "failed_takes" => count(run.failed_takes),
            "gil_held" => number(run.gil_held),
            "stdout" => Ok(Value::Text(run.stdout.clone())),
            "status" => number(f64::from(run.status)),
            "latency" => Ok(latency(run.threads.iter())),
            "memory" => match &run.memory {
                Some(memory) => Ok(Value::Memory(memory)),
                None => Err(NOT_COUNTED.to_string()),
            },
            "refcount" => Ok(Value::Refcount(run.refcount)),
            _ => unknown(&owner),
        },
        Value::Thread(run, threads) => {
            let sum = |part: fn(&ThreadResults) -> Nanos| -> f64 {
                threads.iter().map(|thread| seconds(part(thread))).sum()
            };
            match name {
                "running" => number(sum(|thread| thread.running)),
                "gil_wait" => number(sum(|thread| thread.gil_wait)),
                "lock_wait" => number(sum(|thread| thread.lock_wait)),
                "io" => number(sum(|thread| thread.io)),
                "sleep" => number(sum(|thread| thread.sleep)),
                "native" => number(sum(|thread| thread.native)),
                "latency" => Ok(latency(threads.iter().copied())),
                "share" => {
                    let all: f64 = run
                        .threads
                        .iter()
                        .map(|thread| seconds(thread.running))
                        .sum();
                    let own = sum(|thread| thread.running);
                    number(if all > 0.0 { own / all } else { 0.0 })
                }
                _ => unknown(&owner),
            }
        }
        Value::Memory(memory) => match name {
            "peak" => count(memory.peak),
            "text" => count(memory.text),
            "shared" => count(memory.shared),
            "copied" => count(memory.copied),
            "processes" => {
                let peaks = memory.processes.iter();
                let peaks = peaks.map(|it| Value::Number(it.peak as f64));
                Ok(Value::List(peaks.collect()))
            }
            _ => unknown(&owner),
        },
        Value::Process(process) => match name {
            "peak" => count(process.peak),
            "own" => count(process.own),
            "code" => count(process.code),
            "heap" => count(process.heap),
            "stacks" => count(process.stacks),
            "shared" => count(process.shared),
            "copied" => count(process.copied),
            _ => unknown(&owner),
        },
        Value::Latency(waits) => match name {
            "p50" => number(percentile(waits, 50)),
            "p90" => number(percentile(waits, 90)),
            "p99" => number(percentile(waits, 99)),
            "max" => number(percentile(waits, 100)),
            _ => unknown(&owner),
        },
        Value::Refcount(refcount) => match name {
            "watched" => count(refcount.watched),
            "lost" => count(refcount.lost),
            "leaks" => count(refcount.leaks),
            "freed_early" => count(refcount.freed_early),
            _ => unknown(&owner),
        },
        _ => unknown(&owner),
    }
}

fn latency<'a>(threads: impl Iterator<Item = &'a ThreadResults>) -> Value<'a> {
    let mut waits: Vec<Nanos> = threads
        .flat_map(|thread| &thread.gil_waits)
        .copied()
        .collect();
    waits.sort_unstable();
    Value::Latency(waits)
}

/// The nearest rank: the shortest wait that at least `percent` of all do not exceed, in seconds.
/// Zero for a thread that never waited.
fn percentile(waits: &[Nanos], percent: usize) -> f64 {
    let rank = waits.len().saturating_mul(percent).div_ceil(100);
    let wait = waits.get(rank.saturating_sub(1));
    wait.copied().map_or(0.0, seconds)
}

fn arithmetic<'a>(
    left: &Value<'_>,
    operator: Operator,
    right: &Value<'_>,
) -> Result<Value<'a>, String> {
    if let (Value::Text(a), Operator::Add, Value::Text(b)) = (left, operator, right) {
        return Ok(Value::Text(format!("{a}{b}")));
    }
    let (Some(a), Some(b)) = (left.number(), right.number()) else {
        return Err(format!(
            "cannot calculate with {} and {}",
            left.what(),
            right.what()
        ));
    };
    let divides = matches!(
        operator,
        Operator::Divide | Operator::FloorDivide | Operator::Modulo
    );
    if divides && b == 0.0 {
        return Err("division by zero".to_string());
    }
    let number = match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::FloorDivide => (a / b).floor(),
        Operator::Modulo => a - b * (a / b).floor(),
        Operator::Power => libm::pow(a, b),
    };
    if number.is_finite() {
        Ok(Value::Number(number))
    } else {
        Err("the result is too large".to_string())
    }
}

pub fn compare(
    left: &Value<'_>,
    comparison: Comparison,
    right: &Value<'_>,
) -> Result<bool, String> {
    use std::cmp::Ordering;
    match comparison {
        Comparison::Equal => return Ok(left.equals(right)),
        Comparison::NotEqual => return Ok(!left.equals(right)),
        Comparison::In => return contains(right, left),
        Comparison::NotIn => return contains(right, left).map(|found| !found),
        _ => {}
    }
    let ordering = match (left, right) {
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => match (left.number(), right.number()) {
            (Some(a), Some(b)) => match a.partial_cmp(&b) {
                Some(ordering) => ordering,
                None => return Ok(false),
            },
            _ => {
                return Err(format!(
                    "cannot compare {} with {}",
                    left.what(),
                    right.what()
                ));
            }
        },
    };
    Ok(match comparison {
        Comparison::Less => ordering == Ordering::Less,
        Comparison::LessEqual => ordering != Ordering::Greater,
        Comparison::Greater => ordering == Ordering::Greater,
        _ => ordering != Ordering::Less,
    })
}

fn contains(whole: &Value<'_>, part: &Value<'_>) -> Result<bool, String> {
    match (whole, part) {
        (Value::Text(whole), Value::Text(part)) => Ok(whole.contains(part.as_str())),
        (Value::List(items), part) => Ok(items.iter().any(|item| item.equals(part))),
        _ => Err(format!(
            "cannot look for {} in {}",
            part.what(),
            whole.what()
        )),
    }
}

fn call<'a>(function: Function, arguments: &[Value<'a>]) -> Result<Value<'a>, String> {
    let wrong = || {
        let what: Vec<&str> = arguments.iter().map(Value::what).collect();
        format!(
            "{}() does not take {}",
            function.word(),
            if what.is_empty() {
                "nothing".to_string()
            } else {
                what.join(" and ")
            }
        )
    };
    let list = match arguments {
        [Value::List(items)] => items.as_slice(),
        _ => arguments,
    };
    let numbers = || -> Result<Vec<f64>, String> {
        list.iter()
            .map(|item| item.number().ok_or_else(wrong))
            .collect()
    };
    let one_list = matches!(arguments, [Value::List(_)]);
    let number = match (function, arguments) {
        (Function::Abs, [value]) => value.number().ok_or_else(wrong)?.abs(),
        (Function::Min | Function::Max, [_, ..]) => {
            let pick = if function == Function::Min {
                f64::min
            } else {
                f64::max
            };
            let numbers = numbers()?;
            numbers.into_iter().reduce(pick).ok_or_else(wrong)?
        }
        (Function::Sum, [_]) if one_list => numbers()?.into_iter().sum(),
        (Function::Len, [Value::List(items)]) => items.len() as f64,
        (Function::Len, [Value::Text(text)]) => text.chars().count() as f64,
        (Function::Round, [value]) => round(value.number().ok_or_else(wrong)?, 0.0),
        (Function::Round, [value, Value::Number(digits)]) => {
            round(value.number().ok_or_else(wrong)?, *digits)
        }
        (Function::All, [_]) if one_list => {
            return Ok(Value::Bool(list.iter().all(Value::is_true)));
        }
        (Function::Any, [_]) if one_list => {
            return Ok(Value::Bool(list.iter().any(Value::is_true)));
        }
        (Function::Int, [Value::Text(text)]) => {
            let integer: i64 = text.trim().parse().map_err(|_| not_a_number(text))?;
            integer as f64
        }
        (Function::Float, [Value::Text(text)]) => {
            let float: f64 = text.trim().parse().map_err(|_| not_a_number(text))?;
            float
        }
        (Function::Int, [value]) => value.number().ok_or_else(wrong)?.trunc(),
        (Function::Float, [value]) => value.number().ok_or_else(wrong)?,
        _ => return Err(wrong()),
    };
    if number.is_finite() {
        Ok(Value::Number(number))
    } else {
        Err("the result is too large".to_string())
    }
}

fn not_a_number(text: &str) -> String {
    format!("{} is not a number", show(&Value::Text(text.to_string())))
}

/// Halves go to the even neighbour, as in Python.
fn round(number: f64, digits: f64) -> f64 {
    let scale = libm::pow(10.0, digits.clamp(-20.0, 20.0).trunc());
    (number * scale).round_ties_even() / scale
}

fn text_method<'a>(text: &str, name: &str, arguments: &[Value<'_>]) -> Result<Value<'a>, String> {
    let texts = |parts: Vec<&str>| {
        Value::List(
            parts
                .into_iter()
                .map(|part| Value::Text(part.to_string()))
                .collect(),
        )
    };
    Ok(match (name, arguments) {
        ("strip", []) => Value::Text(text.trim().to_string()),
        ("lower", []) => Value::Text(text.to_lowercase()),
        ("split", []) => texts(text.split_whitespace().collect()),
        ("split", [Value::Text(at)]) if !at.is_empty() => texts(text.split(at.as_str()).collect()),
        ("splitlines", []) => texts(text.lines().collect()),
        ("startswith", [Value::Text(start)]) => Value::Bool(text.starts_with(start.as_str())),
        ("endswith", [Value::Text(end)]) => Value::Bool(text.ends_with(end.as_str())),
        ("count", [Value::Text(part)]) if !part.is_empty() => {
            Value::Number(text.matches(part.as_str()).count() as f64)
        }
        _ => return Err(format!("`{name}` does not take these arguments")),
    })
}
