//! A scenario as a tree of values that know where they were written: in the file, or on the
//! command line. Variants and overrides are trees too; a run is what remains when they are laid
//! over one another.

use std::ops::Range;

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{Key, Kind};
use super::report::Report;

/// A place in one of the texts that a scenario is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// Index into [`Report::sources`]: 0 is the scenario file.
    pub source: usize,
    pub span: Range<usize>,
}

/// Who said it; a later layer wins over an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    File,
    Variant,
    Sweep,
    CommandLine,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub at: At,
    pub layer: Layer,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    /// As written, without underscores; `radix` 2, 8, 10 or 16.
    Integer {
        digits: String,
        radix: u32,
    },
    Float(String),
    Bool(bool),
    Datetime,
    Array(Vec<Node>),
    Table(Table),
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key_at: At,
    pub node: Node,
}

/// In the order in which the keys were written.
pub type Table = IndexMap<String, Entry>;

impl Value {
    /// What a message calls it.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Integer { .. } => "a whole number",
            Value::Float(_) => "a decimal number",
            Value::Bool(_) => "true or false",
            Value::Datetime => "a date",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

impl Node {
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub fn array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i128> {
        match &self.value {
            Value::Integer { digits, radix } => i128::from_str_radix(digits, *radix).ok(),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Float(text) => text.parse().ok(),
            Value::Integer { .. } => self.integer().map(|integer| integer as f64),
            _ => None,
        }
    }

    /// Moves the whole subtree by `offset` bytes: a value parsed out of a longer text.
    pub fn shift(&mut self, offset: usize) {
        self.at.span = self.at.span.start + offset..self.at.span.end + offset;
        match &mut self.value {
            Value::Array(items) => items.iter_mut().for_each(|item| item.shift(offset)),
            Value::Table(table) => table.values_mut().for_each(|entry| {
                let key = &mut entry.key_at.span;
                *key = key.start + offset..key.end + offset;
                entry.node.shift(offset);
            }),
            _ => {}
        }
    }

    /// Marks the whole subtree as said by `layer`.
    pub fn set_layer(&mut self, layer: Layer) {
        self.layer = layer;
        match &mut self.value {
            Value::Array(items) => items.iter_mut().for_each(|item| item.set_layer(layer)),
            Value::Table(table) => table
                .values_mut()
                .for_each(|entry| entry.node.set_layer(layer)),
            _ => {}
        }
    }
}

/// The node at a dotted path, through tables only.
pub fn find<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Entry> {
    let (first, rest) = path.split_first()?;
    let entry = table.get(*first)?;
    if rest.is_empty() {
        return Some(entry);
    }
    find(entry.node.table()?, rest)
}

/// Where the decoded text of a TOML string begins in `source`, if it stands there unchanged.
pub fn text_start(source: &str, span: &Range<usize>, decoded: &str) -> Option<usize> {
    let raw = source.get(span.clone())?;
    for open in [
        "\"\"\"\r\n",
        "\"\"\"\n",
        "\"\"\"",
        "'''\r\n",
        "'''\n",
        "'''",
        "\"",
        "'",
        "",
    ] {
        if let Some(inner) = raw.strip_prefix(open) {
            let close = open.trim_end();
            let same = inner.strip_suffix(close) == Some(decoded);
            return same.then_some(span.start + open.len());
        }
    }
    None
}

/// A parsed TOML value as a node of source `source`. The parser bounds the depth.
pub fn from_toml(value: &Spanned<DeValue<'_>>, source: usize, layer: Layer) -> Node {
    Node {
        at: At {
            source,
            span: value.span(),
        },
        layer,
        value: match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => Value::Integer {
                digits: integer.as_str().to_string(),
                radix: integer.radix(),
            },
            DeValue::Float(float) => Value::Float(float.as_str().to_string()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(_) => Value::Datetime,
            DeValue::Array(items) => Value::Array(
                items
                    .iter()
                    .map(|item| from_toml(item, source, layer))
                    .collect(),
            ),
            DeValue::Table(table) => Value::Table(table_from_toml(table, source, layer)),
        },
    }
}

pub fn table_from_toml(table: &DeTable<'_>, source: usize, layer: Layer) -> Table {
    let mut entries: Vec<(String, Entry)> = table
        .iter()
        .map(|(key, value)| {
            let entry = Entry {
                key_at: At {
                    source,
                    span: key.span(),
                },
                node: from_toml(value, source, layer),
            };
            (key.get_ref().to_string(), entry)
        })
        .collect();
    entries.sort_by_key(|(_, entry)| entry.key_at.span.start);
    entries.into_iter().collect()
}

/// Lays `over` on `base`: tables are merged key by key, anything else is replaced.
/// `thread.cpu.count = 8`, a table where `base` has a list of named tables, changes the one of
/// that name.
pub fn lay_over(base: &mut Table, over: &Table, keys: &[Key], report: &mut Report) {
    for (name, entry) in over {
        let kind = keys.iter().find(|key| key.name == name).map(|key| key.kind);
        let Some(below) = base.get_mut(name) else {
            if let (Some(Kind::Tables(inner)), Value::Table(over)) = (kind, &entry.node.value) {
                for (wanted, entry) in over {
                    lay_over_named(&mut [], name, wanted, entry, inner, report);
                }
            } else {
                base.insert(name.clone(), entry.clone());
            }
            continue;
        };
        match (kind, &mut below.node.value, &entry.node.value) {
            (Some(Kind::Table(inner)), Value::Table(below), Value::Table(over)) => {
                lay_over(below, over, inner, report);
            }
            (Some(Kind::Named(inner)), Value::Table(below), Value::Table(over)) => {
                for (name, entry) in over {
                    match below.get_mut(name).map(|entry| &mut entry.node.value) {
                        Some(Value::Table(below)) => {
                            if let Value::Table(over) = &entry.node.value {
                                lay_over(below, over, inner, report);
                            }
                        }
                        _ => {
                            below.insert(name.clone(), entry.clone());
                        }
                    }
                }
            }
            (Some(Kind::Tables(inner)), Value::Array(below), Value::Table(over)) => {
                for (wanted, entry) in over {
                    lay_over_named(below, name, wanted, entry, inner, report);
                }
            }
            _ => *below = entry.clone(),
        }
    }
}

fn lay_over_named(
    below: &mut [Node],
    list: &str,
    wanted: &str,
    entry: &Entry,
    keys: &[Key],
    report: &mut Report,
) {
    let name_of = |node: &Node| {
        let name = node.table()?.get("name")?;
        name.node.text().map(str::to_string)
    };
    let names: Vec<String> = below.iter().filter_map(name_of).collect();
    let found = below
        .iter_mut()
        .find(|node| name_of(node).as_deref() == Some(wanted));
    match (found.map(|node| &mut node.value), &entry.node.value) {
        (Some(Value::Table(below)), Value::Table(over)) => lay_over(below, over, keys, report),
        (Some(_), _) => {}
        (None, _) => report
            .error(&entry.key_at, format!("there is no {list} `{wanted}`"))
            .nearest(wanted, names.iter().map(String::as_str)),
    }
}
