//! The binary from outside: exit statuses, which stream says what, and the files it leaves.

mod common;

use std::fs;
use std::process::{Command, Stdio};

use common::{Ended, Folder};

fn program(name: &str, text: &str) -> Folder {
    Folder::new(name).with("program.py", text)
}

/// As Python: nothing but what the program says, and its status.
#[test]
fn quietly_it_is_like_python() {
    let check = |name: &str, text: &str, args: &str, expect: (i32, &str, &str)| {
        let line = format!("run program.py -q --no-chart {args}");
        let folder = program(&format!("quiet-{name}"), text);
        let ended = folder.gilsim(&line);
        assert_eq!(
            (ended.status, &*ended.stdout, &*ended.stderr),
            expect,
            "{text}"
        );
        assert_eq!(folder.names("."), ["program.py"]);
    };
    check("print", "print('a', 1)", "", (0, "a 1\n", ""));
    check(
        "argv",
        "import sys\nprint(sys.argv)",
        "-- --size 10",
        (0, "['program.py', '--size', '10']\n", ""),
    );
    check("exit", "import sys\nsys.exit(300)", "", (44, "", ""));
    check("minus", "import sys\nsys.exit(-1)", "", (255, "", ""));
    check("words", "import sys\nsys.exit('no')", "", (1, "", "no\n"));
    check(
        "stderr",
        "import sys\nprint('e', file=sys.stderr)\nprint('o')",
        "",
        (0, "o\n", "e\n"),
    );
    check(
        "raise",
        "print(1)\nraise ValueError('x')",
        "",
        (
            1,
            "1\n",
            "Traceback (most recent call last):\n  File \"program.py\", line 2, in <module>\n    \
             raise ValueError('x')\nValueError: x\n",
        ),
    );
}

/// The program's output alone is on standard output; the table and the files are told apart.
#[test]
fn streams_are_kept_apart() {
    let folder = program("streams", "print('hello')");
    let ended = folder.gilsim("run program.py");
    ended.says(0, &["wall time", "MainThread", "wrote output/program.png"]);
    assert_eq!(ended.stdout, "hello\n");
    let quiet = folder.gilsim("run program.py -q --out quiet");
    assert_eq!(
        (quiet.stdout.as_str(), quiet.stderr.as_str()),
        ("hello\n", "")
    );
    assert_eq!(folder.names("quiet"), ["program.png"]);
}

const TWO_VARIANTS: &str = r#"
title = "Two"
question = "Which?"
program = "program.py"
expect = ["run['a b'].stdout.strip() == 'x'"]

[[variant]]
name = "a b"
args = ["x"]

[[variant]]
name = "0.5 ms"
args = ["y"]
python.switch_interval = "500us"
"#;

fn two_variants(name: &str) -> Folder {
    program(name, "import sys\nprint(sys.argv[1])").with("scenario.toml", TWO_VARIANTS)
}

/// A comparison and a picture of each variant, all of them whole.
#[test]
fn variants_are_compared_and_drawn() {
    let folder = two_variants("variants");
    let ended = folder.gilsim("run . --format png,svg,csv --out out");
    ended.says(0, &["── a b ──", "── 0.5 ms ──"]);
    assert_eq!(ended.stdout, "x\ny\n");
    let name = "cli-variants";
    let files: Vec<String> = ["-0.5-ms", "-a-b", ""]
        .iter()
        .flat_map(|slug| ["csv", "png", "svg"].map(|format| format!("{name}{slug}.{format}")))
        .collect();
    let mut expect = files.clone();
    expect.sort();
    assert_eq!(folder.names("out"), expect);
    for file in &files {
        let bytes = folder.read(&format!("out/{file}"));
        if file.ends_with("png") {
            let (width, _) = decode_png(&bytes);
            assert_eq!(width, 2000);
        } else {
            let text = String::from_utf8(bytes).expect("text");
            let starts = if file.ends_with("svg") { "<svg" } else { "" };
            assert!(text.contains(starts) && text.lines().count() > 1, "{file}");
        }
    }
    let one = folder.gilsim("run . --variant 0.5_ms");
    one.says(
        2,
        &["there is no variant `0.5_ms`", "did you mean `0.5 ms`?"],
    );
    let mut one = folder.command("run . --out one --variant");
    let one = Ended::of(one.arg("0.5 ms").output().expect("gilsim runs"));
    assert_eq!(one.stdout, "y\n");
    assert_eq!(folder.names("one"), [format!("{name}-0.5-ms.png")]);
}

/// Width and height of a picture that decodes to its last row.
fn decode_png(bytes: &[u8]) -> (u32, u32) {
    let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let mut reader = decoder.read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a sane size")];
    let frame = reader.next_frame(&mut pixels).expect("all rows");
    (frame.width, frame.height)
}

/// The same scenario and seed give the same bytes; another seed does not, where chance counts.
#[test]
fn runs_are_reproducible() {
    let text = "from gilsim import io\nimport threading\n\
                def work():\n    for _ in range(5):\n        io('disk', 1)\n\
                ts = [threading.Thread(target=work) for _ in range(3)]\n\
                for t in ts: t.start()\nfor t in ts: t.join()\n";
    let folder = program("reproducible", text);
    let run = |out: &str, seed: u32| {
        let line = format!(
            "run program.py --seed {seed} --out {out} --format png,svg,csv --summary {out}/s.json"
        );
        folder.gilsim(&line).says(0, &[]);
        ["program.png", "program.svg", "program.csv", "s.json"]
            .map(|file| folder.read(&format!("{out}/{file}")))
    };
    let (first, second, other) = (run("a", 1), run("b", 1), run("c", 2));
    assert!(first == second, "two runs differ");
    assert_ne!(first[2], other[2]);
    let summary: serde_json::Value = serde_json::from_slice(&first[3]).expect("JSON");
    assert_eq!(summary["runs"][0]["end"], "finished");
    assert_eq!(
        summary["runs"][0]["metrics"]["threads"][1]["name"],
        "Thread-1 (work)"
    );
    let printed = folder.gilsim("run program.py --seed 1 -q --no-chart --summary -");
    assert_eq!(printed.stdout.as_bytes(), first[3]);
}

#[test]
fn bad_usage_says_what_is_right() {
    let folder = Folder::new("usage")
        .with("data.txt", "x")
        .with("bad.py", "x = 'a\n");
    fs::write(folder.0.join("latin.py"), b"x = 1\n# caf\xe9\n").expect("a file");
    fs::create_dir(folder.0.join("empty")).expect("a folder");
    let check = |line: &str, parts: &[&str]| folder.gilsim(line).says(2, parts);
    check("run", &["<SCENARIO>"]);
    check("run bad.py --formt png", &["--format"]);
    check(
        "run bad.p",
        &["there is no file `bad.p`", "did you mean `bad.py`?"],
    );
    check("run empty", &["there is no scenario.toml in `empty`"]);
    check(
        "run data.txt",
        &["neither a scenario (.toml) nor a program (.py)"],
    );
    check("run latin.py", &["line 2 is not UTF-8"]);
    check("run bad.py", &["SyntaxError", "bad.py:1:5"]);
    check("run bad.py --cores many", &["--cores many"]);
    check("run bad.py --python 3.99", &["3.99", "3.13t"]);
    check("dis bad.py", &["SyntaxError"]);
    check("check empty", &["there is no scenario.toml"]);
    check("check nothing", &["there is no file `nothing`"]);
    check("list nothing", &["there is no folder `nothing`"]);
}

/// Nothing runs where there is no place for the pictures, and nothing is harmed.
#[test]
fn a_place_that_cannot_be_written_to_is_told_before_the_run() {
    let folder = program("unwritable", "print('ran')").with("taken", "keep me");
    for line in [
        "run program.py --out taken",
        "run program.py --out taken/deeper",
        "run program.py --no-chart --summary .",
    ] {
        let ended = folder.gilsim(line);
        assert_eq!((ended.status, ended.stdout.as_str()), (2, ""), "{ended:?}");
    }
    folder
        .gilsim("run program.py --no-chart --summary taken/s.json")
        .says(2, &["taken/s.json"]);
    assert_eq!(folder.read("taken"), b"keep me");
    assert_eq!(folder.names("."), ["program.py", "taken"]);
}

/// All mistakes of a scenario at once, each with its place; nothing runs.
#[test]
fn five_mistakes_are_told_at_once() {
    let text = "titel = \"x\"\nprogram = \"no.py\"\n\n[machine]\ncores = 0\ntime_slice = 3\n\n\
                [python]\nversion = \"3.99\"\n";
    let folder = Folder::new("mistakes").with("scenario.toml", text);
    let ended = folder.gilsim("run .");
    ended.says(
        2,
        &[
            "scenario.toml:1:1",
            "scenario.toml:2:11",
            "scenario.toml:5:9",
            "scenario.toml:6:14",
            "scenario.toml:9:11",
            "did you mean `title`?",
            "5 errors",
        ],
    );
    assert_eq!(ended.stdout, "");
}

/// The mistakes of all programs are told before the first one runs.
#[test]
fn no_variant_runs_if_one_cannot() {
    let folder = two_variants("compile").with("other.py", "x = = 1\n").with(
        "scenario.toml",
        &TWO_VARIANTS.replace("args = [\"y\"]", "program = \"other.py\""),
    );
    let ended = folder.gilsim("run .");
    ended.says(2, &["invalid syntax", "other.py:1"]);
    assert_eq!(ended.stdout, "");
    assert_eq!(
        folder.names("."),
        ["other.py", "program.py", "scenario.toml"]
    );
}

/// A deadlock names the circle, with the lines; pictures and totals are there all the same.
#[test]
fn a_deadlock_names_its_circle() {
    let text = "\
import threading
import time

a, b = threading.Lock(), threading.Lock()

def left():
    with a:
        time.sleep(0.01)
        b.acquire()

def right():
    with b:
        time.sleep(0.01)
        a.acquire()

threads = [threading.Thread(target=f, name=f.__name__) for f in (left, right)]
for t in threads: t.start()
for t in threads: t.join()
";
    let folder = program("deadlock", text);
    folder.gilsim("run program.py --summary s.json").says(
        125,
        &[
            "deadlock after",
            "2 threads wait for one another",
            "left waits for a lock that right holds\n    program.py:9\n      b.acquire()\n",
            "right waits for a lock that left holds\n    program.py:14\n      a.acquire()\n",
            "Behind them:\n  MainThread waits",
            "program.py:18",
            "wrote output/program.png",
        ],
    );
    let summary = String::from_utf8(folder.read("s.json")).expect("text");
    assert!(summary.contains("\"end\": \"deadlock\"") && summary.contains("\"status\": 125"));
}

#[test]
fn limits_end_a_run_with_a_way_out() {
    let folder = program("limits", "print('on', flush=True)\nwhile True:\n    pass\n");
    let ended = folder.gilsim("run program.py --until 1s");
    ended.says(
        124,
        &[
            "within 1s of virtual time",
            "--until 10s",
            "wrote output/program.png",
        ],
    );
    assert_eq!(ended.stdout, "on\n");
    folder
        .gilsim("run program.py -q --no-chart --set run.max_instructions=1000")
        .says(
            124,
            &["within 1,000 instructions", "run.max_instructions=10000"],
        );
}

/// What would bring a computer down ends in Python's own exceptions.
#[test]
fn greedy_programs_get_an_exception() {
    let check = |name: &str, text: &str, expect: &str| {
        let folder = program(&format!("greedy-{name}"), text);
        folder
            .gilsim("run program.py -q --no-chart --set run.max_threads=10000")
            .says(1, &[expect]);
    };
    check("memory", "x = 'x' * 10**12\n", "MemoryError");
    check("recursion", "def f():\n    f()\nf()\n", "RecursionError");
    check(
        "threads",
        "import threading\ngo = threading.Event()\nfor _ in range(10**6):\n    \
         threading.Thread(target=go.wait, daemon=True).start()\n",
        "can't start new thread",
    );
}

/// A reader that goes away ends the run, and nobody complains.
#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let folder = program("pipe", "while True:\n    print('x' * 1000)\n");
    let mut command = folder.command("run program.py -q --no-chart");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("gilsim runs");
    drop(child.stdout.take());
    let ended = Ended::of(child.wait_with_output().expect("it ends"));
    assert_eq!((ended.status, ended.stderr.as_str()), (120, ""));
}

#[test]
fn a_timeline_can_be_seen_in_the_terminal() {
    let folder = program("text", "print('out')");
    let ended = folder.gilsim("run program.py --format text --width 60");
    ended.says(0, &["MainThread", "██"]);
    assert_eq!(ended.stdout, "out\n");
    assert!(
        !ended.stderr.contains('\u{1b}'),
        "no colour where nobody watches"
    );
    let ended = folder.gilsim("run program.py --format text --color always");
    ended.says(0, &["\u{1b}["]);
    assert_eq!(folder.names("."), ["program.py"]);
}

/// Claims are checked, with their numbers; a failure says where and exits with 1.
#[test]
fn check_evaluates_claims() {
    let folder = two_variants("check");
    let ended = folder.gilsim("check . --seeds");
    ended.says(0, &[]);
    assert_eq!(
        ended
            .stdout
            .matches("✓ run['a b'].stdout.strip() == 'x'  (\"x\\n\")")
            .count(),
        4
    );
    assert!(
        ended
            .stdout
            .ends_with("1 scenario checked: 4 expectations held\n")
    );

    let wrong = TWO_VARIANTS.replace("== 'x'", "== 'z'");
    let ended = folder.with("scenario.toml", &wrong).gilsim("check .");
    ended.says(1, &[]);
    for part in [
        "✗ run['a b'].stdout",
        "\"x\\n\"",
        "scenario.toml:5:",
        "0 expectations held, 1 failed",
    ] {
        assert!(
            ended.stdout.contains(part),
            "no `{part}` in\n{}",
            ended.stdout
        );
    }
}

/// A run that goes wrong fails its scenario, unless that is what is claimed.
#[test]
fn check_wants_runs_to_end_well() {
    let text = "import threading\na = threading.Lock()\na.acquire()\na.acquire()\n";
    let scenario = "program = \"program.py\"\n";
    let folder = program("ends", text).with("scenario.toml", scenario);
    let ended = folder.gilsim("check .");
    ended.says(1, &[]);
    assert!(
        ended.stdout.contains("ends in a deadlock"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("program.py:4"), "{}", ended.stdout);
    let claimed = format!("{scenario}expect = [\"run.status == 125\"]\n");
    folder
        .with("scenario.toml", &claimed)
        .gilsim("check .")
        .says(0, &[]);
}

/// A new scenario runs and holds, and nothing is ever overwritten.
#[test]
fn new_scenarios_run() {
    let folder = Folder::new("new");
    folder
        .gilsim("new 07-my-lock")
        .says(0, &["gilsim run 07-my-lock"]);
    folder.gilsim("new 07-my-lock").says(2, &["exists already"]);
    folder.gilsim("new ..").says(2, &["cannot name a scenario"]);
    let ended = folder.gilsim("check 07-my-lock");
    ended.says(0, &[]);
    let ended = folder.gilsim("list .");
    assert_eq!(
        ended.stdout,
        "./07-my-lock\n  My lock\n  Are two threads faster than one?\n"
    );
    folder
        .gilsim("shim 07-my-lock")
        .says(0, &["wrote 07-my-lock/gilsim.py"]);
    folder
        .gilsim("shim 07-my-lock")
        .says(2, &["exists already"]);
}

#[test]
fn scripted_threads_can_be_read_and_blamed() {
    let text = "[[thread]]\nname = \"io\"\ncode = \"\"\"\nfor _ in range(2):\n    io(\"disk\", 1)\n1 / 0\n\"\"\"\n";
    let folder = Folder::new("scripted").with("scenario.toml", text);
    let ended = folder.gilsim("run . --print-program");
    ended.says(0, &[]);
    assert!(ended.stdout.contains("io(\"disk\", 1)"), "{}", ended.stdout);
    assert_eq!(folder.names("."), ["scenario.toml"]);
    folder
        .gilsim("run . --no-chart")
        .says(0, &["ZeroDivisionError"]);
}

#[test]
fn answers_go_to_standard_output() {
    let folder = program("answers", "x = 1\n");
    let check = |line: &str, part: &str| {
        let ended = folder.gilsim(line);
        ended.says(0, &[]);
        assert!(
            ended.stdout.contains(part),
            "no `{part}` in\n{}",
            ended.stdout
        );
        assert_eq!(ended.stderr, "");
    };
    check("dis program.py", "STORE_NAME");
    check("schema", "switch_interval");
    check("completions bash", "gilsim");
    check("man", ".TH gilsim");
    check("--version", env!("CARGO_PKG_VERSION"));
    check("run --help", "--switch-interval");
    let schema = folder.gilsim("schema").stdout;
    serde_json::from_str::<serde_json::Value>(&schema).expect("JSON");
}

/// Ctrl-C ends the run where it is: told, drawn and summed up as far as it came.
#[cfg(unix)]
#[test]
fn ctrl_c_stops_a_run_cleanly() {
    use std::io::{BufRead, BufReader};

    let folder = program(
        "interrupt",
        "print('on', flush=True)\nwhile True:\n    pass\n",
    );
    let mut command = folder.command("run program.py --until 1000000s --summary s.json");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("gilsim runs");
    let stdout = child.stdout.as_mut().expect("a pipe");
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    assert_eq!(line, "on\n", "the run has begun");
    let pressed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill runs");
    assert!(pressed.success());
    let ended = Ended::of(child.wait_with_output().expect("it ends"));
    ended.says(
        130,
        &["interrupted after", "wall time", "wrote output/program.png"],
    );
    decode_png(&folder.read("output/program.png"));
    let summary = String::from_utf8(folder.read("s.json")).expect("text");
    assert!(summary.contains("\"end\": \"interrupted\"") && summary.contains("\"status\": 130"));
}

/// A scenario chooses formats; the command's choice stands above it.
#[test]
fn a_scenario_chooses_formats() {
    let folder = Folder::new("formats")
        .with("hello.py", "print('hello')\n")
        .with(
            "chosen.toml",
            "title = \"t\"\nprogram = \"hello.py\"\n[chart]\nformats = [\"svg\", \"html\"]\n",
        )
        .with(
            "wrong.toml",
            "title = \"t\"\nprogram = \"hello.py\"\n[chart]\nformats = [\"pgn\"]\n",
        );
    let ended = folder.gilsim("run chosen.toml --quiet --out chosen");
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(folder.read("chosen/chosen.svg").starts_with(b"<svg"));
    assert!(
        folder
            .read("chosen/chosen.html")
            .starts_with(b"<!doctype html>")
    );
    let ended = folder.gilsim("run chosen.toml --quiet --out csv --format csv");
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let files = std::fs::read_dir(folder.0.join("csv")).expect("a folder");
    assert_eq!(files.count(), 1);
    let ended = folder.gilsim("run wrong.toml");
    assert_eq!(ended.status, 2);
    assert!(ended.stderr.contains("png"), "{}", ended.stderr);
}

/// What cannot be watched is told at once.
#[test]
fn watching_nothing_is_an_error() {
    let folder = Folder::new("watch");
    let ended = folder.gilsim("watch missing/program.py");
    assert_eq!(ended.status, 2);
    assert!(ended.stderr.contains("missing"), "{}", ended.stderr);
}
