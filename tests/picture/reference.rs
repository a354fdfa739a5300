//! Small pictures of every kind, as they were when somebody looked at them.

use std::path::Path;

use gilsim::metrics::{Measure, Metrics};
use gilsim::nanos::{MICROSECOND, MILLISECOND};
use gilsim::render::encode_png;
use gilsim::timeline::Line;
use gilsim::timeline::{
    ChartSpec, DisplayList, Lang, Matrix, Show, Sweep, compare, layout, matrix, sweep,
};
use gilsim::trace::{ProcessIndex, ProcessTrack, Trace};

use crate::pixels::Comparison;
use crate::synthetic::*;

fn spec(title: &str) -> ChartSpec {
    ChartSpec {
        title: title.to_string(),
        question: "What is there to see?".to_string(),
        parameters: vec![("cores".to_string(), "2".to_string())],
        width: 800,
        ..ChartSpec::default()
    }
}

fn drawn(trace: &Trace, spec: &ChartSpec) -> DisplayList {
    layout(trace, &Metrics::of(trace), spec)
}

fn pictures() -> Vec<(&'static str, DisplayList)> {
    let two = under_gil(&hogs(2, 40 * MILLISECOND), 2, 5 * MILLISECOND);
    let busy = under_gil(&convoy(), 2, 5 * MILLISECOND);
    let free = without_gil(&hogs(2, 40 * MILLISECOND), 2);
    let mut korean = busy.clone();
    korean.threads[0].name = "계산".to_string();
    korean.threads[1].name = "입출력".to_string();
    let mut processes = under_gil(&io_bound(4, 6), 4, 5 * MILLISECOND);
    processes.processes.push(ProcessTrack {
        name: "worker".to_string(),
        pid: 1001,
        exit_code: None,
    });
    for thread in processes.threads.iter_mut().skip(2) {
        thread.process = ProcessIndex(1);
    }
    let metrics = [Metrics::of(&two), Metrics::of(&free)];
    let runs = [("GIL", &two, &metrics[0]), ("no GIL", &free, &metrics[1])];
    let close_up = ChartSpec {
        window: Some((14 * MILLISECOND, 16 * MILLISECOND)),
        ..spec("Close up")
    };
    let latency = ChartSpec {
        show: Show {
            latency: true,
            ..Show::default()
        },
        ..spec("Latency")
    };
    let in_korean = ChartSpec {
        lang: Lang::Ko,
        ..spec("호송 효과")
    };
    vec![
        ("timeline", drawn(&two, &spec("Timeline"))),
        ("close-up", drawn(&two, &close_up)),
        ("marks", drawn(&busy, &spec("Marks"))),
        (
            "every-state",
            drawn(&random(2, 5, 160, 4), &spec("Every state")),
        ),
        (
            "aggregated",
            drawn(&random(3, 4, 100_000, 4), &spec("Aggregated")),
        ),
        ("processes", drawn(&processes, &spec("Processes"))),
        ("korean", drawn(&korean, &in_korean)),
        ("latency", drawn(&busy, &latency)),
        ("compare", compare(&runs, &spec("Compare"))),
        ("sweep", curves()),
        ("matrix", matrix(&printed(), &spec("Matrix"))),
    ]
}

/// Curves over switch intervals.
fn curves() -> DisplayList {
    let intervals = [100u64, 300, 1000, 3000, 10_000];
    let values = intervals.map(|interval| format!("{interval} µs"));
    let metrics =
        intervals.map(|interval| Metrics::of(&under_gil(&convoy(), 2, interval * MICROSECOND)));
    let curves = Sweep {
        parameter: "python.switch_interval",
        workers: false,
        speedup_over: None,
        values: &values,
        positions: Some(intervals.map(|interval| interval as f64).to_vec()),
        measures: vec![Measure::Wall, Measure::LatencyP50],
        lines: vec![Line {
            name: String::new(),
            runs: metrics.iter().map(Some).collect(),
        }],
    };
    sweep(&curves, &spec("Sweep"))
}

fn printed() -> Matrix {
    let output = |answers: [&str; 3]| {
        let lines = ["n += 1", "n += f()", "d[k] = v"].iter().zip(answers);
        lines
            .map(|(label, answer)| format!("{label}  {answer}\n"))
            .collect::<String>()
    };
    Matrix::from_outputs(&[
        ("3.9".to_string(), output(["lost", "lost", "safe"])),
        ("3.13".to_string(), output(["safe", "lost", "safe"])),
    ])
}

#[test]
fn pictures_are_as_they_were_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/picture/reference");
    let mut comparison = Comparison::new("reference");
    for (name, list) in pictures() {
        let bytes = encode_png(&list).expect("encodes");
        comparison.check(&folder.join(format!("{name}.png")), &bytes);
    }
    comparison.finish();
}
