//! Every key that a scenario may have: name, kind, default, meaning. The reader, the JSON schema
//! and the "did you mean" of an unknown key are all made from this one table.

mod chart;
mod lesson;
mod table;

use crate::nanos::Nanos;

pub use chart::METRICS;
pub use lesson::CHOICES;
pub use table::*;

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text,
    /// A program beside the scenario file, relative to its folder.
    Path,
    /// Several lines of Python.
    Code,
    /// A list of texts, so many.
    Texts {
        min: usize,
        max: usize,
    },
    /// A list of Python expressions over the results.
    Expectations,
    Bool,
    Integer {
        min: u64,
        max: u64,
    },
    /// A finite number without a unit.
    Number {
        min: f64,
        max: f64,
    },
    Duration {
        min: Nanos,
        max: Nanos,
    },
    Size {
        min: u64,
        max: u64,
    },
    Rate,
    Version,
    Choice(&'static [Choice]),
    Choices(&'static [Choice]),
    /// A duration, or one table of [`DISTRIBUTIONS`].
    Latency,
    /// `[from, to]`.
    Window,
    Table(&'static [Key]),
    /// `[[thread]]`: a list of tables that each have a `name`.
    Tables(&'static [Key]),
    /// `[io.disk]`: tables whose names are the user's.
    Named(&'static [Key]),
    /// Texts whose keys are names of the user's.
    Renamed,
    /// Dotted keys with a list of values each, and `metric`.
    Sweep,
}

/// A word that a key may be set to.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub word: &'static str,
    pub doc: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// As one would write it, for the documentation; `""` where there is none.
    pub default: &'static str,
    pub doc: &'static str,
    /// A TOML value other than the default.
    pub example: &'static str,
}

/// The key at a dotted path; a segment below `io`, `thread`, `signal` or `variant` is a name
/// of the user's.
pub fn at_path<'a>(path: impl IntoIterator<Item = &'a str>) -> Option<Key> {
    let mut path = path.into_iter();
    let mut keys = SCENARIO;
    let mut found = None;
    while let Some(segment) = path.next() {
        let key = *keys.iter().find(|key| key.name == segment)?;
        keys = match key.kind {
            Kind::Table(inner) => inner,
            Kind::Named(inner) | Kind::Tables(inner) => {
                if path.next().is_none() {
                    return Some(key);
                }
                inner
            }
            _ => &[],
        };
        found = Some(key);
    }
    found
}

/// Whether the values of the key at a dotted path are words, which have no distance from each other.
pub fn takes_words(path: &str) -> bool {
    at_path(path.split('.')).is_some_and(|key| {
        matches!(
            key.kind,
            Kind::Version | Kind::Choice(_) | Kind::Choices(_) | Kind::Bool
        )
    })
}

/// Where else a key of this name exists, as a dotted path: `machine.cores` for `cores`.
pub fn elsewhere(name: &str) -> Option<String> {
    if SCENARIO.iter().any(|key| key.name == name) {
        return Some(name.to_string());
    }
    SCENARIO.iter().find_map(|table| match table.kind {
        Kind::Table(keys) if keys.iter().any(|key| key.name == name) => {
            Some(format!("{}.{name}", table.name))
        }
        _ => None,
    })
}
