//! What real teaching scripts use is there: `tests/corpus/probes.tsv` holds each feature that two
//! or more of 460 public scripts use, how many do, and a small program that uses it (`\n` is a
//! line end, `-` stands for processes, which are counted apart).

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use gilsim::driver::{End, Hooks};
use gilsim::runner;
use gilsim::scenario;
use indexmap::IndexMap;

/// Of a hundred features.
const REQUIRED: usize = 97;
const STACK: usize = 16 << 20;

struct Probe {
    feature: String,
    program: String,
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(path).unwrap()
}

fn probes() -> Vec<Probe> {
    let table = read("tests/corpus/probes.tsv");
    let rows = table.lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [feature, _, program] = columns[..] else {
            panic!("three columns: {line}");
        };
        Probe {
            feature: feature.to_string(),
            program: unescaped(program),
        }
    });
    rows.filter(|probe| probe.program != "-").collect()
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        out.push(match next {
            '\\' if rest.next() == Some('n') => '\n',
            other => other,
        });
    }
    out
}

/// Whether a program ends with status 0.
fn runs(program: &str) -> bool {
    let files = IndexMap::from_iter([("probe.py".to_string(), program.to_string())]);
    let Ok(mut scenario) = scenario::from_program("probe.py", &files, &[]) else {
        return false;
    };
    let mut spec = scenario.runs.remove(0);
    spec.max_instructions = Some(5_000_000);
    let Ok(code) = runner::compile(&spec) else {
        return false;
    };
    let hooks = Hooks {
        output: &mut |_, _| (),
        progress: None,
    };
    match runner::run(&spec, &code, Box::new(files), hooks) {
        Ok(ran) => matches!(ran.end, End::Finished { status: 0 }),
        Err(_) => false,
    }
}

/// The features that the page says are not there.
fn listed() -> BTreeSet<String> {
    let page = read("docs/python.md");
    let section = page.split("\n## ").find(|it| it.starts_with("Of what"));
    let lines = section.unwrap_or("").lines();
    lines
        .filter_map(|line| line.strip_prefix("- `"))
        .filter_map(|line| Some(line.split_once('`')?.0.to_string()))
        .collect()
}

fn every_feature() {
    let probes = probes();
    assert!(probes.len() > 400, "the table is read");
    let missing: BTreeSet<String> = probes
        .iter()
        .filter(|probe| !runs(&probe.program))
        .map(|probe| probe.feature.clone())
        .collect();
    let there = probes.len() - missing.len();
    println!("{there} of {} features are there", probes.len());
    let mut problems = String::new();
    let listed = listed();
    for feature in missing.difference(&listed) {
        let _ = writeln!(problems, "not there and not in docs/python.md: {feature}");
    }
    for feature in listed.difference(&missing) {
        let _ = writeln!(problems, "docs/python.md says it is not there: {feature}");
    }
    assert!(problems.is_empty(), "{problems}");
    assert!(
        there * 100 >= probes.len() * REQUIRED,
        "{there} of {}",
        probes.len()
    );
}

#[test]
fn teaching_scripts_find_what_they_use() {
    let run = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(every_feature);
    run.unwrap().join().unwrap();
}
