//! What is put to the test: one input through all layers, and what must hold of it.

use std::ops::ControlFlow;

use gilsim::bytecode;
use gilsim::diagnostic::render_all;
use gilsim::driver::{End, Hooks};
use gilsim::gil::GilKind;
use gilsim::nanos::MILLISECOND;
use gilsim::profile::Version;
use gilsim::render::{self, Figure, Run};
use gilsim::runner::{self, Ran};
use gilsim::scenario::{self, Expectation, Outcome, Override, Results, RunResults, RunSpec};
use gilsim::timeline::{ChartSpec, Show};
use indexmap::IndexMap;
use rand::RngExt;
use rand_pcg::Pcg64Mcg;

/// How far an input came.
#[derive(Clone, Copy, Default)]
pub struct Reached {
    /// The parser and the compiler, or the scenario reader, found nothing wrong.
    pub sound: bool,
    /// The interpreter ran at least one instruction of it.
    pub vm: bool,
    /// The program ended with another status than 0.
    pub failed: bool,
    pub limit: bool,
    pub deadlock: bool,
}

/// A bare program under tight limits, on one of a few machines.
pub fn program(text: String, random: &mut Pcg64Mcg) -> Result<Reached, String> {
    let files = IndexMap::from_iter([("fuzz.py".to_string(), text)]);
    let mut read = match scenario::from_program("fuzz.py", &files, &[]) {
        Ok(read) => read,
        Err(problems) => {
            return if problems.is_empty() {
                Err("refused without a reason".to_string())
            } else {
                Ok(Reached::default())
            };
        }
    };
    let Some(spec) = read.runs.first_mut() else {
        return Err("a program without a run".to_string());
    };
    if random.random_range(0..3) == 0
        && let Ok(old) = "3.9".parse::<Version>()
    {
        spec.version = old;
    }
    spec.machine.cores = random.random_range(1..3);
    if random.random_range(0..4) == 0 {
        spec.gil = GilKind::NONE;
        spec.refcount = gilsim::profile::Refcount::Biased;
    }
    if random.random_range(0..4) == 0 {
        spec.switch_interval = [1, 1_000, 50_000][random.random_range(0..3)];
    }
    run(spec, files).map(|(reached, _)| reached)
}

/// How far it came; and what it did, if it ran.
fn run(
    spec: &mut RunSpec,
    files: IndexMap<String, String>,
) -> Result<(Reached, Option<Ran>), String> {
    let refused = (Reached::default(), None);
    spec.until = spec.until.min(50 * MILLISECOND);
    spec.max_instructions = Some(spec.max_instructions.unwrap_or(u64::MAX).min(20_000));
    spec.max_heap = spec.max_heap.min(16 << 20);
    spec.max_threads = spec.max_threads.min(50);
    if runner::check(spec).is_err() {
        return Ok(refused);
    }
    let code = match runner::compile(spec) {
        Ok(code) => code,
        Err(problems) if problems.is_empty() => {
            return Err("no code and no reason".to_string());
        }
        Err(problems) => {
            if render_all(&problems, false, 80).is_empty() {
                return Err("problems that nobody can see".to_string());
            }
            return Ok(refused);
        }
    };
    bytecode::verify(&code).map_err(|error| format!("the verifier: {error}"))?;
    let mut written = 0_usize;
    let ran = runner::run(
        spec,
        &code,
        Box::new(files),
        Hooks {
            output: &mut |_, bytes| written = written.saturating_add(bytes.len()),
            progress: Some(&mut |_| ControlFlow::Continue(())),
        },
    );
    let ran = match ran {
        Ok(ran) => ran,
        Err(_) => return Ok(refused),
    };
    ran.invariants
        .as_ref()
        .map_err(|broken| format!("invariants: {broken}"))?;
    let reached = Reached {
        sound: true,
        vm: ran.metrics.total.counts.instructions > 0,
        failed: matches!(ran.end, End::Finished { status } if status != 0),
        limit: matches!(ran.end, End::LimitReached(_)),
        deadlock: matches!(ran.end, End::Deadlock(_)),
    };
    Ok((reached, Some(ran)))
}

/// Draws what ran, in every format but the slow one, which is drawn from the same layout.
fn draw(ran: &Ran, shown: &[String], random: &mut Pcg64Mcg) -> Result<(), String> {
    let shows = |row: &str| shown.iter().any(|shown| shown == row);
    let spec = ChartSpec {
        title: "fuzz".to_string(),
        show: Show {
            threads: shows("threads"),
            gil: shows("gil"),
            cores: shows("cores"),
            latency: shows("latency"),
            memory: shows("memory"),
        },
        width: [480, 800, 2000][random.random_range(0..3)],
        ..ChartSpec::default()
    };
    let run = Run {
        name: "",
        trace: &ran.trace,
        metrics: &ran.metrics,
    };
    let runs = vec![run; random.random_range(1..3)];
    let figure = Figure::new(runs, &spec);
    for format in render::formats().iter().filter(|it| it.name() != "png") {
        let drawn = format.render(&figure);
        drawn.map_err(|error| format!("{}: {error}", format.name()))?;
    }
    Ok(())
}

/// A scenario file, with a setting from the command line; some that are sound are run.
pub fn scenario(text: &str, setting: &str, random: &mut Pcg64Mcg) -> Result<Reached, String> {
    let files = crate::scenarios::files();
    let setting = Override::set(setting).ok();
    let read = scenario::from_toml(text, "scenario.toml", &files, setting.as_slice());
    let mut read = match read {
        Ok(read) => read,
        Err(problems) => {
            if problems.is_empty() || render_all(&problems, random.random(), 80).is_empty() {
                return Err("problems that nobody can see".to_string());
            }
            return Ok(Reached::default());
        }
    };
    let results = Results {
        runs: (read.runs.iter())
            .map(|run| (run.name.clone(), RunResults::default()))
            .collect(),
    };
    for expectation in &read.expectations {
        told(expectation, &results)?;
    }
    let mut reached = Reached {
        sound: true,
        ..Reached::default()
    };
    if random.random_range(0..8) == 0
        && let Some(spec) = read.every_run_mut().last()
    {
        let ran;
        (reached, ran) = run(spec, files)?;
        reached.sound = true;
        if let Some(ran) = ran {
            draw(&ran, &read.chart.show, random)?;
        }
    }
    Ok(reached)
}

fn told(expectation: &Expectation, results: &Results) -> Result<(), String> {
    match expectation.evaluate(results) {
        Outcome::Failed(problem) | Outcome::Broken(problem)
            if problem.render(true, 80).is_empty() =>
        {
            Err("a claim fails and nobody can see why".to_string())
        }
        _ => Ok(()),
    }
}
