//! Unsound scenarios: every problem at once, each with its place and a way out.

use gilsim::diagnostic::{Diagnostic, render_all};
use gilsim::scenario::{Override, from_toml};
use indexmap::IndexMap;

mod values;

const PROGRAM: &str = "from gilsim import io\ndef spin(n):\n    io(\"disk\", 1)\n";

pub fn problems_with(text: &str, settings: &[&str]) -> Vec<Diagnostic> {
    let files = IndexMap::from_iter([
        ("p.py".to_string(), PROGRAM.to_string()),
        (
            "tape.py".to_string(),
            "from gilsim import io\nio('tpe', 1)\n".to_string(),
        ),
    ]);
    let settings: Vec<Override> = settings
        .iter()
        .map(|setting| Override::set(setting).expect("a setting"))
        .collect();
    match from_toml(text, "scenario.toml", &files, &settings) {
        Ok(scenario) => scenario.warnings,
        Err(problems) => problems,
    }
}

/// Checks the only problem of a text: what is underlined, the message, the help.
pub fn check(text: &str, underlined: &str, message: &str, help: &str) {
    let problems = problems_with(text, &[]);
    let shown = render_all(&problems, false, 100);
    let [problem] = problems.as_slice() else {
        panic!("{text}\n{shown}");
    };
    let span = problem.span.clone().expect("a place");
    let found = (
        &problem.source.text[span],
        problem.message.as_str(),
        problem.help.join("; "),
    );
    assert_eq!(found, (underlined, message, help.to_string()), "{shown}");
}

/// As `check`, below the line that gives the scenario a program.
pub fn check_key(line: &str, underlined: &str, message: &str, help: &str) {
    check(
        &format!("program = \"p.py\"\n{line}"),
        underlined,
        message,
        help,
    );
}

#[test]
fn all_mistakes_of_a_file_are_reported_at_once_in_their_order() {
    let text = "\
titel = \"Five mistakes\"
program = \"q.py\"

[python]
version = \"3.15\"
switch_interval = 5

[machine]
cores = 0
";
    let expect = "\
error: unknown key `titel` in the scenario
 --> scenario.toml:1:1
  |
1 | titel = \"Five mistakes\"
  | ^^^^^
  |
  = help: did you mean `title`?

error: there is no file `q.py` beside the scenario
 --> scenario.toml:2:11
  |
2 | program = \"q.py\"
  |           ^^^^^^
  |
  = help: did you mean `p.py`?

error: Python `3.15` is not among those that are simulated
 --> scenario.toml:5:11
  |
5 | version = \"3.15\"
  |           ^^^^^^
  |
  = help: the versions are 2.7, 3.2 to 3.14, 3.13t and 3.14t

error: `python.switch_interval`: a duration needs a unit (ns, us, µs, ms, s)
 --> scenario.toml:6:19
  |
6 | switch_interval = 5
  |                   ^
  |
  = help: write \"5ms\"

error: `machine.cores` must be from 1 to 1024
 --> scenario.toml:9:9
  |
9 | cores = 0
  |         ^

5 errors
";
    assert_eq!(render_all(&problems_with(text, &[]), false, 100), expect);
}

#[test]
fn broken_toml_is_reported_with_its_usual_cause_and_what_else_is_wrong() {
    let problems = problems_with(
        "titel = 1\nrun.until = 10ms\n[machine]\ncores = = 4\ntime_slice = 3\n",
        &[],
    );
    let found: Vec<(usize, String)> = problems
        .iter()
        .map(|problem| {
            (
                problem.line(),
                format!("{} {}", problem.message, problem.help.join(" ")),
            )
        })
        .collect();
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 2, 4, 5], "{found:?}");
    assert!(
        found[1]
            .1
            .ends_with("text needs quotes: run.until = \"10ms\""),
        "{found:?}"
    );
    check(
        "program = \"p.py\"\nprogram = \"p.py\"",
        "program",
        "duplicate key",
        "",
    );
}

#[test]
fn settings_that_contradict_each_other_are_refused() {
    check_key(
        "python.version = \"2.7\"\npython.switch_interval = \"5ms\"",
        "\"5ms\"",
        "Python 2.7 has no switch interval",
        "use `check_interval`, a number of instructions",
    );
    check_key(
        "python.gil = \"tick\"\npython.switch_interval = \"5ms\"",
        "\"5ms\"",
        "gil = \"tick\" has no switch interval",
        "use `check_interval`, a number of instructions",
    );
    check_key(
        "python.version = \"3.14t\"\npython.switch_interval = \"5ms\"",
        "\"5ms\"",
        "Python 3.14t has no switch interval",
        "remove it: without a GIL nobody waits for a switch",
    );
    check_key(
        "python.check_interval = 10",
        "10",
        "Python 3.13 has no check interval",
        "use `switch_interval`, a duration",
    );
    check_key(
        "python.gil = \"none\"\npython.refcount = \"plain\"",
        "\"plain\"",
        "plain reference counts need a GIL",
        "\"biased\" is how free-threaded Python keeps them safe; \"unprotected\" shows how counts get lost",
    );
    check_key(
        "python.refcount = \"unprotected\"",
        "\"unprotected\"",
        "the GIL protects the reference counts",
        "set gil = \"none\", or write \"plain\"",
    );
    check_key(
        "run.engine = \"live\"\nmachine.timer_slack = \"1us\"",
        "\"1us\"",
        "the live engine runs on this computer itself",
        "remove it, or set run.engine = \"sim\"",
    );
    check_key(
        "python.gil = \"tick\"\n[[variant]]\nname = \"v\"\npython.switch_interval = \"1ms\"",
        "\"1ms\"",
        "gil = \"tick\" has no switch interval",
        "use `check_interval`, a number of instructions",
    );
    check_key(
        "run.until = \"1s\"\n[[signal]]\nname = \"SIGINT\"\nat = \"2s\"",
        "\"2s\"",
        "the run ends at 1s, before this signal",
        "",
    );
}

#[test]
fn threads_are_checked_against_program_machine_and_each_other() {
    let thread = |rest: &str| format!("[[thread]]\nname = \"a\"\n{rest}");
    check_key(
        &thread("call = \"spn(1)\""),
        "\"spn(1)\"",
        "the program has no function `spn`",
        "did you mean `spin`?",
    );
    check_key(
        &thread("call = \"spin\""),
        "\"spin\"",
        "`call` must be the call of a function",
        "for example call = \"spin(50_000)\"; for more than that use `code`",
    );
    check_key(
        &thread("call = \"spin(1); x()\""),
        "\"spin(1); x()\"",
        "`call` must be the call of a function",
        "for example call = \"spin(50_000)\"; for more than that use `code`",
    );
    check_key(
        &thread("code = \"pass\"\ncore = 4"),
        "4",
        "there is no core 4",
        "the machine's cores are 0 to 3",
    );
    check_key(
        &thread("code = \"pass\"\ncall = \"spin(1)\""),
        "call",
        "thread `a` has both `code` and `call`",
        "keep one of them",
    );
    check_key(
        &thread(""),
        "[[thread]]",
        "thread `a` does nothing",
        "add `code` (lines of Python) or `call` (a call of one of the program's functions)",
    );
    check_key(
        &thread("code = \"# nothing\""),
        "\"# nothing\"",
        "thread `a` has empty `code`",
        "",
    );
    check_key(
        &thread("code = \"pass\"\ncount = 0"),
        "0",
        "`thread.count` must be from 1 to 100000",
        "",
    );
    check_key(
        &thread("code = \"pass\"\ncount = 100_000"),
        "[[thread]]",
        "more than 100000 threads (`run.max_threads`), the main thread included",
        "lower `count` or raise `run.max_threads`",
    );
    check_key(
        &thread("code = \"pass\"\nstart = \"600s\""),
        "\"600s\"",
        "the run ends at 600s, before this thread begins",
        "",
    );
    let twice =
        thread("code = \"pass\"\ncount = 2") + "\n[[thread]]\nname = \"a-2\"\ncode = \"pass\"";
    check_key(
        &twice,
        "\"a-2\"",
        "two threads are called `a-2`",
        "give each [[thread]] a name of its own, or one `count`",
    );
    check_key(
        "[[thread]]\ncode = \"pass\"",
        "[[thread]]",
        "[thread] has no `name`",
        "add name = \"io\"",
    );
    check(
        &thread("call = \"spin(1)\""),
        "\"spin(1)\"",
        "there is no program to find `spin` in",
        "set `program`, or write the work as `code`",
    );
    check_key(
        "[[variant]]\nname = \"v\"\nthread.cpu.count = 3",
        "cpu",
        "there is no thread `cpu`",
        "",
    );
}

#[test]
fn devices_must_exist() {
    let help = "did you mean `disk`?";
    check_key(
        "[[thread]]\nname = \"a\"\ncode = '''\nfor _ in x:\n  io(\"dsk\", 1) # io('not a call')\n'''",
        "\"dsk\"",
        "there is no device `dsk`",
        help,
    );
    check_key(
        "[[thread]]\nname = \"a\"\ncode = \"x = 'a\\\\n'; io('tape')\"",
        "\"x = 'a\\\\n'; io('tape')\"",
        "there is no device `tape`",
        "define it: [io.tape] with a `latency`",
    );
    check(
        "program = \"tape.py\"\n[io.tape]",
        "'tpe'",
        "there is no device `tpe`",
        "did you mean `tape`?",
    );
}

#[test]
fn programs_must_be_there() {
    check(
        "title = \"x\"",
        "title = \"x\"",
        "the scenario has neither a program nor threads",
        "add program = \"program.py\", or [[thread]] tables with `code`",
    );
    check(
        "",
        "",
        "the scenario has neither a program nor threads",
        "add program = \"program.py\", or [[thread]] tables with `code`",
    );
    check(
        "program = \"/etc/passwd\"",
        "\"/etc/passwd\"",
        "`program` must be relative to the scenario's folder",
        "so that the scenario works on another computer",
    );
    check_key(
        "[[variant]]\nname = \"v\"\nprogram = \"tap.py\"",
        "\"tap.py\"",
        "there is no file `tap.py` beside the scenario",
        "did you mean `tape.py`?",
    );
}

#[test]
fn variants_have_names_of_their_own() {
    check_key(
        "[[variant]]\nmachine.cores = 2",
        "[[variant]]",
        "[variant] has no `name`",
        "add name = \"5 ms\"",
    );
    check_key(
        "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"a\"",
        "\"a\"",
        "two variants are called `a`",
        "expectations and pictures tell variants apart by their names",
    );
}

#[test]
fn a_problem_that_all_variants_share_is_told_once() {
    check(
        "program = \"q\"\n[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"",
        "\"q\"",
        "there is no file `q` beside the scenario",
        "there is `p.py` or `tape.py`",
    );
}

#[test]
fn expectations_are_checked_before_anything_runs() {
    check_key(
        "expect = [\"run.wal > 1\"]",
        "wal",
        "a run has no `wal`",
        "did you mean `wall`?",
    );
    check_key(
        "expect = ['''\nrun.wall > 1 and\nrun.speed_up > 2''']",
        "speed_up",
        "a run has no `speed_up`",
        "did you mean `speedup`?",
    );
    check_key(
        "expect = [\"run.wall > 5ms\"]",
        "5ms",
        "`5ms` is not a number",
        "results are in seconds: write 0.005",
    );
    check_key(
        "expect = [\"run['x'].wall > 1\"]\n[[variant]]\nname = \"y\"",
        "'x'",
        "there is no run `x`",
        "there is `y`",
    );
}

#[test]
fn sweeps_step_through_parameters_that_exist() {
    check_key(
        "[sweep]\nmetric = \"wal\"\n\"machine.cores\" = [1, 2]",
        "\"wal\"",
        "there is no metric `wal`",
        "did you mean `wall`?",
    );
    check_key(
        "[sweep]\nmetric = \"wall\"\n\"machine.core\" = [1]\n\"machine.cores\" = [1]",
        "\"machine.core\"",
        "`machine.core` cannot be swept",
        "did you mean `machine.cores`?",
    );
    check_key(
        "[sweep]\nmetric = \"wall\"\nmachine.cores = [1, 0]",
        "0",
        "`machine.cores` must be from 1 to 1024",
        "",
    );
    check_key(
        "[sweep]\nmetric = \"wall\"\nmachine.cores = 3",
        "3",
        "`machine.cores` must be a list of values",
        "",
    );
    check_key(
        "[sweep]\n\"machine.cores\" = [1]",
        "sweep",
        "[sweep] has no `metric`",
        "add metric = \"wall\"",
    );
    check_key(
        "[sweep]\nmetric = \"wall\"",
        "sweep",
        "[sweep] has one parameter or two",
        "for example \"machine.cores\" = [1, 2, 4]",
    );
}

#[test]
fn settings_of_the_command_line_point_at_themselves() {
    let check = |setting: &str, place: (usize, &str), message: &str| {
        let problems = problems_with("program = \"p.py\"", &[setting]);
        let shown = render_all(&problems, false, 100);
        let problem = problems.first().expect(setting);
        let span = problem.span.clone().expect("a place");
        let found = (problem.column(), &problem.source.text[span]);
        assert_eq!(
            (&*problem.source.file, found, problem.message.as_str()),
            ("<command line>", place, message),
            "{shown}"
        );
    };
    check(
        "machine.cores=0",
        (21, "0"),
        "`machine.cores` must be from 1 to 1024",
    );
    check(
        "machine.coers=2",
        (15, "coers"),
        "unknown key `coers` in [machine]",
    );
    check(
        "run.until=5",
        (17, "5"),
        "`run.until`: a duration needs a unit (ns, us, µs, ms, s)",
    );
    check(
        "thread.cpu.count=3",
        (14, "cpu"),
        "there is no thread `cpu`",
    );
    check(
        "machine.cores=[[[1]]]",
        (21, "[[[1]]]"),
        "`machine.cores` must be a whole number",
    );
    check(
        "python.check_interval=5",
        (29, "5"),
        "Python 3.13 has no check interval",
    );
}
