//! Sweeps and histograms: nothing is hidden, nothing runs into anything else.

use crate::synthetic::*;
use gilsim::metrics::{Measure, Metrics};
use gilsim::nanos::{MICROSECOND, MILLISECOND};
use gilsim::timeline::display::{DisplayList, Item, Paint, Text};
use gilsim::timeline::palette::WAITS;
use gilsim::timeline::{
    ChartSpec, Lang, Line, Matrix, MatrixRow, Show, Sweep, compare, layout, matrix, sweep,
};
use gilsim::trace::Trace;

fn texts(list: &DisplayList) -> Vec<&Text> {
    list.items
        .iter()
        .filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
        .collect()
}

#[track_caller]
fn check_legible(list: &DisplayList) {
    let texts = texts(list);
    for (i, text) in texts.iter().enumerate() {
        let bounds = text.bounds();
        let page = f64::from(list.width);
        assert!(
            bounds.x >= 0.0 && bounds.right() <= page + 0.5,
            "`{}` leaves a page {} wide",
            text.content,
            list.width
        );
        assert!(
            bounds.bottom() <= f64::from(list.height),
            "`{}`",
            text.content
        );
        for other in &texts[i + 1..] {
            // Accents and descenders of neighbouring lines may come close.
            let mut inner = bounds;
            inner.y += text.size * 0.25;
            inner.height -= text.size * 0.45;
            let mut outer = other.bounds();
            outer.y += other.size * 0.25;
            outer.height -= other.size * 0.45;
            assert!(
                !inner.overlaps(&outer),
                "`{}` runs into `{}` at width {}",
                text.content,
                other.content,
                list.width
            );
        }
    }
}

fn spec(width: u32, lang: Lang) -> ChartSpec {
    ChartSpec {
        title: "Switch interval 전환 간격".to_string(),
        question: "How short should it be? ".repeat(4),
        show: Show {
            latency: true,
            memory: false,
            ..Show::default()
        },
        width,
        lang,
        ..ChartSpec::default()
    }
}

const WIDTHS: [u32; 4] = [480, 800, 2000, 4000];

fn metrics(interval: u64) -> Metrics {
    Metrics::of(&under_gil(&convoy(), 2, interval))
}

fn values() -> Vec<String> {
    [
        "100ms", "30ms", "10ms", "5ms", "2ms", "1ms", "500us", "100us", "50us",
    ]
    .map(str::to_string)
    .to_vec()
}

fn positions() -> Vec<f64> {
    [100e6, 30e6, 10e6, 5e6, 2e6, 1e6, 5e5, 1e5, 5e4].to_vec()
}

/// Whatever the width, the language and the number of lines and metrics.
#[test]
fn curves_are_legible() {
    let values = values();
    let runs: Vec<Metrics> = positions().iter().map(|&p| metrics(p as u64)).collect();
    for width in WIDTHS {
        for lang in [Lang::En, Lang::Ko] {
            for (lines, positions) in [(1, Some(positions())), (5, None), (14, Some(positions()))] {
                let line = |i: usize| Line {
                    name: format!("variant {i}, 값 {i}"),
                    runs: runs.iter().map(|run| (i != 3).then_some(run)).collect(),
                };
                let data = Sweep {
                    parameter: "python.switch_interval",
                    workers: false,
                    speedup_over: None,
                    values: &values,
                    positions,
                    measures: Measure::ALL.to_vec(),
                    lines: (0..lines).map(line).collect(),
                };
                check_legible(&sweep(&data, &spec(width, lang)));
            }
        }
    }
}

/// Curves over numbers of threads have their ideal and their knees, and say what both are.
#[test]
fn curves_over_threads_are_legible_and_explain_themselves() {
    let values = ["1", "2", "4", "8", "100"].map(str::to_string).to_vec();
    let run = metrics(5_000_000);
    for width in WIDTHS {
        for (lang, ideal, ring) in [(Lang::En, "ideal", "Rings"), (Lang::Ko, "이상", "고리")] {
            for lines in [1, 3] {
                let line = |i: usize| Line {
                    name: if lines > 1 {
                        format!("kind {i}")
                    } else {
                        String::new()
                    },
                    runs: values.iter().map(|_| Some(&run)).collect(),
                };
                let data = Sweep {
                    parameter: "thread.worker.count",
                    workers: true,
                    speedup_over: Some("one after the other".to_string()),
                    values: &values,
                    positions: Some(vec![1.0, 2.0, 4.0, 8.0, 100.0]),
                    measures: vec![Measure::Speedup, Measure::Wall, Measure::GilHeld],
                    lines: (0..lines).map(line).collect(),
                };
                let list = sweep(&data, &spec(width, lang));
                check_legible(&list);
                let says = |part: &str| {
                    list.items.iter().any(|item| match item {
                        Item::Text(text) => text.content.contains(part),
                        _ => false,
                    })
                };
                assert!(says(ideal) && says(ring), "{lang:?}, {lines} lines");
            }
        }
    }
}

/// A curve over numbers of threads that still rises at its end has no knee, ring and word alike.
#[test]
fn the_most_that_were_tried_are_no_knee() {
    let check = |speedups: [f64; 4], knee: &str, ringed: bool| {
        let made = |speedup| Metrics {
            speedup: Some(speedup),
            ..metrics(5_000_000)
        };
        let runs: Vec<Metrics> = speedups.into_iter().map(made).collect();
        let values = ["1", "2", "8", "32"].map(str::to_string);
        let data = Sweep {
            parameter: "thread.worker.count",
            workers: true,
            speedup_over: None,
            values: &values,
            positions: Some(vec![1.0, 2.0, 8.0, 32.0]),
            measures: vec![Measure::Speedup],
            lines: vec![Line {
                name: String::new(),
                runs: runs.iter().map(Some).collect(),
            }],
        };
        let list = |workers| {
            sweep(
                &Sweep {
                    workers,
                    ..data.clone()
                },
                &spec(2000, Lang::En),
            )
        };
        let says = |text: &str| texts(&list(true)).iter().any(|it| it.content == text);
        assert!(says(knee), "{knee}");
        // The ring is drawn of short lines that are neither level nor upright.
        let slanted = |list: DisplayList| {
            let items = list.items.iter();
            items
                .filter(|item| match item {
                    Item::Line { from, to, .. } => {
                        (to.x - from.x).abs() < 9.0 && (to.y - from.y).abs() < 9.0
                    }
                    _ => false,
                })
                .count()
        };
        let rings = slanted(list(true)) / 36;
        assert_eq!(rings > 0, ringed, "{speedups:?}");
    };
    check([1.0, 2.0, 7.9, 29.0], "no knee up to 32", false);
    check([1.0, 2.0, 4.0, 4.1], "knee: 8", true);
}

/// Any number of rows and columns, long labels and words; what is left out is said.
#[test]
fn matrices_are_legible() {
    for width in WIDTHS {
        for (rows, columns) in [(0, 0), (1, 1), (7, 11), (100, 50)] {
            let row = |i: usize| MatrixRow {
                label: format!("x = x + {} {i}", "f(x) + ".repeat(i % 9)),
                cells: (0..columns)
                    .map(|column| {
                        ["lost", "exact", "", "값", "a longer word"][column % 5].to_string()
                    })
                    .collect(),
            };
            let data = Matrix {
                columns: (0..columns).map(|i| format!("version 3.{i}")).collect(),
                rows: (0..rows).map(row).collect(),
            };
            for lang in [Lang::En, Lang::Ko] {
                let list = matrix(&data, &spec(width, lang));
                check_legible(&list);
                let says = |what: &str| texts(&list).iter().any(|text| text.content.contains(what));
                assert_eq!(says("CSV"), rows > 60, "{rows} × {columns}");
            }
        }
    }
}

/// A curve that hardly moves has no knee; one that falls and then lies flat has.
#[test]
fn flat_curves_have_no_knee() {
    let check = |walls: &[u64], expect: bool| {
        let made = |&wall: &u64| Metrics {
            wall_ns: wall,
            ..metrics(5_000_000)
        };
        let runs: Vec<Metrics> = walls.iter().map(made).collect();
        let values: Vec<String> = (0..walls.len())
            .map(|i| format!("{}us", 10u64.pow(i as u32)))
            .collect();
        let data = Sweep {
            parameter: "python.switch_interval",
            workers: false,
            speedup_over: None,
            values: &values,
            positions: Some((0..walls.len()).map(|i| 10f64.powi(i as i32)).collect()),
            measures: vec![Measure::Wall],
            lines: vec![Line {
                name: String::new(),
                runs: runs.iter().map(Some).collect(),
            }],
        };
        let list = sweep(&data, &spec(2000, Lang::En));
        let knee = texts(&list)
            .iter()
            .any(|text| text.content.starts_with("knee"));
        assert_eq!(knee, expect, "{walls:?}");
    };
    check(
        &[90_000_000, 50_000_000, 11_000_000, 10_000_000, 10_000_000],
        true,
    );
    check(
        &[
            103_000_000,
            100_000_000,
            100_000_000,
            100_000_000,
            100_000_000,
        ],
        false,
    );
}

/// No run, no value, no number: a picture all the same.
#[test]
fn empty_sweeps_are_drawn() {
    let values = ["1".to_string()];
    for (values, lines) in [(&values[..0], 0), (&values[..], 0), (&values[..], 1)] {
        let line = Line {
            name: String::new(),
            runs: vec![None; values.len()],
        };
        let data = Sweep {
            parameter: "machine.cores",
            workers: false,
            speedup_over: None,
            values,
            positions: Some(vec![1.0; values.len()]),
            measures: vec![Measure::Speedup, Measure::LatencyP50],
            lines: vec![line; lines],
        };
        check_legible(&sweep(&data, &spec(800, Lang::En)));
    }
}

fn with_waits(durations: &[u64]) -> Trace {
    let mut trace = under_gil(&convoy(), 2, 5 * MILLISECOND);
    let template = trace.gil_waits.first().copied().expect("a wait");
    trace.gil_waits = durations
        .iter()
        .map(|&duration| {
            let mut wait = template;
            wait.duration = duration;
            wait
        })
        .collect();
    trace
}

/// Every wait is in some bar: the bars' heights over the tallest add up to the waits.
#[test]
fn every_wait_is_in_a_bar() {
    let waits = [5, 5, 5, 5_000_000, 5_100_000, 70 * MICROSECOND, u64::MAX];
    for durations in [&waits[..], &waits[..1], &waits[3..5], &[]] {
        let trace = with_waits(durations);
        let metrics = Metrics::of(&trace);
        for width in WIDTHS {
            let list = layout(&trace, &metrics, &spec(width, Lang::En));
            check_legible(&list);
            let said = texts(&list).iter().any(|text| {
                let words = match durations.len() {
                    1 => "1 wait".to_string(),
                    waits => format!("{waits} waits;"),
                };
                text.content.starts_with(&words)
            });
            assert_eq!(said, !durations.is_empty());
            assert_eq!(waits_in_bars(&list), durations.len() as u64);
        }
    }
}

/// How many waits the bars of one histogram stand for, as a reader would add them up: the
/// tallest is as many as the words say.
fn waits_in_bars(list: &DisplayList) -> u64 {
    let tall: Vec<f64> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rect { rect, paint } if *paint == Paint::plain(WAITS) => Some(rect.height),
            _ => None,
        })
        .collect();
    let highest = tall.iter().copied().fold(0.0, f64::max);
    let most = texts(list).iter().find_map(|text| {
        if text.content == "1 wait" {
            return Some(1.0);
        }
        let (_, most) = text.content.split_once("the tallest bar: ")?;
        most.parse::<f64>().ok()
    });
    let Some(most) = most else {
        assert!(tall.is_empty(), "bars without words");
        return 0;
    };
    tall.iter()
        .map(|height| (height / highest * most).round() as u64)
        .sum()
}

/// Of few waits the percentiles are the longest wait by another name; without a GIL there is none
/// to wait for.
#[test]
fn a_histogram_tells_no_more_than_it_knows() {
    let check = |trace: &Trace, expect: &[&str], not: &[&str]| {
        let list = layout(trace, &Metrics::of(trace), &spec(2000, Lang::En));
        let says = |part: &str| texts(&list).iter().any(|it| it.content.starts_with(part));
        for part in expect {
            assert!(says(part), "{part}");
        }
        for part in not {
            assert!(!says(part), "{part}");
        }
    };
    let of = |waits: usize| with_waits(&vec![5_000_000; waits]);
    check(
        &of(1),
        &["1 wait", "p50", "max"],
        &["1 waits", "p90", "p99"],
    );
    check(&of(10), &["10 waits", "p50", "p90", "max"], &["p99"]);
    check(&of(100), &["p50", "p90", "p99", "max"], &[]);
    check(&of(0), &["No thread had to wait"], &[]);
    check(
        &without_gil(&hogs(2, MILLISECOND), 2),
        &["This Python has no GIL."],
        &["No thread"],
    );
}

/// Runs are compared one below the other; those without waits are named.
#[test]
fn histograms_of_several_runs_are_legible() {
    let runs = [
        with_waits(&[5_000_000; 40]),
        with_waits(&[]),
        with_waits(&[1, 2_000, 9_000_000]),
    ];
    let metrics: Vec<Metrics> = runs.iter().map(Metrics::of).collect();
    let names = ["a busy thread", "no GIL", "아주 긴 이름을 가진 실행"];
    let runs: Vec<(&str, &Trace, &Metrics)> = names
        .into_iter()
        .zip(runs.iter().zip(&metrics))
        .map(|(name, (trace, metrics))| (name, trace, metrics))
        .collect();
    for width in WIDTHS {
        for lang in [Lang::En, Lang::Ko] {
            let list = compare(&runs, &spec(width, lang));
            check_legible(&list);
            assert!(
                texts(&list)
                    .iter()
                    .any(|text| text.content.contains("no GIL."))
            );
        }
    }
}
