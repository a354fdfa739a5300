//! The state of the demonstration: what keys and passing time make of it.

use super::ask::{Question, Score};
use super::look::{label, tell};
use super::start::Stage;
use super::tape::{Goal, Reached, Tape};
use crate::metrics::units::duration;
use crate::nanos::{MICROSECOND, MILLISECOND, Nanos};
use crate::profile::Version;
use crate::vm::{ThreadId, Variable};

/// Instructions, about, that one update executes at most: some hundredths of a second.
const WORK: u64 = 400_000;

/// By how much time may be slowed down.
const SLOWER: [u64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
const USUAL: usize = 3;

/// Switch intervals to choose from.
const INTERVALS: [Nanos; 13] = [
    10 * MICROSECOND,
    20 * MICROSECOND,
    50 * MICROSECOND,
    100 * MICROSECOND,
    200 * MICROSECOND,
    500 * MICROSECOND,
    MILLISECOND,
    2 * MILLISECOND,
    5 * MILLISECOND,
    10 * MILLISECOND,
    20 * MILLISECOND,
    50 * MILLISECOND,
    100 * MILLISECOND,
];

const MAX_CORES: u16 = 16;

/// A key that somebody has pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Char(char),
    Enter,
    Escape,
    Tab,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// So much real time has passed, in nanoseconds.
    Passed(u64),
}

/// What was changed on the way; stands above what scenario and command line say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub version: Option<Version>,
    pub cores: Option<u16>,
    pub switch_interval: Option<Nanos>,
}

/// What the owner of the terminal has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    Quit,
    /// Make the stage of this variant with these changes, and call [`Model::staged`].
    Stage {
        variant: usize,
        changes: Changes,
    },
}

/// What it is doing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mode {
    /// The screen before the run; the row of it that is chosen.
    Start {
        row: usize,
    },
    Paused,
    /// In slow motion, up to this virtual time by now.
    Running {
        until: Nanos,
    },
    /// On the way to a goal.
    Going {
        goal: Goal,
        asks: bool,
    },
    /// Who is next? Then it goes on with what it did.
    Asking {
        question: Question,
        then: Box<Mode>,
    },
}

pub struct Model {
    pub(super) stage: Stage,
    pub(super) mode: Mode,
    pub(super) help: bool,
    pub(super) predicts: bool,
    pub(super) score: Score,
    pub(super) changes: Changes,
    /// The thread whose code is shown, if somebody has chosen one.
    pub(super) chosen: Option<ThreadId>,
    /// What was said last: an explanation, a note, an error.
    pub(super) message: Option<String>,
    /// Answers to the quiz so far, by question.
    pub(super) answers: Vec<usize>,
    slower: usize,
    /// The question that was put last.
    last: Option<Question>,
    variables: Vec<Variable>,
    /// What they were when the step began.
    before: Vec<Variable>,
    /// Names of the variables that the last step has changed.
    pub(super) changed: Vec<String>,
}

impl Model {
    /// At the screen before the run.
    pub fn new(stage: Stage) -> Model {
        Model {
            mode: Mode::Start { row: stage.variant },
            stage,
            help: false,
            predicts: false,
            score: Score::default(),
            changes: Changes::default(),
            chosen: None,
            message: None,
            answers: Vec::new(),
            slower: USUAL,
            last: None,
            variables: Vec::new(),
            before: Vec::new(),
            changed: Vec::new(),
        }
    }

    pub fn tape(&self) -> &Tape {
        &self.stage.tape
    }

    /// How often predictions were right, and how many there were.
    pub fn score(&self) -> (u32, u32) {
        (self.score.right, self.score.asked)
    }

    /// Whether it goes on by itself: somebody should tell it how time passes.
    pub fn is_moving(&self) -> bool {
        matches!(self.mode, Mode::Running { .. } | Mode::Going { .. })
    }

    /// Whether it has work to do at once.
    pub fn is_working(&self) -> bool {
        matches!(self.mode, Mode::Going { .. })
    }

    pub(super) fn slower(&self) -> u64 {
        SLOWER[self.slower]
    }

    pub fn update(&mut self, input: Input) -> Option<Request> {
        match input {
            Input::Key(key) => self.key(key),
            Input::Passed(time) => {
                self.pass(time);
                None
            }
        }
    }

    /// The stage that was asked for, or why there is none. The new run goes on to the virtual
    /// time that the old one had reached, unless it is to begin anew.
    pub fn staged(&mut self, stage: Result<Stage, String>) {
        let stage = match stage {
            Ok(stage) => stage,
            Err(why) => {
                self.message = Some(why);
                return;
            }
        };
        let same = stage.variant == self.stage.variant;
        let until = self.stage.tape.now();
        self.changes.version = self.changes.version.filter(|_| same);
        self.stage = stage;
        self.last = None;
        self.chosen = None;
        self.moved();
        self.before.clone_from(&self.variables);
        self.changed.clear();
        let spec = &self.stage.spec;
        if matches!(self.mode, Mode::Start { .. }) {
            self.message = None;
            return;
        }
        if until == 0 || !same {
            self.mode = Mode::Paused;
            let name = &self.stage.variants[self.stage.variant];
            self.message = Some(format!("{name}: from the start."));
            return;
        }
        self.message = Some(format!(
            "Again, up to the same virtual time ({}): Python {}, {} cores, interval {}.",
            duration(until),
            spec.version,
            spec.machine.cores,
            duration(spec.switch_interval)
        ));
        self.mode = Mode::Going {
            goal: Goal::Time(until),
            asks: false,
        };
    }

    fn key(&mut self, key: Key) -> Option<Request> {
        if self.help {
            self.help = false;
            return None;
        }
        match (&self.mode, key) {
            (_, Key::Char('?')) => self.help = true,
            (Mode::Start { row }, _) => {
                let row = *row;
                return self.key_at_start(row, key);
            }
            (Mode::Asking { .. }, _) => self.key_while_asking(key),
            _ => return self.key_while_playing(key),
        }
        None
    }

    fn key_at_start(&mut self, row: usize, key: Key) -> Option<Request> {
        let last = self.stage.variants.len().saturating_sub(1);
        let open = self.stage.quiz.get(self.answers.len());
        match key {
            Key::Char('q') | Key::Escape => return Some(Request::Quit),
            Key::Char(c)
                if open.is_some_and(|quiz| choice(c).is_some_and(|it| it < quiz.choices.len())) =>
            {
                self.answers.extend(choice(c));
            }
            Key::Up | Key::Left => return self.choose_row(row.saturating_sub(1)),
            Key::Down | Key::Right | Key::Tab => return self.choose_row((row + 1).min(last)),
            Key::Enter | Key::Char(' ') => {
                self.mode = Mode::Paused;
                self.message = None;
            }
            _ => {}
        }
        None
    }

    fn choose_row(&mut self, row: usize) -> Option<Request> {
        self.mode = Mode::Start { row };
        (row != self.stage.variant).then(|| Request::Stage {
            variant: row,
            changes: self.changes.clone(),
        })
    }

    fn key_while_asking(&mut self, key: Key) {
        let Mode::Asking { question, then } = &mut self.mode else {
            return;
        };
        let named = match key {
            Key::Char(c) => question.candidates.iter().find(|&&it| label(it) == c),
            Key::Escape => None,
            _ => return,
        };
        if named.is_none() && key != Key::Escape {
            return;
        }
        let mut question = question.clone();
        question.answer = named.copied();
        let then = std::mem::replace(&mut **then, Mode::Paused);
        self.mode = then;
        self.resolve(question);
    }

    /// Goes on until the GIL is taken, and tells whether the answer was right.
    fn resolve(&mut self, question: Question) {
        let taker = loop {
            match self.stage.tape.go(Goal::GilEvent, u64::MAX, false) {
                Reached::End => break question.taken(&self.stage.tape),
                _ => match question.taken(&self.stage.tape) {
                    None => {}
                    taker => break taker,
                },
            }
        };
        let name = |thread| self.title(thread);
        let Some(taker) = taker else {
            self.message = Some("Nobody took it: the run has ended.".to_string());
            self.last = Some(question);
            return;
        };
        let why = question.explain(&self.stage.tape, taker, name);
        let verdict = match question.answer {
            None => "",
            Some(answer) if answer == taker => "Right! ",
            Some(_) => "No. ",
        };
        if question.answer.is_some() {
            self.score.asked += 1;
            self.score.right += u32::from(question.answer == Some(taker));
        }
        self.message = Some(format!("{verdict}{why}"));
        self.last = Some(question);
        self.moved();
        match &mut self.mode {
            // There is something to read first.
            Mode::Running { .. } => self.mode = Mode::Paused,
            Mode::Going {
                goal: Goal::Instruction | Goal::GilEvent | Goal::Switch | Goal::End,
                ..
            } => self.mode = Mode::Paused,
            _ => {}
        }
    }

    fn key_while_playing(&mut self, key: Key) -> Option<Request> {
        let step = |goal| Mode::Going {
            goal,
            asks: self.predicts,
        };
        let back = |goal| Mode::Going {
            goal: Goal::Moment(self.stage.tape.before(goal)),
            asks: false,
        };
        let mode = match key {
            Key::Char('q') => return Some(Request::Quit),
            Key::Escape => Mode::Paused,
            Key::Char(' ') if self.is_moving() => Mode::Paused,
            Key::Char(' ') => Mode::Running {
                until: self.stage.tape.now(),
            },
            Key::Char('i') | Key::Right => step(Goal::Instruction),
            Key::Char('e') => step(Goal::GilEvent),
            Key::Char('s') | Key::Enter => step(Goal::Switch),
            Key::Char('I') | Key::Left => back(Goal::Instruction),
            Key::Char('E') => back(Goal::GilEvent),
            Key::Char('S') => back(Goal::Switch),
            Key::Char('0') | Key::Home => back(Goal::End),
            Key::Char('G') | Key::End => step(Goal::End),
            _ => return self.key_that_changes(key),
        };
        if let Mode::Going { asks: false, .. } = mode {
            self.last = None;
        }
        self.message = None;
        self.before.clone_from(&self.variables);
        self.mode = mode;
        None
    }

    fn key_that_changes(&mut self, key: Key) -> Option<Request> {
        match key {
            Key::Up | Key::Char('>') => self.slower = self.slower.saturating_sub(1),
            Key::Down | Key::Char('<') => self.slower = (self.slower + 1).min(SLOWER.len() - 1),
            Key::Char('m') => {
                self.predicts = !self.predicts;
                self.last = None;
                self.message = Some(
                    match self.predicts {
                        true => {
                            "Predict mode: whenever the GIL is free and wanted, say who is next."
                        }
                        false => "Predict mode is off.",
                    }
                    .to_string(),
                );
            }
            Key::Tab => self.choose_next(),
            Key::Char('+' | '=') => return self.change_interval(true),
            Key::Char('-') => return self.change_interval(false),
            Key::Char('c') => return self.change_cores(1),
            Key::Char('C') => return self.change_cores(-1),
            Key::Char('p') => return self.change_version(1),
            Key::Char('P') => return self.change_version(-1),
            Key::Char('v') => return self.change_variant(1),
            Key::Char('V') => return self.change_variant(-1),
            _ => {}
        }
        None
    }

    /// Shows the next thread's code; after the last one, again that of whoever runs.
    fn choose_next(&mut self) {
        let threads = self.stage.tape.run().threads();
        let living = threads.iter().filter(|it| it.state.is_some());
        self.chosen = match self.chosen {
            None => living.map(|it| it.id).next(),
            Some(now) => living.map(|it| it.id).find(|&it| it > now),
        };
        self.message = Some(match self.chosen {
            Some(thread) => format!("The code of {}.", self.title(thread)),
            None => "The code of whoever runs.".to_string(),
        });
    }

    fn change_interval(&mut self, longer: bool) -> Option<Request> {
        let now = self.stage.spec.switch_interval;
        if !self.stage.spec.gil.has_switch_interval() {
            let gil = self.stage.spec.gil.name();
            self.message = Some(format!("The GIL \"{gil}\" has no switch interval."));
            return None;
        }
        let next = match longer {
            true => INTERVALS.into_iter().find(|&it| it > now),
            false => INTERVALS.into_iter().rev().find(|&it| it < now),
        };
        let changes = Changes {
            switch_interval: Some(next?),
            ..self.changes.clone()
        };
        self.change(changes)
    }

    fn change_cores(&mut self, by: i16) -> Option<Request> {
        let now = self.stage.spec.machine.cores;
        let next = now.saturating_add_signed(by).clamp(1, MAX_CORES);
        let changes = Changes {
            cores: Some(next),
            ..self.changes.clone()
        };
        (next != now).then(|| self.change(changes)).flatten()
    }

    fn change_version(&mut self, by: isize) -> Option<Request> {
        let all: Vec<Version> = Version::all().collect();
        let now = self.stage.spec.version.index();
        let next = *all.get(now.checked_add_signed(by)?)?;
        let changes = Changes {
            version: Some(next),
            ..self.changes.clone()
        };
        self.change(changes)
    }

    fn change_variant(&mut self, by: isize) -> Option<Request> {
        let next = self.stage.variant.checked_add_signed(by)?;
        (next < self.stage.variants.len()).then(|| Request::Stage {
            variant: next,
            changes: self.changes.clone(),
        })
    }

    fn change(&mut self, changes: Changes) -> Option<Request> {
        self.changes = changes.clone();
        Some(Request::Stage {
            variant: self.stage.variant,
            changes,
        })
    }

    /// Real time goes by.
    fn pass(&mut self, time: u64) {
        let slower = self.slower();
        let (goal, asks) = match &mut self.mode {
            Mode::Running { until } => {
                *until = until.saturating_add(time / slower);
                (Goal::Time(*until), self.predicts)
            }
            Mode::Going { goal, asks } => (*goal, *asks),
            Mode::Start { .. } | Mode::Paused | Mode::Asking { .. } => return,
        };
        match self.stage.tape.go(goal, WORK, asks) {
            Reached::Goal => {
                if !matches!(self.mode, Mode::Running { .. }) {
                    self.mode = Mode::Paused;
                }
            }
            Reached::OnTheWay => {
                // Slower than asked for: what is late is not made up for.
                if let Mode::Running { until } = &mut self.mode {
                    *until = self.stage.tape.now();
                }
            }
            Reached::Release(release) => {
                let question = Question::new(&self.stage.tape, release);
                let asked = |it: &Question| self.last.as_ref().is_some_and(|last| it.is_like(last));
                if let Some(question) = question.filter(|it| !asked(it)) {
                    let then = std::mem::replace(&mut self.mode, Mode::Paused);
                    let then = Box::new(then);
                    self.message = None;
                    self.mode = Mode::Asking { question, then };
                }
            }
            Reached::End => self.mode = Mode::Paused,
        }
        self.moved();
    }

    /// The run stands elsewhere.
    fn moved(&mut self) {
        let run = self.stage.tape.run();
        let main = run.program().interpreter_of(ThreadId(0));
        let now = main.map_or_else(Vec::new, |(main, _)| main.module_variables());
        if now != self.variables && matches!(self.mode, Mode::Running { .. }) {
            self.before.clone_from(&self.variables);
        }
        let changed = now.iter().filter(|it| !self.before.contains(it));
        self.changed = changed.map(|it| it.name.clone()).collect();
        self.variables = now;
    }

    /// The thread whose code is shown: the one that was chosen, or who runs, holds a GIL, or has
    /// done something last.
    pub(super) fn shown(&self) -> ThreadId {
        let run = self.stage.tape.run();
        let threads = run.threads();
        let lives = |it: &ThreadId| threads.iter().any(|of| of.id == *it && of.state.is_some());
        let runs = || threads.iter().find(|it| it.interpreting).map(|it| it.id);
        let holds = || run.gils().into_iter().find_map(|gil| Some(gil.holder?.0));
        let last = || {
            let last = self.stage.tape.recent().next_back();
            last.map(|(mark, _)| ThreadId(mark.thread.0))
        };
        let chosen = self.chosen.filter(lives);
        chosen
            .or_else(runs)
            .or_else(holds)
            .or_else(last)
            .unwrap_or(ThreadId(0))
    }

    /// The variables of the main module.
    pub(super) fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// A thread as sentences name it: `B io`.
    pub(super) fn title(&self, thread: ThreadId) -> String {
        format!("{} {}", label(thread), self.stage.tape.name(thread))
    }

    /// What the line below the panes says.
    pub(super) fn says(&self) -> String {
        if let Some(message) = &self.message {
            return message.clone();
        }
        let last = self.stage.tape.recent().next_back();
        last.map_or_else(String::new, |(mark, note)| {
            let name = |thread| self.title(thread);
            format!("{}: {}", duration(mark.at), tell(mark, note, name))
        })
    }
}

/// Choices of a quiz are numbered from 1.
fn choice(c: char) -> Option<usize> {
    (c.to_digit(10)? as usize).checked_sub(1)
}
