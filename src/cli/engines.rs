//! Which runs of a scenario are real.

use super::args;
use crate::gil::Releases;
use crate::scenario::{Engine, RunSpec, Scenario};

/// Makes the runs of a scenario those of the engine that was asked for, and fits live ones to
/// this computer. What there is to say about it.
pub fn choose(scenario: &mut Scenario, asked: Option<args::Engine>) -> Vec<String> {
    let mut notes = Vec::new();
    let is_lockless = |run: &RunSpec| run.gil.releases() == Releases::Never;
    let asks_live = matches!(asked, Some(args::Engine::Live | args::Engine::Both));
    // The only run is refused later, with what to do instead.
    if asks_live && scenario.runs.iter().any(|run| !is_lockless(run)) {
        for run in scenario.runs.extract_if(.., |run| is_lockless(run)) {
            notes.push(format!(
                "`{}` is left out: the live engine has no gil = \"{}\"",
                run.shown,
                run.gil.name()
            ));
        }
    }
    let mut asked_for: Vec<u16> = Vec::new();
    if asked == Some(args::Engine::Both) {
        let has_variants = scenario.has_variants;
        scenario.runs = std::mem::take(&mut scenario.runs)
            .into_iter()
            .flat_map(|mut run| {
                asked_for.extend(fit(&mut run));
                [Engine::Sim, Engine::Live].map(|engine| on_engine(&run, engine, has_variants))
            })
            .collect();
        scenario.has_variants = true;
    } else {
        let live = scenario
            .every_run_mut()
            .filter(|run| run.engine == Engine::Live);
        asked_for.extend(live.filter_map(fit));
    }
    if let Some(&most) = asked_for.iter().max() {
        let there = host_cores();
        let cores = if there == 1 { "core" } else { "cores" };
        notes.push(format!(
            "this computer has {there} {cores}: live runs use {there}, not {most}"
        ));
    }
    notes
}

/// The run under an engine, called so.
fn on_engine(run: &RunSpec, engine: Engine, has_variants: bool) -> RunSpec {
    let word = match engine {
        Engine::Sim => "simulated",
        Engine::Live => "live",
    };
    let called = |name: &str| match has_variants {
        true => format!("{name} · {word}"),
        false => word.to_string(),
    };
    RunSpec {
        name: called(&run.name),
        shown: called(&run.shown),
        engine,
        ..run.clone()
    }
}

/// What the runs of both engines are called together, given the name of the simulated one.
pub fn shared_name(name: &str) -> &str {
    name.strip_suffix(" · simulated").unwrap_or("")
}

/// Gives the run no more cores than there are; how many it asked for, if that was more.
fn fit(run: &mut RunSpec) -> Option<u16> {
    let asked = run.machine.cores;
    run.machine.cores = asked.min(host_cores());
    (run.machine.cores < asked).then_some(asked)
}

#[cfg(feature = "live")]
fn host_cores() -> u16 {
    crate::live::cores()
}

#[cfg(not(feature = "live"))]
fn host_cores() -> u16 {
    u16::MAX
}
