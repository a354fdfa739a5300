//! A run that is stepped through is the run: same marks, same output, same end, however it is cut
//! into steps, and from every moment that somebody has kept.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use gilsim::cli::files;
use gilsim::driver::{End, Hooks};
use gilsim::nanos::MILLISECOND;
use gilsim::runner::{self, Running};
use gilsim::scenario::{Override, Scenario};
use gilsim::sim::{Moment, Pace, Stepper};
use gilsim::trace::Mark;
use gilsim::vm::ThreadId;
use gilsim::vm::eval::NoProbe;

type Run = Stepper<Running<NoProbe>>;

/// What can be told of a run from outside.
#[derive(Debug, PartialEq)]
struct Told {
    marks: Vec<Mark>,
    printed: Vec<u8>,
    end: Option<End>,
    instructions: u64,
}

fn scenario(name: &str, until: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let until = Override::set(&format!("run.until={until}")).expect("a setting");
    files::load(&path, &[until]).expect("a sound scenario")
}

/// The run as `gilsim run` has it.
fn whole(scenario: &Scenario, index: usize) -> Told {
    let spec = &scenario.runs[index];
    let code = runner::compile(spec).expect("a program");
    let mut printed = Vec::new();
    let mut output = |_, bytes: &[u8]| printed.extend_from_slice(bytes);
    let hooks = Hooks {
        output: &mut output,
        progress: None,
    };
    let folder = Box::new(files::imports(scenario, spec));
    let ran = runner::run(spec, &code, folder, hooks).expect("a run");
    assert_eq!(ran.invariants, Ok(()));
    let instructions = ran.trace.totals.iter().map(|it| it.instructions).sum();
    Told {
        marks: ran.trace.marks,
        printed,
        end: Some(ran.end),
        instructions,
    }
}

fn stepper(scenario: &Scenario, index: usize) -> Run {
    let spec = &scenario.runs[index];
    let code = runner::compile(spec).expect("a program");
    let folder = Arc::new(files::imports(scenario, spec));
    runner::stepper(spec, &code, folder).expect("a run")
}

/// Steps to the end; the pace may differ from step to step.
fn stepped(run: &mut Run, mut marks: Vec<Mark>, mut pace: impl FnMut() -> Pace) -> Told {
    while run.step(pace()) {
        marks.extend_from_slice(run.marks());
    }
    Told {
        marks,
        printed: run.printed().to_vec(),
        end: run.end().cloned(),
        instructions: run.instructions(),
    }
}

/// Says where two runs part, without their thousands of marks.
fn same(told: &Told, whole: &Told, what: &str) {
    let pairs = told.marks.iter().zip(&whole.marks);
    if let Some((index, (this, that))) = pairs.enumerate().find(|(_, (a, b))| a != b) {
        panic!("{what}: mark {index} is {this:?}, not {that:?}");
    }
    assert_eq!(told.marks.len(), whole.marks.len(), "{what}");
    assert_eq!(told.printed, whole.printed, "{what}");
    assert_eq!(told.end, whole.end, "{what}");
    assert_eq!(told.instructions, whole.instructions, "{what}");
}

const RUNS: &[(&str, &str)] = &[
    ("scenarios/08-convoy-effect", "20ms"),
    ("scenarios/12-lost-update", "15ms"),
    ("scenarios/02-slower-than-one", "8ms"),
    ("scenarios/10-five-policies", "12ms"),
    ("scenarios/17-frozen-ui", "80ms"),
    ("scenarios/22-threads-and-processes", "60ms"),
];

#[test]
fn however_it_is_cut_it_is_the_same_run() {
    for (name, until) in RUNS {
        let scenario = scenario(name, until);
        for index in 0..scenario.runs.len() {
            let what = format!("{name}, {}", scenario.runs[index].name);
            let whole = whole(&scenario, index);
            let single = stepped(&mut stepper(&scenario, index), Vec::new(), || {
                Pace::Instruction
            });
            same(
                &single,
                &whole,
                &format!("{what}: instruction by instruction"),
            );
            let mut count = 0;
            let mixed = stepped(&mut stepper(&scenario, index), Vec::new(), || {
                count += 1;
                match count % 7 {
                    0 => Pace::Instruction,
                    1 => Pace::Stretch(700),
                    _ => Pace::Stretch(MILLISECOND * 100),
                }
            });
            same(&mixed, &whole, &format!("{what}: in steps of all lengths"));
        }
    }
}

/// Goes on from moments that were kept, the latest first, when what came later has happened
/// already once.
#[test]
fn a_kept_moment_has_the_same_future() {
    for (name, until) in RUNS {
        let scenario = scenario(name, until);
        let whole = whole(&scenario, 0);
        let mut run = stepper(&scenario, 0);
        let mut kept: Vec<(Run, Vec<Mark>)> = Vec::new();
        let mut marks = Vec::new();
        let mut moments: Vec<Moment> = vec![run.moment()];
        while run.step(Pace::Stretch(50_000)) {
            marks.extend_from_slice(run.marks());
            moments.push(run.moment());
            if moments.len() % 400 == 100 && kept.len() < 8 {
                kept.push((run.clone(), marks.clone()));
            }
        }
        assert!(moments.is_sorted(), "{name}: moments come in order");
        assert!(!kept.is_empty(), "{name}: too short to keep anything of");
        for (mut again, marks) in kept.into_iter().rev() {
            let told = stepped(&mut again, marks, || Pace::Stretch(MILLISECOND));
            same(&told, &whole, &format!("{name}: from a kept moment"));
        }
    }
}

#[test]
fn a_run_that_has_ended_stands_still() {
    let scenario = scenario("scenarios/12-lost-update", "2ms");
    let mut run = stepper(&scenario, 0);
    while run.step(Pace::Stretch(MILLISECOND)) {}
    let (moment, now) = (run.moment(), run.now());
    assert!(!run.step(Pace::Instruction));
    assert_eq!((run.moment(), run.now()), (moment, now));
    assert!(run.end().is_some());
}

/// Values that contain themselves, by way of cells or methods, are shown to a certain depth.
#[test]
fn a_value_that_contains_itself_can_be_looked_at() {
    let scenario = scenario("tests/play/knots.py", "1s");
    let mut run = stepper(&scenario, 0);
    let mut seen = BTreeMap::new();
    while run.step(Pace::Instruction) {
        let main = run.program().interpreter_of(ThreadId(0));
        let Some((main, thread)) = main else { continue };
        for frame in main.frames_at(thread) {
            let locals = frame.locals.into_iter();
            seen.extend(locals.map(|it| (it.name, it.repr)));
        }
    }
    let shown = |name: &str| seen.get(name).map(String::as_str);
    assert_eq!(shown("shared"), Some("[1, 2]"), "a cell is its content");
    assert_eq!(shown("number"), Some("(1-2j)"));
    assert_eq!(shown("knot"), Some("<cell>"));
    assert_eq!(shown("bound"), Some("<method>"));
    assert_eq!(shown("nested"), Some("[[[[…]]]]"));
}
