//! `gilsim play`: the terminal, its keys and its clock around the pure demonstration.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::{Terminal, TerminalOptions, backend::CrosstermBackend};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::args;
use super::console::Console;
use super::execute::prepare;
use super::files;
use super::status;
use crate::diagnostic::Diagnostic;
use crate::play::{Changes, Choice, Input, Key, Model, Palette, Request, Stage, Tape, draw};
use crate::runner;
use crate::scenario::{Override, Scenario, show_duration};
use crate::timeline::font::printable;

/// Between two screens of a run in slow motion.
const FRAME: Duration = Duration::from_millis(50);
/// How often to look whether a signal has come, where nothing moves.
const LOOK: Duration = Duration::from_millis(250);

/// Plays a scenario. The exit status: 0, or 130 after Ctrl-C.
pub fn play(args: &args::Play, console: &Console) -> u8 {
    let stage = match stage(args, None, &Changes::default()) {
        Ok(stage) => stage,
        Err(found) => {
            console.diagnostics(&found);
            return status::BAD_USAGE;
        }
    };
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let message = "gilsim play needs a terminal for its screens and keys";
        let help =
            "start it without a pipe; over ssh with `ssh -t`; `gilsim run` needs no terminal";
        console.diagnostics(&[Diagnostic::file_error("", message).help(help)]);
        return status::BAD_USAGE;
    }
    let color = console.color && !args.no_color;
    let signalled = Arc::new(AtomicBool::new(false));
    // A terminal that has gone (SIGHUP) needs nothing back, and to read from it would never end.
    for signal in [SIGINT, SIGTERM] {
        // Where the system refuses, the signal ends the process as it always does.
        let _ = flag::register(signal, signalled.clone());
    }
    let restored = Restored::new();
    let played = restored
        .map_err(|error| error.to_string())
        .and_then(|_restored| {
            let mut screen = Screen::new().map_err(|error| error.to_string())?;
            let mut model = Model::new(stage);
            let palette = Palette::new(color);
            screen
                .show_until_quit(&mut model, &palette, &signalled, args)
                .map_err(|error| error.to_string())
        });
    match played {
        Ok(status) => status,
        Err(error) => {
            console.error(format!("the terminal cannot be used: {error}"));
            status::BAD_USAGE
        }
    }
}

/// Takes the terminal, and gives it back however this ends.
struct Restored;

impl Restored {
    fn new() -> io::Result<Restored> {
        enable_raw_mode()?;
        let restored = Restored;
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            usual(info);
        }));
        execute!(io::stdout(), EnterAlternateScreen)?;
        Ok(restored)
    }
}

impl Drop for Restored {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whoever closed the terminal does not mind.
fn give_back() {
    let _ = disable_raw_mode();
    let _ = execute!(io::stdout(), LeaveAlternateScreen, Show);
    let _ = io::stdout().flush();
}

struct Screen {
    terminal: Terminal<CrosstermBackend<io::Stdout>>,
}

impl Screen {
    fn new() -> io::Result<Screen> {
        let backend = CrosstermBackend::new(io::stdout());
        let terminal = Terminal::with_options(backend, TerminalOptions::default())?;
        Ok(Screen { terminal })
    }

    fn show_until_quit(
        &mut self,
        model: &mut Model,
        palette: &Palette,
        signalled: &AtomicBool,
        args: &args::Play,
    ) -> io::Result<u8> {
        let mut then = Instant::now();
        let mut shown: Option<Instant> = None;
        loop {
            if signalled.load(Ordering::Relaxed) {
                return Ok(status::INTERRUPTED);
            }
            if shown.is_none_or(|shown| shown.elapsed() >= FRAME) || !model.is_working() {
                self.terminal.draw(|frame| draw(frame, model, palette))?;
                shown = Some(Instant::now());
            }
            let wait = match (model.is_working(), model.is_moving()) {
                (true, _) => Duration::ZERO,
                (false, true) => FRAME,
                (false, false) => LOOK,
            };
            let mut request = None;
            if event::poll(wait)? {
                match event::read()? {
                    Event::Key(key) if is_interrupt(&key) => return Ok(status::INTERRUPTED),
                    Event::Key(key) if key.kind != KeyEventKind::Release => {
                        request = named(key.code).and_then(|key| model.update(Input::Key(key)));
                    }
                    _ => {}
                }
            }
            let passed = then.elapsed();
            then += passed;
            let passed = u64::try_from(passed.as_nanos()).unwrap_or(u64::MAX);
            if model.is_moving() {
                request = request.or(model.update(Input::Passed(passed)));
            }
            match request {
                None => {}
                Some(Request::Quit) => return Ok(status::DONE),
                Some(Request::Stage { variant, changes }) => {
                    let staged = stage(args, Some(variant), &changes);
                    model.staged(staged.map_err(|found| first_line(&found)));
                    then = Instant::now();
                }
            }
        }
    }
}

fn is_interrupt(key: &KeyEvent) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}

fn named(code: KeyCode) -> Option<Key> {
    Some(match code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Tab => Key::Tab,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    })
}

/// Makes a variant of the scenario ready: the one of this number, or the one that was asked for.
fn stage(
    args: &args::Play,
    variant: Option<usize>,
    changes: &Changes,
) -> Result<Stage, Vec<Diagnostic>> {
    let mut overrides = args.settings.overrides();
    overrides.extend(as_overrides(changes));
    let mut scenario = files::load(&args.path, &overrides)?;
    let wanted = match (&args.variant, variant) {
        (_, Some(variant)) => variant,
        (Some(name), None) => {
            let unknown = |message| vec![Diagnostic::file_error("", message)];
            scenario.run_named(name).map_err(unknown)?;
            let is_it = |run: &crate::scenario::RunSpec| run.name == *name;
            scenario.runs.iter().position(is_it).unwrap_or(0)
        }
        (None, None) => 0,
    };
    if !args.args.is_empty() {
        for run in scenario.every_run_mut() {
            run.args.clone_from(&args.args);
        }
    }
    let Some(spec) = scenario.runs.get(wanted) else {
        return Err(vec![Diagnostic::file_error("", "there is no such variant")]);
    };
    let prepared = prepare([spec])?;
    let Some(one) = prepared.first() else {
        return Err(vec![Diagnostic::file_error("", "there is nothing to run")]);
    };
    let folder = Arc::new(files::imports(&scenario, spec));
    let run = runner::stepper(spec, one.code(), folder).map_err(|found| vec![*found])?;
    Ok(Stage {
        title: printable(&scenario.title),
        question: scenario.question.as_deref().map(printable),
        variants: scenario
            .runs
            .iter()
            .map(|run| printable(&run.name))
            .collect(),
        variant: wanted,
        quiz: quiz(&scenario),
        spec: Arc::new(spec.clone()),
        tape: Tape::new(run),
    })
}

fn quiz(scenario: &Scenario) -> Vec<Choice> {
    let quiz = scenario.quiz.iter();
    quiz.map(|asked| Choice {
        question: printable(&asked.question),
        choices: asked.choices.iter().map(|it| printable(it)).collect(),
        answer: asked.answer,
        why: printable(&asked.why),
    })
    .collect()
}

fn as_overrides(changes: &Changes) -> Vec<Override> {
    let version = changes.version.map(|it| ("python.version", it.to_string()));
    let cores = changes.cores.map(|it| ("machine.cores", it.to_string()));
    let interval = changes.switch_interval;
    let interval = interval.map(|it| ("python.switch_interval", show_duration(it)));
    [version, cores, interval]
        .into_iter()
        .flatten()
        .map(|(key, value)| Override::flag("the change", key, &value))
        .collect()
}

fn first_line(found: &[Diagnostic]) -> String {
    let first = found.first().map(|it| it.message.clone());
    first.unwrap_or_default()
}
