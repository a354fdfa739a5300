//! Sweeps from outside: table, curves, numbers, and what expectations may say about them.

mod common;

use std::fs;

use common::Folder;

const PROGRAM: &str = "\
import threading

def spin():
    for _ in range(20_000):
        pass

threads = [threading.Thread(target=spin) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print('done')
";

const SCENARIO: &str = r#"
title = "Intervals"
program = "program.py"
expect = [
  "run['100us'].forced > run['10ms'].forced",
  "run['10ms'].stdout == run['Intervals'].stdout",
]

[sweep]
"python.switch_interval" = ["10ms", "1ms", "100us", "10us"]
metric = ["forced", "latency_p50", "wall"]
"#;

fn folder(name: &str, scenario: &str) -> Folder {
    Folder::new(name)
        .with("program.py", PROGRAM)
        .with("scenario.toml", scenario)
}

/// One table, one picture in each format, numbers in the summary; the programs' own output is
/// that of the run, not of every point.
#[test]
fn a_sweep_is_tabled_drawn_and_summed_up() {
    let folder = folder("whole", SCENARIO);
    let ended = folder.gilsim("run . --out out --format png,svg,csv --summary s.json");
    let stderr = &ended.stderr;
    assert_eq!(ended.status, 0, "{stderr}");
    assert_eq!(ended.stdout, "done\n");
    let table: Vec<&str> = stderr
        .lines()
        .skip_while(|line| !line.starts_with("python.switch_interval"))
        .take(5)
        .collect();
    let first = |line: &&str| line.split_whitespace().next().unwrap_or("").to_string();
    let labels: Vec<String> = table.iter().map(first).collect();
    assert_eq!(
        labels,
        ["python.switch_interval", "10ms", "1ms", "100us", "10us"]
    );

    let name = "sweep-whole-sweep";
    let svg = fs::read_to_string(folder.0.join(format!("out/{name}.svg"))).expect("an SVG");
    for part in [
        "forced switches",
        "median GIL wait",
        "python.switch_interval",
        "100us",
    ] {
        assert!(svg.contains(part), "no `{part}` in the picture");
    }
    assert!(folder.0.join(format!("out/{name}.png")).is_file());
    let csv = fs::read_to_string(folder.0.join(format!("out/{name}.csv"))).expect("a table");
    let heading = "python.switch_interval,forced,latency_p50_ns,wall_ns";
    assert_eq!(csv.lines().next(), Some(heading));
    assert_eq!(csv.lines().count(), 5);

    let summary = fs::read(folder.0.join("s.json")).expect("a summary");
    let summary: serde_json::Value = serde_json::from_slice(&summary).expect("JSON");
    let point = &summary["sweep"][2];
    assert_eq!(point["name"], "100us");
    assert_eq!(point["parameters"]["python.switch_interval"], "100us");
    let wall = point["metrics"]["wall_ns"].to_string();
    assert!(
        csv.lines().nth(3).is_some_and(|line| line.ends_with(&wall)),
        "{csv}"
    );
}

/// Expectations name the points as they name variants, and only then `check` runs them.
#[test]
fn expectations_reach_the_points() {
    let path = folder("claims", SCENARIO);
    let ended = path.gilsim("check .");
    let stdout = &ended.stdout;
    assert_eq!(ended.status, 0, "{stdout}");
    assert!(stdout.contains("2 expectations held"), "{stdout}");

    let wrong = SCENARIO.replace("run['100us']", "run['100ms']");
    let ended = folder("wrong", &wrong).gilsim("check .");
    let stderr = &ended.stderr;
    assert_eq!(ended.status, 2, "{stderr}");
    assert!(stderr.contains("there is no run `100ms`"), "{stderr}");
}

/// Two parameters and variants: a line for each, with a name that tells them apart.
#[test]
fn two_parameters_make_lines() {
    let scenario = r#"
title = "Two"
program = "program.py"
expect = ["run['no GIL, 2, 1ms'].wall < run['GIL, 2, 1ms'].wall"]

[[variant]]
name = "GIL"

[[variant]]
name = "no GIL"
python.version = "3.13t"

[sweep]
"machine.cores" = [1, 2, 4]
"python.switch_interval" = ["5ms", "1ms"]
metric = "speedup"
"#;
    let folder = folder("two", scenario);
    let ended = folder.gilsim("run . --out out --format svg --variant GIL");
    assert_eq!(ended.status, 0);
    let svg = fs::read_to_string(folder.0.join("out/sweep-two-sweep.svg")).expect("an SVG");
    assert!(svg.contains("GIL, 5ms") && svg.contains("GIL, 1ms"));
    assert!(!svg.contains("no GIL"), "only the chosen variant is swept");
    let ended = folder.gilsim("check .");
    let stdout = &ended.stdout;
    assert_eq!(ended.status, 0, "{stdout}");
}

/// What runs print is drawn as a table beside, or instead of, their timelines, and is printed all
/// the same.
#[test]
fn what_runs_print_becomes_a_matrix() {
    let scenario = "program = \"program.py\"\n[chart]\nshow = [\"matrix\"]\n\
                    [[variant]]\nname = \"old\"\n[[variant]]\nname = \"new\"\nargs = [\"1\"]\n";
    let folder = folder("matrix", scenario);
    let program = "import sys\nprint('x += 1  ', 'exact' if sys.argv[1:] else 'lost')\n";
    fs::write(folder.0.join("program.py"), program).expect("a file for the test");
    let ended = folder.gilsim("run . --out out --format png,svg,csv");
    assert_eq!(ended.status, 0);
    assert_eq!(ended.stdout, "x += 1   lost\nx += 1   exact\n");
    let files = fs::read_dir(folder.0.join("out")).expect("the pictures");
    assert_eq!(
        files.count(),
        3,
        "a matrix in three formats and no timeline"
    );
    let csv = fs::read_to_string(folder.0.join("out/sweep-matrix-matrix.csv")).expect("a table");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines, [",old,new", "x += 1,lost,exact"]);
}

/// A point that does not end by itself has no numbers, and its reason is told.
#[test]
fn a_point_that_fails_leaves_a_gap() {
    let scenario = "program = \"program.py\"\n\
                    [sweep]\n\"run.until\" = [\"1s\", \"200us\"]\nmetric = \"wall\"\n";
    let folder = folder("gap", scenario);
    let ended = folder.gilsim("run . --no-chart");
    let stderr = &ended.stderr;
    assert_eq!(ended.status, 124, "{stderr}");
    assert!(stderr.contains("sweep, 200us: exit status 124"), "{stderr}");
    let row = stderr.lines().find(|line| line.starts_with("200us"));
    assert!(row.is_some_and(|row| row.contains('–')), "{stderr}");
}
