use indexmap::IndexMap;

use super::keys::{Key, Kind, SCENARIO};
use super::*;
use crate::sched::Distribution;

fn files() -> IndexMap<String, String> {
    let program = "def spin(n):\n    pass\n".to_string();
    IndexMap::from_iter([
        ("program.py".to_string(), program),
        ("other.py".to_string(), "x = 1\n".to_string()),
    ])
}

fn read(text: &str) -> Scenario {
    from_toml(text, "scenario.toml", &files(), &[]).unwrap_or_else(|problems| {
        panic!(
            "{text}\n{}",
            crate::diagnostic::render_all(&problems, false, 100)
        )
    })
}

/// The scenario without its text, as one string.
fn summary(scenario: &Scenario) -> String {
    let Scenario {
        title,
        question,
        quiz,
        runs,
        expectations,
        chart,
        sweep,
        ..
    } = scenario;
    let runs: Vec<_> = runs
        .iter()
        .map(|run| {
            format!(
                "{:?} {:?}",
                run.program.text,
                RunSpec {
                    program: no_program(),
                    ..run.clone()
                }
            )
        })
        .collect();
    let claims: Vec<&str> = expectations.iter().map(Expectation::text).collect();
    let sweep = sweep
        .as_ref()
        .map(|sweep| (&sweep.parameters, sweep.points.len()));
    format!("{title} {question:?} {quiz:?} {runs:?} {claims:?} {chart:?} {sweep:?}")
}

fn no_program() -> std::sync::Arc<ProgramText> {
    std::sync::Arc::new(ProgramText::of_program(crate::diagnostic::Source::new(
        "", "",
    )))
}

const QUIZ: &str = "[[quiz]]\nquestion = \"Why is it slow?\"\nchoices = [\"a\", \"b\"]\nanswer = 2\nwhy = \"so\"\n";

/// A key that is known but read by nobody would be a promise that is not kept.
#[test]
fn every_key_of_the_table_changes_something() {
    let base = "title = \"t\"\nprogram = \"program.py\"\n";
    let check = |with: &str, without: &str| {
        assert_ne!(summary(&read(with)), summary(&read(without)), "{with}");
    };
    let set = |key: &Key| format!("{} = {}", key.name, key.example);
    for key in SCENARIO {
        match key.kind {
            Kind::Table(keys) if key.name == "ko" => {
                let lang = "chart.lang = \"ko\"\nvariant = [{ name = \"5 ms\" }]\n";
                let table = format!("{base}{lang}{QUIZ}[ko]\n");
                for inner in keys {
                    let set = match inner.name {
                        "quiz" => QUIZ
                            .replace("[[quiz]]", "[[ko.quiz]]")
                            .replace("answer = 2\n", "")
                            .replace("slow", "느려"),
                        _ => set(inner),
                    };
                    check(&format!("{table}{set}"), &table);
                }
            }
            Kind::Table(keys) => {
                for inner in keys {
                    if let Kind::Table(innermost) = inner.kind {
                        let table = format!("{base}[{}.{}]\n", key.name, inner.name);
                        for last in innermost {
                            check(&format!("{table}{}", set(last)), &table);
                        }
                        continue;
                    }
                    let gil = match inner.name {
                        "check_interval" => "gil = \"tick\"\n",
                        _ => "",
                    };
                    let table = format!("{base}[{}]\n{gil}", key.name);
                    check(&format!("{table}{}", set(inner)), &table);
                }
            }
            Kind::Named(keys) => {
                let table = format!("{base}[io.tape]\n");
                for inner in keys {
                    check(&format!("{table}{}", set(inner)), &table);
                }
            }
            Kind::Tables(_) if key.name == "thread" => {
                let thread = |name: &str, code: &str, rest: &str| {
                    format!("{base}[[thread]]\n{name}\n{code}\n{rest}")
                };
                let (name, code) = ("name = \"a\"", "code = \"pass\"");
                check(&thread("name = \"b\"", code, ""), &thread(name, code, ""));
                check(
                    &thread(name, "call = \"spin(2)\"", ""),
                    &thread(name, code, ""),
                );
                for rest in ["count = 3", "start = \"2ms\"", "core = 0"] {
                    check(&thread(name, code, rest), &thread(name, code, ""));
                }
            }
            Kind::Tables(_) if key.name == "signal" => {
                check(
                    &format!("{base}[[signal]]\nname = \"SIGINT\"\nat = \"1s\""),
                    base,
                );
            }
            Kind::Tables(keys) if key.name == "quiz" => {
                let quiz = |line: &str| format!("{base}{}", QUIZ.replace("answer = 2", line));
                check(&quiz("answer = 2"), base);
                check(&quiz("answer = 1"), &quiz("answer = 2"));
                for inner in keys.iter().filter(|inner| inner.name != "answer") {
                    let lines = QUIZ.lines().map(|line| match line.split_once(" = ") {
                        Some((name, _)) if name == inner.name => set(inner),
                        _ => line.to_string(),
                    });
                    let changed: Vec<String> = lines.collect();
                    check(
                        &format!("{base}{}", changed.join("\n")),
                        &quiz("answer = 2"),
                    );
                }
            }
            Kind::Tables(_) => check(&format!("{base}[[variant]]\nname = \"v\""), base),
            _ if key.name == "title" => {
                check(&format!("{}\nprogram = \"program.py\"", set(key)), base)
            }
            _ if key.name == "program" => check(&format!("title = \"t\"\n{}", set(key)), base),
            _ => check(&format!("{base}{}", set(key)), base),
        }
    }
}

#[test]
fn every_distribution_is_read() {
    for (shape, keys) in keys::DISTRIBUTIONS {
        let parameters: Vec<String> = keys
            .iter()
            .map(|key| format!("{} = {}", key.name, key.example))
            .collect();
        let text = format!(
            "program = \"program.py\"\nio.tape.latency = {{ {shape} = {{ {} }} }}",
            parameters.join(", ")
        );
        let latency = read(&text).runs[0].devices["tape"].latency;
        assert!(!matches!(latency, Distribution::Constant(_)), "{shape}");
    }
}

#[test]
fn documented_defaults_are_those_that_are_used() {
    let run = &read("program = \"program.py\"").runs[0];
    let check = |path: &str, used: String| {
        let key = keys::at_path(path.split('.')).expect(path);
        assert_eq!(key.default, used, "{path}");
    };
    check("python.version", run.version.to_string());
    check("python.switch_interval", show_duration(run.switch_interval));
    check("python.check_interval", run.check_interval.to_string());
    check("machine.cores", run.machine.cores.to_string());
    check("run.seed", run.seed.to_string());
    check("run.until", show_duration(run.until));
    check("run.max_heap", units::show_size(run.max_heap));
    check("run.max_threads", run.max_threads.to_string());
}
