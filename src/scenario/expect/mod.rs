//! What a lesson claims: Python expressions over the results of its runs, such as
//! `run['5 ms'].thread('io').latency.p50 > 0.005`. Names and attributes are checked when the
//! scenario is read, so a misspelt claim fails before anything runs.

mod eval;
mod explain;
mod lex;
mod parse;
mod results;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Source};

use super::tree::{At, text_start};

pub use results::{
    MemoryResults, ProcessResults, RefcountResults, Results, RunResults, ThreadResults,
};

/// One claim.
#[derive(Clone, Debug)]
pub struct Expectation {
    text: String,
    expr: parse::Expr,
    place: Option<(Source, Range<usize>)>,
}

/// Whether a claim holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Held,
    /// It does not; the message has the numbers of each side.
    Failed(Diagnostic),
    /// It cannot be evaluated: no such thread, a division by zero, a run left out.
    Broken(Diagnostic),
}

/// Why an expression is none, and where in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExprError {
    pub message: String,
    pub span: Range<usize>,
    pub help: Option<String>,
}

impl ExprError {
    fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        ExprError {
            message: message.into(),
            span,
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn nearest<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match super::nearest::nearest(name, known.iter().copied()) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None if known.is_empty() => self,
            None => {
                let known = super::nearest::one_of(known.into_iter().take(20));
                self.help(format!("there is {known}"))
            }
        }
    }

    /// The place in the scenario of an error in the text `text` of the value at `at`.
    pub(super) fn at(&self, at: &At, text: &str, sources: &[Source]) -> At {
        let start = sources
            .get(at.source)
            .and_then(|source| text_start(&source.text, &at.span, text));
        match start {
            Some(start) => At {
                source: at.source,
                span: start + self.span.start..start + self.span.end,
            },
            None => at.clone(),
        }
    }
}

impl Expectation {
    /// Parses a claim over runs of the given names and checks every name in it.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it, with its place in `text`.
    pub fn parse(text: &str, runs: &[&str]) -> Result<Self, ExprError> {
        let expr = parse::parse(text)?;
        results::check_names(&expr, runs)?;
        Ok(Expectation {
            text: text.to_string(),
            expr,
            place: None,
        })
    }

    /// Remembers where the claim stands, for the message when it fails.
    pub(super) fn at(mut self, at: At, sources: &[Source]) -> Self {
        let source = sources.get(at.source);
        self.place = source.map(|source| (source.clone(), at.span));
        self
    }

    /// Whether it can only be checked where memory was counted.
    pub fn is_about_memory(&self) -> bool {
        results::is_about_memory(&self.expr)
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value of each result that the claim names, in the order of its text.
    pub fn numbers(&self, results: &Results) -> Vec<String> {
        explain::numbers(&self.expr, results)
    }

    pub fn evaluate(&self, results: &Results) -> Outcome {
        match eval::evaluate(&self.expr, results) {
            Ok(value) if value.is_true() => Outcome::Held,
            Ok(_) => {
                let why = explain::explain(&self.expr, &self.text, results);
                Outcome::Failed(self.diagnostic(format!("the expectation fails: {why}"), None))
            }
            Err(error) => Outcome::Broken(self.diagnostic(
                format!("the expectation cannot be checked: {}", error.message),
                error.help,
            )),
        }
    }

    fn diagnostic(&self, message: String, help: Option<String>) -> Diagnostic {
        let (source, span) = self
            .place
            .clone()
            .unwrap_or_else(|| (Source::new("", self.text.as_str()), 0..self.text.len()));
        let diagnostic = Diagnostic::error(source, span, message);
        match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

#[cfg(test)]
mod tests;
