//! A million slices in every picture: how long it takes, and how large the files are.
//!
//!     cargo run --release --example million -- [--slices N] [--seed S] [--out DIR]
//!
//! The trace is synthetic: eight threads that calculate for a tenth of a millisecond and wait for
//! a device, beside two that only calculate, under a toy GIL. `bench/pictures/matplotlib_million.py`
//! draws its CSV for comparison.

#[path = "../tests/picture/synthetic.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod synthetic;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use gilsim::metrics::Metrics;
use gilsim::nanos::{MICROSECOND, MILLISECOND};
use gilsim::render::{Figure, Run, formats, write_atomically};
use gilsim::timeline::ChartSpec;
use synthetic::{Lcg, Scripted, Step, hogs, thread, under_gil};

/// Scripts whose trace has about so many slices.
fn scripts(slices: usize, seed: u64) -> Vec<Scripted> {
    const THREADS: usize = 8;
    // Run and wait for the device, and sometimes wait for the GIL and switch before.
    const SLICES_PER_ROUND: usize = 3;
    let mut random = Lcg(seed);
    let mut scripts: Vec<Scripted> = (1..=THREADS)
        .map(|i| {
            let mut steps = Vec::new();
            for _ in 0..slices / THREADS / SLICES_PER_ROUND {
                steps.push(Step::Run((50 + random.below(100)) * MICROSECOND));
                steps.push(Step::Io((1_000 + random.below(3_000)) * MICROSECOND));
            }
            thread(&format!("io-{i}"), steps)
        })
        .collect();
    scripts.extend(hogs(2, slices as u64 / 20 * MILLISECOND));
    scripts
}

fn main() -> ExitCode {
    let (mut slices, mut seed) = (1_000_000, 1);
    let mut out = PathBuf::from("output/million");
    let mut args = std::env::args().skip(1);
    while let (Some(flag), value) = (args.next(), args.next()) {
        let value = value.unwrap_or_default();
        let understood = match flag.as_str() {
            "--slices" => value.parse().map(|n| slices = n).is_ok(),
            "--seed" => value.parse().map(|n| seed = n).is_ok(),
            "--out" => {
                out = PathBuf::from(value);
                true
            }
            _ => false,
        };
        if !understood {
            eprintln!("usage: million [--slices N] [--seed S] [--out DIR]");
            return ExitCode::from(2);
        }
    }
    let trace = under_gil(&scripts(slices, seed), 10, 5 * MILLISECOND);
    let metrics = Metrics::of(&trace);
    println!("{} slices, seed {seed}", trace.slices.len());
    let spec = ChartSpec {
        title: "A million slices".to_string(),
        ..ChartSpec::default()
    };
    let run = Run {
        name: "",
        trace: &trace,
        metrics: &metrics,
    };
    let figure = Figure::new(vec![run], &spec);
    for format in formats() {
        let begin = Instant::now();
        let bytes = match format.render(&figure) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{}: {error}", format.name());
                return ExitCode::FAILURE;
            }
        };
        let took = begin.elapsed().as_secs_f64();
        println!(
            "{:9} {took:6.3} s  {:8.2} MB",
            format.name(),
            bytes.len() as f64 / 1e6
        );
        let path = out.join(format!("million.{}", format.extension()));
        if let Err(error) = write_atomically(&path, &bytes) {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
