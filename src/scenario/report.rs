//! Where the problems of one scenario are collected.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity, Source};

use super::nearest::{nearest, one_of};
use super::tree::At;

/// More than this many problems of one file help nobody.
const MOST: usize = 100;

#[derive(Debug, Default)]
pub struct Report {
    pub sources: Vec<Source>,
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    at: At,
    severity: Severity,
    message: String,
    label: Option<String>,
    help: Vec<String>,
}

/// The problem just reported, to say more about it.
pub struct Problem<'a>(Option<&'a mut Found>);

impl Problem<'_> {
    pub fn label(mut self, label: impl Into<String>) -> Self {
        if let Some(found) = &mut self.0 {
            found.label = Some(label.into());
        }
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        if let Some(found) = &mut self.0 {
            found.help.push(help.into());
        }
        self
    }

    /// Suggests the known name that `name` is closest to, or lists them when there are few.
    pub fn nearest<'b>(self, name: &str, known: impl IntoIterator<Item = &'b str>) {
        let known: Vec<&str> = known.into_iter().collect();
        if let Some(near) = nearest(name, known.iter().copied()) {
            self.help(format!("did you mean `{near}`?"));
        } else if !known.is_empty() && known.len() <= 16 {
            self.help(format!("there is {}", one_of(known)));
        }
    }
}

impl Report {
    pub fn new(scenario: Source) -> Self {
        Report {
            sources: vec![scenario],
            found: Vec::new(),
        }
    }

    /// Adds a text that problems can point into; the number is for [`At::source`].
    pub fn add_source(&mut self, source: Source) -> usize {
        self.sources.push(source);
        self.sources.len() - 1
    }

    pub fn error(&mut self, at: &At, message: impl Into<String>) -> Problem<'_> {
        self.push(at, Severity::Error, message.into())
    }

    pub fn warning(&mut self, at: &At, message: impl Into<String>) -> Problem<'_> {
        self.push(at, Severity::Warning, message.into())
    }

    /// The same problem of the same place is told once: several variants share their base.
    fn push(&mut self, at: &At, severity: Severity, message: String) -> Problem<'_> {
        let known = self
            .found
            .iter()
            .any(|found| found.at == *at && found.message == message);
        if known || self.found.len() >= MOST {
            return Problem(None);
        }
        self.found.push(Found {
            at: at.clone(),
            severity,
            message,
            label: None,
            help: Vec::new(),
        });
        Problem(self.found.last_mut())
    }

    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// Forgets the problems that broken lines of TOML drag along: those on the same lines, and
    /// those of values that the parser made up.
    pub fn retain_outside_lines_of(&mut self, broken: &[Range<usize>]) {
        let Some(text) = self.sources.first().map(|source| source.text.clone()) else {
            return;
        };
        let line_of = |offset: usize| {
            let before = &text.as_bytes()[..offset.min(text.len())];
            before.iter().filter(|byte| **byte == b'\n').count()
        };
        let broken: Vec<usize> = broken.iter().map(|span| line_of(span.start)).collect();
        self.found.retain(|found| {
            let unplaced = found.at.span.is_empty();
            found.at.source != 0 || !(unplaced || broken.contains(&line_of(found.at.span.start)))
        });
    }

    /// Everything found, in the order of the texts.
    pub fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|found| (found.at.source, found.at.span.start));
        let sources = self.sources;
        self.found
            .into_iter()
            .filter_map(|found| {
                Some(Diagnostic {
                    severity: found.severity,
                    message: found.message,
                    source: sources.get(found.at.source)?.clone(),
                    span: Some(found.at.span),
                    label: found.label,
                    help: found.help,
                })
            })
            .collect()
    }
}
