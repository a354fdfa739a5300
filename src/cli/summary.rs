//! The totals of all runs as JSON. The same runs give the same bytes.

use serde::Serialize;

use super::execute::Executed;
use crate::metrics::Metrics;
use crate::nanos::Nanos;
use crate::scenario::{RunSpec, Scenario};
use crate::sim::{End, Limit};

/// Version of the layout; changes when a field changes its meaning or goes.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Summary<'a> {
    format: u32,
    title: &'a str,
    question: Option<&'a str>,
    runs: Vec<RunSummary<'a>>,
}

#[derive(Serialize)]
struct RunSummary<'a> {
    name: &'a str,
    python: String,
    gil: &'static str,
    switch_interval_ns: Option<Nanos>,
    cores: u16,
    seed: u64,
    args: &'a [String],
    /// `finished`, `deadlock`, `time limit`, `instruction limit` or `interrupted`.
    end: &'static str,
    /// The exit status that gilsim gives for this run.
    status: u8,
    metrics: &'a Metrics,
}

pub fn json(scenario: &Scenario, runs: &[(&RunSpec, &Executed, u8)]) -> String {
    let runs = runs
        .iter()
        .map(|(spec, executed, status)| RunSummary {
            name: &spec.name,
            python: spec.version.to_string(),
            gil: spec.gil.name(),
            switch_interval_ns: spec
                .gil
                .has_switch_interval()
                .then_some(spec.switch_interval),
            cores: spec.machine.cores,
            seed: spec.seed,
            args: &spec.args,
            end: end(&executed.ran.end),
            status: *status,
            metrics: &executed.ran.metrics,
        })
        .collect();
    let summary = Summary {
        format: FORMAT,
        title: &scenario.title,
        question: scenario.question.as_deref(),
        runs,
    };
    // Only a map with keys that are no text makes this fail, and there is none.
    let mut text = serde_json::to_string_pretty(&summary).unwrap_or_else(|_| "{}".to_string());
    text.push('\n');
    text
}

fn end(end: &End) -> &'static str {
    match end {
        End::Finished { .. } => "finished",
        End::Deadlock(_) => "deadlock",
        End::LimitReached(Limit::VirtualTime(_)) => "time limit",
        End::LimitReached(Limit::Instructions(_)) => "instruction limit",
        End::Interrupted => "interrupted",
    }
}
