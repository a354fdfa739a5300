//! What gilsim itself says, and to whom.

use std::io::{self, ErrorKind, IsTerminal, Write};

use terminal_size::terminal_size_of;

use super::args::Color;
use super::status;
use crate::diagnostic::{Diagnostic, render_all};

/// Columns where nobody knows better.
const WIDTH: usize = 100;

/// The terminal, or what stands in for it.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// Whether messages are coloured.
    pub color: bool,
    /// Whether what was asked for is coloured.
    pub answer_color: bool,
    /// Whether somebody watches standard error.
    pub watched: bool,
    /// Columns of standard error.
    pub width: usize,
}

impl Console {
    pub fn new(color: Color) -> Console {
        let watched = io::stderr().is_terminal();
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colored = |terminal: bool| match color {
            Color::Auto => terminal && !set("NO_COLOR") && !dumb,
            Color::Always => true,
            Color::Never => false,
        };
        Console {
            color: colored(watched),
            answer_color: colored(io::stdout().is_terminal()),
            watched: watched && !dumb,
            width: terminal_size_of(io::stderr())
                .map_or(WIDTH, |(width, _)| usize::from(width.0).max(40)),
        }
    }

    /// Writes to standard error. Where nobody reads it any more, nothing is lost by going on.
    pub fn say(&self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    pub fn diagnostics(&self, found: &[Diagnostic]) {
        self.say(&render_all(found, self.color, self.width));
    }

    /// A problem without a place.
    pub fn error(&self, message: impl Into<String>) {
        self.diagnostics(&[Diagnostic::file_error("", message)]);
    }

    /// Writes what was asked for to standard output. The exit status: a reader who has left has
    /// seen enough, everything else that goes wrong is told.
    pub fn answer(&self, text: &str) -> u8 {
        self.answer_bytes(text.as_bytes())
    }

    pub fn answer_bytes(&self, bytes: &[u8]) -> u8 {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Ok(()) => status::DONE,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => status::OUTPUT_LOST,
            Err(error) => {
                self.error(format!("cannot write to standard output: {error}"));
                status::OUTPUT_LOST
            }
        }
    }

    /// `text` in bold, where there is colour.
    pub fn bold(&self, text: &str) -> String {
        self.styled("1", text)
    }

    /// `text` in the colour of errors.
    pub fn red(&self, text: &str) -> String {
        self.styled("1;31", text)
    }

    /// `text` in the colour of what is well.
    pub fn green(&self, text: &str) -> String {
        self.styled("32", text)
    }

    fn styled(&self, code: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }
}
