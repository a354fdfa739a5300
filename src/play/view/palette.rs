//! Colours, or none.

use ratatui::style::{Color, Modifier, Style};

use crate::trace::State;
use crate::vm::ThreadId;

/// How things are set off. Without colour by weight alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    color: bool,
}

/// The sixteen colours that every terminal has, in its own shades; none that is hard to read on
/// black or on white.
const THREADS: [Color; 6] = [
    Color::Cyan,
    Color::Magenta,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Red,
];

impl Palette {
    pub fn new(color: bool) -> Palette {
        Palette { color }
    }

    fn colored(self, color: Color) -> Style {
        match self.color {
            true => Style::new().fg(color),
            false => Style::new(),
        }
    }

    pub(super) fn title(self) -> Style {
        self.colored(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    pub(super) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(super) fn quiet(self) -> Style {
        self.colored(Color::DarkGray)
    }

    pub(super) fn current(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    pub(super) fn thread(self, thread: ThreadId) -> Style {
        let color = THREADS[thread.0 as usize % THREADS.len()];
        self.colored(color).add_modifier(Modifier::BOLD)
    }

    pub(super) fn state(self, state: Option<State>) -> Style {
        match state {
            Some(State::Running) => self.colored(Color::Green).add_modifier(Modifier::BOLD),
            Some(State::Native | State::NativeHolding) => self.colored(Color::Blue),
            Some(State::GilWait) => self.colored(Color::Red),
            Some(State::LockWait) => self.colored(Color::Magenta),
            Some(State::Runnable | State::Switching) => self.colored(Color::Yellow),
            Some(State::Io | State::Sleep | State::Idle) => Style::new(),
            None => self.quiet(),
        }
    }

    pub(super) fn changed(self) -> Style {
        self.colored(Color::Yellow).add_modifier(Modifier::BOLD)
    }
}
