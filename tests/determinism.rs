//! The same scenario and seed give the same run; superinstructions are no part of it.

use gilsim::cli::files::{self, Folder};
use gilsim::runner;
use gilsim::sim::Hooks;
use gilsim::trace::Trace;
use gilsim::vm::ThreadId;
use gilsim::vm::code::LoadedCode;
use gilsim::vm::eval::{NoProbe, Probe};
use std::path::Path;

/// Sees every instruction, so that none are done together.
#[derive(Default)]
struct Watching;

impl Probe for Watching {
    fn instruction(&mut self, _: ThreadId, _: &LoadedCode, _: usize) {}
}

/// The traces of all variants of a scenario, and what they printed.
fn traces<P: Probe>(scenario: &str, seed: u64, probe: impl Fn() -> P) -> Vec<(Trace, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(scenario);
    let loaded = files::load(&folder, &[]).expect("the scenario is sound");
    loaded
        .runs
        .into_iter()
        .map(|mut spec| {
            spec.seed = seed;
            let code = runner::compile(&spec).expect("the program compiles");
            let mut printed = Vec::new();
            let mut output = |_, bytes: &[u8]| printed.extend_from_slice(bytes);
            let hooks = Hooks {
                output: &mut output,
                progress: None,
            };
            let files = Box::new(Folder::new(&folder));
            let ran = runner::run_probed(&spec, &code, files, hooks, probe()).expect("it runs");
            assert_eq!(ran.invariants, Ok(()), "{scenario}, {}", spec.name);
            (ran.trace, printed)
        })
        .collect()
}

const SCENARIOS: [&str; 3] = ["01-cpu-bound-threads", "04-convoy-effect", "06-lost-update"];

#[test]
fn superinstructions_change_nothing() {
    for scenario in SCENARIOS {
        let together = traces(scenario, 7, || NoProbe);
        let one_by_one = traces(scenario, 7, Watching::default);
        assert!(
            together == one_by_one,
            "{scenario} with seed 7 differs when instructions are watched"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_trace_and_another_seed_another() {
    for scenario in SCENARIOS {
        let first = traces(scenario, 7, || NoProbe);
        assert!(
            first == traces(scenario, 7, || NoProbe),
            "{scenario}: two runs with seed 7 differ"
        );
        assert!(
            first != traces(scenario, 8, || NoProbe),
            "{scenario}: seeds 7 and 8 agree"
        );
    }
}
