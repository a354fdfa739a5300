//! The totals of all runs as JSON. The same runs give the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::execute::Executed;
use super::sweep::Swept;
use crate::driver::{End, Limit};
use crate::metrics::Metrics;
use crate::nanos::Nanos;
use crate::profile::Refcount;
use crate::scenario::{RunSpec, Scenario, SweepPoint};
use crate::trace::Trace;
use crate::vm::references::ReferenceReport;

/// Version of the layout; changes when a field changes its meaning or goes.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Summary<'a> {
    format: u32,
    title: &'a str,
    question: Option<&'a str>,
    runs: Vec<RunSummary<'a>>,
    /// One for each point of `[sweep]`; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    sweep: Option<Vec<PointSummary<'a>>>,
}

#[derive(Serialize)]
struct PointSummary<'a> {
    /// As in `run['…']`.
    name: &'a str,
    variant: &'a str,
    /// The swept keys and their values, as written.
    parameters: BTreeMap<&'a str, &'a str>,
    /// `null` for a run that did not end by itself.
    metrics: Option<&'a Metrics>,
}

#[derive(Serialize)]
struct IntervalSet {
    at_ns: Nanos,
    switch_interval_ns: Nanos,
}

#[derive(Serialize)]
struct RunSummary<'a> {
    name: &'a str,
    python: String,
    gil: &'static str,
    /// At the start; `null` without a GIL that has one.
    switch_interval_ns: Option<Nanos>,
    /// What the program set it to (`sys.setswitchinterval`).
    switch_interval_set: Vec<IntervalSet>,
    /// `sim` or `live`.
    engine: &'static str,
    cores: u16,
    seed: u64,
    args: &'a [String],
    /// `finished`, `deadlock`, `time limit`, `instruction limit`, `thread limit`,
    /// `event limit` or `interrupted`.
    end: &'static str,
    /// The exit status that gilsim gives for this run.
    status: u8,
    metrics: &'a Metrics,
    /// How references are counted, where that is not the version's own way.
    #[serde(skip_serializing_if = "Option::is_none")]
    refcount: Option<&'static str>,
    /// What became of them; absent where something protects them.
    #[serde(skip_serializing_if = "Option::is_none")]
    references: Option<&'a ReferenceReport>,
}

fn interval_sets(trace: &Trace) -> Vec<IntervalSet> {
    let sets = trace.switch_intervals.iter();
    sets.map(|&(at_ns, switch_interval_ns)| IntervalSet {
        at_ns,
        switch_interval_ns,
    })
    .collect()
}

fn points<'a>(swept: &'a Swept<'_>) -> Vec<PointSummary<'a>> {
    let parameters = |point: &SweepPoint| {
        let values = swept.sweep.parameters.iter().zip(&point.at);
        values
            .filter_map(|(parameter, &at)| Some((&*parameter.key, &**parameter.values.get(at)?)))
            .collect()
    };
    let points = swept.metrics.iter();
    points
        .map(|(point, metrics)| PointSummary {
            name: &point.run.name,
            variant: &point.variant,
            parameters: parameters(point),
            metrics: metrics.as_ref(),
        })
        .collect()
}

pub fn json(
    scenario: &Scenario,
    runs: &[(&RunSpec, &Executed, u8)],
    swept: Option<&Swept<'_>>,
) -> String {
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
            switch_interval_set: interval_sets(&executed.ran.trace),
            engine: spec.engine.word(),
            cores: spec.machine.cores,
            seed: spec.seed,
            args: &spec.args,
            end: end(&executed.ran.end),
            status: *status,
            metrics: &executed.ran.metrics,
            refcount: spec.unusual_refcount().map(Refcount::word),
            references: executed.ran.references.as_ref(),
        })
        .collect();
    let summary = Summary {
        format: FORMAT,
        title: &scenario.title,
        question: scenario.question.as_deref(),
        runs,
        sweep: swept.map(points),
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
        End::LimitReached(Limit::Time(_)) => "time limit",
        End::LimitReached(Limit::Instructions(_)) => "instruction limit",
        End::LimitReached(Limit::OsThreads(_)) => "thread limit",
        End::LimitReached(Limit::Events(_)) => "event limit",
        End::Interrupted => "interrupted",
    }
}
