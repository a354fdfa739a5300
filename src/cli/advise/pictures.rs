//! The best of each way on one time axis, and what more workers gain.

use super::advice::Advice;
use super::subject::Subject;
use super::trial::Tried;
use super::way::Way;
use crate::cli::args::{self, Format};
use crate::cli::console::Console;
use crate::cli::pictures::{PictureError, parameters};
use crate::cli::status;
use crate::metrics::{Measure, Metrics};
use crate::render::{self, Figure, Run, csv_rows, write_atomically};
use crate::scenario::RunSpec;
use crate::timeline::{self, ChartSpec, Lang, Line, Show, Sweep};
use crate::trace::Trace;

/// A way's best: its name, and its run with the speedup over one after the other.
struct Best<'a> {
    name: String,
    spec: &'a RunSpec,
    trace: &'a Trace,
    metrics: Metrics,
}

/// Draws both pictures in every format that was asked for. The exit status.
pub fn draw(
    subject: &Subject,
    tried: &[Tried],
    advice: &Advice,
    args: &args::Advise,
    console: &Console,
) -> u8 {
    match write(subject, tried, advice, args, console) {
        Ok(()) => status::DONE,
        Err(error) => {
            console.error(error.to_string());
            status::BAD_USAGE
        }
    }
}

fn write(
    subject: &Subject,
    tried: &[Tried],
    advice: &Advice,
    args: &args::Advise,
    console: &Console,
) -> Result<(), PictureError> {
    let over = tried
        .iter()
        .find(|it| it.way == Way::OneByOne)
        .and_then(|it| it.best_wall())
        .map_or(0, |(_, wall)| wall);
    let told = |metrics: &Metrics| Metrics {
        speedup: (metrics.wall_ns > 0).then(|| over as f64 / metrics.wall_ns as f64),
        ..metrics.clone()
    };
    let best: Vec<Best<'_>> = tried
        .iter()
        .filter_map(|it| {
            let (count, trial) = it.best.as_ref()?;
            Some(Best {
                name: it.way.workers(*count),
                spec: trial.spec()?,
                trace: &trial.executed.ran.trace,
                metrics: told(&trial.executed.ran.metrics),
            })
        })
        .collect();
    let drawn: Vec<(&RunSpec, &Trace)> = best.iter().map(|it| (it.spec, it.trace)).collect();
    let (shared, own) = parameters(&drawn, Lang::En);
    let spec = ChartSpec {
        title: format!("{}: which way to do the work?", subject.file),
        question: format!(
            "Python {} here: pick {}.",
            advice.python(),
            advice.pick.text
        ),
        parameters: shared,
        run_parameters: own,
        show: Show::default(),
        width: args.width.unwrap_or(ChartSpec::default().width),
        scale: args.scale,
        ..ChartSpec::default()
    };
    let runs = best.iter().map(|it| Run {
        name: &it.name,
        trace: it.trace,
        metrics: &it.metrics,
    });
    let figure = Figure::new(runs.collect(), &spec);

    let points: Vec<(&Tried, Vec<(u32, Metrics)>)> = tried
        .iter()
        .filter(|it| it.way != Way::OneByOne && !it.points.is_empty())
        .map(|it| {
            let points = it.points.iter();
            (it, points.map(|(n, metrics)| (*n, told(metrics))).collect())
        })
        .collect();
    let mut counts: Vec<u32> = points
        .iter()
        .flat_map(|(_, points)| points.iter().map(|it| it.0))
        .collect();
    counts.sort_unstable();
    counts.dedup();
    let values: Vec<String> = counts.iter().map(u32::to_string).collect();
    let lines = points.iter().map(|(it, points)| Line {
        name: format!("{}, {}", it.way.name(), it.version),
        runs: counts
            .iter()
            .map(|count| {
                points
                    .iter()
                    .find(|point| point.0 == *count)
                    .map(|it| &it.1)
            })
            .collect(),
    });
    let sweep = Sweep {
        parameter: "workers",
        values: &values,
        positions: Some(counts.iter().map(|count| f64::from(*count)).collect()),
        measures: vec![Measure::Speedup],
        lines: lines.collect(),
        workers: true,
        speedup_over: Some(Way::OneByOne.name().to_string()),
    };
    let curves = timeline::sweep(&sweep, &spec);

    let formats = match args.format.as_slice() {
        [] => &[Format::Png],
        formats => formats,
    };
    for format in formats {
        let render = render::format(format.name()).ok_or(PictureError::Format(format.name()))?;
        let compared = render.render(&figure).map_err(PictureError::Render)?;
        let swept = match (format, render.draw(&curves, Lang::En)) {
            (Format::Csv, _) => Some(csv_rows(&advice.walls())),
            (_, drawn) => drawn.transpose().map_err(PictureError::Render)?,
        };
        let files = [("advice", Some(compared)), ("workers", swept)];
        for (what, bytes) in files {
            let Some(bytes) = bytes else { continue };
            let file = format!("{}-{what}.{}", subject.stem(), render.extension());
            let path = args.out.join(file);
            write_atomically(&path, &bytes).map_err(PictureError::Write)?;
            console.say(&format!("wrote {}\n", path.display()));
        }
    }
    Ok(())
}
