//! One line that says how far a long run has come.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::driver::Progress;
use crate::metrics::units::{count, duration};
use crate::nanos::Nanos;
use crate::scenario::{Engine, RunSpec};

/// A run that is over by then needs no line.
const QUIET: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(100);

/// The line at the bottom of the terminal.
pub struct ProgressLine {
    /// Nobody watches: nothing is ever shown.
    watched: bool,
    name: String,
    limit: Nanos,
    engine: Engine,
    width: usize,
    next: Instant,
    shown: bool,
}

impl ProgressLine {
    pub fn new(watched: bool, run: &RunSpec, width: usize) -> ProgressLine {
        ProgressLine {
            watched,
            name: run.shown.chars().filter(|c| !c.is_control()).collect(),
            limit: run.until,
            engine: run.engine,
            width,
            next: Instant::now() + QUIET,
            shown: false,
        }
    }

    pub fn update(&mut self, progress: Progress) {
        if !self.watched {
            return;
        }
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + BETWEEN;
        self.shown = true;
        let line = text(&self.name, progress, self.limit, self.engine);
        let line: String = line.chars().take(self.width.saturating_sub(1)).collect();
        write(&format!("\r{line}\u{1b}[K"));
    }

    /// Makes room for other text.
    pub fn clear(&mut self) {
        if self.shown {
            self.shown = false;
            write("\r\u{1b}[K");
        }
    }
}

fn text(name: &str, progress: Progress, limit: Nanos, engine: Engine) -> String {
    let how = match engine {
        Engine::Sim => "simulated",
        Engine::Live => "lived",
    };
    format!(
        "{name}: {} of at most {} {how}, {} instructions",
        duration(progress.now),
        duration(limit),
        count(progress.instructions)
    )
}

fn write(text: &str) {
    let mut stderr = std::io::stderr();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_the_run_is() {
        let progress = Progress {
            now: 1_500_000_000,
            instructions: 1_234_567,
            arrived: Default::default(),
        };
        assert_eq!(
            text("convoy", progress, 10_000_000_000, Engine::Sim),
            "convoy: 1.5 s of at most 10 s simulated, 1,234,567 instructions"
        );
    }
}
