//! Sound scenarios: what each setting comes to, and who wins over whom.

use gilsim::diagnostic::render_all;
use gilsim::gil::GilKind;
use gilsim::profile::Refcount;
use gilsim::scenario::{
    Engine, Lang, Override, RunSpec, Scenario, Stdout, from_program, from_toml,
};
use gilsim::sched::{DeviceSpec, Distribution};
use indexmap::IndexMap;

const CONVOY: &str = r#"
title = "The convoy effect"
question = "Why does one busy thread make an I/O thread fifty times slower?"
program = "convoy.py"
expect = [                  # what the lesson claims
  "run['5 ms'].thread('io').latency.p50 > 0.005",
  "run['no GIL'].speedup > 1.8",
]

[python]
version = "3.13"
switch_interval = "5ms"
gil = "timeslice"
refcount = "plain"

[[thread]]
name = "io"
count = 3
start = "2ms"
code = """
for _ in range(20):
    io("disk", 4096)
"""
[[thread]]
name = "cpu"
call = "spin(50_000)"
core = 0

[machine]
cores = 4
time_slice = "3ms"
context_switch = "700ns"
wakeup_latency = "50us"
cache_refill = "300ns"
timer_slack = "50us"

[io.disk]
latency = { lognormal = { median = "2ms", sigma = 0.4 } }
bandwidth = "500MB/s"
parallel = 8

[run]
engine = "sim"
seed = 42
until = "10s"
stdout = "pipe"

[[variant]]
name = "5 ms"
[[variant]]
name = "no GIL"
python.version = "3.14t"

[[signal]]
name = "SIGINT"
at = "1s"

[sweep]
"python.switch_interval" = ["100ms", "10ms", "5ms", "1ms", "100us", "10us"]
metric = ["latency_p50", "throughput"]

[chart]
show = ["threads", "gil", "cores", "latency"]
window = ["0ms", "60ms"]
marks = true
lang = "en"
"#;

fn files() -> IndexMap<String, String> {
    IndexMap::from_iter([
        (
            "convoy.py".to_string(),
            "def spin(n):\n    return n\n".to_string(),
        ),
        (
            "fixed.py".to_string(),
            "def spin(n):\n    return 1\n".to_string(),
        ),
    ])
}

fn read_with(text: &str, settings: &[&str]) -> Scenario {
    let settings: Vec<Override> = settings
        .iter()
        .map(|setting| Override::set(setting).expect("a setting"))
        .collect();
    from_toml(text, "lessons/04-convoy/scenario.toml", &files(), &settings)
        .unwrap_or_else(|problems| panic!("{}", render_all(&problems, false, 100)))
}

fn run_of(text: &str) -> RunSpec {
    read_with(text, &[]).runs.remove(0)
}

#[test]
fn the_scenario_of_the_design_is_read_whole() {
    let scenario = read_with(CONVOY, &[]);
    assert_eq!(scenario.title, "The convoy effect");
    assert_eq!(scenario.expectations.len(), 2);
    assert_eq!(scenario.chart.window, Some((0, 60_000_000)));
    assert_eq!(scenario.chart.lang, Lang::En);
    let sweep = scenario.sweep.as_ref().expect("a sweep");
    assert_eq!(
        sweep.parameters[0].values,
        ["100ms", "10ms", "5ms", "1ms", "100us", "10us"]
    );
    assert_eq!(sweep.points.len(), 12);
    assert_eq!(sweep.points[4].run.switch_interval, 100_000);
    let run = scenario.run_named("5 ms").expect("a variant");
    assert_eq!(
        (run.gil, run.refcount, run.engine),
        (GilKind::TIMESLICE, Refcount::Plain, Engine::Sim)
    );
    assert_eq!(
        (run.seed, run.until, run.stdout),
        (42, 10_000_000_000, Stdout::Pipe)
    );
    assert_eq!(
        (run.machine.cores, run.machine.wakeup_latency),
        (4, Some(50_000))
    );
    assert_eq!((run.affinity.len(), run.affinity["cpu"]), (1, 0));
    assert_eq!(
        (run.signals[0].name.as_str(), run.signals[0].at),
        ("SIGINT", 1_000_000_000)
    );
    let disk = DeviceSpec {
        latency: Distribution::Lognormal {
            median: 2_000_000,
            sigma: 0.4,
        },
        bandwidth: Some(500_000_000),
        parallel: Some(8),
    };
    assert_eq!(run.devices["disk"], disk);
    let free = scenario.run_named("no GIL").expect("a variant");
    assert_eq!((free.gil, free.refcount), (GilKind::NONE, Refcount::Biased));
    assert!(
        scenario
            .run_named("no gil")
            .expect_err("no such variant")
            .contains("`no GIL`")
    );
}

#[test]
fn a_version_brings_its_gil_and_reference_counts() {
    let check = |version: &str, gil, refcount| {
        let run = run_of(&format!(
            "program = \"convoy.py\"\npython.version = \"{version}\""
        ));
        assert_eq!(
            (run.version.to_string().as_str(), run.gil, run.refcount),
            (version, gil, refcount)
        );
    };
    check("2.7", GilKind::TICK, Refcount::Plain);
    check("3.2", GilKind::TIMESLICE, Refcount::Plain);
    check("3.14", GilKind::TIMESLICE, Refcount::Plain);
    check("3.13t", GilKind::NONE, Refcount::Biased);
}

#[test]
fn a_variant_overrides_with_dotted_keys_and_with_tables() {
    let base = "program = \"convoy.py\"\nargs = [\"1\"]\nmachine.cores = 8\nmachine.timer_slack = \"1us\"\n[[thread]]\nname = \"cpu\"\ncall = \"spin(1)\"\n";
    let variant = |text: &str| {
        let scenario = read_with(&format!("{base}[[variant]]\nname = \"v\"\n{text}"), &[]);
        scenario.runs[0].clone()
    };
    for text in [
        "machine.cores = 2",
        "machine = { cores = 2 }",
        "[variant.machine]\ncores = 2",
    ] {
        let run = variant(text);
        assert_eq!(
            (run.machine.cores, run.machine.timer_slack),
            (2, Some(1_000)),
            "{text}"
        );
    }
    assert_eq!(variant("args = [\"2\", \"3\"]").args, ["2", "3"]);
    assert!(
        variant("program = \"fixed.py\"")
            .program
            .text
            .contains("return 1")
    );
    assert!(
        variant("thread.cpu.count = 3")
            .program
            .text
            .contains("range(1, 4)")
    );
    let replaced = variant("[[variant.thread]]\nname = \"new\"\ncode = \"pass\"");
    assert!(!replaced.program.text.contains("spin(1)"));
    let device = variant("io.disk.latency = { uniform = { min = \"1ms\", max = \"2ms\" } }");
    assert!(matches!(
        device.devices["disk"].latency,
        Distribution::Uniform { .. }
    ));
}

#[test]
fn the_command_line_wins_over_variant_and_base_and_the_last_of_it_over_the_others() {
    let text = "program = \"convoy.py\"\nmachine.cores = 8\n[[thread]]\nname = \"a b\"\ncode = \"pass\"\n[[variant]]\nname = \"v\"\nmachine.cores = 4\n[[variant]]\nname = \"w\"";
    let cores = |settings: &[&str]| -> Vec<u16> {
        read_with(text, settings)
            .runs
            .iter()
            .map(|run| run.machine.cores)
            .collect()
    };
    assert_eq!(cores(&[]), [4, 8]);
    assert_eq!(cores(&["machine.cores=2"]), [2, 2]);
    assert_eq!(cores(&["machine.cores=2", "machine.cores = 3"]), [3, 3]);
    assert_eq!(cores(&["variant.w.machine.cores=1"]), [4, 1]);
    let scenario = read_with(
        text,
        &[
            "python.version=3.10",
            "run.until=2s",
            "thread.\"a b\".count=2",
            "chart.marks=false",
            "title=New",
            "args=[\"7\"]",
            "io.disk.latency=3ms",
        ],
    );
    let run = &scenario.runs[0];
    assert_eq!(
        (run.version.to_string(), run.until),
        ("3.10".to_string(), 2_000_000_000)
    );
    assert!(run.program.text.contains("range(1, 3)") && !scenario.chart.marks);
    assert_eq!(
        (scenario.title.as_str(), run.args.as_slice()),
        ("New", &["7".to_string()][..])
    );
    assert_eq!(
        run.devices["disk"].latency,
        Distribution::Constant(3_000_000)
    );
}

#[test]
fn a_setting_of_the_base_that_means_nothing_for_a_variant_is_not_used_there() {
    let text = "program = \"convoy.py\"\npython.switch_interval = \"1ms\"\n[[variant]]\nname = \"old\"\npython.version = \"2.7\"\n[[variant]]\nname = \"free\"\npython.version = \"3.14t\"\n[[variant]]\nname = \"new\"";
    let scenario = read_with(text, &[]);
    let gils: Vec<GilKind> = scenario.runs.iter().map(|run| run.gil).collect();
    assert_eq!(gils, [GilKind::TICK, GilKind::NONE, GilKind::TIMESLICE]);
    assert_eq!(scenario.runs[2].switch_interval, 1_000_000);
    assert!(scenario.warnings.is_empty());
    // For one of several runs a flag may mean nothing: that is odd, but not wrong.
    let scenario = read_with(text, &["python.switch_interval=2ms"]);
    assert_eq!(scenario.runs[2].switch_interval, 2_000_000);
    assert_eq!(scenario.warnings.len(), 2);
    assert_eq!(&*scenario.warnings[0].source.file, "<command line>");
}

#[test]
fn a_version_chosen_above_a_gil_means_its_own_unless_the_gil_is_no_versions() {
    let check = |base: &str, variant: &str, expect| {
        let text = format!("program = \"convoy.py\"\n{base}\n[[variant]]\nname = \"v\"\n{variant}");
        let run = run_of(&text);
        assert_eq!((run.gil, run.refcount), expect, "{text}");
    };
    let version = "python.version = \"3.14t\"";
    check(
        "python.gil = \"timeslice\"",
        version,
        (GilKind::NONE, Refcount::Biased),
    );
    check(
        "python.gil = \"priority\"",
        version,
        (
            GilKind::from_name("priority").expect("a policy"),
            Refcount::Biased,
        ),
    );
    check(
        "python.refcount = \"atomic\"",
        version,
        (GilKind::NONE, Refcount::Atomic),
    );
    check(
        version,
        "python.gil = \"timeslice\"",
        (GilKind::TIMESLICE, Refcount::Biased),
    );
    check(
        version,
        "python.version = \"2.7\"",
        (GilKind::TICK, Refcount::Plain),
    );
}

#[test]
fn the_title_is_the_folder_where_none_is_given() {
    assert_eq!(read_with("program = \"convoy.py\"", &[]).title, "04-convoy");
    let bare = from_program("convoy.py", &files(), &[]).expect("sound");
    assert_eq!((bare.title.as_str(), bare.runs.len()), ("convoy.py", 1));
    assert_eq!(
        bare.runs[0].program.text,
        bare.runs[0].program.locate(0..1).0.text
    );
}

#[test]
fn a_bare_program_takes_overrides_and_reports_theirs() {
    let flag = |flag, key, value| [Override::flag(flag, key, value)];
    let run = from_program(
        "convoy.py",
        &files(),
        &flag("--python", "python.version", "3.9"),
    );
    assert_eq!(run.expect("sound").runs[0].version.to_string(), "3.9");
    let problems = from_program(
        "convoy.py",
        &files(),
        &flag("--python", "python.version", "3.99"),
    )
    .expect_err("no such version");
    let expect = "\
error: Python `3.99` is not among those that are simulated
 --> <command line>:1:10
  |
1 | --python 3.99
  |          ^^^^
  |
  = help: the versions are 2.7, 3.2 to 3.14, 3.13t and 3.14t
";
    assert_eq!(render_all(&problems, false, 100), expect);
}

/// Texts are those of the pictures' language; what is not translated stays, names stay names.
#[test]
fn a_scenario_speaks_the_language_of_its_pictures() {
    let text = r#"
title = "The convoy effect"
question = "Why so slow?"
program = "convoy.py"
expect = ["run['busy'].wall >= 0"]
[[variant]]
name = "busy"
[[variant]]
name = "0.5 ms"
[sweep]
"machine.cores" = [1, 2]
metric = "wall"
[[quiz]]
question = "How long?"
choices = ["1 ms", "5 ms"]
answer = 2
why = "A switch interval."
[ko]
title = "호위대 효과"
variant = { busy = "바쁜 스레드" }
[[ko.quiz]]
question = "얼마나?"
choices = ["1밀리초", "5밀리초"]
why = "전환 간격이다."
"#;
    let read = |settings: &[&str]| {
        let scenario = read_with(text, settings);
        let quiz = &scenario.quiz[0];
        let sweep = scenario.sweep.as_ref().expect("a sweep");
        let said = [
            &*scenario.title,
            scenario.question.as_deref().unwrap_or_default(),
            &quiz.question,
            &quiz.choices[quiz.answer],
            &quiz.why,
            &scenario.runs[0].shown,
            &scenario.runs[1].shown,
            &sweep.points[1].shown,
            &sweep.points[1].run.shown,
        ];
        let said = said.map(str::to_string);
        assert_eq!(scenario.runs[0].name, "busy");
        assert_eq!(sweep.points[1].run.name, "busy, 2");
        said.join(" | ")
    };
    assert_eq!(
        read(&[]),
        "The convoy effect | Why so slow? | How long? | 5 ms | A switch interval. | busy | 0.5 ms | busy | busy, 2"
    );
    assert_eq!(
        read(&["chart.lang=ko"]),
        "호위대 효과 | Why so slow? | 얼마나? | 5밀리초 | 전환 간격이다. | 바쁜 스레드 | 0.5 ms | 바쁜 스레드 | 바쁜 스레드, 2"
    );
}
