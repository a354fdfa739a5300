//! The demonstration in the terminal: what keys do, and what its screens look like.
//!
//! The screens stand in `tests/play`; `GILSIM_RECORD=1 cargo test --test play` writes them anew.
#![cfg(feature = "tui")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gilsim::cli::files;
use gilsim::nanos::MILLISECOND;
use gilsim::play::{Changes, Choice, Input, Key, Model, Palette, Request, Stage, Tape, draw};
use gilsim::runner;
use gilsim::scenario::{Override, show_duration};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn stage(scenario: &str, variant: usize, changes: &Changes) -> Result<Stage, String> {
    let mut settings = Vec::new();
    settings.extend(changes.version.map(|it| format!("python.version={it}")));
    settings.extend(changes.cores.map(|it| format!("machine.cores={it}")));
    let interval = changes.switch_interval.map(show_duration);
    settings.extend(interval.map(|it| format!("python.switch_interval={it}")));
    let settings: Result<Vec<Override>, String> =
        settings.iter().map(|it| Override::set(it)).collect();
    let scenario = files::load(&root(scenario), &settings?).map_err(|it| it[0].message.clone())?;
    let spec = &scenario.runs[variant];
    let code = runner::compile(spec).map_err(|found| found[0].message.clone())?;
    let folder = Arc::new(files::imports(&scenario, spec));
    let run = runner::stepper(spec, &code, folder).map_err(|found| found.message.clone())?;
    let quiz = scenario.quiz.iter().map(|asked| Choice {
        question: asked.question.clone(),
        choices: asked.choices.clone(),
        answer: asked.answer,
        why: asked.why.clone(),
    });
    Ok(Stage {
        title: scenario.title.clone(),
        question: scenario.question.clone(),
        variants: scenario.runs.iter().map(|run| run.name.clone()).collect(),
        variant,
        spec: Arc::new(spec.clone()),
        quiz: quiz.collect(),
        tape: Tape::new(run),
    })
}

/// A demonstration with its owner, who does what it asks for.
struct Play {
    scenario: &'static str,
    model: Model,
}

impl Play {
    fn new(scenario: &'static str) -> Play {
        let stage = stage(scenario, 0, &Changes::default()).expect("a sound scenario");
        Play {
            scenario,
            model: Model::new(stage),
        }
    }

    /// Presses keys, each once what the one before has begun is done.
    fn press(&mut self, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            let request = self.model.update(Input::Key(key));
            self.carry_out(request);
            while self.model.is_working() {
                self.model.update(Input::Passed(0));
            }
        }
    }

    fn keys(&mut self, keys: &str) {
        self.press(keys.chars().map(Key::Char));
    }

    fn carry_out(&mut self, request: Option<Request>) {
        if let Some(Request::Stage { variant, changes }) = request {
            self.model.staged(stage(self.scenario, variant, &changes));
        }
    }

    /// Everything that the screen shows.
    fn screen(&self, width: u16, height: u16, color: bool) -> Buffer {
        let backend = TestBackend::new(width, height);
        let mut terminal = Terminal::new(backend).expect("a terminal");
        let palette = Palette::new(color);
        terminal
            .draw(|frame| draw(frame, &self.model, &palette))
            .expect("a screen");
        terminal.backend().buffer().clone()
    }

    fn text(&self) -> String {
        text(&self.screen(80, 24, false))
    }
}

fn text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width)
            .map(|x| buffer[(x, y)].symbol())
            .collect();
        let _ = writeln!(text, "{}", row.trim_end());
    }
    text
}

/// A letter for the colour and weight of every cell.
fn styles(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width)
            .map(|x| {
                let cell = &buffer[(x, y)];
                let letter = match cell.fg {
                    Color::Reset => '.',
                    Color::Cyan => 'c',
                    Color::Magenta => 'm',
                    Color::Green => 'g',
                    Color::Yellow => 'y',
                    Color::Blue => 'b',
                    Color::Red => 'r',
                    Color::DarkGray => 'd',
                    other => panic!("an unusual colour: {other:?}"),
                };
                match (cell.modifier.contains(Modifier::REVERSED), letter) {
                    (true, _) => '#',
                    (_, '.') if cell.modifier.contains(Modifier::BOLD) => '!',
                    (_, letter) => letter,
                }
            })
            .collect();
        let _ = writeln!(text, "{}", row.trim_end_matches('.'));
    }
    text
}

fn check(name: &str, found: &str) {
    let path = root("tests/play").join(name);
    if std::env::var_os("GILSIM_RECORD").is_some() {
        fs::write(&path, found).expect("the screen is written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == found,
        "{name} has changed (GILSIM_RECORD=1 records it):\n{found}"
    );
}

fn check_screen(name: &str, play: &Play, width: u16, height: u16) {
    let plain = play.screen(width, height, false);
    let colors = plain.content().iter().filter(|it| it.fg != Color::Reset);
    assert_eq!(colors.count(), 0, "{name}: no colour where none is wanted");
    check(&format!("{name}.{width}x{height}.txt"), &text(&plain));
    let colored = play.screen(width, height, true);
    assert_eq!(text(&colored), text(&plain), "{name}: colour says nothing");
    check(
        &format!("{name}.{width}x{height}.colors.txt"),
        &styles(&colored),
    );
}

const COUNTER: &str = "tests/play";

#[test]
fn screens_are_as_recorded() {
    let mut play = Play::new(COUNTER);
    check_screen("start", &play, 80, 24);
    play.keys("2");
    check_screen("answered", &play, 80, 24);
    play.keys("?");
    check_screen("keys", &play, 80, 24);
    play.press([Key::Escape, Key::Enter]);
    play.keys("sssss");
    check_screen("switched", &play, 80, 24);
    check_screen("switched", &play, 120, 40);
    check_screen("switched", &play, 60, 10);
    play.keys("eeeiii");
    check_screen("stepped", &play, 80, 24);
    play.keys("ms");
    check_screen("asking", &play, 80, 24);
    check_screen("asking", &play, 120, 40);
    play.press([Key::Escape]);
    play.keys("mG");
    check_screen("end", &play, 80, 24);
    play.keys("0ppppppp");
    check_screen("without", &play, 80, 24);
}

/// Whoever goes so many steps of a kind forwards and as many back is where he was, and sees what
/// he saw.
#[test]
fn a_step_back_undoes_a_step() {
    for scenario in [COUNTER, "scenarios/22-threads-and-processes"] {
        for (forwards, back) in [('i', 'I'), ('e', 'E'), ('s', 'S')] {
            let mut play = Play::new(scenario);
            play.press([Key::Enter]);
            play.keys("ssss");
            play.press([Key::Char(forwards)]);
            let mut seen = Vec::new();
            for _ in 0..25 {
                let before = (play.model.tape().run().moment(), play.text());
                play.press([Key::Char(forwards)]);
                if play.model.tape().run().moment() == before.0 {
                    break;
                }
                seen.push(before);
            }
            assert!(seen.len() > 3, "{scenario}: {forwards}");
            while let Some((moment, screen)) = seen.pop() {
                play.press([Key::Char(back)]);
                let what = format!("{scenario}: {back}, {} left", seen.len());
                assert_eq!(play.model.tape().run().moment(), moment, "{what}");
                // Where there is no room for all variables, those that a step has changed come
                // first, whichever way it went.
                let above = |line: &&str| !line.contains("shared variables");
                let body = |text: &str| {
                    text.lines()
                        .take_while(above)
                        .collect::<Vec<_>>()
                        .join("\n")
                };
                // A step marks what it has changed, whichever way it goes.
                assert_eq!(
                    body(&play.text()).replace('*', " "),
                    body(&screen).replace('*', " "),
                    "{what}"
                );
            }
        }
    }
}

#[test]
fn it_goes_back_to_the_beginning_and_comes_to_the_same_end() {
    let mut play = Play::new(COUNTER);
    play.press([Key::Enter]);
    play.keys("G");
    let end = (play.model.tape().run().moment(), play.text());
    assert!(play.model.tape().end().is_some());
    assert!(end.1.contains("THE END"), "{}", end.1);
    play.keys("0");
    assert_eq!(play.model.tape().now(), 0);
    play.keys("sssIIISSSG");
    assert_eq!((play.model.tape().run().moment(), play.text()), end);
}

/// Time passes so much slower, and stands still in between.
#[test]
fn slow_motion_follows_real_time() {
    let mut play = Play::new(COUNTER);
    play.press([Key::Enter, Key::Char(' ')]);
    for _ in 0..10 {
        play.model.update(Input::Passed(20 * MILLISECOND));
    }
    // An instruction that has begun is done.
    let shows = |play: &Play, time: u64, what: &str| {
        let now = play.model.tape().now();
        assert!((time..time + 1000).contains(&now), "{what}: {now}");
    };
    shows(&play, MILLISECOND / 5, "1,000 times slower");
    play.press([Key::Up]);
    play.model.update(Input::Passed(MILLISECOND));
    shows(&play, MILLISECOND / 5 + 10_000, "100 times");
    play.press([Key::Char(' ')]);
    play.model.update(Input::Passed(1000 * MILLISECOND));
    shows(&play, MILLISECOND / 5 + 10_000, "a pause");
}

/// Every question is about a free GIL; what is named is compared with what then happens.
#[test]
fn predictions_are_counted_and_explained() {
    let mut play = Play::new(COUNTER);
    play.press([Key::Enter]);
    play.keys("m");
    let mut asked = 0;
    for _ in 0..200 {
        play.keys("s");
        let screen = play.text();
        if !screen.contains("WHO IS NEXT?") {
            if screen.contains("THE END") {
                break;
            }
            continue;
        }
        assert!(screen.contains("FREE"), "the GIL is free:\n{screen}");
        // The first of the waiters, whose letter stands first behind the question.
        let behind = screen.split("next?").nth(1).expect("choices").trim_start();
        let first = behind.chars().next().expect("a letter");
        let before = play.model.score();
        play.press([Key::Char(first)]);
        asked += 1;
        let (right, all) = play.model.score();
        assert_eq!(all, asked);
        let screen = play.text();
        let (verdict, took) = match right > before.0 {
            true => ("Right!", true),
            false => ("No.", false),
        };
        assert!(screen.contains(verdict), "{verdict}\n{screen}");
        assert_eq!(
            screen.contains(&format!("LOCKED by {first}")),
            took,
            "{screen}"
        );
        assert!(screen.contains("took it"), "{screen}");
    }
    assert!(asked > 3, "only {asked} questions");
}

/// What is changed on the way runs again up to the same time; a variant begins anew.
#[test]
fn changes_run_again_up_to_the_same_time() {
    let mut play = Play::new(COUNTER);
    play.press([Key::Enter]);
    play.keys("ssssss");
    let now = play.model.tape().now();
    for (key, shown) in [('c', "2 cores"), ('+', "50 us"), ('p', "Python 3.10")] {
        play.press([Key::Char(key)]);
        assert_eq!(play.model.tape().now(), now, "{key}");
        let screen = play.text().replace('µ', "u");
        assert!(screen.contains(shown), "{shown}\n{screen}");
        assert!(screen.contains("up to the same virtual time"), "{screen}");
    }
    play.keys("v");
    assert_eq!(play.model.tape().now(), 0);
    assert!(play.text().contains("two cores: from the start"));
}

#[test]
fn what_cannot_be_changed_says_why() {
    let mut play = Play::new(COUNTER);
    play.press([Key::Enter]);
    play.keys("PPPPPPPP");
    assert!(play.text().contains("Python 2.7"), "{}", play.text());
    play.keys("+");
    assert!(
        play.text().contains("has no switch interval"),
        "{}",
        play.text()
    );
}

/// No size of the terminal and no key in any order takes it down.
#[test]
fn any_size_and_any_keys_will_do() {
    let mut play = Play::new(COUNTER);
    let keys = "Qm?x s i eEISv+-cCpP2\u{1b}0Gz9A";
    let named = [
        Key::Tab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::Escape,
        Key::Enter,
    ];
    for round in 0..4 {
        for (index, c) in keys.chars().enumerate() {
            play.press([Key::Char(c)]);
            play.press([named[(index + round) % named.len()]]);
            play.model.update(Input::Passed(MILLISECOND));
            for (width, height) in [(0, 0), (1, 1), (80, 24), (81, 25), (200, 60), (80, 500)] {
                play.screen(width, height, true);
            }
        }
    }
}
