//! Settings from the command line, as trees of the same kind as a variant.

use std::ops::Range;

use toml::de::DeValue;

use crate::diagnostic::Source;

use super::keys::{self, Kind};
use super::report::Report;
use super::tree::{At, Entry, Layer, Node, Table, Value, from_toml};

/// `--set python.version=3.9` or `--python 3.9`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// As it stood on the command line: what an error underlines.
    shown: String,
    key: Vec<(String, Range<usize>)>,
    value: Range<usize>,
}

impl Override {
    /// `KEY=VALUE`: a dotted key and a TOML value; quotes around text may be left out.
    /// The error is a sentence.
    pub fn set(setting: &str) -> Result<Self, String> {
        let flag = "--set ";
        let equals = equals_outside_quotes(setting)
            .ok_or_else(|| format!("`{setting}` is not KEY=VALUE, such as machine.cores=2"))?;
        let (key, value) = (&setting[..equals], setting[equals + 1..].trim());
        let blanks = setting.len() - setting.trim_end().len();
        let end = (flag.len() + setting.len()).saturating_sub(blanks);
        Ok(Override {
            key: split_key(key, flag.len())
                .ok_or_else(|| format!("`{key}` is not a dotted key, such as machine.cores"))?,
            value: end.saturating_sub(value.len())..end,
            shown: format!("{flag}{setting}"),
        })
    }

    /// The value of a flag of its own, for the dotted `key`.
    pub fn flag(flag: &str, key: &str, value: &str) -> Self {
        Override {
            key: key
                .split('.')
                .map(|segment| (segment.to_string(), 0..flag.len()))
                .collect(),
            value: flag.len() + 1..flag.len() + 1 + value.len(),
            shown: format!("{flag} {value}"),
        }
    }

    /// As a tree, whose text becomes a source of `report`.
    pub(super) fn tree(&self, report: &mut Report) -> Table {
        let source = report.add_source(Source::new("<command line>", self.shown.as_str()));
        let text = self.shown.get(self.value.clone()).unwrap_or_default();
        let path = self.key.iter().map(|(segment, _)| segment.as_str());
        let kind = keys::at_path(path).map(|key| key.kind);
        let layer = Layer::CommandLine;
        let plain = || Node {
            at: At {
                source,
                span: self.value.clone(),
            },
            layer,
            value: Value::Text(text.to_string()),
        };
        let mut node = match DeValue::parse(text) {
            Ok(value) if !is_text(kind) || value.get_ref().is_str() => {
                let mut node = from_toml(&value, source, layer);
                node.shift(self.value.start);
                node
            }
            _ => plain(),
        };
        let mut table = Table::new();
        for (segment, span) in self.key.iter().rev() {
            let key_at = At {
                source,
                span: span.clone(),
            };
            let outer = Node {
                at: key_at.clone(),
                layer,
                value: Value::Bool(false),
            };
            table = Table::from_iter([(segment.clone(), Entry { key_at, node })]);
            node = Node {
                value: Value::Table(table.clone()),
                ..outer
            };
        }
        table
    }
}

/// Kinds whose value is text, so that `3.13` is no number there.
fn is_text(kind: Option<Kind>) -> bool {
    matches!(
        kind,
        Some(
            Kind::Text
                | Kind::Path
                | Kind::Code
                | Kind::Duration { .. }
                | Kind::Size { .. }
                | Kind::Rate
                | Kind::Version
                | Kind::Choice(_)
        )
    )
}

fn equals_outside_quotes(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => return Some(at),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The segments of a dotted key and where they stand, `offset` bytes further on.
fn split_key(key: &str, offset: usize) -> Option<Vec<(String, Range<usize>)>> {
    let mut segments = Vec::new();
    let mut quote = None;
    let mut start = 0;
    let ends = key.char_indices().chain([(key.len(), '.')]);
    for (at, c) in ends {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c && at < key.len() => quote = None,
            (None, '.') => {
                let segment = key[start..at].trim();
                let bare = segment.trim_matches(['"', '\'']);
                if segment.is_empty() || segments.len() >= 16 {
                    return None;
                }
                segments.push((bare.to_string(), offset + start..offset + at));
                start = at + 1;
            }
            _ => {}
        }
    }
    (quote.is_none() && !segments.is_empty()).then_some(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_split_at_dots_outside_quotes() {
        let check = |setting: &str, expect: &[&str]| {
            let found = Override::set(setting).expect(setting);
            let names: Vec<_> = found.key.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, expect);
        };
        check("machine.cores=2", &["machine", "cores"]);
        check("thread.\"a.b=c\".count = 3", &["thread", "a.b=c", "count"]);
        check("title=a=b", &["title"]);
    }

    #[test]
    fn a_setting_that_is_none_is_refused() {
        for setting in ["", "cores", "=3", "a..b=1", "'open=1", "\"open.x=1"] {
            assert!(Override::set(setting).is_err(), "{setting}");
        }
    }
}
