//! The same scenario and seed give the same run, in every build; superinstructions are no part
//! of it.

use gilsim::cli::files::{self, Folder};
use gilsim::driver::Hooks;
use gilsim::runner;
use gilsim::trace::Trace;
use gilsim::vm::eval::{Moment, NoProbe, Probe};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Sees every instruction, so that none are done together.
#[derive(Clone, Default)]
struct Watching;

impl Probe for Watching {
    fn instruction(&mut self, _: &mut Moment<'_>) {}
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

const SCENARIOS: [&str; 3] = ["01-cpu-bound-threads", "08-convoy-effect", "12-lost-update"];

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

/// The hashes of everything that the binary makes of a scenario: one line for each kind of file,
/// `hash  scenario kind`. A kind with several files (one per variant) is hashed as one.
fn hashes(scenario: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("golden-{scenario}"));
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).expect("a folder for the test");
    // Relative, as messages name files as the command does.
    let ended = Command::new(env!("CARGO_BIN_EXE_gilsim"))
        .current_dir(root)
        .arg("run")
        .arg(Path::new("scenarios").join(scenario))
        .args(["--quiet", "--format", "png,svg,csv", "--summary"])
        .arg(out.join("summary.json"))
        .arg("--out")
        .arg(&out)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("gilsim runs");
    let mut files: Vec<_> = fs::read_dir(&out)
        .expect("a folder of pictures")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut text = String::new();
    let mut line = |kind: &str, hash: Sha256| {
        let hash = hash.finalize();
        // Half of it tells two outputs apart as well, and a line stays readable.
        for byte in hash.iter().take(16) {
            let _ = write!(text, "{byte:02x}");
        }
        let _ = writeln!(text, "  {scenario} {kind}");
    };
    line("stdout", Sha256::new_with_prefix(&ended.stdout));
    line("stderr", Sha256::new_with_prefix(&ended.stderr));
    for kind in ["csv", "json", "png", "svg"] {
        let mut hash = Sha256::new();
        let mut found = false;
        for file in files
            .iter()
            .filter(|f| f.extension().is_some_and(|e| e == kind))
        {
            found = true;
            hash.update(file.file_name().expect("a name").as_encoded_bytes());
            hash.update(fs::read(file).expect("a file that was just written"));
        }
        assert!(found, "{scenario}: no {kind} file was written");
        line(kind, hash);
    }
    text
}

const RECORDED: &str = "tests/determinism.txt";
const RECORD: &str = "GILSIM_RECORD=1 cargo test --test determinism";

/// A debug build and one at speed, today's and last month's, make the same bytes of a scenario:
/// output, trace, summary and pictures.
#[test]
fn every_build_makes_the_recorded_bytes() {
    let scenarios = [
        "01-cpu-bound-threads",
        "03-io-bound-threads",
        "05-c-extensions",
        "08-convoy-effect",
        "21-concurrency-and-parallelism",
        "12-lost-update",
        "02-slower-than-one",
        "10-five-policies",
        "11-who-runs-next",
    ];
    let made: String = scenarios.iter().map(|scenario| hashes(scenario)).collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(RECORDED);
    if std::env::var_os("GILSIM_RECORD").is_some() {
        fs::write(&file, &made).expect("the recorded hashes can be written");
        return;
    }
    let recorded = fs::read_to_string(&file).expect("the recorded hashes");
    let other: Vec<&str> = made
        .lines()
        .filter(|line| !recorded.lines().any(|known| known == *line))
        .map(|line| line.split_once("  ").map_or(line, |(_, what)| what))
        .collect();
    assert!(
        made == recorded,
        "these outputs are not the recorded bytes: {}\nIf they were meant to change (a cost, a \
         colour, a word), record them anew with\n    {RECORD}\nand see that {RECORDED} then \
         holds in the other build, too: cargo test --profile fuzz --test determinism",
        other.join(", ")
    );
}
