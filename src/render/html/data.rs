//! What the page is told beside the columns: names, words, colours, totals, source texts.

use crate::metrics::units::{count, duration};
use crate::metrics::{Blame, Latency, LineBlame, Metrics};
use crate::nanos::Nanos;
use crate::render::{Figure, Quiz, Run};
use crate::timeline::Lang;
use crate::timeline::display::{Color, HatchKind, Paint};
use crate::timeline::palette::{self, IDENTITIES, OTHERS, STACK};
use crate::trace::{MarkKind, State, Trace};
use indexmap::IndexSet;
use serde::Serialize;

#[derive(Serialize)]
pub struct Report<'a> {
    lang: &'static str,
    title: &'a str,
    question: &'a str,
    parameters: &'a [(String, String)],
    /// In the order of the numbers that the columns have for states.
    states: Vec<StateLook>,
    /// In the order of [`MarkKind`].
    marks: Vec<MarkLook>,
    identities: Vec<String>,
    others: String,
    /// Beginning and end of what is shown first, if that is not everything.
    window: Option<(Nanos, Nanos)>,
    quiz: &'a [Quiz],
    runs: Vec<RunData<'a>>,
    sources: Vec<SourceData<'a>>,
    reload: Option<ReloadData<'a>>,
}

#[derive(Serialize)]
struct ReloadData<'a> {
    file: &'a str,
    stamp: &'a str,
}

#[derive(Serialize)]
struct StateLook {
    name: &'static str,
    meaning: &'static str,
    on_core: bool,
    light: Look,
    dark: Look,
}

#[derive(Serialize)]
struct Look {
    color: String,
    hatch: Option<HatchLook>,
}

#[derive(Serialize)]
struct HatchLook {
    kind: &'static str,
    color: String,
    pitch: f64,
    line: f64,
}

#[derive(Serialize)]
struct MarkLook {
    name: &'static str,
    meaning: &'static str,
}

#[derive(Serialize)]
struct SourceData<'a> {
    file: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct RunData<'a> {
    name: &'a str,
    parameters: &'a [(String, String)],
    end: Nanos,
    wall: String,
    speedup: Option<String>,
    gil_held: Option<String>,
    cores: u16,
    processes: Vec<ProcessData<'a>>,
    threads: Vec<ThreadData<'a>>,
    gils: Vec<GilData<'a>>,
    causes: Causes<'a>,
    places: Vec<(u32, u32)>,
    /// The texts that `causes` and `places` name by number.
    strings: Vec<&'a str>,
    notes: &'a [String],
    findings: Vec<String>,
    blame: &'a [Blame],
    lines: Vec<&'a LineBlame>,
    latency: &'a Latency,
    switches: String,
    failed_takes: String,
    dropped: u64,
}

#[derive(Serialize)]
struct ProcessData<'a> {
    name: &'a str,
    pid: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit: Option<String>,
}

#[derive(Serialize)]
struct GilData<'a> {
    name: &'a str,
    process: u32,
}

#[derive(Serialize)]
struct ThreadData<'a> {
    name: &'a str,
    process: u32,
    created: Nanos,
    ended: Option<Nanos>,
    /// Nanoseconds in each state, in the order of `states`.
    totals: Vec<Nanos>,
    held: Nanos,
}

/// One entry of each list per cause. Missing threads and texts are -1.
#[derive(Default, Serialize)]
struct Causes<'a> {
    by: Vec<i64>,
    file: Vec<i64>,
    line: Vec<u32>,
    what: Vec<i64>,
    #[serde(skip)]
    strings: IndexSet<&'a str>,
}

pub fn report<'a>(figure: &'a Figure<'_>) -> Report<'a> {
    let spec = figure.spec;
    let lang = spec.lang;
    let gil = figure.runs.iter().any(|run| !run.trace.gils.is_empty());
    Report {
        lang: lang.code(),
        title: &spec.title,
        question: &spec.question,
        parameters: &spec.parameters,
        states: STACK
            .iter()
            .map(|&state| StateLook {
                name: lang.state(state),
                meaning: lang.definition(state, gil),
                on_core: state.on_core(),
                light: look(palette::paint(state, 1.0)),
                dark: look(palette::paint_on_dark(state, 1.0)),
            })
            .collect(),
        marks: MarkKind::ALL
            .iter()
            .map(|&kind| {
                let (name, meaning) = lang.mark(kind);
                MarkLook { name, meaning }
            })
            .collect(),
        identities: IDENTITIES.iter().map(|&color| hex(color)).collect(),
        others: hex(OTHERS),
        window: spec.window,
        quiz: figure.quiz,
        runs: figure
            .runs
            .iter()
            .enumerate()
            .map(|(i, run)| {
                let own = spec.run_parameters.get(i).map_or(&[][..], Vec::as_slice);
                run_data(run, own, lang)
            })
            .collect(),
        sources: figure
            .sources
            .iter()
            .map(|source| SourceData {
                file: &source.file,
                text: &source.text,
            })
            .collect(),
        reload: figure.reload.map(|reload| ReloadData {
            file: &reload.file,
            stamp: &reload.stamp,
        }),
    }
}

fn run_data<'a>(run: &Run<'a>, parameters: &'a [(String, String)], lang: Lang) -> RunData<'a> {
    let (trace, metrics): (&Trace, &Metrics) = (run.trace, run.metrics);
    let mut causes = Causes::default();
    for cause in &trace.causes {
        let place = cause.place.as_ref();
        let file = place.map(|place| number(&mut causes.strings, &place.file));
        let what = number(&mut causes.strings, &cause.what);
        causes.by.push(cause.by.map_or(-1, |by| i64::from(by.0)));
        causes.file.push(file.map_or(-1, i64::from));
        causes.line.push(place.map_or(0, |place| place.line));
        causes.what.push(i64::from(what));
    }
    let places = trace
        .places
        .iter()
        .map(|place| (number(&mut causes.strings, &place.file), place.line))
        .collect();
    let strings = std::mem::take(&mut causes.strings).into_iter().collect();
    RunData {
        name: run.name,
        parameters,
        end: trace.end,
        wall: duration(metrics.wall_ns),
        speedup: metrics.speedup.map(|speedup| format!("{speedup:.2}")),
        gil_held: metrics.gil_held_percent(),
        cores: trace.cores,
        processes: trace
            .processes
            .iter()
            .map(|process| ProcessData {
                name: &process.name,
                pid: process.pid,
                exit: process
                    .exit_code
                    .filter(|&code| code != 0)
                    .map(|code| lang.exit_code(code)),
            })
            .collect(),
        threads: trace
            .threads
            .iter()
            .enumerate()
            .map(|(i, thread)| {
                let totals = trace.totals.get(i);
                let in_state =
                    |state: &State| totals.map_or(0, |total| total.by_state[*state as usize]);
                ThreadData {
                    name: &thread.name,
                    process: thread.process.0,
                    created: thread.created,
                    ended: thread.ended,
                    totals: STACK.iter().map(in_state).collect(),
                    held: totals.map_or(0, |total| total.held),
                }
            })
            .collect(),
        gils: trace
            .gils
            .iter()
            .map(|gil| GilData {
                name: &gil.name,
                process: gil.process.0,
            })
            .collect(),
        causes,
        places,
        strings,
        notes: &trace.notes,
        findings: metrics.findings.iter().map(|it| lang.finding(it)).collect(),
        blame: &metrics.blame,
        lines: waited_for(metrics),
        latency: &metrics.total.gil_wait_latency,
        switches: count(metrics.total.counts.switches()),
        failed_takes: count(metrics.total.counts.failed_takes),
        dropped: trace.slices_dropped,
    }
}

/// The lines that others waited for, as many as a table shows.
fn waited_for(metrics: &Metrics) -> Vec<&LineBlame> {
    let lines = metrics.lines.iter();
    lines
        .filter(|line| line.wait_ns > 0 && line.file.is_some())
        .take(20)
        .collect()
}

fn number<'a>(strings: &mut IndexSet<&'a str>, text: &'a str) -> u32 {
    strings.insert_full(text).0 as u32
}

fn look(paint: Paint) -> Look {
    Look {
        color: hex(paint.color),
        hatch: paint.hatch.map(|hatch| HatchLook {
            kind: match hatch.kind {
                HatchKind::Rising => "rising",
                HatchKind::Falling => "falling",
                HatchKind::Vertical => "vertical",
                HatchKind::Horizontal => "horizontal",
                HatchKind::Dots => "dots",
            },
            color: hex(hatch.color),
            pitch: hatch.pitch,
            line: hatch.line,
        }),
    }
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}
