//! Pictures to look at: `cargo test --release --test picture samples -- --ignored`.

use crate::synthetic::*;
use gilsim::metrics::Metrics;
use gilsim::nanos::{MICROSECOND, MILLISECOND};
use gilsim::render::{Run, TextOptions, encode_svg, table, timeline_text};
use gilsim::timeline::{ChartSpec, Lang, compare, layout};
use gilsim::trace::{ProcessIndex, ProcessTrack, Trace};
use std::path::PathBuf;
use std::time::Instant;

fn spec(title: &str, question: &str) -> ChartSpec {
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    ChartSpec {
        title: title.to_string(),
        question: question.to_string(),
        parameters: vec![
            pair("Python", "3.13"),
            pair("GIL", "timeslice"),
            pair("cores", "2"),
            pair("switch interval", "5 ms"),
            pair("seed", "1"),
        ],
        ..ChartSpec::default()
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("samples")
}

fn write(name: &str, trace: &Trace, spec: &ChartSpec) {
    let begin = Instant::now();
    let metrics = Metrics::of(trace);
    let counted = begin.elapsed();
    for (suffix, width, scale) in [("", 2000, 1), ("-800", 800, 1), ("-x2", 2000, 2)] {
        let spec = ChartSpec {
            width,
            scale,
            ..spec.clone()
        };
        let begin = Instant::now();
        let list = layout(trace, &metrics, &spec);
        let laid_out = begin.elapsed();
        #[cfg(feature = "png")]
        {
            let bytes = gilsim::render::encode_png(&list).expect("encodes");
            let path = folder().join(format!("{name}{suffix}.png"));
            gilsim::render::write_atomically(&path, &bytes).expect("written");
        }
        println!(
            "{name}{suffix}: {} slices, metrics {counted:?}, layout {laid_out:?}, total {:?}",
            trace.slices.len(),
            begin.elapsed()
        );
        if suffix.is_empty() {
            let svg = encode_svg(&list, spec.lang.code());
            let path = folder().join(format!("{name}.svg"));
            gilsim::render::write_atomically(&path, svg.as_bytes()).expect("written");
        }
    }
    if trace.threads.len() < 20 {
        let run = Run {
            name: "",
            trace,
            metrics: &metrics,
        };
        println!("{}", timeline_text(&run, spec, TextOptions::default()));
        println!("{}", table(&metrics));
    }
}

#[test]
#[ignore = "writes pictures for people to look at"]
fn samples() {
    let two = under_gil(&hogs(2, 60 * MILLISECOND), 2, 5 * MILLISECOND);
    write(
        "hogs",
        &two,
        &spec(
            "Two CPU-bound threads share one GIL",
            "Why are two CPU-bound threads no faster than one after the other?",
        ),
    );
    let zoom = ChartSpec {
        window: Some((
            14 * MILLISECOND + 900 * MICROSECOND,
            15 * MILLISECOND + 300 * MICROSECOND,
        )),
        ..spec(
            "One hand-over, close up",
            "How long does a forced switch take?",
        )
    };
    write("zoom", &two, &zoom);
    let convoy = under_gil(&convoy(), 2, 5 * MILLISECOND);
    write(
        "convoy",
        &convoy,
        &spec(
            "The convoy effect",
            "Why does a thread that sleeps for 1 ms come back only every 6 ms?",
        ),
    );
    let sixteen = under_gil(&io_bound(16, 20), 4, 5 * MILLISECOND);
    write(
        "io",
        &sixteen,
        &spec(
            "Sixteen I/O-bound threads",
            "What are threads good for under a GIL?",
        ),
    );
    let c_calls = under_gil(&native(4), 5, 5 * MILLISECOND);
    write(
        "native",
        &c_calls,
        &spec(
            "C calls that release the GIL, and one that does not",
            "Do C extensions run in parallel?",
        ),
    );
    write(
        "threads200",
        &under_gil(&io_bound(200, 6), 8, 5 * MILLISECOND),
        &spec(
            "Two hundred threads",
            "Does the GIL limit a thread per request?",
        ),
    );
    write(
        "million",
        &random(3, 8, 1_000_000, 4),
        &spec("A million slices", "Is anything lost?"),
    );

    write(
        "states",
        &random(2, 5, 160, 4),
        &spec("Every state there is", ""),
    );

    let mut korean = convoy.clone();
    korean.threads[0].name = "계산 스레드".to_string();
    korean.threads[1].name = "아주 긴 이름을 가진 입출력 스레드, 학생들이 붙인 이름".to_string();
    let korean_spec = ChartSpec {
        lang: Lang::Ko,
        parameters: vec![
            ("파이썬".into(), "3.13".into()),
            ("코어".into(), "2".into()),
            ("전환 간격".into(), "5 ms".into()),
        ],
        ..spec(
            "호송 효과: 입출력 스레드는 왜 늦게 깨어날까?",
            "1 ms만 자는 스레드가 왜 6 ms마다 돌아올까?",
        )
    };
    write("korean", &korean, &korean_spec);

    let mut processes = under_gil(&io_bound(6, 10), 4, 5 * MILLISECOND);
    processes.processes.push(ProcessTrack {
        name: "worker".to_string(),
        pid: 1001,
        exit_code: None,
    });
    for thread in processes.threads.iter_mut().skip(3) {
        thread.process = ProcessIndex(1);
    }
    write("processes", &processes, &spec("Two processes", ""));

    let free = without_gil(&hogs(2, 60 * MILLISECOND), 2);
    let slow = under_gil(&hogs(2, 60 * MILLISECOND), 2, MILLISECOND);
    let traces = [("5 ms", &two), ("1 ms", &slow), ("no GIL", &free)];
    let metrics: Vec<Metrics> = traces.iter().map(|(_, t)| Metrics::of(t)).collect();
    let runs: Vec<_> = traces
        .iter()
        .zip(&metrics)
        .map(|(&(name, trace), m)| (name, trace, m))
        .collect();
    for (suffix, width) in [("", 2000), ("-800", 800)] {
        let spec = ChartSpec {
            width,
            ..spec(
                "The same two threads with and without a GIL",
                "What changes without the GIL?",
            )
        };
        let list = compare(&runs, &spec);
        #[cfg(feature = "png")]
        {
            let bytes = gilsim::render::encode_png(&list).expect("encodes");
            gilsim::render::write_atomically(
                &folder().join(format!("compare{suffix}.png")),
                &bytes,
            )
            .expect("written");
        }
        let svg = encode_svg(&list, "en");
        gilsim::render::write_atomically(
            &folder().join(format!("compare{suffix}.svg")),
            svg.as_bytes(),
        )
        .expect("written");
    }
    println!("pictures are in {}", folder().display());
}
