//! Whatever the text, the reader ends with a scenario or with problems that can be drawn: never
//! with a panic. `GILSIM_FUZZ=1000000 cargo test --release --test scenario_fuzz` runs more.

#[path = "../examples/fuzz/vocabulary.rs"]
mod vocabulary;

use gilsim::diagnostic::render_all;
use gilsim::scenario::{Expectation, Outcome, Override, Results, RunResults, from_toml};
use indexmap::IndexMap;
use rand::{Rng, RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use vocabulary::{SETTINGS, WORDS};

const SEEDS: [&str; 3] = [
    include_str!("../src/scenario/skeleton/scenario.toml"),
    r#"
title = "한글 µ"
program = "p.py"
args = ["1", "2"]
expect = ["run['a b'].thread('io').latency.p50 > 0.005 and not run['c'].stdout.split()[-1] == 'x'"]
[python]
version = "3.13"
switch_interval = "5ms"
refcount = "plain"
[[thread]]
name = "io"
count = 3
start = "2ms"
code = """
for _ in range(20):
    io("disk", 4096)  # '''
"""
[[thread]]
name = "cpu"
call = "spin(50_000, [1, 2])"
core = 0
[machine]
cores = 4
time_slice = "3ms"
[io.disk]
latency = { lognormal = { median = "2ms", sigma = 0.4 } }
bandwidth = "500MB/s"
parallel = 8
[run]
engine = "sim"
seed = 42
until = "10s"
[[variant]]
name = "a b"
[[variant]]
name = "c"
python.gil = "tick"
thread.io.count = 2
[[signal]]
name = "SIGINT"
at = "1s"
[sweep]
"python.switch_interval" = ["100ms", "10us"]
machine.cores = [1, 2]
metric = ["latency_p50", "throughput"]
[chart]
show = ["threads", "gil"]
window = ["0ms", "60ms"]
marks = true
lang = "ko"
[[quiz]]
question = "why?"
choices = ["a", "b", "c"]
answer = 3
why = "so"
[ko]
title = "왜"
question = "왜?"
variant = { "a b" = "가" }
[[ko.quiz]]
question = "왜?"
choices = ["가", "나", "다"]
why = "그래서"
"#,
    "thread = [{ name = \"x\", code = 'busy(0.1)' }]\nio.a.latency.uniform = { min = \"0s\", max = \"1s\" }\nvariant = [{ name = \"v\", machine = { cores = 1 } }]\n",
];

fn rounds(usual: usize) -> usize {
    std::env::var("GILSIM_FUZZ")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(usual)
}

fn below(random: &mut impl Rng, end: usize) -> usize {
    random.random_range(0..end.max(1))
}

/// A few edits: text cut, doubled, moved, replaced by words of the format or by any character.
fn mutate(text: &mut String, random: &mut impl Rng) {
    for _ in 0..=below(random, 4) {
        let place =
            |random: &mut _, text: &str| text.floor_char_boundary(below(random, text.len() + 1));
        let (a, b) = (place(random, text), place(random, text));
        let near = text.floor_char_boundary(a.saturating_add(below(random, 12)).min(text.len()));
        let word = WORDS[below(random, WORDS.len())];
        match below(random, 6) {
            0 => text.replace_range(a..near, ""),
            1 => text.replace_range(a..near, word),
            2 => text.insert_str(a, word),
            3 => text.insert(
                a,
                char::from_u32(below(random, 0x11_0000) as u32).unwrap_or('\0'),
            ),
            4 => {
                let part = text[a.min(b)..a.max(b)].to_string();
                text.insert_str(place(random, text), &part);
            }
            _ => {
                let (mut lines, line) = (text.lines().collect::<Vec<_>>(), below(random, 60));
                if line < lines.len() {
                    let moved = lines.remove(line);
                    lines.insert(below(random, lines.len() + 1), moved);
                }
                *text = lines.join("\n");
            }
        }
        text.truncate(text.floor_char_boundary(20_000));
    }
}

fn results(names: impl Iterator<Item = String>) -> Results {
    Results {
        runs: names.map(|name| (name, RunResults::default())).collect(),
    }
}

#[test]
fn no_scenario_text_makes_the_reader_panic() {
    let mut random = Pcg64Mcg::seed_from_u64(1);
    let program = "from gilsim import io\ndef spin(n):\n    io('disk', n)\n";
    let files: IndexMap<String, String> = ["p.py", "program.py"]
        .map(|name| (name.to_string(), program.to_string()))
        .into_iter()
        .collect();
    let mut sound = 0;
    for round in 0..rounds(2_000) {
        let mut text = SEEDS[below(&mut random, SEEDS.len())].to_string();
        if round >= SEEDS.len() * 10 {
            mutate(&mut text, &mut random);
        }
        match from_toml(&text, "s.toml", &files, &[]) {
            Ok(scenario) => {
                sound += 1;
                let results = results(scenario.runs.iter().map(|run| run.name.clone()));
                for expectation in &scenario.expectations {
                    if let Outcome::Failed(problem) | Outcome::Broken(problem) =
                        expectation.evaluate(&results)
                    {
                        assert!(!problem.render(true, 80).is_empty());
                    }
                }
                for run in &scenario.runs {
                    let program = &run.program;
                    let at = below(&mut random, program.text.len() + 2);
                    program.locate(at..at + below(&mut random, 99));
                    program.locate_line(below(&mut random, 99) as u32);
                }
            }
            Err(problems) => {
                assert!(!problems.is_empty());
                assert!(!render_all(&problems, round % 2 == 0, 80).is_empty());
            }
        }
    }
    assert!(sound > 0, "no mutation left a sound scenario");
}

#[test]
fn no_setting_or_expectation_makes_the_reader_panic() {
    let mut random = Pcg64Mcg::seed_from_u64(2);
    let files = IndexMap::from_iter([("p.py".to_string(), String::new())]);
    let claims = [
        "run['a'].thread('io').latency.p50 > 0.005",
        "max([run['a'].wall, 2 ** -3, abs(-1)]) // 2 < 3 <= 4 and not 'x' in run['a'].stdout.split()[-1]",
    ];
    let results = results(["a".to_string()].into_iter());
    for _ in 0..rounds(5_000) {
        let mut setting = SETTINGS[below(&mut random, SETTINGS.len())].to_string();
        mutate(&mut setting, &mut random);
        if let Ok(setting) = Override::set(&setting)
            && let Err(problems) = from_toml("program = \"p.py\"", "s.toml", &files, &[setting])
        {
            assert!(!render_all(&problems, false, 80).is_empty());
        }
        let mut claim = claims[below(&mut random, claims.len())].to_string();
        mutate(&mut claim, &mut random);
        match Expectation::parse(&claim, &["a"]) {
            Ok(claim) => {
                claim.evaluate(&results);
            }
            Err(error) => assert!(
                claim.get(error.span.clone()).is_some(),
                "{claim:?} {error:?}"
            ),
        }
    }
}

#[test]
fn deep_and_long_texts_end_with_problems() {
    let files = IndexMap::new();
    for text in [
        format!("a = {}", "[".repeat(200_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("{}a = 1", "a.".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
        "[[variant]]\n".repeat(80_000),
        "x".repeat(2 << 20),
        format!("title = {}", "9".repeat(500_000)),
        format!(
            "thread = [{{ name = \"a\", call = \"f{}\" }}]",
            "(".repeat(500_000)
        ),
        format!("program = \"p\"\nexpect = [\"{}1\"]", "(".repeat(500_000)),
        format!("program = \"p\"\nexpect = [{}]", "\"1\",".repeat(100_000)),
    ] {
        let problems = from_toml(&text, "s.toml", &files, &[]).expect_err("problems");
        assert!(!problems.is_empty() && problems.len() <= 101);
        assert!(render_all(&problems, true, 100).len() < 1 << 20);
    }
}
