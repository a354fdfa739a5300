use super::*;

fn results() -> Results {
    let thread = |name: &str, running, waits: &[u64]| ThreadResults {
        name: name.to_string(),
        running,
        gil_wait: waits.iter().sum(),
        gil_waits: waits.to_vec(),
        ..ThreadResults::default()
    };
    let run = |wall, stdout: &str, threads| RunResults {
        speedup: 1.5,
        wall,
        switches: 12,
        stdout: stdout.to_string(),
        threads,
        ..RunResults::default()
    };
    let io = |waits: &[u64]| {
        vec![
            thread("MainThread", 0, &[]),
            thread("io-1", 1_000_000, waits),
            thread("io-2", 1_000_000, &[9_000_000]),
            thread("cpu", 6_000_000, &[]),
        ]
    };
    Results {
        runs: IndexMap::from_iter([
            (
                "5 ms".to_string(),
                run(300_000_000, "lost 3\n", io(&[3_100_000, 5_000_000, 1])),
            ),
            ("no GIL".to_string(), run(100_000_000, "", io(&[]))),
        ]),
    }
}

use indexmap::IndexMap;

const RUNS: [&str; 2] = ["5 ms", "no GIL"];

fn outcome(text: &str) -> String {
    let expectation =
        Expectation::parse(text, &RUNS).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    match expectation.evaluate(&results()) {
        Outcome::Held => "holds".to_string(),
        Outcome::Failed(diagnostic) => diagnostic.message.replace("the expectation fails: ", ""),
        Outcome::Broken(diagnostic) => {
            let help = diagnostic.help.join(" ");
            format!(
                "{} | {help}",
                diagnostic
                    .message
                    .replace("the expectation cannot be checked: ", "")
            )
        }
    }
}

#[test]
fn claims_that_hold() {
    for text in [
        "run['5 ms'].wall == 0.3",
        "run['5 ms'].wall / run['no GIL'].wall > 2.5",
        "0.2 < run['5 ms'].wall <= 0.3 and not run['no GIL'].wall > 1",
        "run['5 ms'].thread('io-1').latency.p50 == 0.0031",
        "run['5 ms'].thread('io').latency.max == 0.009",
        "run['5 ms'].thread('io').latency.p50 == 0.0031",
        "run['5 ms'].thread('io').running == 0.002",
        "run['5 ms'].thread('cpu').share == 0.75",
        "run['no GIL'].thread('cpu').latency.p99 == 0",
        "int(run['5 ms'].stdout.split()[1]) == 3",
        "'lost' in run['5 ms'].stdout and 'x' not in run['5 ms'].stdout",
        "run['5 ms'].stdout.splitlines()[-1].startswith('lost')",
        "max(run['5 ms'].wall, run['no GIL'].wall) == max([0.3, 0.1])",
        "abs(run['5 ms'].speedup - 1.5) < 1e-9",
        "all([run['5 ms'].switches == 12, any([False, True])])",
        "round(2.5) == 2 and round(1.25, 1) == 1.2 and sum([1, 2, 3]) == 6",
        "-2 ** 2 == -4 and 2 ** -1 == 0.5 and 7 // 2 == 3 and -7 % 3 == 2",
        "1 + 2 * 3 - 4 / 2 == 5 and len('abc') == 3",
        "True or 1 / 0",
    ] {
        assert_eq!(outcome(text), "holds", "{text}");
    }
}

#[test]
fn a_claim_that_fails_shows_the_numbers() {
    let check = |text, expect| assert_eq!(outcome(text), expect);
    check(
        "run['5 ms'].thread('io').latency.p50 > 0.005",
        "run['5 ms'].thread('io').latency.p50 = 0.0031, expected > 0.005",
    );
    check(
        "run['5 ms'].wall / run['no GIL'].wall > 5",
        "run['5 ms'].wall / run['no GIL'].wall = 3 (run['5 ms'].wall = 0.3, run['no GIL'].wall = 0.1), expected > 5",
    );
    check(
        "run['5 ms'].wall < run['no GIL'].wall",
        "run['5 ms'].wall = 0.3, expected < run['no GIL'].wall = 0.1",
    );
    check(
        "0.4 < run['5 ms'].wall < 1",
        "run['5 ms'].wall = 0.3, expected 0.4 < it",
    );
    check(
        "0.1 < run['5 ms'].wall < 0.2",
        "run['5 ms'].wall = 0.3, expected < 0.2",
    );
    check(
        "run['5 ms'].wall > 0.30001",
        "run['5 ms'].wall = 0.3, expected > 0.30001",
    );
    check(
        "run['5 ms'].switches > 12.0001",
        "run['5 ms'].switches = 12, expected > 12.0001",
    );
    check(
        "'x' in run['5 ms'].stdout",
        "run['5 ms'].stdout = \"lost 3\\n\", expected 'x' in it",
    );
    check(
        "run['5 ms'].wall > 0 and run['5 ms'].forced",
        "run['5 ms'].forced = 0, expected it to be true",
    );
    check(
        "not run['5 ms'].switches",
        "run['5 ms'].switches = 12, expected not",
    );
}

#[test]
fn a_claim_that_cannot_be_checked_says_why() {
    let check = |text, expect| assert_eq!(outcome(text), expect);
    check(
        "run['5 ms'].thread('cpi').running > 0",
        "there is no thread `cpi` | did you mean `cpu`?",
    );
    check("1 / run['5 ms'].forced > 0", "division by zero | ");
    check(
        "run['5 ms'].stdout > 3",
        "cannot compare a text with a number | ",
    );
    check(
        "run['5 ms'].stdout.split()[9] == ''",
        "index 9 is outside a length of 2 | ",
    );
    check(
        "int(run['5 ms'].stdout) == 3",
        "\"lost 3\\n\" is not a number | ",
    );
    check("10.0 ** 400 > 1", "the result is too large | ");
    check("max([]) > 1", "max() does not take a list | ");
    let only = Expectation::parse("run['no GIL'].wall > 0", &RUNS).expect("parses");
    let mut partial = results();
    partial.runs.shift_remove("no GIL");
    assert!(matches!(only.evaluate(&partial), Outcome::Broken(_)));
}

#[test]
fn what_is_wrong_with_a_claim_is_found_when_it_is_read() {
    let check = |text: &str, underlined: &str, message: &str, help: &str| {
        let error = Expectation::parse(text, &RUNS).expect_err(text);
        let found = (
            &text[error.span.clone()],
            error.message.as_str(),
            error.help.unwrap_or_default(),
        );
        assert_eq!(found, (underlined, message, help.to_string()));
    };
    check(
        "run['5ms'].wall > 1",
        "'5ms'",
        "there is no run `5ms`",
        "did you mean `5 ms`?",
    );
    check(
        "run['5 ms'].wal > 1",
        "wal",
        "a run has no `wal`",
        "did you mean `wall`?",
    );
    check(
        "run.wall > 1",
        "run",
        "there are 2 runs",
        "say which: run['5 ms']",
    );
    check(
        "run['5 ms'].thread('io').latency > 1",
        "run['5 ms'].thread('io').latency",
        "this is all waits, not a number or a text",
        "ask for one of its `p50`, `p90`, `p99` or `max`",
    );
    check(
        "run['5 ms'].thread('io').latency.p95 > 1",
        "p95",
        "latency has no `p95`",
        "did you mean `p90`?",
    );
    check(
        "run['5 ms'].wall = 1",
        "=",
        "`=` stands where the end should be",
        "to compare, write ==",
    );
    check(
        "run['5 ms'].wall > 5ms",
        "5ms",
        "`5ms` is not a number",
        "results are in seconds: write 0.005",
    );
    check(
        "mx(1, 2) > 0",
        "mx",
        "unknown name `mx`",
        "did you mean `max`?",
    );
    check("(1 > 0", "", "the expectation ends where `)` should be", "");
    check("'open", "'open", "the text is not closed by a quote", "");
    check("1 > $", "$", "`$` has no meaning in an expectation", "");
    check("", "", "the expectation ends where a value should be", "");
}

#[test]
fn no_claim_is_too_deep_or_too_long_for_the_parser() {
    for text in [
        "(".repeat(100_000),
        "not ".repeat(10_000),
        "-".repeat(300),
        "1+".repeat(100_000),
        "[".repeat(390),
        "2**".repeat(150),
    ] {
        assert!(Expectation::parse(&text, &RUNS).is_err());
    }
    let long = vec!["1"; 190].join("+");
    assert!(Expectation::parse(&format!("{long} == 190"), &RUNS).is_ok());
}
