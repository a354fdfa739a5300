//! The processed profile format of <https://profiler.firefox.com> (version 55): every slice is a
//! marker with its cause, and a sample whose weight is its length, so that the call tree adds up
//! states and whom they waited for.

use super::cause::{Because, process_name};
use super::{Figure, Format, RenderError, Run};
use crate::nanos::Nanos;
use crate::timeline::Lang;
use crate::timeline::palette::{STACK, stack_index};
use crate::trace::{CauseId, Mark, MarkKind, Slice, State, Trace};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use serde::Serialize;
use serde_json::{Value, json};

/// One profile with a thread for each thread of each run.
pub struct Firefox;

impl Format for Firefox {
    fn name(&self) -> &'static str {
        "firefox"
    }

    fn extension(&self) -> &'static str {
        "firefox.json"
    }

    fn holds_every_run(&self) -> bool {
        true
    }

    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError> {
        let several = figure.runs.len() > 1;
        let mut threads = Vec::new();
        let mut pid = 0;
        for run in &figure.runs {
            run_threads(run, several, pid, &mut threads);
            pid += run.trace.processes.len();
        }
        let profile = Profile {
            meta: meta(figure),
            threads,
            libs: [],
            pages: [],
            profiler_overhead: [],
            counters: [],
        };
        serde_json::to_vec(&profile).map_err(|error| RenderError::Encoder(error.to_string()))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    meta: Value,
    libs: [(); 0],
    threads: Vec<Thread>,
    pages: [(); 0],
    profiler_overhead: [(); 0],
    counters: [(); 0],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Thread {
    #[serde(flatten)]
    whose: Value,
    #[serde(flatten)]
    functions: Value,
    samples: Samples,
    markers: Markers,
    string_array: Vec<String>,
}

fn color(state: State) -> &'static str {
    match state {
        State::Running => "blue",
        State::NativeHolding => "orange",
        State::Native => "green",
        State::Switching => "darkgrey",
        State::Runnable => "lightred",
        State::GilWait => "yellow",
        State::LockWait => "magenta",
        State::Io => "lightblue",
        State::Sleep => "grey",
        State::Idle => "transparent",
    }
}

/// The states are the categories, in the order of [`STACK`]; marks are of the last one.
fn meta(figure: &Figure<'_>) -> Value {
    let category =
        |name: &str, color: &str| json!({"name": name, "color": color, "subcategories": ["Other"]});
    let mut categories: Vec<Value> = STACK
        .iter()
        .map(|&state| category(Lang::En.state(state), color(state)))
        .collect();
    categories.push(category("GIL", "red"));
    let field = |key: &str, label: &str, format: &str| json!({"key": key, "label": label, "format": format, "searchable": true});
    let shown = ["marker-chart", "marker-table", "timeline-overview"];
    json!({
        "interval": 1,
        "startTime": 0,
        "product": format!("gilsim: {}", figure.spec.title),
        "processType": 0,
        "version": 24,
        "preprocessedProfileVersion": 55,
        "categories": categories,
        "debug": false,
        "stackwalk": 0,
        "symbolicated": true,
        "pausedRanges": [],
        "usesOnlyOneStackType": true,
        "sourceCodeIsNotOnSearchfox": true,
        "extensions": {"baseURL": [], "id": [], "length": 0, "name": []},
        "sampleUnits": {"eventDelay": "ms", "threadCPUDelta": "ns", "time": "ms"},
        "markerSchema": [
            {
                "name": "slice",
                "display": shown,
                "tooltipLabel": "{marker.name}",
                "tableLabel": "{marker.data.cause} {marker.data.by} {marker.data.place}",
                "chartLabel": "{marker.data.by}",
                "fields": [
                    field("cause", "Cause", "unique-string"),
                    field("by", "Caused by", "unique-string"),
                    field("place", "Executing", "unique-string"),
                    field("core", "Core", "integer"),
                ],
            },
            {
                "name": "mark",
                "display": shown,
                "fields": [field("other", "Other thread", "unique-string")],
            },
        ],
    })
}

const MARKS: usize = STACK.len();

fn milliseconds(ns: Nanos) -> f64 {
    ns as f64 / 1e6
}

fn run_threads(run: &Run<'_>, several: bool, first_pid: usize, out: &mut Vec<Thread>) {
    let trace = run.trace;
    let mut slices: Vec<Vec<&Slice>> = vec![Vec::new(); trace.threads.len()];
    for slice in &trace.slices {
        if let Some(of_thread) = slices.get_mut(slice.thread.0 as usize) {
            of_thread.push(slice);
        }
    }
    let mut marks: Vec<Vec<(&Mark, Option<&str>)>> = vec![Vec::new(); trace.threads.len()];
    let mut notes = trace.notes.iter();
    for mark in &trace.marks {
        let note = (mark.kind == MarkKind::Note)
            .then(|| notes.next())
            .flatten();
        if let Some(of_thread) = marks.get_mut(mark.thread.0 as usize) {
            of_thread.push((mark, note.map(String::as_str)));
        }
    }
    let mut mains = vec![true; trace.processes.len()];
    for (index, thread) in trace.threads.iter().enumerate() {
        let main = mains.get_mut(thread.process.0 as usize);
        let is_main = main.is_some_and(std::mem::take);
        let mut tables = Tables::default();
        for slice in slices.get(index).into_iter().flatten() {
            tables.slice(trace, slice);
        }
        for &(mark, note) in marks.get(index).into_iter().flatten() {
            tables.mark(trace, mark, note);
        }
        let whose = json!({
            "name": thread.name,
            "isMainThread": is_main,
            "processName": process_name(run, thread.process, several),
            "processType": "default",
            "pid": (first_pid + thread.process.0 as usize).to_string(),
            "tid": out.len(),
            "processStartupTime": 0,
            "processShutdownTime": milliseconds(trace.end),
            "registerTime": milliseconds(thread.created),
            "unregisterTime": thread.ended.map(milliseconds),
            "pausedRanges": [],
            "showMarkersInTimeline": true,
        });
        out.push(tables.thread(whose));
    }
}

/// Functions are states and causes: what is indented under a state is why.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Stack {
    state: State,
    cause: Option<CauseId>,
}

#[derive(Default)]
struct Tables {
    strings: IndexSet<String, FxBuildHasher>,
    /// Entry `i` is function, frame and stack `i`, all in one.
    stacks: IndexSet<Stack, FxBuildHasher>,
    functions: Functions,
    samples: Samples,
    markers: Markers,
    until: Nanos,
}

#[derive(Default)]
struct Functions {
    name: Vec<usize>,
    file: Vec<Option<usize>>,
    line: Vec<Option<u32>>,
    category: Vec<u8>,
    prefix: Vec<Option<usize>>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Samples {
    length: usize,
    weight_type: &'static str,
    stack: Vec<usize>,
    time_deltas: Vec<f64>,
    weight: Vec<f64>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Markers {
    length: usize,
    category: Vec<usize>,
    data: Vec<MarkerData>,
    name: Vec<usize>,
    phase: Vec<u8>,
    start_time: Vec<f64>,
    end_time: Vec<Option<f64>>,
}

/// Texts are numbers of the thread's strings.
#[derive(Default, Serialize)]
struct MarkerData {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    core: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<usize>,
}

/// A marker's phase: at one moment, or from one to another.
const INSTANT: u8 = 0;
const INTERVAL: u8 = 1;

impl Tables {
    fn string(&mut self, text: &str) -> usize {
        match self.strings.get_index_of(text) {
            Some(index) => index,
            None => self.strings.insert_full(text.to_string()).0,
        }
    }

    fn slice(&mut self, trace: &Trace, slice: &Slice) {
        let because = Because::of(trace, slice.cause);
        let stack = self.stack(trace, slice.state, slice.cause);
        self.samples.stack.push(stack);
        let delta = slice.start.saturating_sub(self.until);
        self.until = self.until.max(slice.start);
        self.samples.time_deltas.push(milliseconds(delta));
        let length = slice.end.saturating_sub(slice.start);
        self.samples.weight.push(milliseconds(length));

        let name = self.string(Lang::En.state(slice.state));
        let data = MarkerData {
            r#type: "slice",
            cause: (!because.what.is_empty()).then(|| self.string(because.what)),
            by: because.by.map(|by| self.string(by)),
            place: because
                .place
                .map(|place| self.string(&format!("{}:{}", place.file, place.line))),
            core: slice.core.map(|core| core.0),
            other: None,
        };
        self.marker(
            name,
            usize::from(stack_index(slice.state)),
            data,
            slice.start,
            Some(slice.end),
        );
    }

    fn mark(&mut self, trace: &Trace, mark: &Mark, note: Option<&str>) {
        let name = self.string(note.unwrap_or(Lang::En.mark(mark.kind).0));
        let other = mark
            .other
            .and_then(|other| trace.threads.get(other.0 as usize));
        let data = MarkerData {
            r#type: "mark",
            other: other.map(|other| self.string(&other.name)),
            ..MarkerData::default()
        };
        self.marker(name, MARKS, data, mark.at, None);
    }

    fn marker(
        &mut self,
        name: usize,
        category: usize,
        data: MarkerData,
        start: Nanos,
        end: Option<Nanos>,
    ) {
        let markers = &mut self.markers;
        markers.name.push(name);
        markers.category.push(category);
        markers.data.push(data);
        markers.start_time.push(milliseconds(start));
        markers.end_time.push(end.map(milliseconds));
        markers
            .phase
            .push(if end.is_some() { INTERVAL } else { INSTANT });
        markers.length += 1;
    }

    fn stack(&mut self, trace: &Trace, state: State, cause: CauseId) -> usize {
        let known = trace.causes.get(cause.0 as usize).map(|_| cause);
        let root = self.entry(trace, Stack { state, cause: None }, None);
        match known {
            None => root,
            cause => self.entry(trace, Stack { state, cause }, Some(root)),
        }
    }

    fn entry(&mut self, trace: &Trace, stack: Stack, prefix: Option<usize>) -> usize {
        let (index, new) = self.stacks.insert_full(stack);
        if !new {
            return index;
        }
        let because = stack.cause.map(|cause| Because::of(trace, cause));
        let name = match because {
            None => Lang::En.state(stack.state).to_string(),
            Some(Because {
                what, by: Some(by), ..
            }) => format!("{what}: {by}"),
            Some(because) => because.what.to_string(),
        };
        let name = self.string(&name);
        let place = because.and_then(|because| because.place);
        let file = place.map(|place| self.string(&place.file));
        let functions = &mut self.functions;
        functions.name.push(name);
        functions.file.push(file);
        functions.line.push(place.map(|place| place.line));
        functions.category.push(stack_index(stack.state));
        functions.prefix.push(prefix);
        index
    }

    fn thread(mut self, whose: Value) -> Thread {
        let n = self.stacks.len();
        let all: Vec<usize> = (0..n).collect();
        let none = vec![Value::Null; n];
        let functions = self.functions;
        self.samples.length = self.samples.stack.len();
        self.samples.weight_type = "tracing-ms";
        let functions = json!({
            "frameTable": {
                "length": n,
                "address": vec![-1; n],
                "inlineDepth": vec![0; n],
                "category": &functions.category,
                "subcategory": vec![0; n],
                "func": &all,
                "nativeSymbol": &none,
                "innerWindowID": vec![0; n],
                "line": &functions.line,
                "column": &none,
            },
            "funcTable": {
                "length": n,
                "name": &functions.name,
                "isJS": vec![false; n],
                "relevantForJS": vec![false; n],
                "resource": vec![-1; n],
                "fileName": &functions.file,
                "lineNumber": &functions.line,
                "columnNumber": &none,
            },
            "stackTable": {"length": n, "prefix": &functions.prefix, "frame": &all},
            "nativeSymbols": {"length": 0, "address": [], "functionSize": [], "libIndex": [], "name": []},
            "resourceTable": {"length": 0, "lib": [], "name": [], "host": [], "type": []},
        });
        Thread {
            whose,
            functions,
            samples: self.samples,
            markers: self.markers,
            string_array: self.strings.into_iter().collect(),
        }
    }
}
