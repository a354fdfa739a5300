//! `[sweep]`: the runs of a scenario at each value of a parameter, as a table and as curves.

use std::collections::BTreeSet;

use super::args;
use super::console::Console;
use super::ending;
use super::execute::{Captured, Prepared, Sink, execute, prepare};
use super::status;
use crate::diagnostic::Diagnostic;
use crate::driver::End;
use crate::metrics::{Enough, Measure, Metrics};
use crate::render::{columns, csv_rows};
use crate::scenario::{self, RunSpec, Scenario, Sweep, SweepPoint};
use crate::timeline::font::printable;
use crate::timeline::{self, Line};

/// What the runs of a sweep came to.
pub struct Swept<'a> {
    pub sweep: &'a Sweep,
    has_variants: bool,
    /// For each point that was run; `None` where the run did not end by itself: the numbers of
    /// half a run say nothing about its parameter.
    pub metrics: Vec<(&'a SweepPoint, Option<Metrics>)>,
    /// The first that is not 0.
    pub status: u8,
}

/// A sweep whose programs are compiled.
pub struct Ready<'a> {
    sweep: &'a Sweep,
    points: Vec<(&'a SweepPoint, Prepared<'a>)>,
}

/// Every point of the chosen variants, if there is a sweep and somebody wants to know.
///
/// # Errors
/// As [`prepare()`].
pub fn ready<'a>(
    scenario: &'a Scenario,
    args: &args::Run,
) -> Result<Option<Ready<'a>>, Vec<Diagnostic>> {
    let unheard = args.quiet && args.no_chart && args.summary.is_none();
    let Some(sweep) = scenario.sweep.as_ref().filter(|_| !unheard) else {
        return Ok(None);
    };
    let chosen =
        |point: &&SweepPoint| args.variant.is_empty() || args.variant.contains(&point.variant);
    let points: Vec<&SweepPoint> = sweep.points.iter().filter(chosen).collect();
    let prepared = prepare(points.iter().map(|point| &point.run))?;
    let points = points.into_iter().zip(prepared).collect();
    Ok(Some(Ready { sweep, points }))
}

/// Runs every point. What the programs print is not shown: they have shown it in the runs that
/// are not swept.
///
/// # Errors
/// As [`execute`].
pub fn run<'a>(
    scenario: &'a Scenario,
    ready: &Ready<'a>,
    args: &args::Run,
    console: &Console,
) -> Result<Swept<'a>, Vec<Diagnostic>> {
    let mut swept = Swept {
        sweep: ready.sweep,
        has_variants: scenario.has_variants,
        metrics: Vec::new(),
        status: status::DONE,
    };
    for (point, one) in &ready.points {
        let mut captured = Captured::default();
        let sink = Sink::Capture(&mut captured);
        let executed =
            execute(scenario, one, sink, console, args.quiet).map_err(|found| vec![*found])?;
        let status = ending::exit_status(&executed);
        if status != status::DONE {
            let report = ending::report(scenario, one, &executed, console);
            let name = printable(&one.spec.shown);
            console.say(&format!("sweep, {name}: exit status {status}\n{report}"));
            swept.status = status::of_all([swept.status, status]);
        }
        let whole = matches!(executed.ran.end, End::Finished { .. });
        swept
            .metrics
            .push((point, whole.then_some(executed.ran.metrics)));
        if status == status::INTERRUPTED {
            break;
        }
    }
    Ok(swept)
}

impl Swept<'_> {
    /// The keys that are swept.
    pub fn parameters(&self) -> String {
        let keys: Vec<&str> = self.sweep.parameters.iter().map(|p| &*p.key).collect();
        keys.join(" and ")
    }

    pub fn measures(&self) -> Vec<Measure> {
        let mut measures = Vec::new();
        for measure in self
            .sweep
            .metrics
            .iter()
            .filter_map(|word| Measure::from_word(word))
        {
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
        measures
    }

    /// The runs whose numbers are drawn.
    pub fn runs(&self) -> Vec<&RunSpec> {
        self.metrics.iter().map(|(point, _)| &point.run).collect()
    }

    /// What a point is swept to, beginning with the name of its variant if there are any.
    fn labels(&self, point: &SweepPoint) -> Vec<String> {
        let variant = self.has_variants.then(|| printable(&point.shown));
        let values = self.sweep.parameters.iter().zip(&point.at);
        let values =
            values.map(|(parameter, &at)| parameter.values.get(at).cloned().unwrap_or_default());
        variant.into_iter().chain(values).collect()
    }

    fn heading(&self) -> Vec<String> {
        let variant = self.has_variants.then(|| "run".to_string());
        let parameters = self.sweep.parameters.iter().map(|parameter| &parameter.key);
        variant.into_iter().chain(parameters.cloned()).collect()
    }

    /// A line for each point, for people.
    pub fn table(&self) -> String {
        columns(&self.rows(
            |measure| measure.word().to_string(),
            |measure, value| {
                value.map_or_else(|| "–".to_string(), |value| measure.unit().show(value))
            },
        ))
    }

    /// Where the parameter is a number of threads: how many to start, and whether the GIL is
    /// what stops more of them, a sentence for each line.
    pub fn answers(&self) -> String {
        let curves = self.curves();
        let measure = curves.measures.iter().find(|it| it.better().is_some());
        let (Some(measure), Some(counts), true) = (measure, &curves.positions, curves.workers)
        else {
            return String::new();
        };
        let sentences = curves.lines.iter().filter_map(|line| {
            let points = counts.iter().zip(&line.runs);
            let points: Vec<(f64, &Metrics)> = points
                .filter_map(|(&threads, run)| Some((threads, (*run)?)))
                .collect();
            answer(&points, *measure, &line.name)
        });
        sentences.collect()
    }

    /// The same with all digits, for spreadsheets.
    pub fn csv(&self) -> Vec<u8> {
        csv_rows(&self.rows(
            |measure| measure.column(),
            |_, value| value.map_or_else(String::new, |value| value.to_string()),
        ))
    }

    fn rows(
        &self,
        column: impl Fn(&Measure) -> String,
        cell: impl Fn(&Measure, Option<f64>) -> String,
    ) -> Vec<Vec<String>> {
        let measures = self.measures();
        let mut heading = self.heading();
        heading.extend(measures.iter().map(&column));
        let mut rows = vec![heading];
        for (point, metrics) in &self.metrics {
            let mut row = self.labels(point);
            row.extend(measures.iter().map(|measure| {
                let value = metrics.as_ref().and_then(|metrics| measure.of(metrics));
                cell(measure, value)
            }));
            rows.push(row);
        }
        rows
    }

    /// The first parameter along the axis; a line for each variant and value of the second.
    pub fn curves(&self) -> timeline::Sweep<'_> {
        let (parameter, values): (&str, &[String]) = match self.sweep.parameters.first() {
            Some(parameter) => (&parameter.key, &parameter.values),
            None => ("", &[]),
        };
        let mut lines: Vec<((&str, Option<usize>), Line<'_>)> = Vec::new();
        for (point, metrics) in &self.metrics {
            let key = (&*point.variant, point.at.get(1).copied());
            let index = match lines.iter().position(|(known, _)| *known == key) {
                Some(index) => index,
                None => {
                    let mut name = self.labels(point);
                    // The value along the axis is no part of a line's name.
                    name.remove(usize::from(self.has_variants));
                    let line = Line {
                        name: name.join(", "),
                        runs: vec![None; values.len()],
                    };
                    lines.push((key, line));
                    lines.len() - 1
                }
            };
            let at = point.at.first().copied().unwrap_or(0);
            let run = lines
                .get_mut(index)
                .and_then(|(_, line)| line.runs.get_mut(at));
            if let (Some(run), Some(metrics)) = (run, metrics) {
                *run = Some(metrics);
            }
        }
        timeline::Sweep {
            parameter,
            values,
            positions: positions(parameter, values),
            measures: self.measures(),
            workers: counts_threads(parameter),
            speedup_over: None,
            lines: lines.into_iter().map(|(_, line)| line).collect(),
        }
    }
}

/// Whether a key says how many threads there are: `thread.NAME.count`.
fn counts_threads(parameter: &str) -> bool {
    parameter.starts_with("thread.") && parameter.ends_with(".count")
}

/// A GIL that is held for so much of the time has room for no other thread: the rest is what
/// handing it over takes.
const NEARLY_ALWAYS: f64 = 0.85;

/// How many threads to start, by runs with different numbers of them.
fn answer(points: &[(f64, &Metrics)], measure: Measure, name: &str) -> Option<String> {
    let values: Vec<(f64, f64)> = points
        .iter()
        .filter_map(|(threads, run)| Some((*threads, measure.of(run)?)))
        .collect();
    let enough = Enough::of(&values, measure.better()?)?;
    let (Enough::Knee(index) | Enough::NotYet(index)) = enough;
    let &(threads, value) = values.get(index)?;
    let held = |run: &Metrics| run.gil_held.unwrap_or(0.0);
    let fullest = points.iter().map(|point| point.1);
    let fullest = fullest.max_by(|a, b| held(a).total_cmp(&held(b)))?;
    let at_most = fullest.gil_held_percent().unwrap_or_default();
    let name = match name {
        "" => String::new(),
        name => format!("{}: ", printable(name)),
    };
    let at_most = format!("it is held {at_most} of the time at most");
    let gil = if points.iter().all(|point| point.1.gils == 0) {
        "there is no GIL that could be the bottleneck".to_string()
    } else if held(fullest) > NEARLY_ALWAYS {
        format!("the GIL is the bottleneck, {at_most}")
    } else {
        format!("the GIL is not the bottleneck, {at_most}")
    };
    let enough = match enough {
        Enough::Knee(_) if threads == 1.0 => "1 thread is enough".to_string(),
        Enough::Knee(_) => format!("{threads} threads are enough"),
        Enough::NotYet(_) => {
            format!("{threads} threads, the most that were tried, are not too many")
        }
    };
    Some(format!(
        "→ {name}{enough}: {} {}; {gil}.\n",
        measure.word(),
        measure.unit().show(value)
    ))
}

/// Values that are all durations or all numbers, and all different, as numbers. Versions only look
/// like numbers.
fn positions(parameter: &str, values: &[String]) -> Option<Vec<f64>> {
    if scenario::takes_words(parameter) {
        return None;
    }
    let number = |text: &String| text.replace('_', "").parse::<f64>().ok();
    let nanos = |text: &String| Some(scenario::duration(text).ok()? as f64);
    let numbers: Option<Vec<f64>> = values.iter().map(number).collect();
    let positions = numbers.or_else(|| values.iter().map(nanos).collect())?;
    let sound = positions.iter().all(|p| p.is_finite() && *p >= 0.0);
    let different: BTreeSet<u64> = positions.iter().map(|p| p.to_bits()).collect();
    (sound && different.len() == positions.len()).then_some(positions)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Distances on the axis are those of the values, where they have any.
    #[test]
    fn values_become_positions() {
        let check = |key: &str, values: &[&str], expect: Option<&[f64]>| {
            let values: Vec<String> = values.iter().map(|v| (*v).to_string()).collect();
            assert_eq!(positions(key, &values).as_deref(), expect, "{values:?}");
        };
        let interval = "python.switch_interval";
        check(interval, &["5ms", "100us"], Some(&[5_000_000.0, 100_000.0]));
        check("machine.cores", &["1", "1_000"], Some(&[1.0, 1_000.0]));
        check("thread.worker.count", &["1", "2"], Some(&[1.0, 2.0]));
        check("python.version", &["3.13", "3.13t"], None);
        check("python.version", &["3.9", "3.10", "3.13"], None);
        check(interval, &["1ms", "1000us"], None);
        check(interval, &["1", "5ms"], None);
        check("args", &["-1", "2"], None);
    }
}
