//! Checks a tree against the table of keys: unknown keys, wrong types, units, ranges.

use crate::nanos::Nanos;

use super::keys::{self, Choice, DISTRIBUTIONS, Key, Kind};
use super::nearest::{nearest, one_of};
use super::report::Report;
use super::tree::{At, Entry, Node, Table, Value};
use super::units::{self, UnitError};
use crate::profile::Version;

/// Whether the keys that a table must have are demanded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    Whole,
    /// A variant has a name, and names only what it changes.
    Variant,
    /// An override names only what it changes.
    Part,
}

/// Checks every key of `table`. `at` is the table's own place, `path` its dotted name (`""` at
/// the top).
pub fn table(
    table: &Table,
    at: &At,
    path: &str,
    keys: &[Key],
    demand: Demand,
    report: &mut Report,
) {
    let inner = match demand {
        Demand::Whole => Demand::Whole,
        Demand::Variant | Demand::Part => Demand::Part,
    };
    for (name, entry) in table {
        match keys.iter().find(|key| key.name == name) {
            Some(key) => value(&entry.node, &join(path, name), key, inner, report),
            None => unknown(name, entry, path, keys, report),
        }
    }
    if demand != Demand::Part {
        for key in keys.iter().filter(|key| key.required) {
            if !table.contains_key(key.name) {
                report
                    .error(at, format!("{} has no `{}`", here(path), key.name))
                    .help(format!("add {} = {}", key.name, key.example));
            }
        }
    }
}

fn unknown(name: &str, entry: &Entry, path: &str, keys: &[Key], report: &mut Report) {
    let problem = report.error(
        &entry.key_at,
        format!("unknown key `{name}` in {}", here(path)),
    );
    let known = || keys.iter().map(|key| key.name);
    if let Some(near) = nearest(name, known()) {
        problem.help(format!("did you mean `{near}`?"));
    } else if let Some(other) = keys::elsewhere(name) {
        match other.split_once('.') {
            Some((table, _)) => problem.help(format!("`{name}` belongs to [{table}]: `{other}`")),
            None => problem.help(format!(
                "`{name}` belongs to the top of the file, above the first [table]"
            )),
        };
    } else {
        problem.help(format!("the keys here are {}", one_of(known())));
    }
}

fn value(node: &Node, path: &str, key: &Key, demand: Demand, report: &mut Report) {
    match key.kind {
        Kind::Table(keys) => match node.table() {
            Some(inner) => table(inner, &node.at, path, keys, demand, report),
            None => wrong_type(node, path, &format!("a table: [{path}]"), report),
        },
        Kind::Named(keys) => match node.table() {
            Some(devices) => {
                for (name, entry) in devices {
                    let path = join(path, name);
                    match entry.node.table() {
                        Some(inner) => table(inner, &entry.node.at, &path, keys, demand, report),
                        None => {
                            wrong_type(&entry.node, &path, &format!("a table: [{path}]"), report);
                        }
                    }
                }
            }
            None => wrong_type(node, path, &format!("a table: [{path}.disk]"), report),
        },
        Kind::Tables(keys) => list_of_tables(node, path, keys, demand, report),
        // Checked by `sweep`, which needs the whole scenario.
        Kind::Sweep => {
            if node.table().is_none() {
                wrong_type(node, path, "a table: [sweep]", report);
            }
        }
        Kind::Texts { min, max } => {
            let items = items(node, path, "a list of texts", report);
            for item in items {
                text(item, path, report);
            }
            if node.array().is_some() && !(min..=max).contains(&items.len()) {
                let message = format!("`{path}` must have {min} to {max} texts");
                report.error(&node.at, message);
            }
        }
        Kind::Expectations => {
            for item in items(node, path, "a list of texts", report) {
                text(item, path, report);
            }
        }
        Kind::Renamed => match node.table() {
            Some(names) => {
                for (name, entry) in names {
                    text(&entry.node, &join(path, name), report);
                }
            }
            None => wrong_type(node, path, &format!("a table: [{path}]"), report),
        },
        Kind::Choices(choices) => {
            for item in items(node, path, "a list of words", report) {
                choice(item, path, choices, report);
            }
        }
        Kind::Window => window(node, path, report),
        _ => scalar(node, path, key, report),
    }
}

fn list_of_tables(node: &Node, path: &str, keys: &[Key], demand: Demand, report: &mut Report) {
    match &node.value {
        Value::Array(items) => {
            let demand = if path == "variant" {
                Demand::Variant
            } else {
                Demand::Whole
            };
            for item in items {
                match item.table() {
                    Some(inner) => table(inner, &item.at, path, keys, demand, report),
                    None => wrong_type(item, path, &format!("a table: [[{path}]]"), report),
                }
            }
        }
        Value::Table(named) if demand == Demand::Part => {
            for (name, entry) in named {
                let path = join(path, name);
                match entry.node.table() {
                    Some(inner) => table(inner, &entry.node.at, &path, keys, Demand::Part, report),
                    None => {
                        report
                            .error(&entry.node.at, format!("`{path}` must be a table of keys"))
                            .help(format!("for example `{path}.{}`", keys[0].name));
                    }
                }
            }
        }
        Value::Table(_) => {
            report
                .error(&node.at, format!("`{path}` is a list of tables"))
                .help(format!("write [[{path}]] with two brackets"));
        }
        _ => wrong_type(node, path, &format!("a list of tables: [[{path}]]"), report),
    }
}

/// Checks one value that is no table or list of its own.
pub fn scalar(node: &Node, path: &str, key: &Key, report: &mut Report) {
    match key.kind {
        Kind::Text | Kind::Code | Kind::Path => text(node, path, report),
        Kind::Bool => {
            if !matches!(node.value, Value::Bool(_)) {
                wrong_type(node, path, "true or false", report);
            }
        }
        Kind::Integer { min, max } => integer(node, path, min, max, report),
        Kind::Number { min, max } => match node.number() {
            Some(number) if number >= min && number <= max => {}
            Some(_) => {
                report.error(&node.at, format!("`{path}` must be from {min} to {max}"));
            }
            None => wrong_type(node, path, "a number", report),
        },
        Kind::Duration { min, max } => {
            if let Some(nanos) = quantity(node, path, units::duration, units::bare_duration, report)
            {
                range(node, path, nanos, min, max, units::show_duration, report);
            }
        }
        Kind::Size { min, max } => {
            if let Some(bytes) = quantity(node, path, units::size, units::bare_size, report) {
                range(node, path, bytes, min, max, units::show_size, report);
            }
        }
        Kind::Rate => {
            let rate = quantity(node, path, units::rate, units::bare_rate, report);
            if rate == Some(0) {
                report.error(&node.at, format!("`{path}` cannot be zero"));
            }
        }
        Kind::Version => version(node, path, report),
        Kind::Choice(choices) => choice(node, path, choices, report),
        Kind::Latency => latency(node, path, report),
        _ => wrong_type(node, path, "a single value", report),
    }
}

fn text(node: &Node, path: &str, report: &mut Report) {
    if node.text().is_none() {
        wrong_type(node, path, "text in quotes", report);
    }
}

fn integer(node: &Node, path: &str, min: u64, max: u64, report: &mut Report) {
    if !matches!(node.value, Value::Integer { .. }) {
        return wrong_type(node, path, "a whole number", report);
    }
    let fits = node
        .integer()
        .is_some_and(|integer| integer >= i128::from(min) && integer <= i128::from(max));
    if !fits {
        report.error(&node.at, format!("`{path}` must be from {min} to {max}"));
    }
}

fn quantity(
    node: &Node,
    path: &str,
    parse: fn(&str) -> Result<u64, UnitError>,
    bare: fn(&str) -> UnitError,
    report: &mut Report,
) -> Option<u64> {
    let error = match &node.value {
        Value::Text(text) => match parse(text) {
            Ok(quantity) => return Some(quantity),
            Err(error) => error,
        },
        Value::Integer { digits, radix: 10 } | Value::Float(digits)
            if digits.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            bare(digits)
        }
        _ => {
            wrong_type(node, path, "text with a unit", report);
            return None;
        }
    };
    let problem = report.error(&node.at, format!("`{path}`: {}", error.message));
    if let Some(help) = error.help {
        problem.help(help);
    }
    None
}

fn range(
    node: &Node,
    path: &str,
    value: u64,
    min: u64,
    max: u64,
    show: fn(u64) -> String,
    report: &mut Report,
) {
    if value < min || value > max {
        let message = format!("`{path}` must be from {} to {}", show(min), show(max));
        report.error(&node.at, message);
    }
}

fn version(node: &Node, path: &str, report: &mut Report) {
    let message = match &node.value {
        Value::Text(text) if text.parse::<Version>().is_ok() => return,
        Value::Text(text) => format!("Python `{text}` is not among those that are simulated"),
        Value::Float(digits) => {
            report
                .error(&node.at, format!("`{path}` must be text in quotes"))
                .help(format!("write \"{digits}\""));
            return;
        }
        _ => return wrong_type(node, path, "text in quotes", report),
    };
    report
        .error(&node.at, message)
        .help(format!("the versions are {}", Version::LISTED));
}

fn choice(node: &Node, path: &str, choices: &[Choice], report: &mut Report) {
    let words = || choices.iter().map(|choice| choice.word);
    match node.text() {
        Some(text) if words().any(|word| word == text) => {}
        Some(text) => {
            let problem = report.error(&node.at, format!("`{path}` cannot be `{text}`"));
            let problem = match nearest(text, words()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem,
            };
            problem.help(format!("it is {}", one_of(words())));
        }
        None => wrong_type(node, path, &one_of(words()), report),
    }
}

fn latency(node: &Node, path: &str, report: &mut Report) {
    let Some(shape) = node.table() else {
        let duration = Kind::Duration {
            min: 0,
            max: keys::LONGEST,
        };
        let key = Key {
            kind: duration,
            ..DISTRIBUTIONS[0].1[0]
        };
        return scalar(node, path, &key, report);
    };
    let names = || DISTRIBUTIONS.iter().map(|(name, _)| *name);
    if shape.len() != 1 {
        report
            .error(&node.at, format!("`{path}` has one distribution"))
            .help(format!("one of {}", one_of(names())));
    }
    for (name, entry) in shape {
        let path = join(path, name);
        match DISTRIBUTIONS.iter().find(|(known, _)| known == name) {
            Some((_, keys)) => match entry.node.table() {
                Some(inner) => table(inner, &entry.node.at, &path, keys, Demand::Whole, report),
                None => wrong_type(&entry.node, &path, "a table", report),
            },
            None => report
                .error(&entry.key_at, format!("unknown distribution `{name}`"))
                .nearest(name, names()),
        }
    }
    if let Some(uniform) = shape.get("uniform").and_then(|entry| entry.node.table())
        && let (Some(min), Some(max)) = (nanos(uniform, "min"), nanos(uniform, "max"))
        && min > max
        && let Some(entry) = uniform.get("max")
    {
        report.error(
            &entry.node.at,
            format!("`{path}.uniform`: max is below min"),
        );
    }
}

fn window(node: &Node, path: &str, report: &mut Report) {
    let expect = "two times: [\"0ms\", \"60ms\"]";
    let Some([from, to]) = node.array() else {
        return wrong_type(node, path, expect, report);
    };
    let mut time = |node| quantity(node, path, units::duration, units::bare_duration, report);
    if let (Some(from), Some(until)) = (time(from), time(to))
        && from >= until
    {
        report.error(&to.at, format!("`{path}` ends before it begins"));
    }
}

fn items<'a>(node: &'a Node, path: &str, expect: &str, report: &mut Report) -> &'a [Node] {
    node.array().unwrap_or_else(|| {
        wrong_type(node, path, expect, report);
        &[]
    })
}

pub fn wrong_type(node: &Node, path: &str, expect: &str, report: &mut Report) {
    report
        .error(&node.at, format!("`{path}` must be {expect}"))
        .label(format!("this is {}", node.value.kind_name()));
}

fn nanos(table: &Table, name: &str) -> Option<Nanos> {
    units::duration(table.get(name)?.node.text()?).ok()
}

fn here(path: &str) -> String {
    if path.is_empty() {
        "the scenario".to_string()
    } else {
        format!("[{path}]")
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_string()
    } else {
        format!("{path}.{name}")
    }
}
